"""Cells from which drop-downs take their choices: of the names there each file keeps its own.

Clerks keep such lists in a column beside the table, often a hidden one, or below it. Cells that
a formula reads as well stay as they are: its result would no longer be that of its cells.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from functools import cached_property

from xianbiao.export.package.others.listed import area_text, cells_of, list_area, sheet_of
from xianbiao.export.package.others.names import NamesIn
from xianbiao.export.package.others.whose import has_list
from xianbiao.export.package.references import Reference, parse
from xianbiao.export.package.source import SourceBook
from xianbiao.export.package.xml_text import parsed
from xianbiao.model.records import Record
from xianbiao.sheets.split_plan import SplitPlan


class _Cell(Record, frozen=True):
    """A cell of a list that names recipients: whose names these are."""

    row: int
    column: int
    owners: frozenset[int]


class ListCells:
    """Such cells on the sheets that many get; `notes` tell the clerk of them."""

    def __init__(self, source: SourceBook, plan: SplitPlan, sheets: Iterable[str]) -> None:
        self._source, self._plan = source, plan
        self.notes: list[str] = []
        self._cells: dict[str, list[_Cell]] = {}
        sheets = list(sheets)
        areas = list(dict.fromkeys(area for name in sheets for area in self._areas(name)))
        for sheet, area in areas:
            if sheet in sheets and not self._is_read(sheet, area, sheets):
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
            self.notes.append(
                f"「{sheet}」{area_text(area)}（下拉选项所在的格）里别的单位的名称去掉"
            )

    def _areas(self, sheet: str) -> Iterator[tuple[str, Reference]]:
        """The areas that the drop-downs of a sheet take their choices from."""
        xml = self._source.sheet(sheet)
        if not has_list(xml.tail):
            return
        for element in parsed(xml.skeleton, xml.part).iter("{*}dataValidation"):
            for formula in element.iter("{*}formula1"):
                text = "".join(str(t) for t in formula.itertext()).strip()
                area = list_area(text, sheet, self._source)
                place = None if area is None else sheet_of(area, sheet, self._source)
                if area is not None and place is not None:
                    yield place, area

    def _is_read(self, sheet: str, area: Reference, sheets: Iterable[str]) -> bool:
        """Whether a formula of some sheets reads a cell of an area."""
        left, right = area.column_span()
        for name in sheets:
            xml = self._source.sheet(name)
            for row in xml.rows() if b"<f" in xml.rows_data else ():
                for cell in row.cells() if b"<f" in row.inner else ():
                    for r in parse(xml.formula(cell) or "").references():
                        low, high = r.column_span()
                        same = (r.sheet or name).lower() == sheet.lower()
                        within = r.first <= area.last and r.last >= area.first
                        if same and within and low <= right and high >= left:
                            return True
        return False

    @cached_property
    def _names(self) -> NamesIn:
        owners = range(len(self._plan.recipients))
        names = [[n for n in self._plan.names(i) if len(n) > 1] for i in owners]
        return NamesIn(names, self._plan.common_words)
