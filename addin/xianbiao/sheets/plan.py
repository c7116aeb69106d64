"""A sheet as data: cells, merges, print settings and protection, apart from any library.

Rows and columns count from 0 everywhere; only addresses inside formulas count from 1.
"""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from decimal import Decimal
from enum import Enum
from typing import TypeAlias

from xianbiao.sheets.styles import Style

_PLAIN_NAME = re.compile(r"[^\W\d]\w*")
_FORBIDDEN = re.compile(r"[\[\]:*?/\\]")


@dataclass(frozen=True, slots=True)
class Formula:
    """A native formula, with its leading `=`."""

    text: str


Value: TypeAlias = str | int | Decimal | dt.date | Formula | None


@dataclass(frozen=True, slots=True)
class CellPlan:
    """What one cell holds and how it looks."""

    value: Value
    style: Style


@dataclass(frozen=True, slots=True)
class Area:
    """A rectangle of cells, both ends included."""

    top: int
    left: int
    bottom: int
    right: int

    @property
    def a1(self) -> str:
        """The address without dollar signs: `A1:E40`."""
        return f"{address(self.top, self.left)}:{address(self.bottom, self.right)}"

    @property
    def absolute(self) -> str:
        """The address with dollar signs: `$A$1:$E$40`."""
        first = address(self.top, self.left, absolute=True)
        return f"{first}:{address(self.bottom, self.right, absolute=True)}"


class Visibility(Enum):
    """Whether the tab is shown; a very hidden one comes back only through a program."""

    VISIBLE = "visible"
    HIDDEN = "hidden"
    VERY_HIDDEN = "veryHidden"


@dataclass(frozen=True, slots=True)
class Validation:
    """A rule for typing into an area: a list of words, a whole number, a decimal or a date."""

    area: Area
    kind: str
    title: str
    message: str
    words: tuple[str, ...] = ()
    stop: bool = True


@dataclass(slots=True)
class PrintPlan:
    """How the sheet is printed: A4, one page wide; `area` None prints the whole sheet."""

    area: Area | None = None
    landscape: bool = False
    repeat: tuple[int, int] | None = None
    one_page_high: bool = False


@dataclass(slots=True)
class SheetPlan:
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
    results: list[Area] = field(default_factory=list)
    """Areas with ✔ ✘ ○ △ texts, which get their colour from the first character."""
    hidden_columns: set[int] = field(default_factory=set)
    tab_colour: str | None = None

    def put(self, row: int, column: int, value: Value, style: Style) -> None:
        """Fill one cell."""
        self.cells[row, column] = CellPlan(value, style)

    def put_row(
        self, row: int, column: int, values: Iterable[Value], style: Style | Sequence[Style]
    ) -> None:
        """Fill cells from left to right, with one style or with one for each."""
        for offset, value in enumerate(values):
            look = style if isinstance(style, Style) else style[offset]
            self.put(row, column + offset, value, look)

    def merge(self, area: Area, value: Value, style: Style) -> None:
        """Merge an area and fill it; every cell gets the style, so that borders close."""
        for row in range(area.top, area.bottom + 1):
            for column in range(area.left, area.right + 1):
                self.put(row, column, None, style)
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


def column_letters(column: int) -> str:
    """The letters of a column: 0 is A, 26 is AA."""
    letters = ""
    column += 1
    while column:
        column, rest = divmod(column - 1, 26)
        letters = chr(65 + rest) + letters
    return letters


def address(row: int, column: int, *, absolute: bool = False) -> str:
    """The A1 address of a cell."""
    if absolute:
        return f"${column_letters(column)}${row + 1}"
    return f"{column_letters(column)}{row + 1}"


def quoted(sheet: str) -> str:
    """A sheet's name as a formula writes it; quoted unless it is one plain word."""
    if _PLAIN_NAME.fullmatch(sheet) and not re.search(r"\d", sheet):
        return sheet
    return "'" + sheet.replace("'", "''") + "'"


def sheet_title(wanted: str, taken: Iterable[str]) -> str:
    """A name that a tab may bear: at most 31 characters, none forbidden, not yet taken."""
    base = _FORBIDDEN.sub("_", wanted).strip().strip("'")[:31] or "表"
    used = {name.casefold() for name in taken} | {"history"}
    name, number = base, 1
    while name.casefold() in used:
        number += 1
        suffix = f"({number})"
        name = base[: 31 - len(suffix)] + suffix
    return name


def text_literal(text: str) -> str:
    """A text inside a formula, quotes doubled; at most 255 characters are allowed there."""
    return '"' + text[:255].replace('"', '""') + '"'


def link(sheet: str, row: int, column: int, label: str = "定位") -> Formula:
    """A hyperlink inside the workbook to one cell."""
    target = f"#'{sheet.replace(chr(39), chr(39) * 2)}'!{address(row, column)}"
    return Formula(f"=HYPERLINK({text_literal(target)},{text_literal(label)})")
