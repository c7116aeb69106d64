"""The head of a sheet: its name, the overall light, a note."""

from __future__ import annotations

from xianbiao.sheets.layout import keys
from xianbiao.sheets.plan import Area, Formula, SheetPlan, address, quoted
from xianbiao.sheets.styles import Style

LIGHT_ROW, LIGHT_COLUMN = 1, 0
"""Where the light stands on 校验; every other sheet repeats it."""

HEADER_ROW, FIRST_ROW = keys.HEADER_ROW, keys.FIRST_ROW

_LIGHT_WIDTH, _DEFAULT_WIDTH = 30.0, 8.4
"""How wide 总灯 is at least, and a column of no set width, in widths of a digit."""


def light() -> Formula:
    """The overall light, repeated from 校验."""
    source = address(LIGHT_ROW, LIGHT_COLUMN, absolute=True)
    return Formula(f"={quoted(keys.REGISTER_SHEET)}!{source}")


def put_light(plan: SheetPlan, row: int, column: int) -> None:
    """Repeat the light in a cell."""
    plan.put(row, column, light(), Style.LIGHT)
    plan.results.append(Area(row, column, row, column))


def put_wide_light(plan: SheetPlan, value: Formula) -> None:
    """The light under the name of a sheet, over as many columns as its text needs."""
    right, width = LIGHT_COLUMN, plan.widths.get(LIGHT_COLUMN, _DEFAULT_WIDTH)
    while width < _LIGHT_WIDTH:
        right += 1
        width += plan.widths.get(right, _DEFAULT_WIDTH)
    plan.merge(Area(LIGHT_ROW, LIGHT_COLUMN, LIGHT_ROW, right), value, Style.LIGHT)
    plan.at_least(LIGHT_ROW, 22)
    plan.results.append(Area(LIGHT_ROW, LIGHT_COLUMN, LIGHT_ROW, LIGHT_COLUMN))


def put_head(plan: SheetPlan, title: str, note: str) -> None:
    """Name, light and note in the first three rows of a working sheet."""
    plan.put(0, 0, title, Style.TITLE)
    plan.at_least(0, 28)
    put_wide_light(plan, light())
    plan.put(2, 0, note, Style.NOTE)
    plan.at_least(2, 21)
