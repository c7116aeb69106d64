"""新建分配表: a new workbook with the recipients of a region and one column of amounts."""

from __future__ import annotations

from typing import TYPE_CHECKING

from xianbiao.excel.desk import Desk
from xianbiao.excel.new_books import new_book

if TYPE_CHECKING:
    import xlwings as xw


def new_allocation(book: xw.Book, desk: Desk) -> None:
    """Ask for region, fund, year and file; the book that is open stays as it is."""
    new_book(book, desk, "新建分配表", "allocation", ())
