"""The fields between ruled lines, joined to cells where no line parts them."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterable
from itertools import pairwise

from xianbiao.readers.pdf_pages import Glyph
from xianbiao.readers.pdf_strokes import Stroke

NEAR = 3.0
"""Points within which lines stand for one, and ends of lines meet."""
_WALL = 0.5
"""A wall between two fields is one that covers so much of their side."""
_OVER = 0.35
"""A sign that crosses a line by so much of its width does not belong to one cell."""


class Fields:
    """The cells of a drawing with lines at `xs` and `ys`, in points, numbered from the upper left.

    `is_ragged` says that lines end in the open, so that fields were joined row by row.
    """

    def __init__(
        self, xs: list[float], ys: list[float], across: list[Stroke], down: list[Stroke]
    ) -> None:
        self._xs, self._ys = xs, ys
        high, wide = len(ys) - 1, len(xs) - 1
        cells: dict[int, list[tuple[int, int]]] = {}
        self.owner = [[-1] * wide for _ in range(high)]
        self.is_ragged = False
        roofs = [_near(across, y) for y in ys[1:-1]]
        sides = [_near(down, x) for x in xs[1:-1]]
        roof = [[_is_wall(near, *pair) for pair in pairwise(xs)] for near in roofs]
        side = [[_is_wall(near, *pair) for near in sides] for pair in pairwise(ys)]
        for r in range(high):
            for c in range(wide):
                if self.owner[r][c] < 0:
                    self._take(r, c, roof, side, cells)
        self._cells = cells

    def _take(
        self,
        row: int,
        column: int,
        roof: list[list[bool]],
        side: list[list[bool]],
        cells: dict[int, list[tuple[int, int]]],
    ) -> None:
        """The cell that a field belongs to; where that is no rectangle, its part of the row."""
        high, wide = len(self.owner), len(self.owner[0])
        number, found, waiting = len(cells), {(row, column)}, [(row, column)]
        while waiting:
            r, c = waiting.pop()
            near = [
                *([(r - 1, c)] if r > 0 and not roof[r - 1][c] else []),
                *([(r + 1, c)] if r < high - 1 and not roof[r][c] else []),
                *([(r, c - 1)] if c > 0 and not side[r][c - 1] else []),
                *([(r, c + 1)] if c < wide - 1 and not side[r][c] else []),
            ]
            for place in near:
                if place not in found and self.owner[place[0]][place[1]] < 0:
                    found.add(place)
                    waiting.append(place)
        rows, columns = {r for r, _ in found}, {c for _, c in found}
        if len(found) != len(rows) * len(columns):
            self.is_ragged = True
            end = column
            while (row, end + 1) in found and not side[row][end]:
                end += 1
            found = {(row, c) for c in range(column, end + 1)}
        for r, c in found:
            self.owner[r][c] = number
        cells[number] = sorted(found)

    def at(self, x: float, y: float) -> int:
        """The cell at a place, in points."""
        row = min(bisect_right(self._ys, y), len(self._ys) - 1) - 1
        return self.owner[row][min(bisect_right(self._xs, x), len(self._xs) - 1) - 1]

    def is_left_by(self, glyph: Glyph, number: int) -> bool:
        """Whether a sign sticks out of its cell."""
        (first, last), (x0, x1) = self.rows(number), self.sides(number)
        aside = max(x0 - glyph.x0, glyph.x1 - x1)
        above = max(self._ys[first] - glyph.top, glyph.bottom - self._ys[last + 1])
        return aside > _OVER * (glyph.x1 - glyph.x0) or above > _OVER * glyph.size

    def numbers(self) -> Iterable[int]:
        """The cells by number, from the upper left."""
        return self._cells

    def rows(self, number: int) -> tuple[int, int]:
        """The first and the last row of a cell."""
        return self._cells[number][0][0], self._cells[number][-1][0]

    def sides(self, number: int) -> tuple[float, float]:
        """Where a cell begins and ends from left to right, in points."""
        return self._xs[self._cells[number][0][1]], self._xs[self._cells[number][-1][1] + 1]


def _near(strokes: Iterable[Stroke], at: float) -> list[Stroke]:
    """The lines that stand for one at a place."""
    return [s for s in strokes if abs(s.at - at) <= NEAR]


def _is_wall(strokes: Iterable[Stroke], start: float, end: float) -> bool:
    """Whether lines cover most of the way from start to end."""
    covered = sum(max(0.0, min(s.end, end) - max(s.start, start)) for s in strokes)
    return covered >= _WALL * (end - start)
