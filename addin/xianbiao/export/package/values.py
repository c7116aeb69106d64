"""The cells of a whole package as values and formulas, read in milliseconds."""

from __future__ import annotations

from functools import lru_cache
from typing import Any, TypeAlias

from xianbiao.export.package.cells import CellXml, read_cells
from xianbiao.export.package.pieces import pieces
from xianbiao.export.package.sheet_xml import SheetXml, rows_of
from xianbiao.export.package.source import SourceBook
from xianbiao.export.package.strings import SharedStrings
from xianbiao.sheets.plan import Formula

Cells = list[list[tuple[str, object]]]
"""The cells of a sheet row by row, each with its address; blank cells hold None."""


_PIECES_KEPT = 1024
"""How many pieces of sheets are remembered as read: files of an export share most of them."""


divided = lru_cache(maxsize=32)(pieces)
"""The pieces of the rows of a sheet, which several readings of one file ask for."""


def contents(book: SourceBook) -> dict[str, Cells]:
    """Every cell of every sheet as it was entered: a value, or a Formula."""
    return {
        sheet.entry.name: _cells(book.sheet(sheet.entry.name), book.strings)
        for sheet in book.sheets
    }


def _cells(xml: SheetXml, strings: SharedStrings) -> Cells:
    texts = strings.text
    found: Cells = []
    for piece in divided(xml.rows_data):
        rows, numbers = _read(piece)
        if numbers is not None:
            found += _shown(piece, tuple(texts(number) for number in numbers))
            continue
        for row in rows:
            found.append(
                [
                    (place, content)
                    if kind is _PLAIN
                    else (
                        place,
                        texts(content) if kind is _TEXT else _content(xml, content, strings),
                    )
                    for place, kind, content in row
                ]
            )
    return found


@lru_cache(maxsize=_PIECES_KEPT)
def _shown(piece: bytes, texts: tuple[str, ...]) -> Cells:
    """The cells of a piece without odd ones, whose texts are given in their order."""
    rows, _ = _read(piece)
    following = iter(texts)
    return [
        [(place, next(following) if kind is _TEXT else content) for place, kind, content in row]
        for row in rows
    ]


_PLAIN, _TEXT, _ODD = object(), object(), object()


_Read: TypeAlias = tuple[tuple[str, object, Any], ...]


@lru_cache(maxsize=_PIECES_KEPT)
def _read(piece: bytes) -> tuple[tuple[_Read, ...], tuple[int, ...] | None]:
    """The rows of a piece: what each cell holds, the number of its text, or the cell itself.

    Then the numbers of all its texts, None where a cell is odd: it rests on more than these.
    """
    rows = tuple(_read_row(row) for row in rows_of(piece))
    if any(kind is _ODD for row in rows for _, kind, _ in row):
        return rows, None
    return rows, tuple(content for row in rows for _, kind, content in row if kind is _TEXT)


def _read_row(row: bytes) -> _Read:
    cells: list[tuple[str, object, Any]] = []
    for cell in read_cells(row):
        place = f"{cell.column.decode()}{cell.row}"
        if cell.type == b"s" and cell.formula is None and cell.value is not None:
            cells.append((place, _TEXT, int(cell.value)))
        elif cell.type == b"s" or cell.formula_attributes:
            cells.append((place, _ODD, cell))
        elif cell.formula is not None:
            cells.append((place, _PLAIN, Formula(f"={cell.formula}")))
        else:
            cells.append((place, _PLAIN, value_of(cell, _NO_STRINGS)))
    return tuple(cells)


_NO_STRINGS = SharedStrings(None)


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
