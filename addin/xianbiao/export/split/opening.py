"""Opens what a clerk gives: a workbook as it is, an older or plainer format as a converted copy."""

from __future__ import annotations

from pathlib import Path

from xianbiao.export.package.source import SourceBook
from xianbiao.model.records import Record
from xianbiao.readers.converted import CONVERTED_BOOKS, workbook_copy
from xianbiao.readers.notice import BOOK_SUFFIXES, unknown_kind


class Opened(Record, frozen=True):
    """A workbook to cut, the file that holds it, and what a conversion changed."""

    source: SourceBook
    path: Path
    notes: tuple[str, ...] = ()


def open_book(path: Path, folder: Path) -> Opened:
    """Open a file; a converted copy is put into `folder`. Raises UnreadableFile or NoOffice."""
    suffix = path.suffix.lower()
    if suffix not in (*BOOK_SUFFIXES, *CONVERTED_BOOKS):
        raise unknown_kind(path)
    if suffix in CONVERTED_BOOKS:
        copy, note = workbook_copy(path, folder)
        return Opened(SourceBook.open(copy), copy, (note,))
    return Opened(SourceBook.open(path), path)
