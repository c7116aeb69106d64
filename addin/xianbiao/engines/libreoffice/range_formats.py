"""Formats of a range: number format, colour, font, borders, alignment, wrapping, indent."""

from __future__ import annotations

from typing import Any

from xianbiao.engines.libreoffice.arrays import expect_whole_arrays
from xianbiao.engines.libreoffice.borders import Borders
from xianbiao.engines.libreoffice.bridge import enum, rgb, rgb_tuple
from xianbiao.engines.libreoffice.clearing import CONTENTS, EVERYTHING, FORMATS
from xianbiao.engines.libreoffice.fonts import Font
from xianbiao.engines.libreoffice.guarded import expect_unlocked
from xianbiao.engines.libreoffice.looks import common
from xianbiao.engines.libreoffice.place import Place
from xianbiao.engines.libreoffice.refused import refused

_HORIZONTAL = {
    "general": "STANDARD",
    "left": "LEFT",
    "center": "CENTER",
    "right": "RIGHT",
    "fill": "REPEAT",
    "justify": "BLOCK",
    "distributed": "BLOCK",
}
_VERTICAL = {"top": 1, "center": 2, "bottom": 3, "justify": 4, "distributed": 4}
_DISTRIBUTED = 1  # com.sun.star.table.CellJustifyMethod
_INDENT = 353  # 1/100 mm; a step of Excel's indent is 10 points


class RangeFormats(Place):
    """The look of the cells; a property that differs among them is None."""

    @property
    def number_format(self) -> str | None:
        """The code as Excel writes it."""
        key = common(self.cells, "NumberFormat")
        return None if key is None else self.sheet.book.formats.code(key)

    @number_format.setter
    def number_format(self, value: str) -> None:
        self._set("NumberFormat", self.sheet.book.formats.key(value))

    @property
    def color(self) -> tuple[int, int, int] | None:
        """The fill as red, green, blue; None without a fill, or where cells differ."""
        colour = common(self.cells, "CellBackColor")
        return None if colour is None else rgb_tuple(colour)

    @color.setter
    def color(self, value: tuple[int, int, int] | int | str | None) -> None:
        self._set("CellBackColor", rgb(value))

    def set_colors(self, colors: list[list[Any]]) -> None:
        """Fill each cell with its own colour, row by row; equal neighbours take one call."""
        expect_unlocked(self)
        for row, line in enumerate(colors):
            first = 0
            for column in range(1, len(line) + 1):
                if column == len(line) or line[column] != line[first]:
                    top, left = self.row + row, self.column + first
                    cells = self.at(top, left, top, self.column + column - 1).cells
                    cells.CellBackColor = rgb(line[first])
                    first = column

    @property
    def font(self) -> Font:
        """Name, size, colour, weight and slant of the letters."""
        return Font(self)

    @property
    def borders(self) -> Borders:
        """The lines around and between the cells."""
        return Borders(self)

    @property
    def wrap_text(self) -> bool | None:
        """Whether long texts go on in a further line of their cell."""
        found: bool | None = common(self.cells, "IsTextWrapped")
        return found

    @wrap_text.setter
    def wrap_text(self, value: bool) -> None:
        self._set("IsTextWrapped", bool(value))

    @property
    def horizontal_alignment(self) -> str | None:
        """One of xlwings' words, such as `center`."""
        found = common(self.cells, "HoriJustify")
        if found is None:
            return None
        if found.value == "BLOCK" and self.cells.HoriJustifyMethod == _DISTRIBUTED:
            return "distributed"
        return next(word for word, name in _HORIZONTAL.items() if name == found.value)

    @horizontal_alignment.setter
    def horizontal_alignment(self, value: str) -> None:
        if value not in _HORIZONTAL:
            raise refused("跨列居中", "合并单元格后居中")
        self._set("HoriJustify", enum("table.CellHoriJustify", _HORIZONTAL[value]))
        self.cells.HoriJustifyMethod = _DISTRIBUTED if value == "distributed" else 0

    @property
    def vertical_alignment(self) -> str | None:
        """One of xlwings' words; a cell never set stands at the bottom."""
        found = common(self.cells, "VertJustify")
        if found is None:
            return None
        if found == _VERTICAL["justify"] and self.cells.VertJustifyMethod == _DISTRIBUTED:
            return "distributed"
        return next((word for word, name in _VERTICAL.items() if name == found), "bottom")

    @vertical_alignment.setter
    def vertical_alignment(self, value: str) -> None:
        self._set("VertJustify", _VERTICAL[value])
        self.cells.VertJustifyMethod = _DISTRIBUTED if value == "distributed" else 0

    def adjust_indent(self, amount: int) -> None:
        """Move the texts right by so many steps, left by a negative number of them."""
        expect_unlocked(self)
        looks = self.cells.getUniqueCellFormatRanges()
        for number in range(looks.Count):
            look = looks.getByIndex(number)
            look.ParaIndent = max(0, look.ParaIndent + amount * _INDENT)

    def clear_contents(self) -> None:
        """Empty the cells and keep their formats."""
        self._clear(CONTENTS)

    def clear_formats(self) -> None:
        """Reset the formats and keep the contents; merged cells come apart."""
        self._clear(FORMATS)

    def clear(self) -> None:
        """Empty the cells and reset their formats."""
        self._clear(EVERYTHING)

    def _clear(self, flags: int) -> None:
        expect_unlocked(self)
        if flags & CONTENTS:
            expect_whole_arrays(self)
        if flags & FORMATS == FORMATS:
            self.cells.merge(False)
        self.cells.clearContents(flags)

    def _set(self, name: str, value: Any) -> None:
        expect_unlocked(self)
        self.cells.setPropertyValue(name, value)
