"""Reads every sheet of a clerk's own open workbook, as the same workbook is read from a file."""

from __future__ import annotations

from typing import TYPE_CHECKING

from xianbiao.excel.books import file_of, is_visible
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
    """The grids of all sheets with their merged areas, without the store of undo.

    Of a hidden sheet, which is never checked, no merged area and no number format is asked for.
    `advance` is told each sheet before it is read.
    """
    file, found = file_of(book), list[Grid]()
    sheets = [sheet for sheet in book.sheets if sheet.name != UNDO_SHEET]
    for number, sheet in enumerate(sheets, start=1):
        advance(sheet.name, number, len(sheets))
        if not is_visible(sheet):
            found.append(read_grid(sheet, file, numbers_as_shown=False))
            continue
        merges = merges_of(sheet, used_area(sheet))
        found.append(replace(read_grid(sheet, file), merges=merges))
    return found
