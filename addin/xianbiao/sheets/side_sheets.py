"""The sheets that the add-in keeps in a workbook for itself: none is a clerk's table."""

from __future__ import annotations

from collections.abc import Iterable

from xianbiao.sheets.grid import Grid

MEMORY_SHEET = "认表"
LOG_SHEET = "日志"
UNDO_SHEET = "_undo"
CONF_SHEET = "县表设置"
LOG_HEADER = ("时间", "用户", "按钮", "工作表", "单元格", "原值", "新值")

_BY_NAME = frozenset({MEMORY_SHEET, UNDO_SHEET, CONF_SHEET})


def is_side_sheet(grid: Grid) -> bool:
    """Whether a sheet is one of these; a clerk's own 日志 has another header."""
    if grid.sheet in _BY_NAME:
        return True
    if grid.sheet != LOG_SHEET or not grid.rows:
        return False
    return tuple(cell.stripped for cell in grid.rows[0][: len(LOG_HEADER)]) == LOG_HEADER


def without_side_sheets(grids: Iterable[Grid]) -> list[Grid]:
    """The clerk's own sheets among these."""
    return [grid for grid in grids if not is_side_sheet(grid)]
