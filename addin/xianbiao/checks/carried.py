"""Tells differences that only follow from another one, so that one slip is reported once."""

from __future__ import annotations

from collections.abc import Iterable
from decimal import Decimal

from xianbiao.checks.ties import column_gap
from xianbiao.model.allocation import AllocationRow, AllocationTable, Column, Equation
from xianbiao.model.amounts import same
from xianbiao.model.notices import Notice
from xianbiao.model.tables import ColumnSum, RecognisedTable, RowSum, TableRow


def gap_across(row: AllocationRow, equation: Equation) -> Decimal | None:
    """The result without its terms in one row; None where no rule tells of it.

    That is so where a cell is unreadable, and where the result or every term is blank.
    """
    amounts = {i: row.amounts[i] for i in (equation.result, *equation.terms)}
    printed = amounts[equation.result].value
    if printed is None or any(a.is_unreadable for a in amounts.values()):
        return None
    if all(amounts[term].is_without for term in equation.terms):
        return None
    terms = (equation.signed(t, amounts[t].value or Decimal(0)) for t in equation.terms)
    return printed - sum(terms, Decimal(0))


def follows_from_rows(table: AllocationTable, equation: Equation) -> bool:
    """Whether the total row misses an equation by just what its rows miss it by together."""
    if table.total is None:
        return False
    gap = gap_across(table.total, equation)
    if not gap:
        return False
    gaps = [g for row in table.rows if (g := gap_across(row, equation)) is not None]
    return same(gap, sum(gaps, Decimal(0)))


def through_subtotals(notice: Notice, table: AllocationTable, column: Column) -> bool:
    """Whether a total adds up its subtotals as printed: then these are wrong, not the total."""
    if table.total is None or not table.subtotals:
        return False
    gap = column_gap(table, column)
    if gap is None or same(gap, Decimal(0)):
        return False
    for reading in notice.readings:
        if reading.is_in_notice and reading.total and reading.total.ref == table.total.ref:
            index = next((c.index for c in reading.columns if c.ref == column.ref), None)
            sums = [s for s in reading.row_sums if s.result == reading.total.index]
            if index is None or not sums:
                continue
            own = gap_down(reading, sums[0], index)
            below = _known(
                gap_down(reading, s, index)
                for s in reading.row_sums
                if s.is_complete and s.result in sums[0].terms
            )
            return own is not None and same(own, Decimal(0)) and same(gap, sum(below, Decimal(0)))
    return False


def gap_down(table: RecognisedTable, one: RowSum, column: int) -> Decimal | None:
    """A total or subtotal without its rows in one column; None where it cannot be told."""
    printed = table.rows[one.result].values[column]
    amounts = [table.rows[t].values[column] for t in one.terms]
    known = [a.value for a in amounts if a.value is not None]
    if printed.value is None or not known or any(a.is_unreadable for a in amounts):
        return None
    return printed.value - sum(known, Decimal(0))


def gap_of(row: TableRow, one: ColumnSum) -> Decimal | None:
    """The result of a sum across without its terms; None where no rule tells of it."""
    amounts = {i: row.values.get(i) for i in (one.result, *one.terms)}
    printed = amounts[one.result]
    if printed is None or printed.value is None:
        return None
    if any(a is not None and a.is_unreadable for a in amounts.values()):
        return None
    values = [
        (-a.value if t in one.minus else a.value)
        for t in one.terms
        if (a := amounts[t]) is not None and a.value is not None
    ]
    return printed.value - sum(values, Decimal(0)) if values else None


def is_told_elsewhere(table: RecognisedTable, row: TableRow, across: ColumnSum) -> bool:
    """Whether a total misses a sum across because its rows do, or because it is added up wrong.

    Its rows are told on their own; what is added up wrong is told by the rule for totals.
    """
    sums = [s for s in table.row_sums if s.result == row.index and s.is_complete]
    gap = gap_of(row, across) if sums else None
    if not gap:
        return False
    below = _known(gap_of(table.rows[t], across) for t in sums[0].terms)
    if below and same(gap, sum(below, Decimal(0))):
        return True
    down = [gap_down(table, sums[0], i) for i in (across.result, *across.terms)]
    return any(d is not None and same(abs(d), abs(gap)) for d in down)


def _known(gaps: Iterable[Decimal | None]) -> list[Decimal]:
    return [g for g in gaps if g is not None]
