"""A CSV file as a workbook: numbers as numbers, all that looks like a code as the text it is."""

from __future__ import annotations

import io
from pathlib import Path

from xianbiao.model.errors import UnreadableFile
from xianbiao.model.refs import Ref
from xianbiao.readers.package import file_bytes

_PLAIN_DIGITS = 15
_ENCODINGS = ("utf-8-sig", "gb18030")


def write_csv_book(path: Path, copy: Path) -> str:
    """Write the lines of a CSV file as a sheet of a new workbook; returns its encoding.

    Raises UnreadableFile where the file cannot be opened or its encoding is not known.
    """
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
