"""One row too few or too many: every total is off, and by what a row would hold."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from decimal import Decimal

from xianbiao.checks.carried import gap_down
from xianbiao.checks.sequences import broken_sequence
from xianbiao.checks.ties import column_gap
from xianbiao.model.allocation import AllocationTable, ColumnRole
from xianbiao.model.amounts import same
from xianbiao.model.notices import Notice
from xianbiao.model.records import Record
from xianbiao.model.repeated_rows import slips
from xianbiao.model.tables import Meaning, RecognisedTable, RowSum

_FEWEST, _SEVERAL = 2, 3
_ZERO = Decimal(0)


class _Tie(Record, frozen=True):
    """A sum across between columns, whichever kind of table it is of."""

    result: int
    terms: tuple[int, ...]
    minus: tuple[int, ...]


def lacks_a_row(notice: Notice, table: AllocationTable) -> bool:
    """Whether every total is off from its rows by figures that add up across like one row.

    Where there is but one amount, heads that are counted beside it or numbers that jump bear
    witness. 校验 of a working workbook names every column, so nothing is told together there.
    """
    if notice.listed_units is not None:
        return False
    columns = [c for c in table.columns if c.role not in (ColumnRole.COUNT, ColumnRole.NOTE)]
    gaps = {c.index: gap for c in columns if (gap := column_gap(table, c)) is not None}
    ties = (_Tie(e.result, e.terms, e.minus) for e in table.equations)
    if len(gaps) != len(columns):
        return False
    if len(gaps) == 1 and all(gap > 0 for gap in gaps.values()):
        return any(broken_sequence(table)) or any(
            lacks_a_part(reading, one)
            for reading in notice.readings
            if reading.is_in_notice and reading.total and table.total
            if reading.total.ref == table.total.ref
            for one in reading.row_sums
            if one.result == reading.total.index
        )
    return _is_a_row(gaps, ties)


def lacks_a_part(table: RecognisedTable, one: RowSum) -> bool:
    """The same of one total or subtotal of a table of any shape, heads counted with the amounts."""
    added = [c for c in table.columns if c.meaning.is_money or c.meaning is Meaning.COUNT]
    gaps = {c.index: gap for c in added if (gap := gap_down(table, one, c.index)) is not None}
    ties = (_Tie(s.result, s.terms, s.minus) for s in table.column_sums)
    return len(gaps) == len(added) and _is_a_row(gaps, ties)


def _is_a_row(gaps: Mapping[int, Decimal], ties: Iterable[_Tie]) -> bool:
    off = [gap for gap in gaps.values() if not same(gap, _ZERO)]
    if len(off) < _FEWEST:
        return False
    known = [t for t in ties if gaps.keys() >= {t.result, *t.terms}]
    for tie in known:
        terms = (-gaps[t] if t in tie.minus else gaps[t] for t in tie.terms)
        if not same(gaps[tie.result], sum(terms, _ZERO)):
            return False
    if known and len(off) >= _SEVERAL:
        return True
    return len(off) == len(gaps) and (bool(known) or all(gap > 0 for gap in off))


def explained_by_doubles(notice: Notice, table: AllocationTable) -> bool:
    """Whether every total is right without the second rows of recipients that stand twice.

    校验 of a working workbook names the totals all the same, so nothing is left out there.
    """
    later = [row for _, row in table.repeated()]
    if not later or notice.listed_units is not None:
        return False
    columns = [c for c in table.columns if c.role not in (ColumnRole.COUNT, ColumnRole.NOTE)]
    gaps = [(c, gap) for c in columns if (gap := column_gap(table, c)) is not None]
    return any(not same(gap, _ZERO) for _, gap in gaps) and all(
        same(gap, -sum((row.amount(c).value or _ZERO for row in later), _ZERO)) for c, gap in gaps
    )


def doubled_in(table: RecognisedTable, one: RowSum, column: int) -> bool:
    """Whether a total of a table of any shape is off by just the rows that stand twice."""
    gap = gap_down(table, one, column)
    later = [row for _, row in slips(table) or () if row.index in one.terms]
    added = sum((row.values[column].value or _ZERO for row in later), _ZERO)
    return bool(later) and gap is not None and bool(added) and same(gap, -added)
