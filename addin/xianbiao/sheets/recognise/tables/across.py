"""Which columns add up to which others in every row: totals, 调整前 + 调整数 = 调整后."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from decimal import Decimal

from xianbiao.model.expressions import expression
from xianbiao.model.tables import ColumnSum, Meaning, TableColumn
from xianbiao.sheets.recognise.changes import is_decrease, is_increase
from xianbiao.sheets.recognise.tables.view import Look

_SHARE = Decimal("0.5")
MOST_DECIMALS = 6
Figures = list[list[Look]]
"""The rows of a view that hold figures."""


def column_sums(columns: Sequence[TableColumn], rows: Figures) -> list[ColumnSum]:
    """The sums that the header promises and more than half of the rows bear out.

    Each column of totals takes the first of its possible terms that holds; a column before 其中
    is a sum only where every row says so.
    """
    money = [c for c in columns if c.meaning.is_money or c.meaning is Meaning.UNKNOWN]
    counts = [c for c in columns if c.meaning is Meaning.COUNT]
    result: list[ColumnSum] = []
    for column in money:
        for terms, why in sum_candidates(column, money):
            share, minus = _bestsum_share(column, terms, rows)
            if share > _SHARE or (share == _SHARE and why == STAGED):
                result.append(ColumnSum(column.index, tuple(t.index for t in terms), why, minus))
                break
    for column in counts:
        for terms, why in sum_candidates(column, counts, is_total=_says_total(column)):
            if sum_share(column, terms, rows) > _SHARE:
                result.append(ColumnSum(column.index, tuple(t.index for t in terms), why))
                break
    return result


def _says_total(column: TableColumn) -> bool:
    return bool(column.path) and any(w in column.path[-1] for w in _TOTAL_WORDS)


Terms = list[TableColumn]
STAGED = "调整前 + 调整数"
"""The header itself says this sum, so that it is believed where half of the rows bear it out."""
_TOTAL_WORDS = ("合计", "总计", "小计", "总数")
_TOTAL = expression(rf"[(（]?(?:{'|'.join(_TOTAL_WORDS)})[)）]?$")


def sum_candidates(
    column: TableColumn, figures: Sequence[TableColumn], is_total: bool = False
) -> Iterator[tuple[Terms, str]]:
    """What a column may add up, the likeliest first, each with the reason."""
    others = [c for c in figures if c.index != column.index]
    if column.stage == "调整后":
        yield from _staged(column, others)
    parts = _parts_after(column, others)
    if parts and not column.is_part:
        yield parts, "其中各列之和"
    if column.meaning is not Meaning.TOTAL and not is_total:
        return
    if column.stage:
        others = [c for c in others if c.stage == column.stage]
    else:
        yield from _of_one_stage(others)
    totals = [c for c in others if c.meaning is Meaning.TOTAL or _says_total(c)]
    plain = [c for c in others if not c.is_part]
    group = column.path[:-1]
    inside = [c for c in plain if group and c.path[: len(group)] == group]
    covered = [t.path[:-1] for t in totals if t.path[:-1]]

    def tops(pool: Terms) -> Terms:
        """The totals of groups, and the columns in no group that has a total."""
        return [
            c
            for c in pool
            if (c in totals and not _is_inside(c, pool, totals))
            or (c not in totals and not any(c.path[: len(g)] == g for g in covered))
        ]

    named = [c for c in totals if c.path and column.path and c.path[:-1] == group]
    options = [
        (inside, f"“{'·'.join(group)}”下各列之和"),
        (tops(inside), "下属各组小计之和"),
        (_of_one_stem(column, plain, totals), "名称开头相同的各列之和"),
        ([c for c in inside if c not in totals], "本组各项之和"),
        (tops(plain), "各组小计与单列之和"),
        ([c for c in plain if c not in totals], "各项之和"),
        (_run(column, plain, totals, 1), "右边各列之和"),
        (_run(column, plain, totals, -1), "左边各列之和"),
        (_of_one_batch(column, plain, totals), "同一批次的各列之和"),
        ([c for c in totals if c not in named], "各小计之和"),
        (
            [c for c in plain if c.path[-1:] == column.path[-1:] and len(c.path) > 1],
            "各组同名列之和",
        ),
    ]
    seen: list[list[int]] = []
    for terms, why in options:
        key = [t.index for t in terms]
        if len(terms) > 1 and key not in seen:
            seen.append(key)
            yield terms, why
    if len(inside) == 1:
        yield inside, "本组只有一列"
    known = [c for c in plain if c.meaning is not Meaning.UNKNOWN and c not in totals]
    if known:
        yield known, "认得的各列之和"


def _of_one_stem(column: TableColumn, plain: Terms, totals: Terms) -> Terms:
    """The columns whose names begin as that of a total does: 本次小计 of 本次中央, 本次省级."""
    stem = _TOTAL.sub("", column.path[-1]) if column.path else ""
    alike = [c for c in plain if c.path and c.path[-1].startswith(stem)]
    return [c for c in alike if c not in totals] if stem else []


def _of_one_batch(column: TableColumn, plain: Terms, totals: Terms) -> Terms:
    """The columns left of 本次下达合计 of this batch, or of none: 中央本次下达, 省级补助."""
    if not column.batch:
        return []
    left = [c for c in plain if c.index < column.index and c not in totals]
    return [c for c in left if c.batch in ("", column.batch)]


def _is_inside(column: TableColumn, pool: Terms, totals: Terms) -> bool:
    """Whether a total of a group lies in another group of the pool that has its own total."""
    group = column.path[:-1]
    return any(
        t is not column
        and t in pool
        and len(t.path) < len(column.path)
        and t.path[:-1]
        and group[: len(t.path) - 1] == t.path[:-1]
        for t in totals
    )


def _staged(column: TableColumn, others: Terms) -> Iterator[tuple[Terms, str]]:
    group = column.path[:-1]
    for same in (
        [c for c in others if c.path[:-1] == group and c.meaning is column.meaning],
        [c for c in others if c.meaning is column.meaning and c.index < column.index][-2:],
        [c for c in others if c.path[:-1] == group],
    ):
        before = [c for c in same if c.stage == "调整前"]
        change = [c for c in same if c.stage == "调整数"]
        moved = [c for c in change if is_decrease(c.path) or is_increase(c.path)]
        net = [c for c in change if c not in moved]
        if len(before) == 1 and change:
            yield [before[0], *(net if net and moved else change)], STAGED


def _of_one_stage(others: Terms) -> Iterator[tuple[Terms, str]]:
    """In an adjustment a total without a stage of its own adds up one stage of every document."""
    for stage in ("调整后", "调整前", "调整数"):
        terms = [c for c in others if c.stage == stage and c.meaning is Meaning.AMOUNT]
        if terms:
            yield terms, f"各{stage}之和"


def _parts_after(column: TableColumn, others: Terms) -> Terms:
    """The columns under 其中 right of a column."""
    parts: Terms = []
    for c in others:
        if c.index <= column.index:
            continue
        if not c.is_part or c.meaning is Meaning.TOTAL:
            break
        parts.append(c)
    return parts


def _run(column: TableColumn, plain: Terms, totals: Terms, step: int) -> Terms:
    ordered = sorted(plain, key=lambda c: c.index * step)
    result: Terms = []
    for c in ordered:
        if c.index * step > column.index * step:
            if c in totals:
                break
            result.append(c)
    return result[::step]


def _bestsum_share(
    column: TableColumn, terms: Terms, rows: Figures
) -> tuple[Decimal, tuple[int, ...]]:
    """The share of the rows in which a sum holds, decreases taken off where that holds more."""
    share = sum_share(column, terms, rows)
    minus = tuple(t.index for t in terms if is_decrease(t.path))
    taken = sum_share(column, terms, rows, minus) if minus else Decimal(0)
    return (taken, minus) if taken > share else (share, ())


def sum_share(
    column: TableColumn, terms: Terms, rows: Figures, minus: tuple[int, ...] = ()
) -> Decimal:
    """The share of the rows with figures in which a sum holds; 0 where only zeros hold."""
    tolerance = tolerance_of(column, rows)
    holding = known = 0
    nonzero = False
    for row in rows:
        printed = row[column.index].number
        values = [
            -n if t.index in minus else n for t in terms if (n := row[t.index].number) is not None
        ]
        if printed is None or not values:
            continue
        known += 1
        if abs(printed - sum(values)) <= tolerance:
            holding += 1
            nonzero = nonzero or printed != 0
    return Decimal(holding) / known if known and nonzero else Decimal(0)


def tolerance_of(column: TableColumn, rows: Figures) -> Decimal:
    """How far a sum in a column may be off: less than half a unit of its last decimal."""
    places = decimals_of(column, rows)
    kept = places if 2 < places <= MOST_DECIMALS else 2
    return Decimal(4).scaleb(-kept - 1)


def decimals_of(column: TableColumn, rows: Figures) -> int:
    """The most decimals with which a figure of a column is printed."""
    most = 0
    for row in rows:
        value = row[column.index].number
        if value is not None and value != value.to_integral_value():
            exponent = value.normalize().as_tuple().exponent
            most = max(most, -exponent if isinstance(exponent, int) else 0)
    return most
