"""Blanks before a unit of money (`____万元`) that each file has filled with its amount."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal

from xianbiao.export.package.cells import Replaced
from xianbiao.export.package.sheet_xml import SheetXml
from xianbiao.export.package.strings import SharedStrings
from xianbiao.model.amounts import format_amount
from xianbiao.model.money_units import NAMES, from_wan, in_wan

_BLANK = re.compile(
    rf"(?<!单位)(?<!单位[:：])(?<![ \u3000\xa0_＿：:])([ \u3000\xa0_＿]{{2,}})({NAMES})"
)


@dataclass(frozen=True, slots=True)
class Blank:
    """One blank with its cell (row and column from 1), the text that it is, and its unit."""

    row: int
    column: int
    old: str
    unit: str

    def filled(self, amount: Decimal, unit: str) -> Replaced:
        """The change of text that puts an amount of `unit` there."""
        value = from_wan(in_wan(amount, unit), self.unit)
        return Replaced(self.old + self.unit, format_amount(value) + self.unit)


def blanks_in(xml: SheetXml, strings: SharedStrings, owned: frozenset[int]) -> Iterator[Blank]:
    """The blanks in the rows of a sheet that every file has; a cell with two is left alone.

    Which of two blanks is meant for the amount would be a guess.
    """
    for row in xml.rows():
        if row.number in owned:
            continue
        for cell in row.cells():
            if cell.type not in (b"s", b"str", b"inlineStr"):
                continue
            found = list(_BLANK.finditer(cell.text(strings)))
            if len(found) == 1:
                yield Blank(row.number, cell.column_index, found[0][1], found[0][2])
