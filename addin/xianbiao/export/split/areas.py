"""What formulas read and what array formulas fill, as areas of sheets."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterator, Sequence
from itertools import product

from xianbiao.export.package.cells import CellXml
from xianbiao.export.package.references import parse
from xianbiao.model.expressions import expression

Place = tuple[str, int, int]
"""A sheet in lower case, a row and a column from 1."""
Area = tuple[str, int, int, int, int]
"""A sheet in lower case, the first and last row, the first and last column."""
_FILLED = expression(rb"\bref=\"([^\"]*)\"")


def filled_by(cell: CellXml) -> Iterator[tuple[int, int]]:
    """The cells besides its own that the results of an array formula fill."""
    area = _FILLED.search(cell.formula_attributes) if b"array" in cell.formula_attributes else None
    for r in parse(area[1].decode()).references() if area is not None else ():
        left, right = r.column_span()
        cells = product(range(r.first, r.last + 1), range(left, right + 1))
        yield from (at for at in cells if at != (cell.row, cell.column_index))


def areas_of(formula: str, own: str) -> list[Area]:
    """What a formula on a sheet reads."""
    return [
        ((r.sheet or own).lower(), r.first, r.last, *r.column_span())
        for r in parse(formula).references()
    ]


def is_in(place: Place, area: Area) -> bool:
    """Whether a cell lies in an area."""
    sheet, first, last, left, right = area
    return place[0] == sheet and first <= place[1] <= last and left <= place[2] <= right


def reaches(rows: Sequence[int], first: int, last: int) -> bool:
    """Whether one of these rows, in order, lies in a range."""
    at = bisect_left(rows, first)
    return at < len(rows) and rows[at] <= last
