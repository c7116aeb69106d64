"""The one cell that a sum down and a sum across both miss by the same: told once, at the cell."""

from __future__ import annotations

from decimal import Decimal

from xianbiao.checks.carried import gap_down, gap_of
from xianbiao.model.amounts import Amount, same
from xianbiao.model.records import Record
from xianbiao.model.tables import ColumnSum, RecognisedTable, TableRow


class Crossing(Record, frozen=True):
    """A cell, the column it stands in, and the value with which both sums hold."""

    column: int
    amount: Amount
    value: Decimal
    meant: Decimal


def crossing(table: RecognisedTable, row: TableRow, across: ColumnSum) -> Crossing | None:
    """The only cell of a row, failing across, whose own column fails by the same; None for none."""
    gap = gap_of(row, across)
    if not gap:
        return None
    found = []
    for column in (across.result, *across.terms):
        change = -gap if column == across.result or column in across.minus else gap
        amount = row.values[column]
        if amount.is_unreadable:
            continue
        value = amount.value or Decimal(0)
        downs = [
            down
            for s in table.row_sums
            if s.is_complete and row.index in s.terms
            if (down := gap_down(table, s, column)) is not None
        ]
        if downs and all(same(down, change) for down in downs):
            found.append(Crossing(column, amount, value, value + change))
    return found[0] if len(found) == 1 else None


def crossed_in(table: RecognisedTable, rows: tuple[int, ...], column: int) -> bool:
    """Whether one of these rows fails across because of its cell in this column."""
    if table.is_in_notice:
        return False
    return any(
        (found := crossing(table, table.rows[i], across)) is not None and found.column == column
        for i in rows
        for across in table.column_sums
    )
