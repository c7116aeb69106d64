"""What the clerk selected, as a grid: one block or several, never more than the used cells."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, Any

from xianbiao.excel.books import file_of
from xianbiao.excel.hidden_lines import hidden_lines
from xianbiao.excel.live import read_grid
from xianbiao.excel.merges import merges_of
from xianbiao.excel.ranges import area_of, used_area
from xianbiao.model.errors import UnreadableTable
from xianbiao.model.records import replace
from xianbiao.model.refs import Ref
from xianbiao.sheets.addresses import Area
from xianbiao.sheets.grid import Cell, Grid

if TYPE_CHECKING:
    import xlwings as xw


def selected_grid(book: xw.Book) -> Grid:
    """The selected cells in the window of this book; what lies between several blocks is blank.

    Raises UnreadableTable where no more than one cell, or only empty cells, are selected.
    """
    chosen = book.selection
    areas = [] if chosen is None else _areas(book, chosen)
    if chosen is None or not _has_several_cells(areas):
        raise UnreadableTable(
            "没有选中区域",
            ref=Ref(file_of(book)),
            expected="同时选中单位名称列和金额列",
            todo="选好区域再点“填分配表”",
        )
    sheet = chosen.sheet
    used = used_area(sheet)
    whole = _common(_around(areas), used)
    if whole is None:
        raise UnreadableTable(
            "选中的区域是空的", ref=Ref(file_of(book), sheet.name), todo="选好区域再点“填分配表”"
        )
    grid = read_grid(sheet, file_of(book), whole)
    rows = [[_within(cell, areas) for cell in row] for row in grid.rows]
    hidden = hidden_lines(sheet, whole)
    return replace(
        grid,
        rows=rows,
        merges=merges_of(sheet, whole),
        hidden_rows=hidden.rows,
        hidden_columns=hidden.columns,
    )


def _areas(book: xw.Book, chosen: xw.Range) -> list[Area]:
    """Every selected block, asked of LibreOffice, or of Excel and WPS."""
    several: Any = getattr(book.api, "CurrentSelection", None)
    if several is not None and several.supportsService("com.sun.star.sheet.SheetCellRanges"):
        return [
            Area(part.StartRow, part.StartColumn, part.EndRow, part.EndColumn)
            for part in several.RangeAddresses
        ]
    blocks: Any = getattr(chosen.api, "Areas", None)
    if blocks is None or blocks.Count < 2:
        return [area_of(chosen)]
    found = []
    for block in blocks:
        top, left = block.Row - 1, block.Column - 1
        bottom, right = top + block.Rows.Count - 1, left + block.Columns.Count - 1
        found.append(Area(top, left, bottom, right))
    return found


def _has_several_cells(areas: Sequence[Area]) -> bool:
    return len(areas) > 1 or any((a.top, a.left) != (a.bottom, a.right) for a in areas)


def _around(areas: Sequence[Area]) -> Area:
    return Area(
        min(a.top for a in areas),
        min(a.left for a in areas),
        max(a.bottom for a in areas),
        max(a.right for a in areas),
    )


def _common(area: Area, used: Area) -> Area | None:
    """What two areas have in common, None where there is nothing."""
    found = Area(
        max(area.top, used.top),
        max(area.left, used.left),
        min(area.bottom, used.bottom),
        min(area.right, used.right),
    )
    return found if found.top <= found.bottom and found.left <= found.right else None


def _within(cell: Cell, areas: Sequence[Area]) -> Cell:
    """The cell, blank where no block holds it."""
    row, column = cell.ref.position[0] - 1, cell.ref.position[1] - 1
    if any(a.top <= row <= a.bottom and a.left <= column <= a.right for a in areas):
        return cell
    return Cell(None, cell.ref)
