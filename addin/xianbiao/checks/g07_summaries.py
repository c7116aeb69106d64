"""G07: a column of a summary table says of each recipient what the table of that column says."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from decimal import Decimal

from xianbiao.checks.diagnose import diagnose
from xianbiao.checks.registry import Fault, rule
from xianbiao.model.amounts import Amount, format_amount, same
from xianbiao.model.expressions import expression
from xianbiao.model.findings import Severity
from xianbiao.model.indicators import plain
from xianbiao.model.money_units import in_wan
from xianbiao.model.notices import Notice
from xianbiao.model.recipients import Recipient
from xianbiao.model.records import Record
from xianbiao.model.refs import Ref
from xianbiao.model.tables import Meaning, RecognisedTable, TableColumn

_NOISE = expression(r"\([^()]*\)|20\d\d年(?:度)?")
_TAIL = expression(r"(?:补助|救助|补贴)?(?:资金|经费|金额|[合小总]计|总额|下达数|分配数|支出)+$")
_SHORTEST = 2
_FEWEST = 2
Key = str


class _Side(Record, frozen=True):
    """What a table gives one recipient in all, 万元, and the first cell that says so."""

    value: Decimal
    ref: Ref


@rule("G07", "汇总表 = 明细表", Severity.ERROR, "汇总表和明细表写的是同一笔钱，各单位的数应当相同")
def summaries_agree(notice: Notice) -> Iterator[Fault]:
    """Every column of a summary against the table by recipients that bears its name."""
    tables = [t for t in notice.readings if t.is_understood and len(t.recipients) >= _FEWEST]
    for table in tables:
        others = [t for t in tables if t is not table]
        for column, detail, final in _pairs(table, others):
            yield from _compared(table, column, detail, final)


def _pairs(
    table: RecognisedTable, others: Sequence[RecognisedTable]
) -> Iterator[tuple[TableColumn, RecognisedTable, TableColumn]]:
    """The columns of a table that one other table is about, and that table's last word."""
    claimed: dict[int, list[tuple[int, TableColumn]]] = {}
    for column in table.money:
        for stem in map(_stem, reversed(column.path)):
            about = [i for i, t in enumerate(others) if stem and stem in _name(t)]
            if len(about) == 1:
                claimed.setdefault(about[0], []).append((len(stem), column))
                break
    for at, columns in claimed.items():
        longest = max(length for length, _ in columns)
        best = [c for length, c in columns if length == longest]
        best = [c for c in best if not c.is_part] or best
        whole = [c for c in best if c.meaning is Meaning.TOTAL] or best
        final = _final(others[at])
        if len(whole) == 1 and final is not None:
            yield whole[0], others[at], final


def _stem(word: str) -> str:
    bare = _TAIL.sub("", _NOISE.sub("", plain(word)))
    return bare if len(bare) >= _SHORTEST else ""


def _name(table: RecognisedTable) -> str:
    title = table.title.stripped if table.title else ""
    return plain(f"{table.sheet or ''}|{title}")


def _final(table: RecognisedTable) -> TableColumn | None:
    """The column with what a recipient gets in all; None where none is said to be it."""
    money = [c for c in table.money if not c.is_part]
    if len(money) == 1:
        return money[0]
    parts = {t for s in table.column_sums for t in s.terms}
    totals = [c for c in money if c.meaning is Meaning.TOTAL and c.index not in parts]
    return totals[0] if len(totals) == 1 else None


def _compared(
    table: RecognisedTable, column: TableColumn, detail: RecognisedTable, final: TableColumn
) -> Iterator[Fault]:
    (left, unread), (right, unread_there) = _sides(table, column), _sides(detail, final)
    for key in unread | unread_there:
        left.pop(key, None)
        right.pop(key, None)
    both = left.keys() & right.keys()
    agreeing = [k for k in both if same(left[k].value, right[k].value)]
    if not any(left[k].value for k in agreeing) or len(agreeing) * 2 <= len(both):
        return
    names = {_key(r.recipient): r.name.stripped for r in detail.recipients if r.recipient}
    names |= {_key(r.recipient): r.name.stripped for r in table.recipients if r.recipient}
    where = f"“{detail.title.stripped if detail.title else detail.sheet}”"
    for key in (*left, *(k for k in right if k not in left)):
        here, there = left.get(key), right.get(key)
        printed, expected = (s.value if s else Decimal(0) for s in (here, there))
        if same(printed, expected):
            continue
        ref = here.ref if here else column.ref
        place = f"（{there.ref.where()}）" if there else "没有这个单位"
        shown = f" {format_amount(expected)} 万元" if there else ""
        found = diagnose(printed, expected) if here and there else None
        yield Fault(
            ref,
            f"{names[key]}：汇总表“{column.name}”"
            + (f"写 {format_amount(printed)} 万元" if here else "没有这个单位")
            + f"，{where}{shown}{place}，差 {format_amount(abs(printed - expected))} 万元",
            left=printed,
            right=expected,
            cause=found.text if found else None,
            suggestion="核对两张表，改错的一处",
        )


def _key(recipient: Recipient | None) -> Key:
    return (recipient.code or recipient.full_name) if recipient else ""


def _sides(table: RecognisedTable, column: TableColumn) -> tuple[dict[Key, _Side], set[Key]]:
    """What each recipient gets in a column, and those of whom a cell is unreadable."""
    found: dict[Key, _Side] = {}
    broken: set[Key] = set()
    for row in table.recipients:
        if row.recipient is None:
            continue
        key, amount = _key(row.recipient), row.values[column.index]
        if amount.is_unreadable:
            broken.add(key)
            continue
        value = _wan(table, column, amount)
        before = found.get(key)
        found[key] = _Side(before.value + value, before.ref) if before else _Side(value, amount.ref)
    return found, broken


def _wan(table: RecognisedTable, column: TableColumn, amount: Amount) -> Decimal:
    return in_wan(amount.value or Decimal(0), table.unit_of(column))
