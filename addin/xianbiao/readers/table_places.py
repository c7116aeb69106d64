"""Where the tables of a working workbook stand, by its sheet _meta."""

from __future__ import annotations

from xianbiao.model.expressions import expression
from xianbiao.model.records import Record
from xianbiao.sheets.addresses import column_number
from xianbiao.sheets.grid import Grid, Merge
from xianbiao.sheets.layout import keys

_RANGE = expression(r"([A-Z]+)(\d+):([A-Z]+)(\d+)")


class TablePlace(Record, frozen=True):
    """One row `table` of _meta: where a table stands and for which region."""

    sheet: str
    kind: str
    top: int
    left: int
    right: int
    region: str


def table_places(meta: Grid) -> list[TablePlace]:
    """Every table that _meta lists, in its order."""
    result: list[TablePlace] = []
    for row in meta.rows:
        found = _RANGE.fullmatch(row[3].stripped) if len(row) > 3 else None
        if row[0].stripped == keys.META_TABLE and found:
            left, top, right, _ = found.groups()
            region = row[4].stripped if len(row) > 4 else ""
            result.append(
                TablePlace(
                    row[1].stripped,
                    row[2].stripped,
                    int(top) - 1,
                    column_number(left),
                    column_number(right),
                    region,
                )
            )
    return result


def cut(grid: Grid, place: TablePlace) -> Grid:
    """The table's columns of a sheet, from its first row down; inserted rows come along.

    So do columns inserted into the allocation table.
    """
    right = _right(grid, place)
    rows = [row[place.left : right + 1] for row in grid.rows[place.top :]]
    merges = [
        Merge(m.top - place.top, m.left - place.left, m.bottom - place.top, m.right - place.left)
        for m in grid.merges
        if m.top >= place.top and m.left >= place.left and m.right <= right
    ]
    return Grid(grid.file, grid.sheet, rows, merges)


def _right(grid: Grid, place: TablePlace) -> int:
    """The last column of a table, up to the empty column that parts it from what stands aside.

    The first row is left out: only the light of the workbook stands in it there.
    """
    right = place.right
    if place.kind != keys.KIND_ALLOCATION:
        return right
    rows = grid.rows[place.top + 1 :]
    while any(right + 1 < len(row) and not row[right + 1].is_blank for row in rows):
        right += 1
    return right
