"""The cells of a whole package as values and formulas, read in milliseconds."""

from __future__ import annotations

from xianbiao.export.package.cells import CellXml
from xianbiao.export.package.sheet_xml import SheetXml
from xianbiao.export.package.source import SourceBook
from xianbiao.export.package.strings import SharedStrings
from xianbiao.sheets.plan import Formula

Cells = list[list[tuple[str, object]]]
"""The cells of a sheet row by row, each with its address; blank cells hold None."""


def contents(book: SourceBook) -> dict[str, Cells]:
    """Every cell of every sheet as it was entered: a value, or a Formula."""
    return {
        sheet.entry.name: [
            [
                (f"{cell.column.decode()}{cell.row}", _content(xml, cell, book.strings))
                for cell in row.cells()
            ]
            for row in xml.rows()
        ]
        for sheet in book.sheets
        for xml in [book.sheet(sheet.entry.name)]
    }


def value_of(cell: CellXml, strings: SharedStrings) -> object:
    """What a cell shows: a text, a number as int or float, a truth value, or None."""
    if cell.value is None and cell.inline is None:
        return None
    if cell.type in (b"", b"n"):
        text = (cell.value or b"").decode()
        if not text:
            return None
        number = float(text)
        return int(number) if number.is_integer() and "." not in text else number
    if cell.type == b"b":
        return cell.value == b"1"
    return cell.text(strings)


def _content(xml: SheetXml, cell: CellXml, strings: SharedStrings) -> object:
    text = xml.formula(cell)
    return value_of(cell, strings) if text is None else Formula(f"={text}")
