"""Widths, heights and hiding of the columns and rows of a range."""

from __future__ import annotations

from typing import Any

from xianbiao.engines.libreoffice.bridge import enum
from xianbiao.engines.libreoffice.guarded import expect_unprotected
from xianbiao.engines.libreoffice.place import Place

_TWIPS = 1440 / 2540  # of 1/100 mm; LibreOffice keeps sizes in twips, twentieths of a point
_DIGIT, _PADDING = 7, 5  # pixels of a digit and of a column's margins in Excel's standard font
_PIXEL = 15  # twips
_SAMPLES = 256


class RangeSizes(Place):
    """Widths in characters, heights and positions in points, as Excel gives them."""

    @property
    def column_width(self) -> float | None:
        """Width of a column in characters, 0 for a hidden one; None where columns differ."""
        if self.column_hidden:
            return 0.0
        width = self._shared_size(self.cells.Columns, "Width", self.shape[1])
        return None if width is None else _characters(width)

    @column_width.setter
    def column_width(self, value: float) -> None:
        expect_unprotected(self)
        columns = self.cells.Columns
        columns.IsVisible = value > 0
        if value > 0:
            columns.Width = round(_pixels(value) * _PIXEL / _TWIPS)

    @property
    def row_height(self) -> float | None:
        """Height of a row in points; None where rows differ."""
        height = self._shared_size(self.cells.Rows, "Height", self.shape[0])
        return None if height is None else _points(height)

    @row_height.setter
    def row_height(self, value: float) -> None:
        expect_unprotected(self)
        self.cells.Rows.Height = round(value * 20 / _TWIPS)

    def _shared_size(self, lines: Any, name: str, count: int) -> int | None:
        """The size that the lines share; of very many, those at regular distances are asked."""
        step = max(1, count // _SAMPLES)
        sizes = {getattr(lines.getByIndex(number), name) for number in range(0, count, step)}
        return sizes.pop() if len(sizes) == 1 else None

    @property
    def width(self) -> float:
        """Width of the whole range in points."""
        return self._extent(self.cells.Columns, "Width", self.shape[1])

    @property
    def height(self) -> float:
        """Height of the whole range in points."""
        return self._extent(self.cells.Rows, "Height", self.shape[0])

    @property
    def left(self) -> float:
        """Distance from the left edge of the sheet in points."""
        return self.at(1, 1, 1, self.column - 1).width if self.column > 1 else 0.0

    @property
    def top(self) -> float:
        """Distance from the upper edge of the sheet in points."""
        return self.at(1, 1, self.row - 1, 1).height if self.row > 1 else 0.0

    def _extent(self, lines: Any, name: str, count: int) -> float:
        """The lines together, each rounded to the unit LibreOffice keeps, hidden ones left out.

        Of very many lines the total is taken as UNO gives it, which may be off by half a point in
        a thousand.
        """
        if count > _SAMPLES:
            return _points(getattr(self.cells.Size, name))
        shown = (lines.getByIndex(number) for number in range(count))
        return sum(_points(getattr(line, name)) for line in shown if line.IsVisible)

    def autofit(self, axis: str | None = None) -> None:
        """Fit columns, rows (`axis` beginning with c or r) or both to their contents.

        Of whole columns and rows only those in use are fitted.
        """
        expect_unprotected(self)
        used = self.sheet.used_range
        bottom, right = min(self.last_row, used.last_row), min(self.last_column, used.last_column)
        if bottom < self.row or right < self.column:
            return
        cells = self.at(self.row, self.column, bottom, right).cells
        if axis is None or axis.startswith("c"):
            cells.Columns.OptimalWidth = True
        if axis is None or axis.startswith("r"):
            cells.Rows.OptimalHeight = True

    @property
    def row_hidden(self) -> bool | None:
        """Whether the rows are hidden; None where they differ."""
        return self._hidden(self.cells.Rows, self.shape[0])

    @row_hidden.setter
    def row_hidden(self, value: bool) -> None:
        expect_unprotected(self)
        self.cells.Rows.IsVisible = not value

    @property
    def column_hidden(self) -> bool | None:
        """Whether the columns are hidden; None where they differ."""
        return self._hidden(self.cells.Columns, self.shape[1])

    @column_hidden.setter
    def column_hidden(self, value: bool) -> None:
        expect_unprotected(self)
        self.cells.Columns.IsVisible = not value

    def _hidden(self, lines: Any, count: int) -> bool | None:
        step = max(1, count // _SAMPLES)
        found = {bool(lines.getByIndex(number).IsVisible) for number in range(0, count, step)}
        return None if len(found) > 1 else not found.pop()

    def group(self, by: str) -> None:
        """Group the columns or rows (`by` beginning with c or r) so that they fold."""
        expect_unprotected(self)
        self.sheet.uno.group(self.uno_address, _orientation(by))

    def ungroup(self, by: str) -> None:
        """Undo a grouping."""
        expect_unprotected(self)
        self.sheet.uno.ungroup(self.uno_address, _orientation(by))


def _orientation(by: str) -> Any:
    return enum("table.TableOrientation", "COLUMNS" if by.startswith("c") else "ROWS")


def _points(size: int) -> float:
    return round(size * _TWIPS) / 20


def _pixels(characters: float) -> float:
    """Pixels of a width; below one character the margins shrink along."""
    if characters < 1:
        return characters * (_DIGIT + _PADDING)
    return characters * _DIGIT + _PADDING


def _characters(size: int) -> float:
    pixels = round(size * _TWIPS) / _PIXEL
    if pixels < _DIGIT + _PADDING:
        return round(pixels / (_DIGIT + _PADDING), 2)
    return round((pixels - _PADDING) / _DIGIT, 2)
