"""The one cell that a sum down and a sum across both miss by the same: told once, at the cell."""

from __future__ import annotations

from collections.abc import Sequence
from decimal import Decimal

from xianbiao.checks.carried import gap_down, gap_of
from xianbiao.model.amounts import Amount, same
from xianbiao.model.records import Record
from xianbiao.model.tables import ColumnSum, Product, RecognisedTable, TableRow


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


def lone_blank(amounts: Sequence[Amount], gap: Decimal) -> Amount | None:
    """The only cell without an amount, where what a total lacks is an amount like the others."""
    without = [a for a in amounts if a.is_without]
    known = [a.value for a in amounts if a.value]
    if len(without) != 1 or not known or len(known) + 1 < len(amounts):
        return None
    return without[0] if min(known) / 2 <= gap <= max(known) * 2 else None


def miscounted(table: RecognisedTable, row: TableRow, product: Product) -> Crossing | None:
    """The number of heads in a row, where the total of heads and the amount agree on another."""
    count, standard, amount = (
        row.values[i] for i in (product.count, product.standard, product.amount)
    )
    months = row.values[product.months].value if product.months is not None else Decimal(1)
    value = count.value
    if value is None or not standard.value or amount.value is None or not months:
        return None
    meant = amount.value / (standard.value * months * product.factor)
    downs = [
        down
        for s in table.row_sums
        if s.is_complete and row.index in s.terms
        if (down := gap_down(table, s, product.count)) is not None
    ]
    if same(meant, value) or not downs or not all(same(d, meant - value) for d in downs):
        return None
    return Crossing(product.count, count, value, round(meant, 2).normalize())


def miscounted_in(table: RecognisedTable, rows: tuple[int, ...], column: int) -> bool:
    """Whether a total of heads is off because one of these rows is miscounted."""
    return any(
        miscounted(table, table.rows[i], product) is not None
        for product in table.products
        if product.count == column
        for i in rows
    )
