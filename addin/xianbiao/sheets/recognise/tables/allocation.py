"""Hands the tables of any shape to a notice, so that every rule that applies runs on them."""

from __future__ import annotations

from collections.abc import Sequence

from xianbiao.model.allocation import (
    AllocationTable,
    ColumnRole,
)
from xianbiao.model.indicators import plain
from xianbiao.model.notices import Notice
from xianbiao.model.places import Places
from xianbiao.model.records import replace
from xianbiao.model.refs import Text
from xianbiao.model.repeated_rows import is_by_item, slips
from xianbiao.model.tables import (
    Meaning,
    RecognisedTable,
    RowKind,
    TableKind,
)
from xianbiao.sheets.addresses import position
from xianbiao.sheets.recognise.tables.as_allocation import as_allocation, equation
from xianbiao.sheets.recognise.tables.final import final_of
from xianbiao.sheets.recognise.tables.strangers import is_stranger
from xianbiao.sheets.recognise.tables.words import words

_HOLDS = 0.95
"""The least confidence of a sum that holds in every column."""

_SPECIAL = (TableKind.FORM, TableKind.CODES, TableKind.EVALUATION)


def add_shapes(notice: Notice, found: Sequence[RecognisedTable], places: Places) -> None:
    """Give the notice what it lacks or misread of the tables of any shape in the same grids.

    A table that both readers understand alike stays as it is. Any other one with a row for each
    recipient whose groups add up replaces what was read of it before; the rest stands in
    `readings` alone, where the rules for tables of any shape find it.
    """
    readings = [t for t in found if t.kind not in _SPECIAL]
    notice.evaluations += [t.evaluation for t in found if t.evaluation is not None]
    settled: set[int] = set()
    for reading in readings:
        places_here = _rows_of(reading)
        old = [t for t in notice.tables if id(t) not in settled and places_here & _positions(t)]
        strange = len(old) == 1 and is_stranger(old[0], reading)
        if strange:
            notice.tables = [t for t in notice.tables if t is not old[0]]
            if not reading.is_understood:
                notice.unread_tables.append(_first(old[0]))
                continue
            old = []
        if old and (not reading.is_understood or _claims_twice(reading)):
            continue
        notice.unread_tables = [
            t for t in notice.unread_tables if (t.ref.sheet, t.ref.position[0]) not in places_here
        ]
        if len(old) == 1 and _alike(old[0], reading):
            reading.is_in_notice = True
            _add_sums_across(old[0], reading)
            _settle_final(old[0], reading)
            settled.add(id(old[0]))
        elif reading.is_understood:
            gone = {id(t) for t in old}
            kept = [id(t) not in gone for t in notice.tables]
            at = kept.index(False) if old else len(kept)
            notice.tables = [t for t, keep in zip(notice.tables, kept, strict=True) if keep]
            if reading.layout == "普通" and _is_single(reading) and not strange:
                made = as_allocation(reading)
                settled.add(id(made))
                notice.tables.insert(at, made)
                reading.is_in_notice = True
        notice.readings.append(reading)
    _settle_area(notice, places)


def _first(table: AllocationTable) -> Text:
    """Where a table begins that is left out."""
    return next((row.name for row in table.all_rows()), Text("", table.ref))


def _settle_area(notice: Notice, places: Places) -> None:
    """An area guessed from one table is not that of a notice whose recipients lie elsewhere."""
    table, area = notice.allocation, notice.area
    if table is None or area is None or notice.issuers or notice.signatures:
        return
    codes = [r.recipient.code for r in table.rows if r.recipient and r.recipient.code]
    own = area.code[:2] if area.level == "province" else area.code[:4]
    if codes and sum(c.startswith(own) for c in codes) * 2 < len(codes):
        notice.area = None


def _rows_of(table: RecognisedTable) -> set[tuple[str | None, int]]:
    """Every row of the sheet, or line of the text, that a table takes up."""
    refs = [t.ref for t in (*table.above, *table.header)] + [r.ref for r in table.rows]
    refs += [v.ref for r in table.rows[:1] for v in r.values.values()]
    found = {(r.sheet, r.position[0]) for r in refs}
    if found or table.sheet is None:
        return found
    first, last = (position(cell)[0] + 1 for cell in table.area.split(":"))
    return {(table.sheet, row) for row in range(first, last + 1)}


def _positions(table: AllocationTable) -> set[tuple[str | None, int]]:
    refs = [r.ref for r in table.all_rows()]
    return {(r.sheet, r.position[0]) for r in refs}


def _alike(old: AllocationTable, reading: RecognisedTable) -> bool:
    """Whether both readers found the same plain table."""
    if reading.layout != "普通" or old.other_totals or is_by_item(reading):
        return False
    kinds = {k: {r.ref for r in reading.rows if r.kind is k} for k in RowKind}
    if {r.ref for r in old.rows} != kinds[RowKind.RECIPIENT] or kinds[RowKind.PART]:
        return False
    codes = {r.ref: r.recipient.code for r in reading.recipients if r.recipient}
    if any(r.recipient and r.recipient.code != codes.get(r.ref) for r in old.rows):
        return False
    if {r.ref for r in old.subtotals} != kinds[RowKind.SUBTOTAL]:
        return False
    if len({m.unit for m in old.units if m.stated}) > 1:
        return False
    total = reading.total.ref if reading.total else None
    if (old.total.ref if old.total else None) != total:
        return False
    money = {c.ref for c in reading.money}
    silent = (ColumnRole.COUNT, ColumnRole.NOTE)
    totals = {c.ref for c in reading.money if c.meaning is Meaning.TOTAL and not c.stage}
    summed = {reading.column(s.result).ref for s in reading.column_sums}
    if any(c.role is ColumnRole.AMOUNT and c.ref in totals & summed for c in old.columns):
        return False
    return all(c.role in silent or c.ref in money for c in old.columns)


def _claims_twice(table: RecognisedTable) -> bool:
    """Whether a row named 合计 or 总计 inside the table adds up nothing: a second total."""
    if sum(1 for r in table.rows if r.kind is RowKind.TOTAL) > 1:
        return True
    failing = {s.result for s in table.row_sums if s.is_complete and s.confidence < _HOLDS}
    return any(
        r.kind is RowKind.SUBTOTAL
        and r.index in failing
        and (total := words().total(plain(r.name.text))) is not None
        and total.rank < 2
        and not total.subject
        for r in table.rows
    )


def _is_single(table: RecognisedTable) -> bool:
    """Whether each recipient stands once, below one total, in groups that all add up, in one unit.

    One that slipped in twice leaves the table a plain one, in which the rules name the second row.
    """
    if any(r.kind is RowKind.SUBTOTAL for r in table.rows) and any(
        s.is_complete and s.confidence < _HOLDS for s in table.row_sums
    ):
        return False
    if sum(1 for r in table.rows if r.kind is RowKind.TOTAL) > 1:
        return False
    return slips(table) is not None and not _is_in_several_units(table)


def _is_in_several_units(table: RecognisedTable) -> bool:
    """Whether columns rightly state units of their own: none stands above, or figures agree."""
    if len({table.unit_of(c) for c in table.money}) < 2:
        return False
    other = {c.index for c in table.money if table.unit_of(c) != table.unit}
    return table.unit is None or other <= {r.amount for r in table.rates}


def _settle_final(old: AllocationTable, reading: RecognisedTable) -> None:
    """Tell a table which column holds what a recipient gets, where that was settled."""
    settled = {c.ref for c in reading.columns if c.is_final}
    at = final_of(reading, {c.index: c.index for c in reading.columns})
    if old.final_index is None and at is not None:
        settled.add(reading.column(at).ref)
    old.settled_index = next((c.index for c in old.columns if c.ref in settled), None)


def _add_sums_across(old: AllocationTable, reading: RecognisedTable) -> None:
    """Tell a table that both readers found every sum across that only the other one found.

    The rules for tables of any shape leave its rows to those for a notice.
    """
    here = {c.ref: c.index for c in old.columns}
    places = {c.index: here[c.ref] for c in reading.columns if c.ref in here}
    for one in reading.column_sums:
        if not places.keys() >= {one.result, *one.terms}:
            continue
        made = equation(reading, one, places)
        tied = {made.result, *made.terms}
        same = [e for e in old.equations if {e.result, *e.terms} == tied]
        if same:
            computed = None if same[0].result == made.computed else made.computed
            known = replace(same[0], computed=computed)
            old.equations = [known if e is same[0] else e for e in old.equations]
        elif not any(e.result == made.result and {*e.terms} & tied for e in old.equations):
            old.equations = [*old.equations, made]
