"""Where rows go when some of them are removed and those below move up.

Rows count from 1, as in addresses.
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Sequence
from itertools import accumulate

LAST_ROW = 1_048_576


class RowMap:
    """The place of every row of a sheet after some rows were removed."""

    __slots__ = ("_before", "_ends", "_starts", "removed")

    def __init__(self, removed: Sequence[tuple[int, int]] = ()) -> None:
        """`removed` are runs of rows in ascending order, both ends included, none touching."""
        self.removed = tuple(removed)
        self._starts = [first for first, _ in removed]
        self._ends = [last for _, last in removed]
        self._before = [0, *accumulate(last - first + 1 for first, last in removed)]

    @classmethod
    def without(cls, rows: Iterable[int]) -> RowMap:
        """The map that removes single rows."""
        return cls(runs(rows))

    @property
    def is_identity(self) -> bool:
        """Whether nothing is removed."""
        return not self.removed

    def removed_to(self, row: int) -> int:
        """How many of the rows from 1 to this one are removed."""
        at = bisect_right(self._starts, row)
        count = self._before[at]
        return count - max(0, self._ends[at - 1] - row) if at else count

    def keeps(self, row: int) -> bool:
        """Whether a row stays."""
        at = bisect_left(self._ends, row)
        return at == len(self._ends) or self._starts[at] > row

    def __call__(self, row: int) -> int | None:
        """The new number of a row, None where it is removed."""
        return row - self.removed_to(row) if self.keeps(row) else None

    def kept(self, first: int, last: int) -> int:
        """How many of the rows from first to last stay."""
        return last - first + 1 - self.removed_to(last) + self.removed_to(first - 1)

    def keeps_all(self, first: int, last: int) -> bool:
        """Whether every row from first to last stays."""
        return self.removed_to(last) == self.removed_to(first - 1)

    def cut(self, first: int, last: int) -> tuple[int, int] | None:
        """The new first and last row of a range, None where nothing of it stays."""
        if not self.removed or last < self._starts[0]:
            return first, last
        count = self.kept(first, last)
        if not count:
            return None
        top = first - self.removed_to(first - 1)
        return top, top + count - 1


def runs(rows: Iterable[int]) -> list[tuple[int, int]]:
    """Single rows as runs: 5, 6, 7, 9 are (5, 7) and (9, 9)."""
    found: list[tuple[int, int]] = []
    for row in sorted(set(rows)):
        if found and found[-1][1] == row - 1:
            found[-1] = (found[-1][0], row)
        else:
            found.append((row, row))
    return found
