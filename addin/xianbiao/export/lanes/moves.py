"""Where the cells of a sheet go when one lane stays: to the columns of the first lane, or nowhere.

A lane is the columns of one panel, or of one recipient of a transposed table. The lane that stays
moves to the place of the first one, cell by cell, and what stood in the other lanes goes. A
formula follows the cells that it reads, as it does when a clerk cuts and pastes them; one that
reads a cell which is gone has to become its value. Rows and columns count from 1.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from typing import TypeAlias

from xianbiao.export.package.references import (
    Formula,
    Reference,
    column_number,
    letters_of,
    parse,
)
from xianbiao.export.package.remaining import BY_PLACE
from xianbiao.model.records import Record, field, replace

Place: TypeAlias = tuple[int, int]
"""A row and a column."""
_BY_COLUMN = frozenset(["COLUMN", "COLUMNS"])
_MOST_CELLS = 50_000


class CellMoves(Record, frozen=True):
    """The new place of every cell of one sheet.

    `rows` are the first and last row of the table, `region` its columns that not all files have.
    There a cell goes where `usual` sends its column, in some rows to the place that `other_rows`
    gives its column, and one of which neither speaks is gone. `carried` goes before all that:
    loose texts beside the table. `changed` are new places whose values are not the source's.
    """

    sheet: str
    rows: tuple[int, int]
    region: frozenset[int]
    usual: Mapping[int, int]
    other_rows: Mapping[int, Mapping[int, Place]] = field(default_factory=dict)
    carried: Mapping[Place, Place] = field(default_factory=dict)
    changed: frozenset[Place] = frozenset()

    @property
    def hidden(self) -> frozenset[int]:
        """The columns in which nothing stands any more."""
        return self.region - frozenset(self.usual.values())

    def place(self, row: int, column: int) -> Place | None:
        """The new place of a cell, None where it is gone."""
        if (new := self.carried.get((row, column))) is not None:
            return new
        if column not in self.region or not self.rows[0] <= row <= self.rows[1]:
            return row, column
        if (places := self.other_rows.get(row)) is not None:
            return places.get(column)
        at = self.usual.get(column)
        return None if at is None else (row, at)

    def formula(self, text: str, own: str) -> str | None:
        """A formula of the sheet `own` over the new places; None where its value must stand."""
        parsed = parse(text)
        if parsed.functions & BY_PLACE or (
            parsed.functions & _BY_COLUMN and own.lower() == self.sheet.lower()
        ):
            return None
        return parsed.rewritten(lambda reference: self.reference(reference, own))

    def reads(self, formula: Formula, own: str) -> bool:
        """Whether a formula reads anything that moves or is gone, or whose value changed."""
        return any(self.reference(r, own) != r.text for r in formula.references())

    def reference(self, reference: Reference, own: str) -> str | None:
        """A reference to the new places; None where they are not together any more."""
        name = own if reference.sheet is None else reference.sheet
        if name.lower() != self.sheet.lower():
            return reference.text
        shift = self._shift(reference)
        if shift is None or reference.kind in ("columns", "rows"):
            return None if shift != (0, 0) else reference.text
        if shift == (0, 0):
            return reference.text
        return moved(reference, *shift)

    def _shift(self, reference: Reference) -> Place | None:
        """By how much all cells of a range move; None where some are gone or move otherwise."""
        shifts: set[Place] = set()
        for row, column in self._touched(reference):
            new = self.place(row, column)
            if new is None or new in self.changed:
                return None
            shifts.add((new[0] - row, new[1] - column))
        if len(shifts) > 1:
            return None
        return shifts.pop() if shifts else (0, 0)

    def _touched(self, reference: Reference) -> Iterator[Place]:
        """The cells of a range, or of all that is far from the table only one."""
        left, right = reference.column_span()
        first, last = reference.first, reference.last
        for old in self.carried:
            if first <= old[0] <= last and left <= old[1] <= right:
                yield old
        low, high = min(self.region), max(self.region)
        rows = range(max(first, self.rows[0]), min(last, self.rows[1]) + 1)
        columns = range(max(left, low), min(right, high) + 1)
        is_all_inside = len(rows) == last - first + 1 and len(columns) == right - left + 1
        if not is_all_inside:
            yield from self._one_outside(reference, left, right)
        for row in rows:
            for column in columns:
                yield row, column

    def _one_outside(self, reference: Reference, left: int, right: int) -> Iterator[Place]:
        corners = ((r, c) for r in (reference.first, reference.last) for c in (left, right))
        inside = range(self.rows[0], self.rows[1] + 1)
        for row, column in corners:
            if not (row in inside and min(self.region) <= column <= max(self.region)):
                yield row, column
                return


def moved(reference: Reference, rows: int, columns: int) -> str:
    """A reference to cells further down and to the right, its dollar signs kept."""
    ends = tuple(_letters_at(c, columns) for c in reference.columns)
    placed = replace(reference, columns=(ends[0], ends[1]))
    return placed.text_at(reference.first + rows, reference.last + rows)


def _letters_at(letters: str, columns: int) -> str:
    sign = "$" if letters.startswith("$") else ""
    return sign + letters_of(column_number(letters) + columns)


def cells_of(reference: Reference) -> Iterable[Place]:
    """The cells of a reference to a cell or a range; none where there are too many to look at."""
    left, right = reference.column_span()
    if (reference.last - reference.first + 1) * (right - left + 1) > _MOST_CELLS:
        return ()
    rows = range(reference.first, reference.last + 1)
    return ((row, column) for row in rows for column in range(left, right + 1))
