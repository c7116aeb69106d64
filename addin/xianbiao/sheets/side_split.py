"""How a table divides whose recipients stand side by side: panels, or columns that turned.

Rows and columns count from 1. A lane is the columns of one panel, which several recipients share
row by row, or those of one recipient of a transposed table.
"""

from __future__ import annotations

from xianbiao.model.records import Record, field
from xianbiao.sheets.split_plan import TableSplit


class Lane(Record, frozen=True):
    """The columns of a lane from left to right, and whose each of its recipient rows is.

    Rows of `parts` are in the amount of the recipient's own row. In a transposed table every
    row below the header is the one recipient's.
    """

    columns: tuple[int, ...]
    rows: dict[int, int]
    parts: frozenset[int] = frozenset()


class SideSplit(TableSplit, frozen=True):
    """A table of lanes. `top` to `bottom` and `left` to `right` are its range with its header.

    `body` is the first row below the header. All lanes have the same columns in the same order,
    and what is said of columns (`sums`, `final`) means those of the first lane. `total_lanes`
    tells in which lane each total row stands, `has_groups` whether there are subtotals, which no
    file has.

    In a transposed table `sums`, `final` and `total_rows` count across: the items are rows, and
    the totals stand in columns. `spare` are columns that no file has.
    """

    top: int = 1
    bottom: int = 1
    left: int = 1
    right: int = 1
    body: int = 2
    lanes: tuple[Lane, ...] = ()
    total_lanes: dict[int, int] = field(default_factory=dict)
    is_transposed: bool = False
    has_groups: bool = False
    spare: frozenset[int] = frozenset()

    @property
    def owners(self) -> frozenset[int]:
        """The recipients that have a part of the table."""
        return frozenset(owner for lane in self.lanes for owner in lane.rows.values())

    @property
    def region(self) -> frozenset[int]:
        """The columns that not all files have: the lanes, what is between them, what nobody has."""
        columns = [c for lane in self.lanes for c in lane.columns]
        if self.is_transposed:
            return frozenset(columns) | self.spare
        return frozenset(range(min(columns), max(columns) + 1))

    def lane_of(self, recipient: int) -> int | None:
        """In which lane a recipient stands, None where it has no part of the table."""
        return next(
            (i for i, lane in enumerate(self.lanes) if recipient in lane.rows.values()), None
        )

    def usual(self, lane: int) -> dict[int, int]:
        """Where the columns of a lane go: to those of the first."""
        return dict(zip(self.lanes[lane].columns, self.lanes[0].columns, strict=True))
