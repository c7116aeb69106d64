"""G01, G03: tables of any shape add up, from the single rows to the total and across."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from decimal import Decimal

from xianbiao.checks.carried import is_told_elsewhere
from xianbiao.checks.crossings import (
    Crossing,
    crossed_in,
    crossing,
    lone_blank,
    miscounted_in,
)
from xianbiao.checks.diagnose import diagnose
from xianbiao.checks.lost_rows import doubled_in, lacks_a_part
from xianbiao.checks.misplaced import follows_from_place, misplaced
from xianbiao.checks.registry import Fault, rule
from xianbiao.model.amounts import Amount, absence, format_amount
from xianbiao.model.findings import Severity
from xianbiao.model.notices import Notice
from xianbiao.model.records import replace
from xianbiao.model.refs import Ref
from xianbiao.model.tables import (
    Meaning,
    RecognisedTable,
    RowKind,
    RowSum,
    TableColumn,
    TableRow,
)

_MOST_PARTS = 60
_MOST_DECIMALS = 6
_FIRM = 0.6


def tolerance_of(amounts: Iterable[Amount]) -> Decimal:
    """How far a sum may be off: half a unit of the last decimal printed, 0.005 at most."""
    places = 0
    for amount in amounts:
        value = amount.value
        if value is not None and value != value.to_integral_value():
            places = max(places, len(format_amount(value).partition(".")[2]))
    kept = places if 2 < places <= _MOST_DECIMALS else 2
    return Decimal(5).scaleb(-kept - 1)


def understood(notice: Notice) -> Iterator[RecognisedTable]:
    """The tables of any shape that may be checked."""
    return (t for t in notice.readings if t.is_understood)


@rule("G01", "合计、小计 = 所属各行之和", Severity.ERROR, "任何一级加错，下发的数就错")
def rows_add_up(notice: Notice) -> Iterator[Fault]:
    """Every total, subtotal and group of a table against the rows that belong to it."""
    for table in understood(notice):
        for one in table.row_sums:
            is_total = table.rows[one.result].kind is RowKind.TOTAL
            if one.is_complete:
                yield from _sum_faults(table, one, with_money=not (table.is_in_notice and is_total))


def _sum_faults(table: RecognisedTable, one: RowSum, with_money: bool) -> Iterator[Fault]:
    """The money of a total that the notice holds as well is left to the rules for those."""
    result = table.rows[one.result]
    terms = [table.rows[t] for t in one.terms]
    if not any(v.is_number for v in result.values.values()):
        return
    strayed = misplaced(table)
    faults: list[Fault] = []
    for column in table.columns:
        is_checked = (column.meaning.is_money and with_money) or column.meaning is Meaning.COUNT
        if not is_checked or crossed_in(table, one.terms, column.index):
            continue
        if doubled_in(table, one, column.index) or miscounted_in(table, one.terms, column.index):
            continue
        if column.meaning is Meaning.COUNT and table.is_in_notice and lacks_a_part(table, one):
            continue
        if not follows_from_place(table, one, column.index, strayed):
            faults += _column_fault(table, column, result, terms, one.confidence >= _FIRM)
    yield from _as_one_row(faults) if lacks_a_part(table, one) else faults


def _as_one_row(faults: list[Fault]) -> list[Fault]:
    """All columns of a total that misses one row, told at the first of its amounts."""
    firm = [f for f in faults if f.severity is None]
    if len(faults) < 2 or not firm:
        return faults
    cause = f"共 {len(faults)} 列同时差，差额像是一行的数，疑为漏列或多列一行"
    return [replace(firm[0], cause=cause, suggestion="先核对是不是漏列、多列一行，再改合计")]


def _column_fault(
    table: RecognisedTable,
    column: TableColumn,
    result: TableRow,
    terms: list[TableRow],
    is_firm: bool,
) -> Iterator[Fault]:
    printed = result.values[column.index]
    amounts = [t.values[column.index] for t in terms]
    known = [a.value for a in amounts if a.value is not None]
    if not known or any(a.is_unreadable for a in amounts):
        return
    added = sum(known, Decimal(0))
    name = f"“{result.name.stripped}”的“{column.name}”"
    if printed.is_without:
        if added and column.meaning.is_money:
            yield Fault(
                printed.ref,
                f"{name}{absence(printed)}，所属 {len(terms)} 行相加是 {format_amount(added)}",
                right=added,
                severity=Severity.HINT,
                suggestion=f"填入 {format_amount(added)} 或求和公式",
            )
        return
    if printed.value is None or abs(printed.value - added) <= tolerance_of([printed, *amounts]):
        return
    parts = [
        (t.name.stripped, a.value)
        for t, a in zip(terms, amounts, strict=True)
        if a.value is not None
    ]
    found = diagnose(printed.value, added, parts if len(parts) <= _MOST_PARTS else ())
    firm = is_firm and column.meaning.is_money
    blank = lone_blank(amounts, printed.value - added)
    cause = found.text if found else None
    if blank is not None:
        missing = format_amount(printed.value - added)
        cause = f"本列只有本格{absence(blank)}，所差的 {missing} 疑为漏填在这里"
    yield Fault(
        printed.ref if blank is None else blank.ref,
        f"{name}写 {format_amount(printed.value)}，所属 {len(terms)} 行"
        f"（{terms[0].name.stripped}…{terms[-1].name.stripped}）相加是 {format_amount(added)}，"
        f"差 {format_amount(abs(printed.value - added))}",
        left=printed.value,
        right=added,
        cause=cause,
        suggestion="逐行核对本列，改错的一行或改合计"
        if is_firm
        else "先核对这几行是不是都属于它，再核对数",
        severity=None if firm else Severity.HINT,
    )


@rule("G03", "合计列 = 所属各列之和", Severity.ERROR, "横向加错，下发的数就错")
def columns_add_up(notice: Notice) -> Iterator[Fault]:
    """Every column of totals against the columns that it adds up, in every row.

    Recipients and totals that the notice holds as well are left to the rules for those.
    """
    for table in understood(notice):
        for one in table.column_sums:
            result = table.column(one.result)
            known = table.is_in_notice and result.meaning.is_money
            columns = [table.column(t) for t in one.terms]
            tolerance = tolerance_of(r.values[one.result] for r in table.rows)
            for row in table.rows:
                in_notice = known and row.kind in (RowKind.RECIPIENT, RowKind.TOTAL)
                if not in_notice and not is_told_elsewhere(table, row, one):
                    at = one.result if one.computed is None else one.computed
                    cell = None if in_notice else crossing(table, row, one)
                    ref = row.values[at].ref if cell is None else cell.amount.ref
                    for fault in _across(row, result, columns, one.minus, tolerance, ref):
                        yield fault if cell is None else _pinned(table, fault, cell)


def _pinned(table: RecognisedTable, fault: Fault, cell: Crossing) -> Fault:
    """The fault with the cell that its column's total contradicts by the same."""
    name, meant = table.column(cell.column).name, format_amount(cell.meant)
    off = format_amount(abs(cell.meant - cell.value))
    if cell.amount.is_without:
        cause = f"“{name}”一列的合计也差 {off}，本格{absence(cell.amount)}，疑为漏填 {meant}"
        return replace(fault, cause=cause)
    found = diagnose(cell.value, cell.meant)
    how = f"（{found.kind.value}）" if found is not None and found.is_known else ""
    return replace(
        fault,
        cause=f"“{name}”一列的合计也差 {off}，疑为本格 {cell.amount.raw.strip()} 应为 {meant}{how}",
    )


def _across(
    row: TableRow,
    result: TableColumn,
    columns: list[TableColumn],
    minus: tuple[int, ...],
    tolerance: Decimal,
    ref: Ref,
) -> Iterator[Fault]:
    """One row against a sum across; `ref` is where a difference is shown."""
    printed = row.values[result.index]
    amounts = [row.values[c.index] for c in columns]
    parts = [
        (c.name, -a.value if c.index in minus else a.value)
        for c, a in zip(columns, amounts, strict=True)
        if a.value is not None
    ]
    names = "、".join(("减" if c.index in minus else "") + c.name for c in columns)
    if printed.value is None or not parts or any(a.is_unreadable for a in amounts):
        return
    added = sum((value for _, value in parts), Decimal(0))
    if abs(printed.value - added) <= tolerance:
        return
    found = diagnose(printed.value, added, parts)
    yield Fault(
        ref,
        f"{row.name.stripped}：“{result.name}”写 {format_amount(printed.value)}，"
        f"{names}相加是 {format_amount(added)}，"
        f"差 {format_amount(abs(printed.value - added))}",
        left=printed.value,
        right=added,
        cause=found.text if found else None,
        suggestion="核对本行这几格",
        severity=None if result.meaning.is_money else Severity.HINT,
    )
