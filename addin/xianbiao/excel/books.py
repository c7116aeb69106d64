"""An open workbook's file and sheets, asked with as few calls as can be."""

from __future__ import annotations

from typing import TYPE_CHECKING

from xianbiao.readers.notice import has_lost_marks
from xianbiao.sheets.layout import keys

if TYPE_CHECKING:
    import xlwings as xw


def file_of(book: xw.Book) -> str:
    """The workbook's file for messages; its name while it was never saved."""
    return str(book.fullname or book.name)


def sheet_called(book: xw.Book, name: str) -> xw.Sheet | None:
    """The sheet of a name, None where there is none; the other sheets are not walked through."""
    if name not in book.sheets:
        return None
    return book.sheets[name]


def is_visible(sheet: xw.Sheet) -> bool:
    """Whether the tab is shown; Excel answers −1, 0 and 2 (very hidden)."""
    return sheet.visible in (True, -1)


def is_county(book: xw.Book) -> bool:
    """Whether a workbook is a county file of ours, sent out or returned."""
    return keys.META_SHEET in book.sheets and keys.HOME_SHEET in book.sheets


def is_own(book: xw.Book) -> bool:
    """Whether a workbook is the clerk's own, none that these programs made.

    A clerk's own may have a sheet named 校验 too; one of ours that lost its marks is still ours.
    """
    if keys.META_SHEET in book.sheets:
        return False
    if keys.REGISTER_SHEET not in book.sheets:
        return True
    return not has_lost_marks({sheet.name for sheet in book.sheets})
