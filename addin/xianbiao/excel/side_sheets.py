"""The sheets that the add-in keeps in a workbook for itself: 日志, and the store of undo."""

from __future__ import annotations

from typing import TYPE_CHECKING

from xianbiao.excel.books import file_of, sheet_called
from xianbiao.excel.ranges import read_values
from xianbiao.model.errors import XianbiaoError
from xianbiao.model.refs import Ref
from xianbiao.sheets.addresses import Area
from xianbiao.sheets.side_sheets import LOG_HEADER, LOG_SHEET, UNDO_SHEET, is_side

if TYPE_CHECKING:
    import xlwings as xw

__all__ = ["LOG_SHEET", "UNDO_SHEET", "add_last", "has_log", "hide_deeply", "taken"]

_VERY_HIDDEN = 2


def add_last(book: xw.Book, name: str) -> xw.Sheet:
    """A new sheet behind the last one; raises XianbiaoError where the structure is protected."""
    try:
        return book.sheets.add(name, after=book.sheets[len(book.sheets) - 1])
    except Exception as error:
        raise XianbiaoError(
            f"加不了工作表“{name}”",
            ref=Ref(file_of(book)),
            todo="工作簿结构若有保护，先在“审阅”里撤销工作簿保护",
        ) from error


def has_log(book: xw.Book) -> bool:
    """Whether the workbook has the log of the buttons; a clerk's own 日志 is none."""
    sheet = sheet_called(book, LOG_SHEET)
    if sheet is None:
        return False
    head = Area(0, 0, 0, len(LOG_HEADER) - 1)
    return is_side(LOG_SHEET, lambda _row: [str(v or "") for v in read_values(sheet, head)[0]])


def taken(book: xw.Book, name: str) -> XianbiaoError:
    """The error for a clerk's own sheet that bears the name of one of these."""
    return XianbiaoError(
        f"工作簿里已经有一张别的“{name}”，县表也要用这个名称",
        ref=Ref(file_of(book), name),
        todo="把那张表改个名，再点一次",
    )


def hide_deeply(sheet: xw.Sheet) -> None:
    """Hide a sheet so that 取消隐藏 does not list it; LibreOffice knows plain hiding only."""
    if hasattr(sheet.api, "Visible"):
        sheet.api.Visible = _VERY_HIDDEN
    else:
        sheet.visible = False
