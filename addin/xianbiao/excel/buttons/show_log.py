"""日志: brings the log to the front, at its last line."""

from __future__ import annotations

from typing import TYPE_CHECKING

from xianbiao.excel.books import sheet_called
from xianbiao.excel.desk import Desk
from xianbiao.excel.ranges import range_of, used_area
from xianbiao.excel.side_sheets import LOG_SHEET
from xianbiao.sheets.addresses import Area

if TYPE_CHECKING:
    import xlwings as xw


def show_log(book: xw.Book, desk: Desk) -> None:
    """Show the sheet 日志; say so where nothing was logged yet."""
    sheet = sheet_called(book, LOG_SHEET)
    if sheet is None:
        desk.dialogs.tell("还没有日志：用县表按钮改过内容后才有")
        return
    bottom = used_area(sheet).bottom
    sheet.activate()
    range_of(sheet, Area(bottom, 0, bottom, 0)).select()
