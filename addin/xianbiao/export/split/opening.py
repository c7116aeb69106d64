"""Opens what a clerk gives: a workbook as it is, an older or plainer format as a converted copy."""

from __future__ import annotations

import io
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from xianbiao.export.package.source import SourceBook
from xianbiao.model.errors import UnreadableFile, XianbiaoError
from xianbiao.model.records import Record
from xianbiao.model.refs import Ref
from xianbiao.readers.package import file_bytes, unopened

CONVERTED = (".xls", ".ods", ".et", ".csv")
"""Formats that are converted first; their copies say so."""
_PLAIN_DIGITS = 15
_ENCODINGS = ("utf-8-sig", "gb18030")


class Opened(Record, frozen=True):
    """A workbook to cut, the file that holds it, and what a conversion changed."""

    source: SourceBook
    path: Path
    notes: tuple[str, ...] = ()


def open_book(path: Path, folder: Path) -> Opened:
    """Open a file; a converted copy is put into `folder`. Raises UnreadableFile or NoOffice."""
    suffix = path.suffix.lower()
    if suffix == ".csv":
        copy = folder / f"{path.stem}.xlsx"
        encoding = _write_csv(path, copy)
        note = f"由 CSV（{encoding}）转成工作簿：没有格式、公式和合并单元格，像编号的数字按文本保留"
        return Opened(SourceBook.open(copy), copy, (note,))
    if suffix in CONVERTED:
        from xianbiao.export.split.office import to_workbook

        _require(path)
        copy = to_workbook(path, folder)
        note = f"由 LibreOffice 从 {suffix} 转成 .xlsx：宏去掉，个别字体、图表样式可能与原来不同"
        return Opened(SourceBook.open(copy), copy, (note,))
    return Opened(SourceBook.open(path), path)


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


def _write_csv(path: Path, copy: Path) -> str:
    """Write the lines of a CSV file as a sheet; returns its encoding."""
    import csv

    import xlsxwriter

    text, encoding = _decoded(path)
    rows = list(csv.reader(io.StringIO(text)))
    with xlsxwriter.Workbook(str(copy), {"strings_to_formulas": False}) as book:
        sheet = book.add_worksheet(path.stem[:31] or "表")
        for number, row in enumerate(rows):
            for column, value in enumerate(row):
                figure = _figure(value)
                if figure is not None:
                    sheet.write_number(number, column, figure)
                elif value:
                    sheet.write_string(number, column, value)
    return encoding


def _decoded(path: Path) -> tuple[str, str]:
    data = file_bytes(path)
    for encoding in _ENCODINGS:
        try:
            return data.decode(encoding), "UTF-8" if encoding == "utf-8-sig" else "GB18030"
        except UnicodeDecodeError:
            continue
    raise UnreadableFile(
        "CSV 文件的文字编码不认识",
        ref=Ref(str(path)),
        expected="UTF-8 或 GB18030（GBK）",
        todo="在 Excel 或 WPS 里打开，另存为 .xlsx",
    )


def _figure(text: str) -> float | None:
    """A field as a number, unless that would change what it says: 0012, 1e5, 16 digits."""
    plain = text.strip().removeprefix("-")
    whole, _, rest = plain.partition(".")
    digits = whole + rest
    if not digits.isascii() or not digits.isdigit() or len(digits) > _PLAIN_DIGITS:
        return None
    if not whole or (len(whole) > 1 and whole.startswith("0")) or plain.endswith("."):
        return None
    return float(text)
