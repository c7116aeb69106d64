"""Ranges of a sheet found by addresses, names, pairs of numbers or other ranges."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any, cast

from xlwings import NoSuchObjectError

from xianbiao.engines.libreoffice.addresses import corners_of
from xianbiao.engines.libreoffice.names import Names
from xianbiao.engines.libreoffice.place import Place
from xianbiao.engines.libreoffice.ranges import Range

if TYPE_CHECKING:
    from xianbiao.engines.libreoffice.sheets import Sheet

_A1 = re.compile(
    r"\$?[A-Za-z]{1,3}\$?\d+(?::\$?[A-Za-z]{1,3}\$?\d+)?"
    r"|\$?[A-Za-z]{1,3}:\$?[A-Za-z]{1,3}|\$?\d+:\$?\d+"
)
_Corners = tuple[int, int, int, int]


class RangeFinder:
    """The part of a sheet that finds ranges on it."""

    @property
    def _sheet(self) -> Sheet:
        return cast("Sheet", self)

    def range(self, cell1: Any, cell2: Any = None) -> Range:
        """A range from addresses, names, (row, column) pairs or ranges.

        A tuple of four is first row, first column, rows, columns. Raises
        `xlwings.NoSuchObjectError` for a name that is not defined.
        """
        if cell2 is None and isinstance(cell1, tuple) and len(cell1) == 4:
            top, left, rows, columns = cell1
            return Range(self._sheet, top, left, top + rows - 1, left + columns - 1)
        if cell2 is None and isinstance(cell1, str) and not _A1.fullmatch(_bare(cell1)):
            return self._named(cell1)
        corners = [self._corners(cell) for cell in (cell1, cell2) if cell is not None]
        return Range(
            self._sheet,
            min(corner[0] for corner in corners),
            min(corner[1] for corner in corners),
            max(corner[2] for corner in corners),
            max(corner[3] for corner in corners),
            cell1 if isinstance(cell1, str) else "",
        )

    def _corners(self, cell: Any) -> _Corners:
        if isinstance(cell, tuple):
            if 0 in cell:
                raise IndexError("Rows and columns of a range count from 1")
            return (*cell, *cell)
        if isinstance(cell, str):
            address = _bare(cell)
            if _A1.fullmatch(address):
                return _sorted_corners(*corners_of(address.replace("$", "")))
            cell = self._named(cell)
        cell = getattr(cell, "impl", cell)
        if not isinstance(cell, Place):
            raise TypeError(f"A range cannot be found by {type(cell).__name__}")
        return cell.row, cell.column, cell.last_row, cell.last_column

    def _named(self, name: str) -> Range:
        """The cells of a name: of this sheet first, then of the book, then of a table."""
        for names in (self._sheet.names, Names(self._sheet.book, None)):
            found = names.find(name)
            if found is not None and found.sheet in (None, self):
                return found.refers_to_range
        table = self._sheet.tables.find(name)
        if table is not None:
            return table.data_body_range or table.range
        raise NoSuchObjectError(f"No range named {name!r} on {self._sheet.name}")


def _sorted_corners(first: tuple[int, int], last: tuple[int, int] | None) -> _Corners:
    (top, left), (bottom, right) = first, last or first
    return min(top, bottom), min(left, right), max(top, bottom), max(left, right)


def _bare(address: str) -> str:
    """An address without the sheet before it."""
    return address.rpartition("!")[2]
