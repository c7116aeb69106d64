"""Data validation as data: what may be typed into an area, and what the clerk is told.

Formulas have no leading `=`; addresses in them without dollar signs are those of the area's
first cell, as in any program.
"""

from __future__ import annotations

import datetime as dt
from decimal import Decimal
from typing import TypeAlias

from xianbiao.model.records import Record
from xianbiao.sheets.addresses import Area

LONGEST_TITLE = 32
LONGEST_MESSAGE = 255
LONGEST_ERROR = 225
LONGEST_LIST = 255
LONGEST_FORMULA = 255


class AnyValue(Record, frozen=True):
    """Everything is taken; only the message is shown."""


class Words(Record, frozen=True):
    """One of some words, offered in a drop-down."""

    words: tuple[str, ...]

    def __post_init__(self) -> None:
        if not self.words or any(not w or "," in w for w in self.words):
            raise ValueError(f"words of a list that are blank or hold a comma: {self.words}")
        if len(",".join(self.words)) > LONGEST_LIST:
            raise ValueError(f"a list of more than {LONGEST_LIST} characters: {self.words}")


class Listed(Record, frozen=True):
    """One of the texts in some cells, offered in a drop-down."""

    cells: str


class Whole(Record, frozen=True):
    """A whole number between two bounds."""

    low: int
    high: int


class Number(Record, frozen=True):
    """A number between two bounds."""

    low: Decimal
    high: Decimal


class Dates(Record, frozen=True):
    """A date between two days, each given as such or as a formula."""

    first: dt.date | str
    last: dt.date | str


class Longest(Record, frozen=True):
    """Any text up to so many characters."""

    length: int


class Custom(Record, frozen=True):
    """Whatever makes a formula true."""

    formula: str


Rule: TypeAlias = AnyValue | Words | Listed | Whole | Number | Dates | Longest | Custom


class Validation(Record, frozen=True):
    """A rule for typing into an area; a warning (`stop` False) can be passed over.

    `error` is said when the rule is broken; without one the message is said again. Raises
    ValueError for texts and formulas that programs do not take.
    """

    area: Area
    rule: Rule
    title: str
    message: str
    stop: bool = True
    error: str = ""

    def __post_init__(self) -> None:
        texts = [("title", self.title, LONGEST_TITLE), ("message", self.message, LONGEST_MESSAGE)]
        texts.append(("error", self.error_text, LONGEST_ERROR))
        texts += [("formula", formula, LONGEST_FORMULA) for formula in _formulas(self.rule)]
        for name, text, longest in texts:
            if not 0 < len(text) <= longest:
                raise ValueError(f"the {name} needs 1 to {longest} characters: {text!r}")

    @property
    def error_text(self) -> str:
        """What is said when the rule is broken."""
        return self.error or self.message


def _formulas(rule: Rule) -> list[str]:
    match rule:
        case Listed(cells):
            return [cells]
        case Custom(formula):
            return [formula]
        case Dates(first, last):
            return [day for day in (first, last) if isinstance(day, str)]
        case _:
            return []
