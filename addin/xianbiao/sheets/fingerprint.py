"""A mark for every locked cell, so that a returned file shows which of them was changed."""

from __future__ import annotations

import datetime as dt
import hashlib
from collections.abc import Iterable, Mapping, Sequence
from decimal import Decimal
from functools import lru_cache

from xianbiao.model.expressions import expression
from xianbiao.model.records import Record
from xianbiao.sheets.plan import Formula, SheetPlan, address
from xianbiao.sheets.styles import LOOKS

_EPOCH = dt.datetime(1899, 12, 30)
_LETTERS = str.maketrans("0123456789abcdef", "abcdefghijklmnop")
_MARK = 16
_STRING = expression(r'("(?:[^"]|"")*")')
_LOCKED = frozenset(style for style, look in LOOKS.items() if look.locked)
_NOISE = expression(r"[\s']+")


class Seal(Record, frozen=True):
    """The mark of one locked cell that holds something."""

    sheet: str
    address: str
    mark: str

    @property
    def line(self) -> str:
        """The seal as one line of text."""
        return seal_line(self.sheet, self.address, self.mark)


class Fingerprint(Record, frozen=True):
    """All seals, the addresses that may be filled in by sheet, and one mark over everything."""

    seals: tuple[Seal, ...]
    inputs: dict[str, tuple[str, ...]]

    @property
    def whole(self) -> str:
        """The mark over all seals and inputs: a changed list does not pass for the true one."""
        return whole_mark([s.line for s in self.seals], self.inputs)


def seal_line(sheet: str, place: str, own: str) -> str:
    """A seal as one line of text."""
    return f"{sheet}!{place}={own}"


def whole_mark(seals: Iterable[str], inputs: Mapping[str, Iterable[str]]) -> str:
    """The mark over all seals, given by their lines, and all cells to fill in, by their sheet."""
    opened = [f"{name}?{place}" for name, places in inputs.items() for place in places]
    return _digest("\n".join(sorted([*seals, *opened])))


def fingerprint(plans: Iterable[SheetPlan]) -> Fingerprint:
    """The fingerprint of some sheets as they are planned."""
    seals: list[Seal] = []
    inputs: dict[str, tuple[str, ...]] = {}
    for plan in plans:
        opened: list[str] = []
        for place in sorted(plan.cells):
            cell = plan.cells[place]
            if cell.style not in _LOCKED:
                opened.append(address(*place))
            elif cell.value is not None:
                seals.append(_seal(plan.name, *place, cell.value))
        inputs[plan.name] = tuple(opened)
    return Fingerprint(tuple(seals), inputs)


@lru_cache(maxsize=8192, typed=True)
def _seal(sheet: str, row: int, column: int, content: object) -> Seal:
    """The seal of a cell: the files of an export share most of them."""
    here = address(row, column)
    return Seal(sheet, here, mark(sheet, here, content))


@lru_cache(maxsize=8192, typed=True)
def mark(sheet: str, place: str, content: object) -> str:
    """The mark of a cell, in letters only: no figure in it can be taken for an amount.

    `content` is a value or a Formula; the same content gives the same mark however a program
    has written it down again.
    """
    return _digest(f"{sheet}!{place}={_plain(content)}")[:_MARK]


def _digest(text: str) -> str:
    return hashlib.sha256(text.encode("utf-8")).hexdigest().translate(_LETTERS)


def _plain(content: object) -> str:
    match content:
        case Formula(text):
            return "f:" + _plain_formula(text)
        case bool():
            return f"b:{content}"
        case dt.datetime():
            return "n:" + _number(Decimal((content - _EPOCH) / dt.timedelta(days=1)))
        case dt.date():
            return f"n:{(dt.datetime(content.year, content.month, content.day) - _EPOCH).days}"
        case float():
            return "n:" + _number(Decimal(repr(content)))
        case int() | Decimal():
            return "n:" + _number(Decimal(content))
        case _:
            return "s:" + str(content).replace("_x000D_", "").replace("\r\n", "\n")


def _plain_formula(text: str) -> str:
    """A formula without blanks, quotes of sheet names and letter case, its texts kept."""
    parts: Sequence[str] = _STRING.split(text.removeprefix("="))
    return "".join(p if p.startswith('"') else _NOISE.sub("", p).upper() for p in parts)


def _number(value: Decimal) -> str:
    return f"{value.normalize():f}" if value else "0"
