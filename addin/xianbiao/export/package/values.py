"""The cells of a whole package as values and formulas, read in milliseconds.

Sheets come in pieces of a few rows. A piece that holds the same rows and texts as one that was
read before is that piece, so that whoever looks through it need not look again.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from functools import lru_cache
from operator import itemgetter
from typing import Any, TypeAlias

from xianbiao.export.package.archive import Member
from xianbiao.export.package.cells import CELL, CellXml, read_cells
from xianbiao.export.package.divided import divided, inflated, items
from xianbiao.export.package.pieces import pieces
from xianbiao.export.package.sheet_xml import SheetXml, rows_of
from xianbiao.export.package.source import SourceBook
from xianbiao.export.package.strings import SharedStrings, texts_of
from xianbiao.export.package.xml_text import are_plain_rows, is_plain, unescaped
from xianbiao.sheets.plan import Formula

Cells = list[list[tuple[str, object]]]
"""The cells of a sheet row by row, each with its address; blank cells hold None."""


class Piece:
    """Some rows of a sheet; one piece equals another only by being it."""

    __slots__ = ("rows",)

    def __init__(self, rows: Iterable[Sequence[tuple[str, object]]]) -> None:
        self.rows = tuple(map(tuple, rows))


_PIECES_KEPT = 1024
"""How many pieces of sheets are remembered as read: files of an export share most of them."""
_ROWS_KEPT = 8192


def contents(book: SourceBook) -> dict[str, Cells]:
    """Every cell of every sheet as it was entered: a value, or a Formula."""
    return {
        name: [list(row) for piece in sheet for row in piece.rows]
        for name, sheet in in_pieces(book).items()
    }


def in_pieces(book: SourceBook) -> dict[str, list[Piece]]:
    """Every sheet in pieces, which hold its cells as they were entered: values, or Formulas."""
    strings = book.strings_part
    texts = _texts(book.members[strings]) if strings is not None else []
    if texts is None:
        texts = [book.strings.text(at) for at in range(len(book.strings))]
    return {
        sheet.entry.name: _quick(book.members[sheet.part], texts)
        or _any(book.sheet(sheet.entry.name), book.strings)
        for sheet in book.sheets
    }


def _texts(member: Member) -> list[str] | None:
    """The shared strings in order; None where they are not in the plain form."""
    frame, parts = divided(inflated(member))
    if not _is_plain(frame) or not all(map(_are_plain, parts)):
        return None
    return [text for part in parts for text in _texts_of(part)]


_is_plain = lru_cache(maxsize=_PIECES_KEPT)(is_plain)
_are_plain = lru_cache(maxsize=_PIECES_KEPT)(are_plain_rows)
_texts_of = lru_cache(maxsize=_PIECES_KEPT)(texts_of)


def _quick(member: Member, texts: list[str]) -> list[Piece]:
    """The pieces of a sheet without odd cells; nothing where it takes more to read it."""
    frame, parts = divided(inflated(member))
    if not parts or not _is_plain(frame):
        return []
    found = []
    for part in parts:
        rows, chosen = _read(part)
        if chosen is None:
            return []
        found.append(_shown(part, chosen(texts) if rows else ()))
    return found


def _any(xml: SheetXml, strings: SharedStrings) -> list[Piece]:
    """The pieces of any sheet."""
    return [
        Piece(
            [
                (f"{cell.column.decode()}{cell.row}", _content(xml, cell, strings))
                for cell in read_cells(row)
            ]
            for row in rows_of(piece)
        )
        for piece in pieces(xml.rows_data)
    ]


@lru_cache(maxsize=_PIECES_KEPT)
def _shown(part: bytes, texts: tuple[str, ...]) -> Piece:
    """A piece whose texts are given in their order."""
    rows, _ = _read(part)
    following = iter(texts)
    return Piece(
        [(place, next(following) if kind is _TEXT else content) for place, kind, content in row]
        for row in rows
    )


_PLAIN, _TEXT, _ODD = object(), object(), object()


_Read: TypeAlias = tuple[tuple[str, object, Any], ...]
_Choice: TypeAlias = Callable[[Sequence[str]], tuple[str, ...]]


@lru_cache(maxsize=_PIECES_KEPT)
def _read(part: bytes) -> tuple[tuple[_Read, ...], _Choice | None]:
    """The rows of a piece: what each cell holds, the number of its text, or nothing for odd ones.

    Then what takes the texts of the piece from all texts, None where a cell is odd: it rests on
    more than these.
    """
    if not are_plain_rows(part):
        return (), None
    rows = tuple(map(_read_row, items(part)))
    if any(kind is _ODD for row in rows for _, kind, _ in row):
        return (), None
    return rows, _choice([number for row in rows for _, kind, number in row if kind is _TEXT])


def _choice(numbers: Sequence[int]) -> _Choice:
    """What takes the texts of these numbers."""
    if len(numbers) > 1:
        return itemgetter(*numbers)
    return lambda texts: tuple(texts[number] for number in numbers)


@lru_cache(maxsize=_ROWS_KEPT)
def _read_row(row: bytes) -> _Read:
    cells: list[tuple[str, object, Any]] = []
    for match in CELL.finditer(row):
        column, number, _, kind, formula, value, _, _ = match.groups()
        if column is None:
            cells.append(("", _ODD, None))
            continue
        place = (column + number).decode()
        if formula is not None:
            odd = kind == b"s"
            cells.append((place, _ODD if odd else _PLAIN, Formula(f"={unescaped(formula)}")))
        elif kind == b"s":
            cells.append((place, _ODD if value is None else _TEXT, int(value or b"0")))
        else:
            cells.append((place, _PLAIN, _value(kind, value)))
    return tuple(cells)


def value_of(cell: CellXml, strings: SharedStrings) -> object:
    """What a cell shows: a text, a number as int or float, a truth value, or None."""
    if cell.value is None and cell.inline is None:
        return None
    if cell.type in (b"", b"n", b"b"):
        return _value(cell.type, cell.value)
    return cell.text(strings)


def _value(kind: bytes | None, value: bytes | None) -> object:
    """What stands in a cell that holds no shared text."""
    if kind in (None, b"", b"n"):
        text = (value or b"").decode()
        if not text:
            return None
        number = float(text)
        return int(number) if number.is_integer() and "." not in text else number
    if value is None:
        return None
    return value == b"1" if kind == b"b" else unescaped(value)


def _content(xml: SheetXml, cell: CellXml, strings: SharedStrings) -> object:
    text = xml.formula(cell)
    return value_of(cell, strings) if text is None else Formula(f"={text}")
