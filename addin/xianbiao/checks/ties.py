"""Which amounts should be equal, and which side is the likelier to be wrong."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal

from xianbiao.checks.diagnose import Diagnosis, diagnose
from xianbiao.model.allocation import AllocationTable, Column, ColumnRole
from xianbiao.model.amounts import Amount, same
from xianbiao.model.forms import FundLine, FundRole, TargetForm
from xianbiao.model.notices import Notice

Parts = tuple[tuple[str, Decimal], ...]
_UNITS = {"元": Decimal("0.0001"), "万元": Decimal(1), "亿元": Decimal(10000)}


@dataclass(frozen=True, slots=True)
class Mismatch:
    """Two amounts that should be equal, 万元, and the parts that the second is made of.

    `line` is the line of the form, `expected` the cell of the table.
    """

    line: FundLine
    expected: Amount
    left: Decimal
    right: Decimal
    form: TargetForm
    parts: Parts

    @property
    def printed(self) -> Amount:
        """The cell of the form."""
        return self.line.amount


def in_wan(table: AllocationTable, value: Decimal) -> Decimal:
    """An amount of a table in 万元, by the table's stated unit; 万元 where none is stated."""
    return value * _UNITS.get(table.unit or "万元", Decimal(1))


def form_mismatches(notice: Notice) -> Iterator[Mismatch]:
    """The forms whose amount is not that of the allocation table."""
    table = notice.allocation
    if table is None or table.final_index is None:
        return
    for form in notice.forms:
        row = table.row_for(form.region) if form.recipient else None
        if form.is_prefecture:
            row = table.total
        expected = table.final_amount(row) if row is not None else None
        if row is None or expected is None or expected.value is None:
            continue
        right = in_wan(table, expected.value)
        for printed in _compared(table, form):
            left = printed.amount.value
            if left is not None and not same(left, right):
                parts = _parts(table) if form.is_prefecture else ()
                yield Mismatch(printed, expected, left, right, form, parts)


def _compared(table: AllocationTable, form: TargetForm) -> Iterator[FundLine]:
    """The lines of a form that repeat the table's amount: the total, and the central one."""
    total, central = form.fund(FundRole.TOTAL), form.fund(FundRole.CENTRAL)
    if total is not None:
        yield total
    if central is not None and (total is None or table.is_central):
        yield central


def _parts(table: AllocationTable) -> Parts:
    column = table.final_column
    if column is None:
        return ()
    return tuple(
        (r.name.stripped, in_wan(table, a.value))
        for r in table.rows
        if (a := r.amount(column)).value is not None
    )


def column_gap(table: AllocationTable, column: Column) -> Decimal | None:
    """Printed total − sum of the rows of a column; None where it cannot be told."""
    if table.total is None or column.role is ColumnRole.COUNT:
        return None
    printed = table.total.amount(column).value
    amounts = [r.amount(column) for r in table.rows]
    if printed is None or any(a.is_unreadable for a in amounts):
        return None
    return printed - sum((a.value for a in amounts if a.value is not None), Decimal(0))


def gaps(notice: Notice, table: AllocationTable) -> list[Decimal]:
    """By how much the final column's totals differ from its rows: as printed, as issued, as sent.

    Each is total − sum of the rows, and never zero.
    """
    column = table.final_column
    if column is None or table.total is None:
        return []
    added = column_gap(table, column)
    printed = table.total.amount(column).value
    control = table.controls.get(column.index)
    others = [control.value if control is not None else None, notice.superior_amount]
    found = [added] if added is not None else []
    if printed is not None and added is not None:
        rows = printed - added
        found += [other - rows for other in others if other is not None]
    return [g for g in found if not same(g, Decimal(0))]


def table_is_suspect(notice: Notice, mismatch: Mismatch) -> bool:
    """Whether the table's own totals also miss what a form says of one row, by the same sum."""
    table = notice.allocation
    if table is None or mismatch.form.is_prefecture:
        return False
    return any(same(g, mismatch.left - mismatch.right) for g in gaps(notice, table))


def explain(notice: Notice, mismatch: Mismatch) -> Diagnosis | None:
    """The probable cause of a mismatch, from the side that is probably wrong."""
    if table_is_suspect(notice, mismatch):
        return diagnose(mismatch.right, mismatch.left)
    return diagnose(mismatch.left, mismatch.right, mismatch.parts)
