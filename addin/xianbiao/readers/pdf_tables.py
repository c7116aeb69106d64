"""Tables of a page out of its ruled lines: rows, cells that span several, and what they say."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from itertools import pairwise

from xianbiao.model.records import Record, field
from xianbiao.readers.pdf_fields import NEAR, Fields
from xianbiao.readers.pdf_lines import Line, lines_of
from xianbiao.readers.pdf_pages import Glyph, Page
from xianbiao.readers.pdf_strokes import Stroke
from xianbiao.readers.pdf_vertical import as_read

_DASH = 4.5
"""The widest gap in a dashed line, in points."""
_NARROW = 5.0
"""Rows and columns up to so many points hold nothing: lines drawn double."""
_MOST_FIELDS = 20_000
"""Lines that form more fields on a page are a drawing."""
_TOUCH = 0.12
"""Signs of one text are less than this part of their size apart."""


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
        if groups and stroke.at - groups[-1][0].at <= NEAR:
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

    places = [v.at for v in down]
    for i, h in enumerate(across):
        first = bisect_left(places, h.start - NEAR)
        for j in range(first, bisect_right(places, h.end + NEAR)):
            if down[j].start - NEAR <= h.at <= down[j].end + NEAR:
                parent[root(i)] = root(len(across) + j)
    groups: defaultdict[int, tuple[list[Stroke], list[Stroke]]] = defaultdict(lambda: ([], []))
    for i in range(len(parent)):
        is_down = i >= len(across)
        groups[root(i)][is_down].append(down[i - len(across)] if is_down else across[i])
    return (g for g in groups.values() if len(g[0]) > 1 and g[1])


def _edges(values: Iterable[float]) -> list[float]:
    """Places in order, those near to each other once."""
    edges: list[float] = []
    for value in sorted(values):
        if not edges or value - edges[-1] > NEAR:
            edges.append(value)
    return edges


def _table(across: list[Stroke], down: list[Stroke], page: Page) -> Iterator[PrintedTable]:
    """The table that lines form, if they part its inside; its open sides count as closed.

    A drawing of very many lines is taken for a table without cells.
    """
    ys = _edges(h.at for h in across)
    xs = _edges(v.at for v in down)
    left, right = min(h.start for h in across), max(h.end for h in across)
    xs = [*([left] if left < xs[0] - NEAR * 2 else []), *xs]
    xs = [*xs, *([right] if right > xs[-1] + NEAR * 2 else [])]
    if len(xs) < 2 or len(ys) < 2 or (len(xs) == 2 and len(ys) == 2):
        return
    if len(xs) * len(ys) > _MOST_FIELDS:
        yield PrintedTable(xs[0], ys[0], xs[-1], ys[-1], rows=0, cells=[])
        return
    fields = Fields(xs, ys, across, down)
    texts: defaultdict[int, list[Glyph]] = defaultdict(list)
    crossed: set[int] = set()
    before: tuple[Glyph, int] | None = None
    for glyph in page.glyphs:
        x, y = glyph.middle
        if not (xs[0] <= x <= xs[-1] and ys[0] <= y <= ys[-1]):
            continue
        owner = fields.at(x, y)
        texts[owner].append(glyph)
        if not glyph.text.strip():
            continue
        if fields.is_left_by(glyph, owner):
            crossed.add(owner)
        if before is not None and before[1] != owner and _is_next(before[0], glyph):
            crossed.add(owner)
        before = glyph, owner
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


def _is_next(before: Glyph, glyph: Glyph) -> bool:
    """Whether a sign follows another so closely that both are of one text."""
    size = before.size
    gap = glyph.x0 - before.x1
    return abs(glyph.top - before.top) < _TOUCH * size and abs(gap) < _TOUCH * size


def _without_narrow_rows(table: PrintedTable, ys: Sequence[float]) -> PrintedTable:
    """The table without rows and columns that double lines seem to form."""
    filled = {c.top for c in table.cells if not c.is_blank}
    kept = [n for n, (a, b) in enumerate(pairwise(ys)) if b - a > _NARROW or n in filled]
    cells = [
        PrintedCell(first, last, c.x0, c.x1, c.lines)
        for c in table.cells
        if c.x1 - c.x0 > _NARROW or not c.is_blank
        for first, last in [(bisect_left(kept, c.top), bisect_right(kept, c.bottom) - 1)]
        if first <= last
    ]
    table.cells, table.rows = cells, len(kept)
    return table
