"""Reads a notice that is stored as text: a line is a row, a tab parts its cells."""

from __future__ import annotations

from pathlib import Path

from xianbiao.model.errors import UnreadableFile
from xianbiao.model.refs import Ref
from xianbiao.readers.package import file_bytes
from xianbiao.sheets.grid import Cell, Grid

_ENCODINGS = ("utf-8-sig", "gb18030")


def read_text(path: Path) -> Grid:
    """The grid of a text file, in UTF-8 or GB 18030.

    Raises UnreadableFile when the file is missing, empty or no text.
    """
    lines = _decode(path).splitlines()
    file = str(path)
    rows = [
        [
            Cell(text, Ref(file, line=number, column=column))
            for column, text in enumerate(line.split("\t"), 1)
        ]
        for number, line in enumerate(lines, 1)
    ]
    return Grid(file=file, sheet=None, rows=rows)


def _decode(path: Path) -> str:
    ref, data = Ref(str(path)), file_bytes(path)
    if not data.strip():
        raise UnreadableFile("文件是空的", ref=ref, todo="换用有内容的通知文本")
    if b"\x00" not in data:
        for encoding in _ENCODINGS:
            try:
                return data.decode(encoding)
            except UnicodeDecodeError:
                continue
    raise UnreadableFile(
        "不是文本文件",
        ref=ref,
        found="内容不是 UTF-8 或 GB 18030 编码的文字",
        expected="通知正文的 .txt、.docx、.pdf，或 .xlsx、.xlsm 工作簿",
        todo="在 Word 或 WPS 里另存为纯文本（UTF-8）",
    )
