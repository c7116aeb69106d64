"""Where the allocation table stands on its sheet, and formulas that look into it."""

from __future__ import annotations

from xianbiao.model.records import Record, field
from xianbiao.sheets.layout import keys
from xianbiao.sheets.plan import Area, address, quoted

CAPACITY = 300
"""How many rows a table may grow to; formulas reach so far where nothing stands below."""


class AllocationPlaces(Record):
    """Where the allocation table stands on its sheet.

    `rows` are the sheet rows of the recipients in order; rows of subtotals may lie between.
    `names` are the names as they stand in `name_column`, by which formulas find a row after
    sorting. `capacity` is the last row that formulas reach where nothing stands below the
    recipients, so that rows may be added at the end.
    """

    sheet: str
    rows: list[int]
    total_row: int | None
    columns: dict[int, int]
    names: list[str] = field(default_factory=list)
    name_column: int | None = None
    capacity: int | None = None

    def cell(self, row: int, column: int) -> str:
        """The address of a recipient's amount; `row` counts recipients, `column` is the grid's."""
        return self._ref(self.rows[row], self.columns[column])

    @property
    def bottom(self) -> int:
        """The last row that formulas reach."""
        return self.rows[-1] if self.capacity is None else self.capacity

    def looked_up(self, row: int, column: int) -> str:
        """A recipient's amount, found by name, so that sorting the rows moves nothing.

        A word stands for it where no row bears the name, another where it is an error value.
        """
        if self.name_column is None or self.names.count(self.names[row]) > 1:
            return self.cell(row, column)
        names = self._reach(self.name_column)
        name = self.names[row].replace('"', '""')
        found = f'INDEX({self.span(column)},MATCH("{name}",{names},0))'
        otherwise = f'IF(COUNTIF({names},"{name}")=0,"{keys.NOT_LISTED}","{keys.NO_NUMBER}")'
        return f"IFERROR({found},{otherwise})"

    def listed(self, row: int) -> str | None:
        """How many rows bear a recipient's name; None where names cannot be looked up."""
        if self.name_column is None:
            return None
        name = self.names[row].replace('"', '""')
        return f'COUNTIF({self._reach(self.name_column)},"{name}")'

    def counted(self) -> str | None:
        """How many names stand in the table below its header, the total row left out.

        None where subtotals stand between the recipients.
        """
        between = self.rows[-1] - self.rows[0] + 1 > len(self.rows)
        if self.name_column is None or between:
            return None
        last = max(self.rows[0] + CAPACITY - 1, self.rows[-1])
        area = Area(self.rows[0], self.name_column, last, self.name_column)
        below = self.total_row is not None and self.total_row > self.rows[0]
        return f"COUNTA({quoted(self.sheet)}!{area.absolute}){'-1' if below else ''}"

    def span(self, column: int) -> str:
        """The addresses from the first recipient's amount to the last one's."""
        return self._reach(self.columns[column])

    def _reach(self, place: int) -> str:
        return f"{quoted(self.sheet)}!{Area(self.rows[0], place, self.bottom, place).absolute}"

    def runs(self, column: int) -> list[Area]:
        """The recipients' amounts in a column, without the rows that lie between."""
        place, areas = self.columns[column], list[Area]()
        if self.capacity is not None:
            return [Area(self.rows[0], place, self.capacity, place)]
        for row in self.rows:
            if areas and areas[-1].bottom == row - 1:
                areas[-1] = Area(areas[-1].top, place, row, place)
            else:
                areas.append(Area(row, place, row, place))
        return areas

    @property
    def name_span(self) -> str | None:
        """The addresses of the recipients' names; None where the table has no such column."""
        return None if self.name_column is None else self._reach(self.name_column)

    def funded(self, column: int, name: str = "?*") -> str:
        """How many rows bear a name, or any name, and have money."""
        span, criterion = self.span(column), name.replace('"', '""')
        named = (
            "" if self.name_column is None else f',{self._reach(self.name_column)},"{criterion}"'
        )
        return f'(COUNTIFS({span},">0"{named})+COUNTIFS({span},"<0"{named}))'

    def total(self, column: int) -> str:
        """The total of a column: its cell, or a SUM where the table prints no total row."""
        if self.total_row is None:
            return self.added(column)
        return self._ref(self.total_row, self.columns[column])

    def added(self, column: int) -> str:
        """The sum of the recipients' amounts in a column."""
        sheet = quoted(self.sheet)
        return f"SUM({','.join(f'{sheet}!{a.absolute}' for a in self.runs(column))})"

    def position(self, row: int | None, column: int) -> tuple[str, int, int]:
        """Sheet, row and column of an amount for a link; row None is the total."""
        place = self.rows[row or 0] if row is not None or self.total_row is None else self.total_row
        return self.sheet, place, self.columns[column]

    def _ref(self, row: int, column: int) -> str:
        return f"{quoted(self.sheet)}!{address(row, column, absolute=True)}"
