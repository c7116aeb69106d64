"""Where the allocation table of an existing workbook stands, as the layout speaks of it."""

from __future__ import annotations

from xianbiao.model.allocation import AllocationTable
from xianbiao.sheets.layout.allocation import reach_down
from xianbiao.sheets.layout.context import AllocationPlaces


def allocation_places(table: AllocationTable) -> AllocationPlaces:
    """The rows, columns and names of a table whose cells have addresses."""
    first = table.rows[0]
    columns = {
        c.index: first.amounts[c.index].ref.position[1] - 1
        for c in table.columns
        if c.index in first.amounts
    }
    total = table.total
    places = AllocationPlaces(
        sheet=table.ref.sheet or "",
        rows=[row.name.ref.position[0] - 1 for row in table.rows],
        total_row=total.name.ref.position[0] - 1 if total is not None else None,
        columns=columns,
        names=[row.name.stripped for row in table.rows],
        name_column=first.name.ref.position[1] - 1,
    )
    reach_down(places, table)
    return places
