"""Patches: what a button wants to change, as data, before any of it is written.

A filler returns changes and touches nothing; `excel/apply.py` is the one place that writes them,
keeps what they overwrite, and logs them. Rows and columns count from 0.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import TypeAlias

from xianbiao.model.records import Record
from xianbiao.sheets.addresses import Area
from xianbiao.sheets.plan import SheetPlan, Value

Position: TypeAlias = tuple[int, int]
"""Row and column."""


class Patch(Record, frozen=True):
    """New contents of one rectangle of one sheet: one value or formula for every cell.

    None empties a cell. `like` names an area of the same sheet and size whose look (number
    format, borders, protection, conditional formats) the rectangle takes first; without it
    the looks stay as they are. `remark` takes the place of the single cells in the log, where
    a patch draws a whole list. Raises ValueError when the block does not fill the rectangle.
    """

    sheet: str
    area: Area
    block: tuple[tuple[Value, ...], ...]
    like: Area | None = None
    remark: str | None = None

    def __post_init__(self) -> None:
        height, width = size(self.area)
        if len(self.block) != height or any(len(row) != width for row in self.block):
            raise ValueError(f"the block does not fill {self.sheet}!{self.area.a1}")
        if self.like is not None and size(self.like) != (height, width):
            raise ValueError(f"{self.like.a1} is not of the size of {self.area.a1}")


class AddedSheet(Record, frozen=True):
    """A new sheet, drawn as planned, behind the sheet named `after`."""

    plan: SheetPlan
    after: str


Change: TypeAlias = Patch | AddedSheet


def size(area: Area) -> tuple[int, int]:
    """Height and width of an area in cells."""
    return area.bottom - area.top + 1, area.right - area.left + 1


def patch_at(
    sheet: str,
    row: int,
    column: int,
    rows: Sequence[Sequence[Value]],
    like: Position | None = None,
    remark: str | None = None,
) -> Patch:
    """A patch whose first cell and contents are given; `like` is the first cell of its look."""
    block = tuple(tuple(values) for values in rows)
    height, width = len(block), len(block[0])

    def area(top: int, left: int) -> Area:
        return Area(top, left, top + height - 1, left + width - 1)

    return Patch(sheet, area(row, column), block, area(*like) if like else None, remark)


def gathered(sheet: str, cells: Mapping[Position, Value]) -> list[Patch]:
    """Single cells gathered into as few rectangles as runs allow, in reading order.

    Cells of one column that follow each other become a run; runs side by side over the same
    rows become one patch. No cell outside of those given is covered.
    """
    return [
        patch_at(
            sheet,
            area.top,
            area.left,
            [
                [cells[row, column] for column in range(area.left, area.right + 1)]
                for row in range(area.top, area.bottom + 1)
            ],
        )
        for area in rectangles(cells)
    ]


def rectangles(cells: Mapping[Position, object] | set[Position]) -> list[Area]:
    """The areas into which `gathered` parts a set of cells."""
    found: list[Area] = []
    for run in _runs(sorted(cells, key=lambda cell: (cell[1], cell[0]))):
        beside = next(
            (
                i
                for i, area in enumerate(found)
                if area.right + 1 == run.left and (area.top, area.bottom) == (run.top, run.bottom)
            ),
            None,
        )
        if beside is None:
            found.append(run)
        else:
            left = found[beside]
            found[beside] = Area(left.top, left.left, left.bottom, run.right)
    return sorted(found, key=lambda area: (area.top, area.left))


def _runs(cells: Sequence[Position]) -> Iterator[Area]:
    """Vertical runs of cells that are sorted by column and row."""
    start: Position | None = None
    last: Position | None = None
    for cell in cells:
        if start is not None and last is not None and cell != (last[0] + 1, last[1]):
            yield Area(start[0], start[1], last[0], last[1])
            start = None
        start = start or cell
        last = cell
    if start is not None and last is not None:
        yield Area(start[0], start[1], last[0], last[1])
