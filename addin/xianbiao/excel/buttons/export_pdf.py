"""导出 PDF: the application itself prints the workbook."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from xianbiao.excel.books import file_of
from xianbiao.excel.desk import Desk
from xianbiao.excel.dialogs import Question, answered
from xianbiao.model.errors import XianbiaoError, words_of
from xianbiao.model.refs import Ref

if TYPE_CHECKING:
    import xlwings as xw

LABEL = "导出 PDF"


def export_pdf(book: xw.Book, desk: Desk) -> None:
    """Ask for a file, print every visible sheet into it, and open it.

    Raises XianbiaoError for a file that is there already: nothing is overwritten.
    """
    proposed = str(Path(file_of(book)).with_suffix(".pdf"))
    question = Question("pdf", "PDF 存到哪里", proposed, (".pdf",))
    path = Path(answered(desk.dialogs.save_file(question))).with_suffix(".pdf").absolute()
    if path.exists():
        raise XianbiaoError("文件已存在，没有覆盖", ref=Ref(str(path)), todo="换一个文件名")
    try:
        book.to_pdf(str(path))
    except OSError as error:
        raise XianbiaoError(
            "PDF 写不出来", ref=Ref(str(path)), found=words_of(error), todo="换一个文件夹"
        ) from error
    desk.log(book, LABEL, str(path))
    desk.dialogs.show(path)
