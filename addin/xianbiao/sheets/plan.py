"""A sheet as data: cells, merges, print settings and protection, apart from any library.

Rows and columns count from 0 everywhere; only addresses inside formulas count from 1.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Sequence
from decimal import Decimal
from enum import Enum
from functools import lru_cache
from typing import TypeAlias

from xianbiao.model.records import Record, field
from xianbiao.sheets.addresses import (
    Area,
    address,
    column_letters,
    quoted,
    sheet_title,
    text_literal,
)
from xianbiao.sheets.chart import Chart
from xianbiao.sheets.styles import Style
from xianbiao.sheets.validation import Validation

__all__ = [
    "Area",
    "CellPlan",
    "Formula",
    "PrintPlan",
    "SheetPlan",
    "Validation",
    "Value",
    "Visibility",
    "address",
    "column_letters",
    "link",
    "quoted",
    "sheet_title",
    "text_literal",
]


class Formula(Record, frozen=True):
    """A native formula, with its leading `=`.

    `filled` is the column of cells that hold it, filled down from the first one, whose text it
    is: a file then keeps it once.
    """

    text: str
    filled: Area | None = None


Value: TypeAlias = str | int | Decimal | dt.date | Formula | None


_SHARED = (str, Formula, type(None))


class CellPlan(Record, frozen=True):
    """What one cell holds and how it looks."""

    value: Value
    style: Style


@lru_cache(maxsize=16384)
def _shared(value: str | Formula | None, style: Style) -> CellPlan:
    """The one plan of a text or formula: sheets made one after another share most of theirs."""
    return CellPlan(value, style)


def _cell(value: Value, style: Style) -> CellPlan:
    return _shared(value, style) if isinstance(value, _SHARED) else CellPlan(value, style)


class Visibility(Enum):
    """Whether the tab is shown; a very hidden one comes back only through a program."""

    VISIBLE = "visible"
    HIDDEN = "hidden"
    VERY_HIDDEN = "veryHidden"


class PrintPlan(Record):
    """How the sheet is printed: A4, one page wide; `area` None prints the whole sheet."""

    area: Area | None = None
    landscape: bool = False
    repeat: tuple[int, int] | None = None
    one_page_high: bool = False


class SheetPlan(Record):
    """One sheet, built cell by cell."""

    name: str
    cells: dict[tuple[int, int], CellPlan] = field(default_factory=dict)
    merges: list[Area] = field(default_factory=list)
    widths: dict[int, float] = field(default_factory=dict)
    heights: dict[int, float] = field(default_factory=dict)
    printing: PrintPlan = field(default_factory=PrintPlan)
    freeze: tuple[int, int] | None = None
    visibility: Visibility = Visibility.VISIBLE
    protected: bool = True
    validations: list[Validation] = field(default_factory=list)
    charts: list[Chart] = field(default_factory=list)
    results: list[Area] = field(default_factory=list)
    """Areas with ✔ ✘ ○ △ texts, which get their colour from the first character."""
    hidden_columns: set[int] = field(default_factory=set)
    tab_colour: str | None = None

    def put(self, row: int, column: int, value: Value, style: Style) -> None:
        """Fill one cell."""
        self.cells[row, column] = _cell(value, style)

    def put_row(
        self, row: int, column: int, values: Iterable[Value], style: Style | Sequence[Style]
    ) -> None:
        """Fill cells from left to right, with one style or with one for each."""
        if isinstance(style, Style):
            for place, value in enumerate(values, column):
                self.cells[row, place] = _cell(value, style)
            return
        for offset, value in enumerate(values):
            self.put(row, column + offset, value, style[offset])

    def merge(self, area: Area, value: Value, style: Style) -> None:
        """Merge an area and fill it; every cell gets the style, so that borders close."""
        blank = _shared(None, style)
        for row in range(area.top, area.bottom + 1):
            for column in range(area.left, area.right + 1):
                self.cells[row, column] = blank
        self.put(area.top, area.left, value, style)
        if (area.top, area.left) != (area.bottom, area.right):
            self.merges.append(area)

    def columns(self, *widths: float) -> None:
        """Set the widths of the columns from the first one on."""
        self.widths.update(enumerate(widths))

    def at_least(self, row: int, height: float) -> None:
        """Make a row at least so high, in points."""
        self.heights[row] = min(409.0, max(height, self.heights.get(row, 0.0)))

    def ref(self, row: int, column: int) -> str:
        """The absolute address of a cell as other sheets write it."""
        return f"{quoted(self.name)}!{address(row, column, absolute=True)}"

    def ref_area(self, area: Area) -> str:
        """The absolute address of an area as other sheets write it."""
        return f"{quoted(self.name)}!{area.absolute}"

    @property
    def extent(self) -> Area:
        """The smallest area from A1 that holds every cell."""
        if not self.cells:
            return Area(0, 0, 0, 0)
        return Area(0, 0, max(r for r, _ in self.cells), max(c for _, c in self.cells))


def link(sheet: str, row: int, column: int, label: str = "定位") -> Formula:
    """A hyperlink inside the workbook to one cell."""
    target = f"#'{sheet.replace(chr(39), chr(39) * 2)}'!{address(row, column)}"
    return Formula(f"=HYPERLINK({text_literal(target)},{text_literal(label)})")
