"""An open workbook's file and sheets, asked with as few calls as can be."""

from __future__ import annotations

from typing import TYPE_CHECKING

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
