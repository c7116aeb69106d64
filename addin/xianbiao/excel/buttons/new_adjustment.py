"""新建调整表: a new workbook with before, change and after for each earlier document."""

from __future__ import annotations

from typing import TYPE_CHECKING

from xianbiao.excel.desk import Desk
from xianbiao.excel.dialogs import Question
from xianbiao.excel.new_books import new_book
from xianbiao.excel.progress import Cancelled
from xianbiao.sheets.blank import UNNAMED_DOCUMENT

if TYPE_CHECKING:
    import xlwings as xw


def new_adjustment(book: xw.Book, desk: Desk) -> None:
    """Ask for the documents to be adjusted too; left as proposed, one is to be named later."""
    asked = Question("documents", "要调整的原文件文号，几份之间用、分隔", UNNAMED_DOCUMENT)
    answer = desk.dialogs.text(asked)
    if answer is None:
        raise Cancelled("已取消，没有新建工作簿")
    documents = [part.strip() for part in answer.split("、")]
    new_book(book, desk, "新建调整表", "adjustment", documents)
