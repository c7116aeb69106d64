"""Cell addresses, column letters and sheet names as formulas write them."""

from __future__ import annotations

import re
from typing import Any

from xlwings import utils

PLAIN_NAME = re.compile(r"[^\W\d]\w*")
_CELL_LIKE = re.compile(r"[A-Za-z]{1,3}\d+")
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


def quoted(sheet_name: str) -> str:
    """A sheet name as formulas write it: in apostrophes where it is more than one word."""
    if PLAIN_NAME.fullmatch(sheet_name) and not _CELL_LIKE.fullmatch(sheet_name):
        return sheet_name
    return "'" + sheet_name.replace("'", "''") + "'"
