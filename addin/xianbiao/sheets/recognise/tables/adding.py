"""Adds up rows and tells in how many columns a sum is borne out by the figures."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from decimal import Decimal

from xianbiao.model.records import Record
from xianbiao.sheets.recognise.tables.rows import RawRow, Vector

_SEVERAL = 2


class Score(Record, frozen=True):
    """In how many columns a sum holds, of those in which it can be tried."""

    holding: int
    known: int
    nonzero: bool

    @property
    def is_borne_out(self) -> bool:
        """Whether it holds in every column, and not by zeros alone."""
        return self.known > 0 and self.holding == self.known and self.nonzero

    @property
    def is_off_once(self) -> bool:
        """Whether it holds in all of several columns but one, which chance does not bring about."""
        return self.nonzero and self.holding >= _SEVERAL and self.holding == self.known - 1

    @property
    def share(self) -> float:
        """The share of the columns in which it holds; -1 where none can be tried."""
        return self.holding / self.known if self.known else -1.0


class Adder:
    """Sums of rows, with the tolerance of each column and which of them count for money."""

    def __init__(
        self, rows: Sequence[RawRow], tolerances: Sequence[Decimal], counted: Sequence[bool]
    ) -> None:
        self.rows = rows
        self.tolerances = tolerances
        self.counted = counted if any(counted) else [True] * len(counted)

    def sum_of(self, members: Iterable[int]) -> Vector:
        """The sum of rows by column; None where no row has a figure."""
        result: Vector = [None] * len(self.tolerances)
        for i in members:
            for c, value in enumerate(self.rows[i].vector):
                if value is not None:
                    before = result[c]
                    result[c] = value if before is None else before + value
        return result

    def score(self, result: int, members: Sequence[int]) -> Score:
        """How well a row is the sum of others, judged by the columns of money."""
        return self.compare(self.rows[result].vector, self.sum_of(members))

    def compare(self, printed: Vector, added: Vector) -> Score:
        """In how many columns two vectors agree."""
        holding = known = 0
        nonzero = False
        for c, (left, right) in enumerate(zip(printed, added, strict=True)):
            if left is None or right is None or not self.counted[c]:
                continue
            known += 1
            if abs(left - right) < self.tolerances[c] or left == right:
                holding += 1
                nonzero = nonzero or left != 0
        return Score(holding, known, nonzero)

    def exceeds(self, printed: Vector, added: Vector) -> bool:
        """Whether a sum is already larger than what is printed, in some column of money."""
        return any(
            left is not None
            and right is not None
            and right - left > self.tolerances[c]
            and left >= 0
            for c, (left, right) in enumerate(zip(printed, added, strict=True))
            if self.counted[c]
        )

    @staticmethod
    def plus(left: Vector, right: Vector) -> Vector:
        """The sum of two vectors."""
        return [
            b if a is None else a if b is None else a + b for a, b in zip(left, right, strict=True)
        ]
