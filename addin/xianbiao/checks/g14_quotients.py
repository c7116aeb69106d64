"""G14–G17: shares, growth, averages and rates are what the row's own amounts give."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from decimal import Decimal

from xianbiao.checks.g01_tables import understood
from xianbiao.checks.registry import Fault, rule
from xianbiao.model.amounts import format_amount
from xianbiao.model.findings import Severity
from xianbiao.model.notices import Notice
from xianbiao.model.quotient_rows import corrections, expectations, figure_in, holds
from xianbiao.model.quotients import Figure, Quotient, QuotientKind
from xianbiao.model.records import Record
from xianbiao.model.tables import RecognisedTable, RowKind, TableRow

_KINDS = (RowKind.RECIPIENT, RowKind.PART, RowKind.SUBTOTAL, RowKind.TOTAL)
_ADDING = (RowKind.SUBTOTAL, RowKind.TOTAL)
_SINGLE = (RowKind.RECIPIENT, RowKind.PART)
_SEVERAL = 2


class _Miss(Record, frozen=True):
    """One cell that is not what its row gives."""

    table: RecognisedTable
    row: TableRow
    one: Quotient
    figure: Figure


@rule("G14", "占比 = 本行 ÷ 合计", Severity.ERROR, "占比算错，按占比说明的分配情况就不对")
def shares_hold(notice: Notice) -> Iterator[Fault]:
    """Every share against the row's amount and the total, the total row's among them."""
    yield from _faults(notice, QuotientKind.SHARE)


@rule("G15", "增幅 = 增减 ÷ 上年", Severity.ERROR, "增幅算错，合计的增幅也不是各行增幅之和")
def growth_holds(notice: Notice) -> Iterator[Fault]:
    """Every growth rate against the amounts of both years."""
    yield from _faults(notice, QuotientKind.GROWTH)


@rule("G16", "人均、户均 = 金额 ÷ 人数", Severity.ERROR, "人均算错，补助水平就说错了")
def averages_hold(notice: Notice) -> Iterator[Fault]:
    """Every average against the amount and the number of its row."""
    yield from _faults(notice, QuotientKind.AVERAGE)


@rule("G17", "比率 = 一列 ÷ 另一列", Severity.ERROR, "执行率、下达率等要和本行的数对得上")
def rates_hold(notice: Notice) -> Iterator[Fault]:
    """Every rate against the two columns that it is of."""
    yield from _faults(notice, QuotientKind.RATE)


def _faults(notice: Notice, kind: QuotientKind) -> Iterator[Fault]:
    for table in understood(notice):
        for row in table.rows:
            if row.kind in _KINDS and table.quotients:
                yield from _in_row(table, row, kind)


def _in_row(table: RecognisedTable, row: TableRow, kind: QuotientKind) -> Iterator[Fault]:
    """The faults of one row; several that one amount explains are told once, at the amount."""
    missed = list(_missed(table, row))
    common = _common(missed)
    if common is not None:
        if missed[0].one.kind is kind:
            yield _amount_fault(missed, common)
        return
    for miss in missed:
        if miss.one.kind is kind:
            yield _figure_fault(miss)


def _missed(table: RecognisedTable, row: TableRow) -> Iterator[_Miss]:
    for one in table.quotients:
        figure = figure_in(row, one.column)
        if figure is None or holds(table, row, one) is not False:
            continue
        by_product = any(p.standard == one.column for p in table.products)
        if row.kind in _SINGLE and by_product:
            continue
        if not _is_rounded_off(table, row, one, figure) and not _is_told(table, row, one):
            yield _Miss(table, row, one, figure)


def _is_told(table: RecognisedTable, row: TableRow, one: Quotient) -> bool:
    """Whether an amount that a sum shows to be wrong explains it: then that is told already."""
    columns = [one.upper] if one.lower is None else [one.upper, one.lower]
    return any(
        holds(table, row, one, {column: value})
        for column in columns
        for value in corrections(table, row, column)
    )


def _is_rounded_off(table: RecognisedTable, row: TableRow, one: Quotient, figure: Figure) -> bool:
    """Whether a share differs by one in its last decimal so that all together are the total.

    Shares that are wrong by more are put right for this sum.
    """
    whole = table.total
    printed = figure_in(whole, one.column) if whole is not None else None
    if one.kind is not QuotientKind.SHARE or printed is None or whole is None:
        return False
    if not _is_near(table, row, one, figure):
        return False
    sums = [s for s in table.row_sums if s.result == whole.index and s.is_complete]
    added = slack = Decimal(0)
    for term in sums[0].terms if sums else ():
        part = figure_in(table.rows[term], one.column)
        if part is None:
            continue
        wanted = _wanted(table, table.rows[term], one, part)
        if wanted is None or _is_near(table, table.rows[term], one, part):
            added += part.value
        else:
            added += wanted
            slack += one.tolerance(part) * 3
    return abs(added - printed.value) <= slack


def _is_near(table: RecognisedTable, row: TableRow, one: Quotient, figure: Figure) -> bool:
    """Whether a figure is off by no more than one in its last decimal."""
    wanted = _wanted(table, row, one, figure)
    return wanted is not None and abs(wanted - figure.value) <= one.tolerance(figure) * 3


def _wanted(table: RecognisedTable, row: TableRow, one: Quotient, figure: Figure) -> Decimal | None:
    found = expectations(table, row, one, figure.scale(one.scale), {})
    return next((result for _, _, result in found), None)


def _common(missed: Sequence[_Miss]) -> int | None:
    """The column of the amount that several wrong quotients of a row are divided from."""
    if len(missed) < _SEVERAL:
        return None
    used = Counter(c for m in missed for c in {m.one.upper, m.one.lower} if c is not None)
    column, times = used.most_common(1)[0]
    return column if times == len(missed) else None


def _amount_fault(missed: Sequence[_Miss], column: int) -> Fault:
    table, row = missed[0].table, missed[0].row
    amount = row.values[column]
    names = "、".join(f"“{table.column(m.one.column).name}”{_printed(m.figure)}" for m in missed)
    return Fault(
        amount.ref,
        f"{row.name.stripped}：“{table.column(column).name}”写 {amount.raw.strip()}，"
        f"本行 {len(missed)} 个由它除出来的数都对不上：{names}",
        left=amount.value,
        cause="多半是这一格写错，或改了这一格没有重算",
        suggestion="先核对这一格，再重算这几格",
    )


def _figure_fault(miss: _Miss) -> Fault:
    table, row, one, figure = miss.table, miss.row, miss.one, miss.figure
    scale = figure.scale(one.scale)
    upper, lower, result = next(expectations(table, row, one, scale, {}))
    column = table.column(one.column)
    sign = " − " if one.kind is QuotientKind.GROWTH else " ÷ "
    shown = f"{format_amount(upper)}{sign}{format_amount(lower)}"
    if one.kind is QuotientKind.GROWTH:
        shown = f"（{shown}）÷ {format_amount(lower)}"
    if one.factor != 1:
        shown += f" × {format_amount(round(one.factor, 6))}"
    right = figure.shown(result)
    return Fault(
        row.values[one.column].ref,
        f"{row.name.stripped}：“{column.name}”写 {_printed(figure)}，{one.reason}"
        f"：{shown} = {right}",
        left=_printed(figure),
        right=right,
        cause=_cause(miss, upper, lower, result),
        suggestion=f"改为 {right}，或核对所除的两个数",
    )


def _printed(figure: Figure) -> str:
    return format_amount(figure.value) + ("%" if figure.is_percent else "")


def _cause(miss: _Miss, upper: Decimal, lower: Decimal, result: Decimal) -> str | None:
    """How the figure may have come about."""
    table, row, one, figure = miss.table, miss.row, miss.one, miss.figure
    wide = one.tolerance(figure)

    def is_printed(value: Decimal | None) -> bool:
        return value is not None and abs(value - figure.value) <= wide

    sums = [s for s in table.row_sums if s.result == row.index and row.kind in _ADDING]
    parts = [figure_in(table.rows[t], one.column) for s in sums[:1] for t in s.terms]
    known = [p.value for p in parts if p is not None]
    if known and is_printed(sum(known, Decimal(0))):
        return f"把各行的“{one.kind.value}”加了起来；合计要用合计行的数来除"
    if known and is_printed(sum(known, Decimal(0)) / len(known)):
        return f"取了各行“{one.kind.value}”的平均数；合计要用合计行的数来除"
    if one.kind is QuotientKind.GROWTH:
        scale = figure.scale(one.scale)
        if upper and is_printed((upper - lower) / upper * scale):
            return "除数用了今年的数，应当用上年的数"
        if is_printed(upper / lower * scale):
            return "没有减去 100%"
    if is_printed(-result):
        return "正负号写反"
    if is_printed(result * 100) or is_printed(result / 100):
        return "差一百倍，百分数和小数混写"
    return None
