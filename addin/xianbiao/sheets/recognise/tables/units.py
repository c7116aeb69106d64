"""Units of money: where a table or a column states 元, 万元 or 亿元."""

from __future__ import annotations

from collections.abc import Sequence

from xianbiao.model.expressions import expression
from xianbiao.model.money_units import NAMES, units_stated
from xianbiao.model.records import Record
from xianbiao.sheets.recognise.tables.view import Look

_BRACKETED = expression(rf"[(](?:单位[:]?)?(?:人民币)?({NAMES})[)]")
_TRAILING = expression(r"(亿元|万元|千元)$")
_RATE = expression(r"元/|每人|/月|/年|/人")


class Unit(Record, frozen=True):
    """The unit of a table with the cell that states it."""

    name: str
    seen: Look


def stated_units(lines: Sequence[Look]) -> list[Unit]:
    """Every unit that the lines around a table state."""
    found: list[Unit] = []
    for seen in lines:
        names = units_stated(seen.text) or _BRACKETED.findall(seen.text)
        found.extend(Unit(name, seen) for name in names)
    return found


def column_unit(path: Sequence[str]) -> str | None:
    """The unit that the header words of a column state, the lowest first."""
    for text in reversed(path):
        if _RATE.search(text):
            return "元" if "元/" in text and "万元/" not in text else None
        if found := _BRACKETED.search(text) or _TRAILING.search(text):
            return found.group(1)
    return None
