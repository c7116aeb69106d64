"""Grids: what every source becomes before anything is recognised in it."""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal
from functools import cached_property

from xianbiao.model.amounts import Amount, format_amount, read_amount
from xianbiao.model.records import Record, field
from xianbiao.model.refs import Ref, Text


class Cell(Record, frozen=True, dict=True):
    """One cell: its value as stored (str, int, float, date, bool or None) and its place."""

    value: object
    ref: Ref
    is_formula: bool = False

    @property
    def text(self) -> str:
        """The value as text; numbers without exponent or trailing zeros, "" for nothing."""
        if self.value is None:
            return ""
        if isinstance(self.value, float):
            return format_amount(Decimal(repr(self.value)))
        return str(self.value)

    @property
    def stripped(self) -> str:
        """The text without surrounding blanks."""
        if isinstance(self.value, str):
            return self.value.strip().strip("\u3000\xa0").strip()
        return self.text

    @property
    def is_blank(self) -> bool:
        """Whether nothing readable stands in the cell."""
        return self.value is None or (isinstance(self.value, str) and not self.stripped)

    def as_text(self) -> Text:
        """The cell as a located text."""
        return Text(self.text, self.ref)

    def as_amount(self) -> Amount:
        """The cell read as an amount, once."""
        return self._amount

    @cached_property
    def _amount(self) -> Amount:
        return read_amount(self.value, self.ref)


class Merge(Record, frozen=True):
    """A merged area, rows and columns from 0, both ends included."""

    top: int
    left: int
    bottom: int
    right: int


class Grid(Record):
    """A sheet, or a whole text file, as rows of cells with their places.

    In a text file a line is a row and a tab parts its cells; rows may differ in length.
    In a sheet every row has the same length and blank cells are present with value None.
    """

    file: str
    sheet: str | None
    rows: list[list[Cell]]
    merges: list[Merge] = field(default_factory=list)
    hidden_rows: frozenset[int] = frozenset()
    hidden_columns: frozenset[int] = frozenset()
    is_hidden: bool = False
    is_one_table: bool = False
    """Whether all rows from the first table row down are known to be one table."""
    remarks: list[str] = field(default_factory=list)
    """What of the source is not in the rows, in words for the clerk."""

    @property
    def is_text(self) -> bool:
        """Whether the grid is a text file."""
        return self.sheet is None

    def filled(self, row: int) -> list[Cell]:
        """The cells of a row that hold something."""
        return [c for c in self.rows[row] if not c.is_blank]

    def cells(self) -> Iterator[Cell]:
        """Every cell, row by row."""
        for row in self.rows:
            yield from row


class Block(Record):
    """One table found in a grid with the lines above it that belong to it.

    `kind` is "allocation", "codes", "form" or "other". `rows` are the table's rows only;
    `label` is the line 附件N, `title` the title line, `subtitle` a line in brackets such as
    (2024年度 昌吉市), `unit` the line that states the unit of money.
    """

    kind: str
    grid: Grid
    rows: list[list[Cell]]
    label: Text | None = None
    number: int | None = None
    title: Text | None = None
    subtitle: Text | None = None
    unit: Text | None = None
    first_row: int = 0
    """The index in the grid of the first of `rows`."""
