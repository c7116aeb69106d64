"""What the rows of a table bear out of a column that is divided from others."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from decimal import Decimal

from xianbiao.model.amounts import Amount
from xianbiao.model.quotients import Figure, Quotient, figure_of
from xianbiao.model.tables import RecognisedTable, RowKind, TableRow

Changed = Mapping[int, Decimal]
"""Other values for some columns of a row, tried in place of the printed ones."""


def figure_in(row: TableRow, column: int) -> Figure | None:
    """The figure of a row in a column of ratios; None where it has none."""
    amount = row.values.get(column)
    return figure_of(amount) if amount is not None else None


def expectations(
    table: RecognisedTable, row: TableRow, one: Quotient, scale: Decimal, changed: Changed
) -> Iterator[tuple[Decimal, Decimal, Decimal]]:
    """What a cell may say: upper, lower, and the figure, in the scale of the cell.

    A share has the printed total and the sum of its rows for its whole: one of them may be wrong.
    """
    upper = _value(row, one.upper, changed)
    if upper is None:
        return
    if one.lower is not None:
        lowers = [_value(row, one.lower, changed)]
    else:
        lowers = list(_wholes(table, row, one, upper))
    for lower in lowers:
        result = one.expected(upper, lower, scale) if lower is not None else None
        if lower is not None and result is not None:
            yield upper, lower, result


def holds(
    table: RecognisedTable, row: TableRow, one: Quotient, changed: Changed | None = None
) -> bool | None:
    """Whether a row bears a quotient out; None where it has no figures to tell by."""
    figure = figure_in(row, one.column)
    if figure is None:
        return None
    known = [
        abs(result - figure.value) <= one.tolerance(figure)
        for _, _, result in expectations(table, row, one, figure.scale(one.scale), changed or {})
    ]
    return any(known) if known else None


def corrections(table: RecognisedTable, row: TableRow, column: int) -> Iterator[Decimal]:
    """What a cell would have to be for a sum to hold that does not: down or across."""
    amount = row.values.get(column)
    if amount is None or amount.value is None:
        return
    for down in table.row_sums:
        if not down.is_complete or row.index not in (down.result, *down.terms):
            continue
        printed = table.rows[down.result].values.get(column)
        terms = [table.rows[t].values.get(column) for t in down.terms]
        if printed is not None and printed.value is not None:
            gap = printed.value - _added(terms)
            if gap:
                yield amount.value + (-gap if row.index == down.result else gap)
    for across in table.column_sums:
        if column not in (across.result, *across.terms):
            continue
        printed = row.values.get(across.result)
        if printed is None or printed.value is None:
            continue
        more = [row.values.get(t) for t in across.terms if t not in across.minus]
        less = [row.values.get(t) for t in across.minus]
        gap = printed.value - _added(more) + _added(less)
        if gap:
            up = column == across.result or column in across.minus
            yield amount.value + (-gap if up else gap)


def _value(row: TableRow, column: int, changed: Changed) -> Decimal | None:
    if column in changed:
        return changed[column]
    amount = row.values.get(column)
    return amount.value if amount is not None else None


def _wholes(
    table: RecognisedTable, row: TableRow, one: Quotient, upper: Decimal
) -> Iterator[Decimal]:
    """The totals that a share may be of, as printed and as added up."""
    if row.kind is RowKind.TOTAL:
        yield upper
        return
    whole = table.total
    if one.in_group:
        if row.kind is RowKind.SUBTOTAL:
            yield upper
        whole = table.rows[row.parent] if row.parent is not None else whole
    if whole is None:
        yield _added([r.values.get(one.upper) for r in table.recipients])
        return
    printed = whole.values.get(one.upper)
    if printed is not None and printed.value is not None:
        yield printed.value
    sums = [s for s in table.row_sums if s.result == whole.index and s.is_complete]
    if sums:
        yield _added([table.rows[t].values.get(one.upper) for t in sums[0].terms])


def _added(amounts: list[Amount | None]) -> Decimal:
    return sum((a.value for a in amounts if a is not None and a.value is not None), Decimal(0))
