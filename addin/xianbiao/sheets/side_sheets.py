"""The sheets that the add-in keeps in a workbook for itself: none is a clerk's table."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence

from xianbiao.sheets.grid import Grid

MEMORY_SHEET = "认表"
LOG_SHEET = "日志"
UNDO_SHEET = "_undo"
CONF_SHEET = "县表设置"
RESULT_SHEET = "核对结果"
LOG_HEADER = ("时间", "用户", "按钮", "工作表", "单元格", "原值", "新值")
RESULT_HEADER = ("序号", "问题", "左值", "右值", "差额", "结果", "可能原因和处理", "定位")
RESULT_HEADER_ROW = 2

_BY_NAME = frozenset({MEMORY_SHEET, UNDO_SHEET, CONF_SHEET})


_HEADERS = {LOG_SHEET: (0, LOG_HEADER), RESULT_SHEET: (RESULT_HEADER_ROW, RESULT_HEADER)}
"""Sheets with names that a clerk may use too: the row of their header, and what stands there."""


def is_side_sheet(grid: Grid) -> bool:
    """Whether a sheet is one of these; a clerk's own 日志 or 核对结果 has another header."""

    def texts(row: int) -> list[str]:
        return [cell.stripped for cell in grid.rows[row]] if row < len(grid.rows) else []

    return is_side(grid.sheet, texts)


def is_side(sheet: str | None, texts: Callable[[int], Sequence[str]]) -> bool:
    """The same of a sheet known by its name and by the texts of a row, counted from 0."""
    if sheet in _BY_NAME:
        return True
    row, header = _HEADERS.get(sheet or "", (0, ()))
    return bool(header) and tuple(texts(row)[: len(header)]) == header


def without_side_sheets(grids: Iterable[Grid]) -> list[Grid]:
    """The clerk's own sheets among these."""
    return [grid for grid in grids if not is_side_sheet(grid)]
