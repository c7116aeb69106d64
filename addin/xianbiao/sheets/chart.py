"""A native chart as data: which cells it draws, how, and where it stands."""

from __future__ import annotations

from enum import Enum

from xianbiao.model.records import Record
from xianbiao.sheets.addresses import Area, quoted

_LONGEST_TITLE = 255


class ChartKind(Enum):
    """Upright columns, or bars from left to right with the first category on top."""

    COLUMN = "column"
    BAR = "bar"


class Series(Record, frozen=True):
    """One row of columns: what it is called, the cells of its names and of its values."""

    name: str
    sheet: str
    names: Area
    values: Area
    colour: str

    @property
    def names_ref(self) -> str:
        """The cells of the names as a formula."""
        return f"={quoted(self.sheet)}!{self.names.absolute}"

    @property
    def values_ref(self) -> str:
        """The cells of the values as a formula."""
        return f"={quoted(self.sheet)}!{self.values.absolute}"


class Chart(Record, frozen=True):
    """A chart of one series, or of several side by side; sizes are in pixels.

    `from_zero` forbids an axis that begins above zero, which makes small differences look big.
    `description` is read to those who cannot see the chart. Raises ValueError for a chart
    without series and for a title that no program takes.
    """

    kind: ChartKind
    title: str
    series: tuple[Series, ...]
    row: int
    column: int
    width: int
    height: int
    axis: str = ""
    labels: bool = False
    from_zero: bool = False
    description: str = ""

    def __post_init__(self) -> None:
        if not self.series:
            raise ValueError(f"a chart without series: {self.title!r}")
        if not 0 < len(self.title) <= _LONGEST_TITLE:
            raise ValueError(f"the title needs 1 to {_LONGEST_TITLE} characters: {self.title!r}")
