"""Cells from which drop-downs take their choices: of the names there each file keeps its own.

Clerks keep such lists in a column beside the table, often a hidden one, or below it. Cells that
a formula reads as well stay as they are: its result would no longer be that of its cells.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from functools import cached_property

from xianbiao.export.package.others.list_cells import is_read
from xianbiao.export.package.others.listed import area_text, cells_of, lists_in
from xianbiao.export.package.others.names import NamesIn
from xianbiao.export.package.others.told import Change
from xianbiao.export.package.others.whose import has_list
from xianbiao.export.package.references import Reference
from xianbiao.export.package.source import SourceBook
from xianbiao.model.records import Record
from xianbiao.sheets.split_plan import SplitPlan


class _Cell(Record, frozen=True):
    """A cell of a list that names recipients: whose names these are."""

    row: int
    column: int
    owners: frozenset[int]


class ListCells:
    """Such cells on the sheets that many get; `notes` tell the clerk of them."""

    def __init__(self, source: SourceBook, plan: SplitPlan, sheets: Sequence[str]) -> None:
        self._source, self._plan = source, plan
        self.notes: list[str] = []
        self._cells: dict[str, list[_Cell]] = {}
        xml = {name: source.sheet(name) for name in sheets}
        listed = [name for name in sheets if has_list(xml[name].tail)]
        areas = [found for name in listed for found in lists_in(xml[name], name, source)]
        for sheet, area in dict.fromkeys(areas):
            if sheet in sheets and not is_read(sheet, area, sheets, source):
                self._take(sheet, area)

    def on(self, sheet: str, recipient: int) -> Iterator[tuple[int, int]]:
        """The cells of a sheet, by row and column, that name others than a recipient."""
        for cell in self._cells.get(sheet, ()):
            if recipient not in cell.owners:
                yield cell.row, cell.column

    def _take(self, sheet: str, area: Reference) -> None:
        owned = {row: o for t in self._plan.tables_on(sheet) for row, o in t.rows.items()}
        found = []
        for cell in cells_of(area, self._source, sheet):
            names = self._names.found(cell.text(self._source.strings))
            owners = {owner for name in names for owner in self._names.owners[name]}
            if owners and owned.get(cell.row) not in owners:
                found.append(_Cell(cell.row, cell.column_index, frozenset(owners)))
        if found:
            self._cells.setdefault(sheet, []).extend(found)
            note = Change.LIST_CELLS.value.format(places=area_text(area))
            self.notes.append(f"「{sheet}」{note}")

    @cached_property
    def _names(self) -> NamesIn:
        owners = range(len(self._plan.recipients))
        names = [[n for n in self._plan.names(i) if len(n) > 1] for i in owners]
        return NamesIn(names, self._plan.common_words)
