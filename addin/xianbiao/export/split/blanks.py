"""Blanks before a unit of money (`____万元`) that each file has filled with its amount."""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal
from functools import lru_cache

from xianbiao.export.package.cells import CellXml, Replaced
from xianbiao.export.package.source import SourceBook
from xianbiao.export.package.strings import text_of
from xianbiao.model.amounts import format_amount
from xianbiao.model.expressions import expression
from xianbiao.model.money_units import NAMES, from_wan, in_wan
from xianbiao.model.records import Record

_BLANK = expression(
    rf"(?<!单位)(?<!单位[:：])(?<![ \u3000\xa0_＿：:])([ \u3000\xa0_＿]{{2,}})({NAMES})"
)

_MAYBE = expression(rb"(?:[ _]|\xe3\x80\x80|\xc2\xa0|\xef\xbc\xbf){2}|&#|<r\b|<rPh\b")
"""What a stored text holds if it holds a blank: two signs, signs in numbers, or several runs."""
_SIGNS = (b"  ", b"__", b" _", b"_ ", b"\xe3\x80\x80", b"\xc2\xa0", b"\xef\xbc\xbf", b"&#", b"<r")
"""One of these stands in any text that _MAYBE finds."""
_OWN_TYPES = (b"str", b"inlineStr")


class Blank(Record, frozen=True):
    """One blank with its cell (row and column from 1), the text that it is, and its unit."""

    row: int
    column: int
    old: str
    unit: str

    def filled(self, amount: Decimal, unit: str) -> Replaced:
        """The change of text that puts an amount of `unit` there."""
        value = from_wan(in_wan(amount, unit), self.unit)
        return Replaced(self.old + self.unit, format_amount(value) + self.unit)


class BlankFinder:
    """Finds the blanks of one workbook; the texts that its sheets share are looked at once."""

    def __init__(self, source: SourceBook) -> None:
        self._source = source
        self._shared = _with_blanks(source.strings.items)

    def may_have(self, sheet: str) -> bool:
        """Whether a sheet may hold a blank; most that hold none are told at a glance."""
        return bool(self._shared) or _has_own_text(
            self._source.content(self._source.part_of(sheet).part)
        )

    def blanks_in(self, sheet: str, owned: frozenset[int]) -> Iterator[Blank]:
        """The blanks in the rows of a sheet that every file has; a cell with two is left alone.

        Which of two blanks is meant for the amount would be a guess.
        """
        for row in self._source.sheet_once(sheet).rows(but=owned):
            if self._shared or _has_own_text(row.inner):
                for cell in row.cells():
                    found = list(_BLANK.finditer(self._text(cell)))
                    if len(found) == 1:
                        yield Blank(row.number, cell.column_index, found[0][1], found[0][2])

    def _text(self, cell: CellXml) -> str:
        """The text of a cell that may hold a blank, "" for all others."""
        if cell.type == b"s" and cell.value is not None and int(cell.value) in self._shared:
            return self._source.strings.text(int(cell.value))
        return cell.text(self._source.strings) if cell.type in _OWN_TYPES else ""


@lru_cache(maxsize=4)
def _with_blanks(items: tuple[bytes, ...]) -> frozenset[int]:
    """Which shared strings hold a blank."""
    texts = b"".join(items)
    return frozenset(
        index
        for index, text in enumerate(items if any(s in texts for s in _SIGNS) else ())
        if _MAYBE.search(text) and _BLANK.search(text_of(text))
    )


def _has_own_text(data: bytes) -> bool:
    """Whether a cell may hold a text that is not shared.

    One sign is found many times as fast as several, and most sheets do not even have that.
    """
    if b'"str"' in data or (b"S" in data and b"inlineStr" in data):
        return True
    return b"'" in data and b"'str'" in data
