"""Printing through the application in which the clerk works."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from xianbiao.export.split.printing import Prints
from xianbiao.model.errors import XianbiaoError, words_of
from xianbiao.model.refs import Ref

if TYPE_CHECKING:
    import xlwings as xw

_NO_NAME = "\0"
"""Begins the name of no sheet: xlwings would leave out those that begin with #."""


def print_book(book: xw.Book, pdf: Path, but: list[int | str] | None = None) -> None:
    """Print the visible sheets of an open workbook `but` for some. Raises OSError."""
    book.to_pdf(str(pdf), exclude=but, exclude_start_string=_NO_NAME)


def prints_beside(book: xw.Book) -> Prints:
    """Prints files in the application of a workbook, which stays the one in front.

    Each file is opened to be read alone and closed again. Raises XianbiaoError by its name.
    """

    def prints(files: Sequence[Path], folder: Path) -> None:
        try:
            for file in files:
                _print_file(book, file, folder / f"{file.stem}.pdf")
        finally:
            book.activate()

    return prints


def _print_file(book: xw.Book, file: Path, pdf: Path) -> None:
    try:
        opened = book.app.books.open(str(file), update_links=False, read_only=True)
        try:
            print_book(opened, pdf)
        finally:
            opened.close()
    except OSError as error:
        raise _unprinted(file, words_of(error)) from error
    if not pdf.exists():
        raise _unprinted(file, "没有 PDF 出来")


def _unprinted(file: Path, found: str) -> XianbiaoError:
    return XianbiaoError(
        "没有印成 PDF",
        ref=Ref(file.name),
        found=found,
        todo="改为每个单位一个文件，打开后点“导出 PDF”",
    )
