"""Addresses and names inside formulas: cells, areas, sheets, texts.

Rows and columns count from 0 everywhere; only addresses inside formulas count from 1.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from functools import lru_cache

from xianbiao.model.expressions import expression
from xianbiao.model.records import Record

_PLAIN_NAME = expression(r"[^\W\d]\w*")
_FORBIDDEN = expression(r"[\[\]:*?/\\]")


class Area(Record, frozen=True):
    """A rectangle of cells, both ends included."""

    top: int
    left: int
    bottom: int
    right: int

    @property
    def a1(self) -> str:
        """The address without dollar signs: `A1:E40`."""
        return f"{address(self.top, self.left)}:{address(self.bottom, self.right)}"

    @property
    def absolute(self) -> str:
        """The address with dollar signs: `$A$1:$E$40`."""
        first = address(self.top, self.left, absolute=True)
        return f"{first}:{address(self.bottom, self.right, absolute=True)}"


@lru_cache(maxsize=1024)
def column_letters(column: int) -> str:
    """The letters of a column: 0 is A, 26 is AA."""
    letters = ""
    column += 1
    while column:
        column, rest = divmod(column - 1, 26)
        letters = chr(65 + rest) + letters
    return letters


def column_number(letters: str) -> int:
    """The number of a column's letters: A is 0, AA is 26."""
    number = 0
    for letter in letters:
        number = number * 26 + ord(letter) - 64
    return number - 1


def address(row: int, column: int, *, absolute: bool = False) -> str:
    """The A1 address of a cell."""
    if absolute:
        return f"${column_letters(column)}${row + 1}"
    return f"{column_letters(column)}{row + 1}"


def quoted(sheet: str) -> str:
    """A sheet's name as a formula writes it; quoted unless it is one plain word."""
    if _PLAIN_NAME.fullmatch(sheet) and not re.search(r"\d", sheet):
        return sheet
    return "'" + sheet.replace("'", "''") + "'"


def sheet_title(wanted: str, taken: Iterable[str]) -> str:
    """A name that a tab may bear: at most 31 characters, none forbidden, not yet taken."""
    base = _FORBIDDEN.sub("_", wanted).strip().strip("'")[:31] or "表"
    used = {name.casefold() for name in taken} | {"history"}
    name, number = base, 1
    while name.casefold() in used:
        number += 1
        suffix = f"({number})"
        name = base[: 31 - len(suffix)] + suffix
    return name


def text_literal(text: str) -> str:
    """A text inside a formula, quotes doubled; at most 255 characters are allowed there."""
    return '"' + text[:255].replace('"', '""') + '"'


def position(cell: str) -> tuple[int, int]:
    """Row and column of an A1 address, counted from 0; the reverse of `address`."""
    letters = cell.rstrip("0123456789")
    column = 0
    for letter in letters:
        column = column * 26 + ord(letter) - 64
    return int(cell[len(letters) :]) - 1, column - 1
