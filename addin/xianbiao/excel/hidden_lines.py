"""The hidden rows and columns of an open sheet; a sheet without any costs a question or two."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from xianbiao.excel.ranges import range_of
from xianbiao.model.records import Record
from xianbiao.sheets.addresses import Area

if TYPE_CHECKING:
    import xlwings as xw


class HiddenLines(Record, frozen=True):
    """Rows and columns of a sheet that are hidden or filtered out, counted from 0."""

    rows: frozenset[int] = frozenset()
    columns: frozenset[int] = frozenset()


def hidden_lines(sheet: xw.Sheet, area: Area) -> HiddenLines:
    """What is hidden within an area.

    LibreOffice tells the visible cells; where none is, all rows count as hidden. Excel and WPS
    are asked for rows and columns by halves.
    """
    api: Any = range_of(sheet, area).api
    rows, columns = range(area.top, area.bottom + 1), range(area.left, area.right + 1)
    if not hasattr(api, "queryVisibleCells"):
        return HiddenLines(
            frozenset(_hidden(sheet, rows, is_row=True)),
            frozenset(_hidden(sheet, columns, is_row=False)),
        )
    shown = api.queryVisibleCells().RangeAddresses
    seen_rows = {row for part in shown for row in range(part.StartRow, part.EndRow + 1)}
    seen_columns = {c for part in shown for c in range(part.StartColumn, part.EndColumn + 1)}
    return HiddenLines(
        frozenset(set(rows) - seen_rows),
        frozenset(set(columns) - seen_columns) if shown else frozenset(),
    )


def _hidden(sheet: xw.Sheet, lines: range, *, is_row: bool) -> set[int]:
    """The hidden ones among some rows or columns; None is the answer for some of them only."""
    first, last = lines[0], lines[-1]
    area = Area(first, 0, last, 0) if is_row else Area(0, first, 0, last)
    api: Any = range_of(sheet, area).api
    answer = (api.EntireRow if is_row else api.EntireColumn).Hidden
    if answer is None and len(lines) > 1:
        middle = len(lines) // 2
        return _hidden(sheet, lines[:middle], is_row=is_row) | _hidden(
            sheet, lines[middle:], is_row=is_row
        )
    return set(lines) if answer else set()
