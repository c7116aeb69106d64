"""Files of other formats, read through a converted copy; what the conversion changes is said."""

from __future__ import annotations

import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from xianbiao.model.errors import XianbiaoError
from xianbiao.model.records import replace
from xianbiao.readers.package import unopened
from xianbiao.sheets.grid import Grid

CONVERTED_BOOKS = (".xls", ".et", ".ods", ".csv")
"""Tables that become an .xlsx."""
CONVERTED_TEXTS = (".doc", ".wps", ".odt", ".rtf")
"""Documents that become a .docx."""


def grids_of_copy(path: Path) -> list[Grid]:
    """The grids of such a file, called by its own name; the first has a remark on the conversion.

    Raises UnreadableFile, and NoOffice where LibreOffice is needed and not there.
    """
    with (
        tempfile.TemporaryDirectory(prefix="xianbiao-") as name,
        called(str(path), folder := Path(name)),
    ):
        if path.suffix.lower() in CONVERTED_TEXTS:
            from xianbiao.readers.docx import read_docx

            copy, note = document_copy(path, folder)
            grids = [read_docx(copy, str(path))]
        else:
            from xianbiao.readers.xlsx import read_xlsx

            copy, note = workbook_copy(path, folder)
            grids = read_xlsx(copy, str(path))
    return [replace(grids[0], remarks=[*grids[0].remarks, note]), *grids[1:]]


def workbook_copy(path: Path, folder: Path) -> tuple[Path, str]:
    """A copy as .xlsx in a folder, and what the conversion changed. Raises as `grids_of_copy`."""
    suffix = path.suffix.lower()
    if suffix == ".csv":
        from xianbiao.readers.csv_book import write_csv_book

        copy = folder / f"{path.stem}.xlsx"
        encoding = write_csv_book(path, copy)
        note = f"由 CSV（{encoding}）转成工作簿：没有格式、公式和合并单元格，像编号的数字按文本保留"
        return copy, note
    from xianbiao.readers.office import to_workbook

    _require(path)
    note = f"由 LibreOffice 从 {suffix} 转成 .xlsx：宏去掉，个别字体、图表样式可能与原来不同"
    return to_workbook(path, folder), note


def document_copy(path: Path, folder: Path) -> tuple[Path, str]:
    """A copy as .docx in a folder, and what to say of it. Raises as `grids_of_copy`."""
    from xianbiao.readers.office import to_document

    _require(path)
    note = f"由 LibreOffice 从 {path.suffix.lower()} 转成 .docx 后读的，编号和表格以原件为准"
    return to_document(path, folder), note


@contextmanager
def called(name: str, folder: Path) -> Iterator[None]:
    """An error about no file, or a copy in `folder`, speaks of the clerk's by its own name."""
    try:
        yield
    except XianbiaoError as error:
        ref = error.ref
        if ref is not None and (not ref.file or Path(ref.file).is_relative_to(folder)):
            error.tell_of(name)
        raise


def _require(path: Path) -> None:
    try:
        path.open("rb").close()
    except OSError as error:
        raise unopened(path, error) from error
