"""G19: shares of something that the table does not show still come to the whole."""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal

from xianbiao.checks.g01_tables import understood
from xianbiao.checks.registry import Fault, rule
from xianbiao.model.amounts import format_amount
from xianbiao.model.expressions import expression
from xianbiao.model.findings import Severity
from xianbiao.model.notices import Notice
from xianbiao.model.quotient_rows import figure_in
from xianbiao.model.quotients import decimals_printed
from xianbiao.model.tables import Meaning, RecognisedTable, TableColumn

_SHARE = expression(r"占比|比重|占.{0,6}(?:比例|百分比|%)")
_WHOLES = (Decimal(1), Decimal(100))
_FEWEST = 3
_NEAR = Decimal("0.9")
"""Shares that come to less of the whole are of several wholes, or not all are listed."""


@rule("G19", "占比相加 = 合计行的占比", Severity.HINT, "占比没有加到 100%，多半漏了一行或写错一格")
def shares_come_to_the_whole(notice: Notice) -> Iterator[Fault]:
    """The shares of the rows against the 100 % of the total row, where nothing else tells."""
    for table in understood(notice):
        told = {q.column for q in table.quotients}
        for column in table.columns:
            is_share = column.meaning is Meaning.RATIO and _SHARE.search("".join(column.path))
            if is_share and column.index not in told:
                yield from _fault(table, column)


def _fault(table: RecognisedTable, column: TableColumn) -> Iterator[Fault]:
    total = table.total
    whole = figure_in(total, column.index) if total is not None else None
    sums = [s for s in table.row_sums if total and s.result == total.index and s.is_complete]
    if total is None or whole is None or not sums or whole.value not in _WHOLES:
        return
    rows = [table.rows[t] for t in sums[0].terms]
    parts = [f for row in rows if (f := figure_in(row, column.index)) is not None]
    if len(parts) < _FEWEST or len(parts) < len(rows):
        return
    if any(p.is_percent is not whole.is_percent for p in parts):
        return
    added = sum((p.value for p in parts), Decimal(0))
    slack = Decimal(5).scaleb(-decimals_printed(parts) - 1) * len(parts)
    if abs(added - whole.value) <= slack or not _NEAR <= added / whole.value <= 1 / _NEAR:
        return
    sign = "%" if whole.is_percent else ""
    yield Fault(
        total.values[column.index].ref,
        f"“{column.name}”合计写 {format_amount(whole.value)}{sign}，"
        f"{len(parts)} 行相加是 {format_amount(added)}{sign}",
        left=f"{format_amount(whole.value)}{sign}",
        right=f"{format_amount(added)}{sign}",
        suggestion="逐行核对这一列，看有没有漏写、错写的占比",
    )
