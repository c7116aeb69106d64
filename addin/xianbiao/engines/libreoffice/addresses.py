"""Cell addresses and column letters, through xlwings' own."""

from __future__ import annotations

from typing import Any

from xlwings import utils

_utils: Any = utils  # its functions carry no types


def column_letters(number: int) -> str:
    """The letters of a column: 28 is AB."""
    return str(_utils.col_name(number))


def column_number(letters: str) -> int:
    """The number of a column: AB is 28."""
    return int(_utils.column_to_number(letters))


def corners_of(address: str) -> tuple[tuple[int, int], tuple[int, int] | None]:
    """First and last (row, column) of B2:D5, A:C or 1:3; a single cell has no last."""
    first, last = _utils.a1_to_tuples(address)
    return first, last
