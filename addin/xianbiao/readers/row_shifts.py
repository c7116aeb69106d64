"""Rows inserted into or deleted from a sheet whose cells were marked: where, and how many."""

from __future__ import annotations

from collections.abc import Callable, Mapping

from xianbiao.model.records import Record

Place = tuple[int, int]
"""Row and column of a cell, from 1."""

FARTHEST = 30
"""The most rows that are looked for."""

_FEWEST = 3
"""So many cells must be found again before rows count as moved."""


class RowShift(Record, frozen=True):
    """From row `first` on everything stands `by` rows lower (by > 0) or higher (by < 0)."""

    first: int
    by: int

    def before(self, place: Place) -> Place | None:
        """Where a cell stood before; None in a row that was inserted."""
        row, column = place
        if row < self.first:
            return place
        if self.by > 0 and row < self.first + self.by:
            return None
        return row - self.by, column

    def after(self, place: Place) -> Place:
        """Where a cell as sent stands now."""
        row, column = place
        return (row + self.by, column) if row >= self.first - min(self.by, 0) else place

    def is_gone(self, place: Place) -> bool:
        """Whether a cell as sent stood in a row that was deleted."""
        return self.by < 0 and self.first <= place[0] < self.first - self.by

    @property
    def words(self) -> str:
        """The shift as a clerk would say it."""
        if self.by > 0:
            done = f"第 {self.first} 行处插入了 {self.by} 行，以下各行下移"
        else:
            done = f"从第 {self.first} 行起删去了 {-self.by} 行，以下各行上移"
        return f"{done}；公式随行移动，未逐格比对"


def find_shift(
    contents: Mapping[Place, object],
    marks: Mapping[Place, str],
    fits: Callable[[Place, object], bool],
) -> RowShift | None:
    """The shift that explains most of what no longer fits its place; None where none does.

    `fits` says whether a content is what was sent at a place. A shift must find again at least
    three cells, and at least a third of those that have left their places.
    """
    lost = [p for p in marks if (p in contents and not fits(p, contents[p])) or p not in contents]
    if len(lost) < _FEWEST:
        return None
    best: tuple[int, int, int] | None = None
    for by in (step for far in range(1, FARTHEST + 1) for step in (far, -far)):
        found = [
            row
            for row, column in lost
            if (moved := contents.get((row + by, column))) is not None
            and fits((row, column), moved)
        ]
        if len(found) >= _FEWEST and (best is None or len(found) > best[0]):
            best = len(found), by, min(found)
    if best is None or best[0] * 3 < len(lost):
        return None
    _, by, first = best
    return RowShift(first if by > 0 else first + by, by)
