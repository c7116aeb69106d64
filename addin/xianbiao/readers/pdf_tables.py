"""Tables of a page out of its ruled lines: rows, cells that span several, and what they say."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from itertools import pairwise

from xianbiao.model.records import Record, field
from xianbiao.readers.pdf_lines import Line, lines_of
from xianbiao.readers.pdf_pages import Glyph, Page, Stroke
from xianbiao.readers.pdf_vertical import as_read

_NEAR = 3.0
"""Points within which lines stand for one, and ends of lines meet."""
_DASH = 4.5
"""The widest gap in a dashed line, in points."""
_NARROW = 5.0
"""Rows and columns up to so many points hold nothing: lines drawn double."""
_WALL = 0.5
"""A wall between two fields is one that covers so much of their side."""
_OVER = 0.35
"""A sign that crosses a line by so much of its width does not belong to one cell."""


class PrintedCell(Record):
    """A cell of a table on a page: its rows from 0, both included, its sides, its lines."""

    top: int
    bottom: int
    x0: float
    x1: float
    lines: list[Line] = field(default_factory=list)

    @property
    def is_blank(self) -> bool:
        """Whether nothing stands in it."""
        return not self.lines


class PrintedTable(Record):
    """A table on a page: its box in points, how many rows, its cells from the upper left.

    `crossed` counts cells whose text crosses a line, `is_ragged` says that lines end in the open,
    so that cells had to be taken row by row, `is_cut` that it reaches the edge of the paper.
    """

    x0: float
    top: float
    x1: float
    bottom: float
    rows: int
    cells: list[PrintedCell]
    crossed: int = 0
    is_ragged: bool = False
    is_cut: bool = False
    places: list[tuple[int, int]] = field(default_factory=list)
    """The page of each row, and the line on it."""

    @property
    def is_blank(self) -> bool:
        """Whether no cell holds anything."""
        return all(c.is_blank for c in self.cells)

    def row(self, number: int) -> list[PrintedCell]:
        """The cells that begin in a row, from left to right."""
        return sorted((c for c in self.cells if c.top == number), key=lambda c: c.x0)

    def holds(self, glyph: Glyph) -> bool:
        """Whether a sign stands within its box."""
        x, y = glyph.middle
        return self.x0 <= x <= self.x1 and self.top <= y <= self.bottom


def tables_of(page: Page) -> list[PrintedTable]:
    """The tables of a page from top to bottom; a frame around text is none."""
    found = [
        table
        for across, down in _drawings(_joined(page.across), _joined(page.down))
        for table in _table(across, down, page)
    ]
    return sorted(found, key=lambda t: (t.top, t.x0))


def _joined(strokes: Iterable[Stroke]) -> list[Stroke]:
    """Lines as they are seen: those drawn piece by piece or double are one."""
    groups: list[list[Stroke]] = []
    for stroke in sorted(strokes, key=lambda s: s.at):
        if groups and stroke.at - groups[-1][0].at <= _NEAR:
            groups[-1].append(stroke)
        else:
            groups.append([stroke])
    whole: list[Stroke] = []
    for group in groups:
        at = sum(s.at for s in group) / len(group)
        open_: Stroke | None = None
        for stroke in sorted(group, key=lambda s: s.start):
            if open_ is not None and stroke.start - open_.end <= _DASH:
                open_ = Stroke(at, open_.start, max(open_.end, stroke.end))
                continue
            whole += [open_] if open_ else []
            open_ = Stroke(at, stroke.start, stroke.end)
        whole += [open_] if open_ else []
    return whole


def _drawings(
    across: list[Stroke], down: list[Stroke]
) -> Iterator[tuple[list[Stroke], list[Stroke]]]:
    """Lines that meet, together; those that meet none stand alone and are left out."""
    parent = list(range(len(across) + len(down)))

    def root(i: int) -> int:
        while parent[i] != i:
            parent[i] = parent[parent[i]]
            i = parent[i]
        return i

    for i, h in enumerate(across):
        for j, v in enumerate(down, len(across)):
            meets_across = h.start - _NEAR <= v.at <= h.end + _NEAR
            if meets_across and v.start - _NEAR <= h.at <= v.end + _NEAR:
                parent[root(i)] = root(j)
    groups: defaultdict[int, tuple[list[Stroke], list[Stroke]]] = defaultdict(lambda: ([], []))
    for i in range(len(parent)):
        is_down = i >= len(across)
        groups[root(i)][is_down].append(down[i - len(across)] if is_down else across[i])
    return (g for g in groups.values() if len(g[0]) > 1 and g[1])


def _edges(values: Iterable[float]) -> list[float]:
    """Places in order, those near to each other once."""
    edges: list[float] = []
    for value in sorted(values):
        if not edges or value - edges[-1] > _NEAR:
            edges.append(value)
    return edges


def _table(across: list[Stroke], down: list[Stroke], page: Page) -> Iterator[PrintedTable]:
    """The table that lines form, if they part its inside; its open sides count as closed."""
    ys = _edges(h.at for h in across)
    xs = _edges(v.at for v in down)
    left, right = min(h.start for h in across), max(h.end for h in across)
    xs = [*([left] if left < xs[0] - _NEAR * 2 else []), *xs]
    xs = [*xs, *([right] if right > xs[-1] + _NEAR * 2 else [])]
    if len(xs) < 2 or len(ys) < 2 or (len(xs) == 2 and len(ys) == 2):
        return
    fields = _Fields(xs, ys, across, down)
    held = [
        g for g in page.glyphs if xs[0] <= g.middle[0] <= xs[-1] and ys[0] <= g.middle[1] <= ys[-1]
    ]
    texts: defaultdict[int, list[Glyph]] = defaultdict(list)
    crossed: set[int] = set()
    for glyph in held:
        x, y = glyph.middle
        owner = fields.owner[bisect_right(ys, y) - 1 if y < ys[-1] else len(ys) - 2][
            bisect_right(xs, x) - 1 if x < xs[-1] else len(xs) - 2
        ]
        texts[owner].append(glyph)
        x0, x1 = fields.sides(owner)
        first, last = fields.rows(owner)
        aside = max(x0 - glyph.x0, glyph.x1 - x1)
        above = max(ys[first] - glyph.top, glyph.bottom - ys[last + 1])
        is_over = aside > _OVER * (glyph.x1 - glyph.x0) or above > _OVER * glyph.size
        if is_over and glyph.text.strip():
            crossed.add(owner)
    yield _without_narrow_rows(
        PrintedTable(
            x0=xs[0],
            top=ys[0],
            x1=xs[-1],
            bottom=ys[-1],
            rows=len(ys) - 1,
            cells=[
                PrintedCell(*fields.rows(n), *fields.sides(n), lines_of(as_read(texts[n])))
                for n in fields.numbers()
            ],
            crossed=len(crossed),
            is_ragged=fields.is_ragged,
            is_cut=xs[0] < -1 or xs[-1] > page.width + 1 or right >= page.width - 1 or left <= 1,
        ),
        ys,
    )


class _Fields:
    """The smallest fields between lines, joined to cells where no wall parts them."""

    def __init__(
        self, xs: list[float], ys: list[float], across: list[Stroke], down: list[Stroke]
    ) -> None:
        self._xs, self._ys = xs, ys
        high, wide = len(ys) - 1, len(xs) - 1
        cells: dict[int, list[tuple[int, int]]] = {}
        self.owner = [[-1] * wide for _ in range(high)]
        self.is_ragged = False
        roof = [[_is_wall(across, y, *pair) for pair in pairwise(xs)] for y in ys[1:-1]]
        side = [[_is_wall(down, x, *pair) for x in xs[1:-1]] for pair in pairwise(ys)]
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

    def numbers(self) -> Iterable[int]:
        """The cells by number, from the upper left."""
        return self._cells

    def rows(self, number: int) -> tuple[int, int]:
        """The first and the last row of a cell."""
        return self._cells[number][0][0], self._cells[number][-1][0]

    def sides(self, number: int) -> tuple[float, float]:
        """Where a cell begins and ends from left to right, in points."""
        return self._xs[self._cells[number][0][1]], self._xs[self._cells[number][-1][1] + 1]


def _is_wall(strokes: Iterable[Stroke], at: float, start: float, end: float) -> bool:
    """Whether lines at a place cover most of the way from start to end."""
    covered = sum(
        max(0.0, min(s.end, end) - max(s.start, start)) for s in strokes if abs(s.at - at) <= _NEAR
    )
    return covered >= _WALL * (end - start)


def _without_narrow_rows(table: PrintedTable, ys: Sequence[float]) -> PrintedTable:
    """The table without rows and columns that double lines seem to form."""
    kept = [n for n, (top, bottom) in enumerate(pairwise(ys)) if bottom - top > _NARROW]
    cells = [
        PrintedCell(first, last, c.x0, c.x1, c.lines)
        for c in table.cells
        if c.x1 - c.x0 > _NARROW or not c.is_blank
        for first, last in [(bisect_left(kept, c.top), bisect_right(kept, c.bottom) - 1)]
        if first <= last
    ]
    table.cells, table.rows = cells, len(kept)
    return table
