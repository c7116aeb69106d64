"""Two cells of one row that changed places: two columns are off by the same, one each way."""

from __future__ import annotations

from decimal import Decimal

from xianbiao.checks.registry import Fault
from xianbiao.model.allocation import AllocationTable, Column
from xianbiao.model.amounts import format_amount, same


def swapped_cells(table: AllocationTable, one: Fault, other: Fault) -> Fault | None:
    """The one row whose two cells would set both totals right; None where it cannot be told."""
    gap, against = _gap(one), _gap(other)
    columns = _column(table, one), _column(table, other)
    if gap is None or against is None or not same(gap, -against):
        return None
    first, second = columns
    if first is None or second is None:
        return None
    rows = [
        row
        for row in table.rows
        if (a := row.amount(first).value) is not None
        and (b := row.amount(second).value) is not None
        and same(b - a, gap)
    ]
    if len(rows) != 1:
        return None
    row = rows[0]
    left, right = row.amount(first), row.amount(second)
    if left.value is None or right.value is None:
        return None
    what = f"“{first.full_name}”{format_amount(left.value)} 与“{second.full_name}”"
    return Fault(
        left.ref,
        f"{row.name.stripped}：{what}{format_amount(right.value)} 疑为写反，"
        f"对调后两列合计都相符（{one.ref.where()}）",
        left=left.value,
        right=right.value,
        cause="两列合计一多一少，差额相同",
        suggestion="核对原始分配数，两格对调",
        explanation=f"{row.name.stripped}：两列合计差额相同、一正一负，疑为本行两格写反",
    )


def _gap(fault: Fault) -> Decimal | None:
    if not isinstance(fault.left, Decimal) or not isinstance(fault.right, Decimal):
        return None
    return fault.left - fault.right


def _column(table: AllocationTable, fault: Fault) -> Column | None:
    """The column whose total a fault names."""
    return next((c for c in table.columns if f"“{c.full_name}”合计" in fault.message), None)
