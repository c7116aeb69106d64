"""Cells from which drop-downs take their choices, where a file gets these cells."""

from __future__ import annotations

from collections.abc import Iterable

from xianbiao.export.package.cut import SheetCut
from xianbiao.export.package.others.listed import area_text, cells_of, lists_in
from xianbiao.export.package.others.told import Change
from xianbiao.export.package.others.whose import Whose
from xianbiao.export.package.references import Reference, parse
from xianbiao.export.package.sheet_xml import SheetXml
from xianbiao.export.package.source import SourceBook
from xianbiao.model.records import replace


def without_others(cut: SheetCut, xml: SheetXml, whose: Whose) -> SheetCut:
    """The cut of a recipient's own sheet, without others in the cells of its own drop-downs."""
    source, name = whose.others.source, cut.sheet
    puts = {row: dict(found) for row, found in cut.puts.items()}
    for sheet, area in dict.fromkeys(lists_in(xml, name, source)):
        if sheet != name or is_read(sheet, area, [name], source):
            continue
        for cell in cells_of(area, source, name):
            is_there = cut.rows.keeps(cell.row) and cell.column_index not in puts.get(cell.row, ())
            if is_there and whose.named(cell.text(source.strings)):
                puts.setdefault(cell.row, {})[cell.column_index] = None
                whose.told.add(Change.LIST_CELLS, name, area_text(area))
    return cut if puts == cut.puts else replace(cut, puts=puts)


def is_read(sheet: str, area: Reference, by: Iterable[str], source: SourceBook) -> bool:
    """Whether a formula of some sheets reads a cell of an area of a sheet."""
    left, right = area.column_span()
    for name in by:
        xml = source.sheet(name)
        for row in xml.rows() if b"<f" in xml.rows_data else ():
            for cell in row.cells() if b"<f" in row.inner else ():
                for r in parse(xml.formula(cell) or "").references():
                    low, high = r.column_span()
                    same = (r.sheet or name).lower() == sheet.lower()
                    within = r.first <= area.last and r.last >= area.first
                    if same and within and low <= right and high >= left:
                        return True
    return False
