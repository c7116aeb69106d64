"""A copy of an open workbook as a file, with what was changed since it was saved."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from xianbiao.excel.books import file_of
from xianbiao.model.errors import XianbiaoError, words_of
from xianbiao.model.refs import Ref

if TYPE_CHECKING:
    import xlwings as xw

_PLAIN = ".xlsx"


def copy_of(book: xw.Book, folder: Path) -> Path:
    """The copy in a folder, under the workbook's own name; the clerk's file stays as it is.

    LibreOffice's engine copies by itself; Excel and WPS have a call for it. Raises XianbiaoError
    where the application writes none.
    """
    named = Path(file_of(book))
    path = folder / (named.name if named.suffix else f"{named.name}{_PLAIN}")
    own = getattr(book.impl, "save_copy", None)
    try:
        if own is not None:
            own(str(path))
        else:
            book.api.SaveCopyAs(str(path))
    except OSError as error:
        raise _unwritten(book, words_of(error)) from error
    if not path.is_file():
        raise _unwritten(book, "没有写出副本")
    return path


def _unwritten(book: xw.Book, found: str) -> XianbiaoError:
    return XianbiaoError(
        "工作簿的副本写不出来", ref=Ref(file_of(book)), found=found, todo="先存盘，再点一次"
    )
