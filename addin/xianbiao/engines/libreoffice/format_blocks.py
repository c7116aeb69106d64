"""Number formats of the cells of a range: read in blocks, written in blocks."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import TYPE_CHECKING, Any

from xianbiao.engines.libreoffice.bridge import enum, struct

if TYPE_CHECKING:
    from xianbiao.engines.libreoffice.place import Place


class Keys:
    """The key of the number format of every cell of a range.

    One format for the whole range takes two calls; a mix takes three for each look of its cells.
    """

    def __init__(self, shape: tuple[int, int], common: int) -> None:
        self._shape = shape
        self._common = common
        self._blocks: list[tuple[int, range, range]] = []

    @classmethod
    def of(cls, place: Place) -> Keys:
        """Ask for the formats of a range."""
        cells = place.cells
        common = cells.NumberFormat
        keys = cls(place.shape, common if isinstance(common, int) else 0)
        if len(place) == 1 or not _is_mixed(cells):
            return keys
        looks = cells.getUniqueCellFormatRanges()
        for number in range(looks.Count):
            look = looks.getByIndex(number)
            key = look.NumberFormat
            for address in look.RangeAddresses:
                rows = range(address.StartRow + 1 - place.row, address.EndRow + 2 - place.row)
                columns = range(
                    address.StartColumn + 1 - place.column, address.EndColumn + 2 - place.column
                )
                keys._blocks.append((key, rows, columns))
        return keys

    def blocks(self) -> Iterator[tuple[int, range, range]]:
        """Every key with the rows and columns, from 0 within the range, that have it."""
        if self._blocks:
            yield from self._blocks
        else:
            yield self._common, range(self._shape[0]), range(self._shape[1])

    def row(self, number: int) -> list[int]:
        """The keys of one row of the range."""
        if not self._blocks:
            return [self._common] * self._shape[1]
        found = [self._common] * self._shape[1]
        for key, rows, columns in self._blocks:
            if number in rows:
                for column in columns:
                    found[column] = key
        return found

    def at(self, row: int, column: int) -> int:
        """The key of one cell."""
        for key, rows, columns in self._blocks:
            if row in rows and column in columns:
                return key
        return self._common


def _is_mixed(cells: Any) -> bool:
    ambiguous = enum("beans.PropertyState", "AMBIGUOUS_VALUE")
    return bool(cells.getPropertyState("NumberFormat") == ambiguous)


def apply_formats(place: Place, wanted: Iterable[tuple[int, int, int]]) -> None:
    """Give cells, as (row, column, key) from 0 within the range, their formats.

    Three calls for each format, whatever the number of cells.
    """
    by_key: dict[int, dict[int, list[int]]] = {}
    for row, column, key in wanted:
        by_key.setdefault(key, {}).setdefault(column, []).append(row)
    index = place.sheet.index - 1 if by_key else 0
    for key, by_column in by_key.items():
        cells = place.sheet.book.doc.createInstance("com.sun.star.sheet.SheetCellRanges")
        addresses = []
        for column, rows in by_column.items():
            left = place.column - 1 + column
            for first, last in _spans(rows):
                top, bottom = place.row - 1 + first, place.row - 1 + last
                addresses.append(struct("table.CellRangeAddress", index, left, top, left, bottom))
        cells.addRangeAddresses(tuple(addresses), False)
        cells.NumberFormat = key


def _spans(rows: list[int]) -> list[tuple[int, int]]:
    """Ascending numbers as first and last of their unbroken spans."""
    spans: list[tuple[int, int]] = []
    for row in rows:
        if spans and spans[-1][1] == row - 1:
            spans[-1] = (spans[-1][0], row)
        else:
            spans.append((row, row))
    return spans
