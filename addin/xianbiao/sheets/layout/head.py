"""The head of a sheet: its name, the overall light, a note."""

from __future__ import annotations

from xianbiao.sheets.layout import keys
from xianbiao.sheets.plan import Area, Formula, SheetPlan, address, quoted
from xianbiao.sheets.styles import Style

LIGHT_ROW, LIGHT_COLUMN = 1, 0
"""Where the light stands on 校验; every other sheet repeats it."""

HEADER_ROW = 3
FIRST_ROW = 4


def light() -> Formula:
    """The overall light, repeated from 校验."""
    source = address(LIGHT_ROW, LIGHT_COLUMN, absolute=True)
    return Formula(f"={quoted(keys.REGISTER_SHEET)}!{source}")


def put_light(plan: SheetPlan, row: int, column: int) -> None:
    """Repeat the light in a cell."""
    plan.put(row, column, light(), Style.LIGHT)
    plan.results.append(Area(row, column, row, column))


def put_head(plan: SheetPlan, title: str, note: str) -> None:
    """Name, light and note in the first three rows of a working sheet."""
    plan.put(0, 0, title, Style.TITLE)
    plan.at_least(0, 28)
    put_light(plan, LIGHT_ROW, LIGHT_COLUMN)
    plan.at_least(LIGHT_ROW, 20)
    plan.put(2, 0, note, Style.NOTE)
    plan.at_least(2, 21)
