"""Columns that are divided from others: shares of a total, growth, averages, rates; and percents.

A figure of such a column is told together with the scale that it is printed in, since 0.5238,
52.38 and 52.38% are one share.
"""

from __future__ import annotations

from collections.abc import Iterable
from decimal import Decimal
from enum import Enum

from xianbiao.model.amounts import Amount, format_amount, read_amount
from xianbiao.model.expressions import expression
from xianbiao.model.indicators import plain
from xianbiao.model.records import Record
from xianbiao.model.refs import Ref

_NOWHERE = Ref("")
_DASH = expression(r"[-—–/\\]+")
_COMPUTED = 5
"""From how many decimals on a figure is a formula's, printed with all of its digits."""
_KEPT = 4


class QuotientKind(Enum):
    """By what a column is divided from others."""

    SHARE = "占比"
    GROWTH = "增幅"
    AVERAGE = "人均"
    RATE = "比率"


class Quotient(Record, frozen=True):
    """column = upper ÷ lower × factor in every row; for growth, upper − lower takes its place.

    `lower` is None for a share of the total of its own column, `in_group` for one of the group
    above the row. `factor` turns units into one another. `scale` is what a plain figure of the
    column shows 1 as: 100 for percents. `decimals` are those that the column is printed with.
    """

    column: int
    kind: QuotientKind
    upper: int
    lower: int | None
    factor: Decimal
    scale: Decimal
    decimals: int
    reason: str
    in_group: bool = False

    def expected(self, upper: Decimal, lower: Decimal, scale: Decimal) -> Decimal | None:
        """What stands in a cell of this scale; None where nothing can be divided."""
        if lower == 0:
            return None
        taken = upper - lower if self.kind is QuotientKind.GROWTH else upper
        return taken / lower * self.factor * scale

    def tolerance(self, figure: Figure) -> Decimal:
        """How far a cell may be off: half a unit of the last decimal of its column.

        A percent among plain fractions has two decimals less than these.
        """
        less = 2 if figure.is_percent and self.scale == 1 else 0
        return Decimal("5.01").scaleb(-max(self.decimals - less, 0) - 1)


class Figure(Record, frozen=True):
    """One figure as printed; `is_percent` tells that a % stands behind it."""

    value: Decimal
    is_percent: bool

    @property
    def decimals(self) -> int:
        """With how many decimals it is printed."""
        return len(format_amount(self.value).partition(".")[2])

    def scale(self, of_column: Decimal) -> Decimal:
        """What 1 is printed as, given what the plain figures of the column show it as."""
        return Decimal(100) if self.is_percent else of_column

    def shown(self, value: Decimal) -> str:
        """Another value written in the same way, to at most four decimals."""
        rounded = round(value, max(min(self.decimals, _KEPT), 2))
        return format_amount(rounded) + ("%" if self.is_percent else "")


def figure_of(amount: Amount) -> Figure | None:
    """The figure of a cell, a percent too; None where none stands there."""
    if amount.value is not None:
        return Figure(amount.value, is_percent=False)
    if not amount.is_unreadable:
        return None
    percent = percent_in(amount.raw)
    return Figure(percent, is_percent=True) if percent is not None else None


def percent_in(text: str) -> Decimal | None:
    """The figure before the % of a text that says nothing else, None for any other text."""
    bare = plain(text)
    if not bare.endswith("%"):
        return None
    return read_amount(bare[:-1], _NOWHERE).value


def is_dash(text: str) -> bool:
    """Whether a text says with a dash that nothing can be divided there, or that there is none."""
    return bool(_DASH.fullmatch(plain(text)))


def decimals_printed(figures: Iterable[Figure]) -> int:
    """With how many decimals a column is printed: as typed, four where formulas fill it."""
    known = [f.decimals for f in figures]
    typed = [n for n in known if n < _COMPUTED]
    return max(typed) if len(typed) * 2 > len(known) else _KEPT
