"""Marks of what stands in a workbook, by which undo tells what was changed after a step."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Sequence
from typing import TYPE_CHECKING

from xianbiao.excel.ranges import raw_formulas, read_formulas, used_area
from xianbiao.sheets.addresses import Area
from xianbiao.sheets.plan import Formula

if TYPE_CHECKING:
    import xlwings as xw


def mark_of(entered: Sequence[Sequence[object]]) -> str:
    """A mark over rows of contents as they were entered."""
    plain = [[_marked(cell) for cell in row] for row in entered]
    text = json.dumps(plain, ensure_ascii=False, default=str)
    return hashlib.sha256(text.encode()).hexdigest()[:16]


def area_mark(sheet: xw.Sheet, area: Area) -> str:
    """A mark over what is entered in an area."""
    return mark_of(read_formulas(sheet, area))


def sheet_mark(sheet: xw.Sheet) -> str:
    """A mark over what is entered in a whole sheet, wherever its used area ends."""
    area = used_area(sheet)
    filled = [
        [area.top + r, area.left + c, cell]
        for r, row in enumerate(read_formulas(sheet, area))
        for c, cell in enumerate(row)
        if cell not in (None, "")
    ]
    return mark_of(filled)


def surroundings(sheet: xw.Sheet, areas: Sequence[Area]) -> list[str]:
    """For each area a mark over the words that say what its rows and columns are.

    These are the texts beside it, in its own rows, and above it, in its own columns; numbers and
    formulas are none. Rows or columns that were inserted, deleted or sorted change the mark.
    """
    used = used_area(sheet)
    bottom = max(used.bottom, *(area.bottom for area in areas))
    right = max(used.right, *(area.right for area in areas))
    words = [
        [_words(cell) for cell in row] for row in raw_formulas(sheet, Area(0, 0, bottom, right))
    ]
    return [_surroundings(words, area) for area in areas]


def _surroundings(words: Sequence[Sequence[str]], area: Area) -> str:
    beside = [
        [*row[: area.left], *row[area.right + 1 :]] for row in words[area.top : area.bottom + 1]
    ]
    above = [row[area.left : area.right + 1] for row in words[: area.top]]
    placed = [
        [[place, word] for place, word in enumerate(row) if word] for row in (*beside, *above)
    ]
    return mark_of(placed)


def _words(entered: object) -> str:
    """A constant that holds words, else nothing."""
    if not isinstance(entered, str) or entered.startswith("="):
        return ""
    return entered if any(character.isalpha() for character in entered) else ""


def _marked(entered: object) -> object:
    """Contents for a mark: a formula is its text, and a text that looks like one is not."""
    if isinstance(entered, Formula):
        return entered.text
    return f"'{entered}" if isinstance(entered, str) and entered.startswith("=") else entered
