"""Units of money: where a table or a column states 元, 万元 or 亿元."""

from __future__ import annotations

import re
from collections.abc import Sequence

from xianbiao.model.money_units import NAMES
from xianbiao.model.records import Record
from xianbiao.sheets.recognise.tables.view import Look

_NAME = f"(?:{NAMES})"
_STATED = re.compile(rf"(?:金额)?单位[:为]?(?:人民币)?({_NAME}(?:[、,/或和]{_NAME})*)")
_BRACKETED = re.compile(rf"[(](?:单位[:]?)?(?:人民币)?({NAMES})[)]")
_TRAILING = re.compile(r"(亿元|万元|千元)$")
_RATE = re.compile(r"元/|每人|/月|/年|/人")


class Unit(Record, frozen=True):
    """The unit of a table with the cell that states it."""

    name: str
    seen: Look


def stated_units(lines: Sequence[Look]) -> list[Unit]:
    """Every unit that the lines around a table state."""
    found: list[Unit] = []
    for seen in lines:
        names = units_in(seen.text) or _BRACKETED.findall(seen.text)
        found.extend(Unit(name, seen) for name in names)
    return found


def units_in(text: str) -> list[str]:
    """The units that a line such as 单位：万元 names, in its order."""
    return [name for stated in _STATED.findall(text) for name in re.findall(_NAME, stated)]


def column_unit(path: Sequence[str]) -> str | None:
    """The unit that the header words of a column state, the lowest first."""
    for text in reversed(path):
        if _RATE.search(text):
            return "元" if "元/" in text and "万元/" not in text else None
        if found := _BRACKETED.search(text) or _TRAILING.search(text):
            return found.group(1)
    return None
