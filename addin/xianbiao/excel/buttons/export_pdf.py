"""导出 PDF: the application itself prints the workbook."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from xianbiao.excel.books import file_of
from xianbiao.excel.desk import Desk
from xianbiao.excel.dialogs import Question, answered
from xianbiao.excel.printing import print_book
from xianbiao.excel.progress import Cancelled
from xianbiao.excel.side_sheets import LOG_SHEET, has_log
from xianbiao.export.placing import move_into_place, staging
from xianbiao.model.errors import XianbiaoError, words_of
from xianbiao.model.refs import Ref

if TYPE_CHECKING:
    import xlwings as xw

LABEL = "导出 PDF"


def export_pdf(book: xw.Book, desk: Desk) -> None:
    """Ask for a file, print every visible sheet but the log into it, and open it.

    The file is complete or it is not there, also after a cancellation. Raises XianbiaoError for
    a file that is there already: nothing is overwritten.
    """
    proposed = str(Path(file_of(book)).with_suffix(".pdf"))
    question = Question("pdf", "PDF 存到哪里", proposed, (".pdf",))
    path = Path(answered(desk.dialogs.save_file(question))).with_suffix(".pdf").absolute()
    if path.exists():
        raise XianbiaoError("文件已存在，没有覆盖", ref=Ref(str(path)), todo="换一个文件名")
    if not path.parent.is_dir():
        raise XianbiaoError(
            "没有这个文件夹", ref=Ref(str(path.parent)), todo="先建好文件夹，或换一个文件夹"
        )
    with desk.progress(book, LABEL) as advance, staging(path) as folder:
        advance("排版", 0, 1)
        printed = folder / path.name
        _print(book, printed, path)
        advance("排好", 1, 1)
        if not printed.exists():
            raise Cancelled("导出 PDF 已取消，没有写出文件")
        move_into_place([printed], path.parent)
    desk.log(book, LABEL, str(path))
    desk.dialogs.show(path)


def _print(book: xw.Book, printed: Path, path: Path) -> None:
    """Let the application print; `path` is the file that the clerk named.

    The log is hidden meanwhile; where the structure is protected it is printed with the rest.
    """
    front = book.sheets.active.name
    is_fixed = bool(getattr(book.api, "ProtectStructure", False))
    left_out: list[int | str] | None = [LOG_SHEET] if has_log(book) and not is_fixed else None
    try:
        print_book(book, printed, left_out)
    except OSError as error:
        raise XianbiaoError(
            "PDF 写不出来", ref=Ref(str(path)), found=words_of(error), todo="换一个文件夹"
        ) from error
    finally:
        if book.sheets.active.name != front:
            book.sheets[front].activate()
