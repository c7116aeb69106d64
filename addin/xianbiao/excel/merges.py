"""The merged areas of an open sheet, found by halving: a sheet without any costs one question."""

from __future__ import annotations

from typing import TYPE_CHECKING

from xianbiao.excel.ranges import area_of, halves, range_of
from xianbiao.sheets.addresses import Area
from xianbiao.sheets.grid import Merge

if TYPE_CHECKING:
    import xlwings as xw


def merges_of(sheet: xw.Sheet, area: Area) -> list[Merge]:
    """Every merged area that reaches into an area, in reading order."""
    found: set[tuple[int, int, int, int]] = set()
    asked = [area]
    while asked:
        part = asked.pop()
        if any(_within(part, merge) for merge in found):
            continue
        cells = range_of(sheet, part)
        if cells.merge_cells is False:
            continue
        if (part.top, part.left) == (part.bottom, part.right):
            own = area_of(cells.merge_area)
            if (own.top, own.left) != (own.bottom, own.right):
                found.add((own.top, own.left, own.bottom, own.right))
        else:
            asked.extend(halves(part))
    return [Merge(*corners) for corners in sorted(found)]


def _within(part: Area, merge: tuple[int, int, int, int]) -> bool:
    top, left, bottom, right = merge
    inside = top <= part.top and part.bottom <= bottom
    return inside and left <= part.left and part.right <= right
