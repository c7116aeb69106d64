"""Areas of an open workbook: whole rectangles in, whole rectangles out, never cell by cell."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Sequence
from decimal import Decimal
from typing import TYPE_CHECKING, Any

from xianbiao.sheets.addresses import Area
from xianbiao.sheets.plan import Formula, Value

if TYPE_CHECKING:
    import xlwings as xw

_PARSED = re.compile(
    r"[\d\s.,+\-=@'$¥￥%(/（<>^#＝＋－＠＃]|true$|false$|[上下]午|(?:"
    r"jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec)",
    re.IGNORECASE,
)
"""Texts that a spreadsheet would read as a number, a date, a formula, a truth value or an error."""

_ANY_RESULT = 7
"""com.sun.star.sheet.FormulaResult: values, texts, errors."""


def range_of(sheet: xw.Sheet, area: Area) -> xw.Range:
    """The range of an area, which counts from 0."""
    return sheet.range((area.top + 1, area.left + 1), (area.bottom + 1, area.right + 1))


def area_of(chosen: xw.Range) -> Area:
    """The area of a range."""
    height, width = chosen.shape
    top, left = chosen.row - 1, chosen.column - 1
    return Area(top, left, top + height - 1, left + width - 1)


def used_area(sheet: xw.Sheet) -> Area:
    """The area from A1 to the last used cell."""
    used = sheet.used_range
    height, width = used.shape
    return Area(0, 0, used.row + height - 2, used.column + width - 2)


def read_values(sheet: xw.Sheet, area: Area) -> list[list[object]]:
    """The values of an area; an error value is its text (#DIV/0!), never a blank."""
    block: list[list[object]] = range_of(sheet, area).options(ndim=2, err_to_str=True).value
    return block


def read_formulas(
    sheet: xw.Sheet, area: Area, values: Sequence[Sequence[object]] | None = None
) -> list[list[object]]:
    """What was entered into an area: a Formula for each formula, else the constants.

    Applications tell a text that begins with = like a formula. A cell whose value is that very
    text is asked what it is; `values` are the values of the area where they are known.
    """
    block = raw_formulas(sheet, area)
    places = [
        (r, c)
        for r, row in enumerate(block)
        for c, entered in enumerate(row)
        if isinstance(entered, str) and entered.startswith("=")
    ]
    if places and values is None:
        values = read_values(sheet, area)
    for r, c in places:
        entered = str(block[r][c])
        alike = values is not None and values[r][c] == entered
        if not alike or _has_formula(sheet, area.top + r, area.left + c):
            block[r][c] = Formula(entered)
    return block


def _has_formula(sheet: xw.Sheet, row: int, column: int) -> bool:
    """Whether one cell holds a formula, asked of Excel and WPS, or of LibreOffice."""
    api: Any = range_of(sheet, Area(row, column, row, column)).api
    if hasattr(api, "queryFormulaCells"):
        return bool(api.queryFormulaCells(_ANY_RESULT).Count)
    return bool(api.HasFormula)


def raw_formulas(sheet: xw.Sheet, area: Area) -> list[list[object]]:
    """Formulas and constants as the application tells them: a text may look like a formula."""
    block = range_of(sheet, area).formula
    if not isinstance(block, list | tuple):
        return [[block]]
    if not block or not isinstance(block[0], list | tuple):
        rows = [block] if area.top == area.bottom else [[cell] for cell in block]
        return [list(row) for row in rows]
    return [list(row) for row in block]


def write(sheet: xw.Sheet, area: Area, block: Sequence[Sequence[Value]]) -> None:
    """Write a block of values and formulas in one call; texts stay texts, whatever they say."""
    range_of(sheet, area).value = [[_entry(value) for value in row] for row in block]


def is_formula(entered: object) -> bool:
    """Whether what was entered into a cell is a formula."""
    return isinstance(entered, Formula)


def _entry(value: Value) -> Any:
    """A value as a spreadsheet takes it: an apostrophe guards a text that would be parsed."""
    match value:
        case Formula(text):
            return text
        case str() as text:
            return f"'{text}" if _PARSED.match(text) else text
        case Decimal():
            return float(value)
        case dt.date() if not isinstance(value, dt.datetime):
            return dt.datetime(value.year, value.month, value.day)
    return value


def halves(area: Area) -> tuple[Area, Area]:
    """Two halves of an area, side by side where it is wider than high."""
    if area.right - area.left > area.bottom - area.top:
        middle = (area.left + area.right) // 2
        return (
            Area(area.top, area.left, area.bottom, middle),
            Area(area.top, middle + 1, area.bottom, area.right),
        )
    middle = (area.top + area.bottom) // 2
    return (
        Area(area.top, area.left, middle, area.right),
        Area(middle + 1, area.left, area.bottom, area.right),
    )
