"""Tables of names and texts as sheets: settings and words for the macros, from TOML."""

from __future__ import annotations

import datetime as dt
import io
import tomllib
from collections.abc import Mapping, Sequence
from pathlib import Path
from xml.sax.saxutils import escape

import xlsxwriter

_MAIN = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
_DECLARATION = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'

MADE = dt.datetime(2000, 1, 1)
"""The day of making in the properties of a file, the same for every build."""

Table = Mapping[str, str]
Rows = Sequence[Sequence[str]]


def read_table(path: Path, section: str = "") -> Table:
    """Names and texts of a TOML file, or of one section in it."""
    data = tomllib.loads(path.read_text(encoding="utf-8"))
    table = data[section] if section else data
    if wrong := [name for name, text in table.items() if not isinstance(text, str)]:
        raise ValueError(f"{path.name}: not texts: {', '.join(wrong)}")
    return table


def sheet_xml(table: Table, code_name: str) -> bytes:
    """A worksheet with the names in column A and the texts in column B."""
    rows = "".join(
        f'<row r="{row}">{_cell(f"A{row}", name)}{_cell(f"B{row}", text)}</row>'
        for row, (name, text) in enumerate(table.items(), start=1)
    )
    return (
        f'{_DECLARATION}<worksheet xmlns="{_MAIN}"><sheetPr codeName="{code_name}"/>'
        f"<sheetData>{rows}</sheetData></worksheet>"
    ).encode()


def workbook_of(sheets: Mapping[str, Rows]) -> bytes:
    """A workbook with rows on sheets of those names; code names ThisWorkbook, Sheet1, Sheet2 …"""
    buffer = io.BytesIO()
    workbook = xlsxwriter.Workbook(buffer, {"in_memory": True})
    workbook.set_properties({"created": MADE})
    workbook.set_vba_name("ThisWorkbook")
    for number, (name, rows) in enumerate(sheets.items(), start=1):
        sheet = workbook.add_worksheet(name)
        sheet.set_vba_name(f"Sheet{number}")
        sheet.set_column(0, 0, 16)
        sheet.set_column(1, 1, 100)
        for row, texts in enumerate(rows):
            for column, text in enumerate(texts):
                sheet.write_string(row, column, text)
    workbook.close()
    return buffer.getvalue()


def _cell(place: str, text: str) -> str:
    return f'<c r="{place}" t="inlineStr"><is><t xml:space="preserve">{escape(text)}</t></is></c>'
