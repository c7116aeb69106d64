"""Rows of a sheet as its XML holds them, before strings and formats are looked up."""

from __future__ import annotations

from collections.abc import Sequence
from functools import lru_cache
from typing import NamedTuple
from xml.etree import ElementTree as ET

from xianbiao.model.expressions import expression
from xianbiao.readers.xml_pieces import Pieces, local_name
from xianbiao.sheets.addresses import column_number

TRUE = ("1", "true")
"""How XML writes that something is so."""

_ESCAPE = expression(r"_x([0-9A-Fa-f]{4})_")
_ROOM = 6 << 20
_STRINGS_ROOM = 2 << 20
_STRINGS = 64


class RawCell(NamedTuple):
    """One cell of a row: the column from 0, and the texts of its elements and attributes.

    `attributes` are those of the formula; `inline` is the text of a string kept in the cell.
    """

    column: int
    style: int
    kind: str
    stored: str | None
    formula: str | None
    attributes: tuple[tuple[str, str], ...]
    inline: str | None


class RawRow(NamedTuple):
    """One row: its number as written, from 1, or None where it follows the row before."""

    number: int | None
    is_hidden: bool
    cells: tuple[RawCell, ...]


def unescaped(text: str) -> str:
    """Text without the marks _xHHHH_ that stand for control characters."""
    if "_x" not in text:
        return text
    return _ESCAPE.sub(lambda m: chr(int(m[1], 16)), text)


def words(item: ET.Element) -> str:
    """The text of a string with its runs; readings (rPh) are no part of it."""
    texts = []
    for child in item:
        match local_name(child):
            case "t":
                texts.append(child.text or "")
            case "r":
                texts.extend(t.text or "" for t in child if local_name(t) == "t")
    return unescaped("".join(texts))


def raw_row(row: ET.Element) -> RawRow:
    """A row read from its element; raises ValueError where a number or an address is none."""
    number = row.get("r")
    column = -1
    cells = []
    for cell in row:
        place = cell.get("r")
        column = _column(place.rstrip("0123456789")) if place else column + 1
        cells.append(_raw_cell(cell, column))
    is_hidden = row.get("hidden") in TRUE
    return RawRow(None if number is None else int(number), is_hidden, tuple(cells))


_column = lru_cache(maxsize=1024)(column_number)


def _raw_cell(cell: ET.Element, column: int) -> RawCell:
    formula: str | None = None
    attributes: tuple[tuple[str, str], ...] = ()
    stored: str | None = None
    inline: str | None = None
    for child in cell:
        match local_name(child):
            case "v":
                stored = child.text
            case "f":
                formula, attributes = child.text or "", tuple(child.items())
            case "is":
                inline = words(child)
    style, kind = int(cell.get("s", 0)), cell.get("t", "n")
    return RawCell(column, style, kind, stored, formula, attributes, inline)


_ROWS = Pieces[RawRow](b"sheetData", b"row", raw_row, 1, _ROOM)
_TEXTS = Pieces[str](b"sst", b"si", words, _STRINGS, _STRINGS_ROOM)


def read_rows(part: bytes) -> tuple[bytes | None, ET.Element, Sequence[RawRow]]:
    """A sheet's XML without its rows, the root of that, and the rows; rows are read once.

    The first is None, and the root that of the whole part, where the rows cannot be read apart.
    Raises ParseError or ValueError where the part is broken.
    """
    if (divided := _ROWS.read(part)) is not None:
        frame, rows = divided
        return frame, ET.fromstring(frame), rows
    root = ET.fromstring(part)
    found = [raw_row(row) for data in root if local_name(data) == "sheetData" for row in data]
    return None, root, found


@lru_cache(maxsize=4)
def read_strings(part: bytes) -> Sequence[str]:
    """The shared strings of a workbook; raises ParseError where the part is broken.

    Workbooks saved again mostly have the same, which are kept; they never change once read.
    Most of those of a working workbook stand in sheets that nobody reads, so each is made when
    it is asked for; that the part is whole is proven at once.
    """
    if (later := _TEXTS.later(part)) is not None:
        return later
    return [words(item) for item in ET.fromstring(part) if local_name(item) == "si"]
