"""Reads every sheet of a clerk's own open workbook, as the same workbook is read from a file."""

from __future__ import annotations

from typing import TYPE_CHECKING

from xianbiao.excel.books import file_of, is_visible
from xianbiao.excel.hidden_lines import hidden_lines
from xianbiao.excel.live import read_grid
from xianbiao.excel.merges import merges_of
from xianbiao.excel.progress import Advance
from xianbiao.excel.ranges import used_area
from xianbiao.excel.side_sheets import UNDO_SHEET
from xianbiao.model.records import replace
from xianbiao.sheets.grid import Grid

if TYPE_CHECKING:
    import xlwings as xw


def own_grids(book: xw.Book, advance: Advance) -> list[Grid]:
    """The grids of all sheets with merged areas and hidden lines, without the store of undo.

    Of a hidden sheet, which is never checked, only the contents are asked for.
    `advance` is told each sheet before it is read.
    """
    file, found = file_of(book), list[Grid]()
    sheets = [sheet for sheet in book.sheets if sheet.name != UNDO_SHEET]
    for number, sheet in enumerate(sheets, start=1):
        advance(sheet.name, number, len(sheets))
        if not is_visible(sheet):
            found.append(read_grid(sheet, file, numbers_as_shown=False))
            continue
        found.append(whole_grid(sheet, file))
    return found


def whole_grid(sheet: xw.Sheet, file: str) -> Grid:
    """A sheet with its merged areas and its hidden rows and columns."""
    area = used_area(sheet)
    hidden = hidden_lines(sheet, area)
    return replace(
        read_grid(sheet, file, area),
        merges=merges_of(sheet, area),
        hidden_rows=hidden.rows,
        hidden_columns=hidden.columns,
    )
