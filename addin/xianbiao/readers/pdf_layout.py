"""What stands on the pages of a PDF in the order in which it is read, each with its place."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from itertools import pairwise

from xianbiao.model.records import Record, field
from xianbiao.readers.pdf_glyphs import Cleaned, cleaned
from xianbiao.readers.pdf_lines import Line, lines_of
from xianbiao.readers.pdf_pages import Page
from xianbiao.readers.pdf_tables import PrintedTable, tables_of

_MARGIN = 0.6
"""Lines that end within so much of their height at the same place end at the margin."""
_WIDEST = 1.6
"""Lines further apart than so many of their heights are no neighbours."""
_FAR = 0.6
"""The right margin is beyond this part of the width of a page."""
_STEADY = 3
"""So many lines that end at one place show where the margin is."""


class Item(Record):
    """A line of text or a table on a page; `number` counts lines on the page from 1."""

    page: int
    number: int
    line: Line | None = None
    table: PrintedTable | None = None

    @property
    def text(self) -> str:
        """What the line says; nothing for a table."""
        return self.line.text if self.line else ""


class Leaf(Record):
    """A page with what was read from it.

    `beside` are lines that stand beside a table, `outside` counts signs beyond the paper,
    `frames` tables without any text.
    """

    page: Page
    cleaned: Cleaned
    lines: list[Line]
    tables: list[PrintedTable]
    beside: list[Line] = field(default_factory=list)
    outside: int = 0
    frames: int = 0

    @property
    def size(self) -> tuple[int, int]:
        """Width and height in whole points: pages of one size have the same margins."""
        return round(self.page.width), round(self.page.height)


def leaf_of(page: Page) -> Leaf:
    """A page with its lines and tables."""
    clean = cleaned(page.glyphs)
    inside = [g for g in clean.glyphs if _is_on(page, g.middle)]
    page.glyphs = inside
    drawn = tables_of(page)
    tables = [t for t in drawn if not t.is_blank]
    lines = lines_of(g for g in inside if not any(t.holds(g) for t in tables))
    return Leaf(
        page=page,
        cleaned=clean,
        lines=lines,
        tables=tables,
        beside=[n for n in lines if any(_is_beside(n, t) for t in tables)],
        outside=sum(1 for g in clean.glyphs if g.text.strip())
        - sum(bool(g.text.strip()) for g in inside),
        frames=len(drawn) - len(tables),
    )


def _is_on(page: Page, place: tuple[float, float]) -> bool:
    return 0 <= place[0] <= page.width and 0 <= place[1] <= page.height


def _is_beside(line: Line, table: PrintedTable) -> bool:
    middle = (line.top + line.bottom) / 2
    return table.top < middle < table.bottom


def items_of(leaf: Leaf) -> list[Item]:
    """The lines and tables of a page from top to bottom; a row of a table counts as a line."""
    things: list[tuple[float, float, Line | PrintedTable]] = [
        *((line.top, line.x0, line) for line in leaf.lines),
        *((table.top, table.x0, table) for table in leaf.tables),
    ]
    items: list[Item] = []
    number = 1
    for _, _, thing in sorted(things, key=lambda t: t[:2]):
        if isinstance(thing, Line):
            items.append(Item(leaf.page.number, number, line=thing))
            number += 1
        else:
            thing.places = [(leaf.page.number, number + n) for n in range(thing.rows)]
            items.append(Item(leaf.page.number, number, table=thing))
            number += thing.rows
    return items


class Margins(Record, frozen=True):
    """The text area of pages of one size, in points.

    Text begins at `left` and breaks at `right`; tables may stick out, up to `sides`. Lines of
    one paragraph are `leading` apart.
    """

    left: float
    right: float
    bottom: float
    sides: tuple[float, float]
    middle: float
    leading: float


def margins_of(leaves: Iterable[Leaf]) -> dict[int, Margins]:
    """The text area of every page by its number, taken from all pages of the same size."""
    groups: dict[tuple[int, int], list[Leaf]] = {}
    for leaf in leaves:
        groups.setdefault(leaf.size, []).append(leaf)
    return {
        leaf.page.number: margins
        for group in groups.values()
        for margins in [_area(group)]
        for leaf in group
    }


def _area(leaves: Sequence[Leaf]) -> Margins:
    lines = [line for leaf in leaves for line in leaf.lines]
    tables = [table for leaf in leaves for table in leaf.tables]
    boxes = [*((n.x0, n.x1, n.bottom) for n in lines), *((t.x0, t.x1, t.bottom) for t in tables)]
    if not boxes:
        width, height = leaves[0].page.width, leaves[0].page.height
        return Margins(0.0, width, height, (0.0, width), width / 2, 0.0)
    width = leaves[0].page.width
    left = min((line.x0 for line in lines), default=min(b[0] for b in boxes))
    return Margins(
        left=left,
        right=_right(lines, width, width - left),
        bottom=max(b[2] for b in boxes),
        sides=(min(b[0] for b in boxes), max(b[1] for b in boxes)),
        middle=width / 2,
        leading=_leading(leaves),
    )


def _right(lines: Sequence[Line], width: float, usual: float) -> float:
    """Where lines break: where several end, else the usual place."""
    sizes = Counter(round(line.size, 1) for line in lines).most_common(1)
    near = _MARGIN * sizes[0][0] if sizes else 0.0
    ends = [line.x1 for line in lines if line.x1 > _FAR * width]
    steady = [e for e in ends if sum(abs(e - other) < near for other in ends) >= _STEADY]
    return max(steady, default=usual)


def _leading(leaves: Sequence[Leaf]) -> float:
    """The space that mostly is between a line and the next; the smaller where two are as many."""
    gaps = [
        round((below.top - line.bottom) * 2) / 2
        for leaf in leaves
        for line, below in pairwise(leaf.lines)
        if 0 <= below.top - line.bottom < _WIDEST * line.size
    ]
    most = max(Counter(gaps).values(), default=0)
    return min((gap for gap, times in Counter(gaps).items() if times == most), default=0.0)
