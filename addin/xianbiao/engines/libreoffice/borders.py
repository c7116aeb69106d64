"""Borders of a range: the lines around its cells and between them."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from xlwings import base_classes

from xianbiao.engines.libreoffice.bridge import rgb, struct
from xianbiao.engines.libreoffice.guarded import expect_unlocked
from xianbiao.engines.libreoffice.refused import refused

if TYPE_CHECKING:
    from xianbiao.engines.libreoffice.place import Place

_UNSET = base_classes._UNSET
_STYLES = {  # com.sun.star.table.BorderLineStyle
    "continuous": 0,
    "dot": 1,
    "dash": 2,
    "double": 15,
    "dash_dot": 16,
    "dash_dot_dot": 17,
}
_WORDS = {number: word for word, number in _STYLES.items()} | {3: "double", 14: "dash"}
_WIDTHS = {"hairline": 2, "thin": 35, "medium": 88, "thick": 141}  # 1/100 mm
_DOUBLE_WIDTH = 105  # both lines and the gap between them
_LIMITS = ((15, "hairline"), (60, "thin"), (115, "medium"))
_LINES = {
    "edge_top": "TopLine",
    "edge_bottom": "BottomLine",
    "edge_left": "LeftLine",
    "edge_right": "RightLine",
    "inside_horizontal": "HorizontalLine",
    "inside_vertical": "VerticalLine",
}
_OF_A_CELL = {
    "edge_top": "TopBorder2",
    "edge_bottom": "BottomBorder2",
    "edge_left": "LeftBorder2",
    "edge_right": "RightBorder2",
    "inside_horizontal": "BottomBorder2",
    "inside_vertical": "RightBorder2",
}
_DIAGONALS = {"diagonal_down": "DiagonalTLBR2", "diagonal_up": "DiagonalBLTR2"}


class Border(base_classes.Border):
    """The lines of one side; where they differ, those of the first cell, as in Excel."""

    def __init__(self, place: Place, side: str) -> None:
        self.place = place
        self.side = side

    @property
    def api(self) -> Any:
        """The UNO line, a `BorderLine2`."""
        cells = self.place.cells
        first = cells.getCellByPosition(0, 0)
        if self.side in _DIAGONALS:
            return first.getPropertyValue(_DIAGONALS[self.side])
        line = _LINES[self.side]
        table = cells.TableBorder2
        if getattr(table, f"Is{line}Valid"):
            return getattr(table, line)
        return first.getPropertyValue(_OF_A_CELL[self.side])

    def _drawn(self) -> Any:
        """The line, or None where there is none."""
        line = self.api
        return line if _is_drawn(line) else None

    @property
    def line_style(self) -> str:
        """One of xlwings' words; `none` without a line."""
        line = self._drawn()
        return _WORDS.get(line.LineStyle, "continuous") if line is not None else "none"

    @line_style.setter
    def line_style(self, value: str | None) -> None:
        self.put(line_style=value)

    @property
    def weight(self) -> str | None:
        """`hairline`, `thin`, `medium` or `thick`; None without a line."""
        line = self._drawn()
        if line is None:
            return None
        width = line.LineWidth or line.OuterLineWidth
        if _WORDS.get(line.LineStyle) == "double":
            return "thick"
        return next((word for limit, word in _LIMITS if width <= limit), "thick")

    @weight.setter
    def weight(self, value: str) -> None:
        self.put(weight=value)

    @property
    def color(self) -> tuple[int, int, int] | None:
        """Red, green, blue; None without a line."""
        line = self._drawn()
        if line is None:
            return None
        return line.Color >> 16 & 255, line.Color >> 8 & 255, line.Color & 255

    @color.setter
    def color(self, value: Any) -> None:
        self.put(color=value)

    def put(self, line_style: Any = _UNSET, weight: Any = _UNSET, color: Any = _UNSET) -> None:
        """Draw the side; what is not given stays as it is, a new line is thin and black."""
        expect_unlocked(self.place)
        rows, columns = self.place.shape
        missing = {"inside_horizontal": rows, "inside_vertical": columns}.get(self.side)
        if missing == 1:
            return
        line = self._line(line_style, weight, color)
        cells = self.place.cells
        if self.side in _DIAGONALS:
            cells.setPropertyValue(_DIAGONALS[self.side], line)
            return
        table = cells.TableBorder2
        for name in (*_LINES.values(), "Distance"):
            setattr(table, f"Is{name}Valid", name == _LINES[self.side])
        setattr(table, _LINES[self.side], line)
        cells.TableBorder2 = table

    def _line(self, line_style: Any, weight: Any, color: Any) -> Any:
        line = struct("table.BorderLine2")
        if line_style in (None, "none"):
            return line
        if line_style == "slant_dash_dot":
            raise refused("斜点划线边框", "改用 dash_dot")
        old = self._drawn()
        style = _STYLES[line_style] if line_style is not _UNSET else (old.LineStyle if old else 0)
        width = _WIDTHS[weight] if weight is not _UNSET else (old.LineWidth if old else 35)
        line.LineStyle = style
        line.LineWidth = max(width, _DOUBLE_WIDTH) if style == _STYLES["double"] else width
        line.Color = rgb(color) if color is not _UNSET else (old.Color if old else 0)
        return line


class Borders(base_classes.Borders):
    """The eight sides of a range."""

    def __init__(self, place: Place) -> None:
        self.place = place

    @property
    def api(self) -> Any:
        """The UNO lines of the range."""
        return self.place.cells.TableBorder2

    def __getitem__(self, key: str) -> Border:
        return Border(self.place, key)

    def _common(self, name: str) -> Any:
        """The value that every side there is shares; None where they differ."""
        rows, columns = self.place.shape
        sides = [
            side
            for side in _LINES
            if {"inside_horizontal": rows, "inside_vertical": columns}.get(side) != 1
        ]
        found = {getattr(self[side], name) for side in sides}
        return found.pop() if len(found) == 1 else None

    @property
    def line_style(self) -> str | None:
        """The style that all lines share."""
        found: str | None = self._common("line_style")
        return found

    @line_style.setter
    def line_style(self, value: str | None) -> None:
        self.set(tuple(_LINES), line_style=value)

    @property
    def weight(self) -> str | None:
        """The weight that all lines share."""
        found: str | None = self._common("weight")
        return found

    @weight.setter
    def weight(self, value: str) -> None:
        self.set(tuple(_LINES), weight=value)

    @property
    def color(self) -> tuple[int, int, int] | None:
        """The colour that all lines share."""
        found: tuple[int, int, int] | None = self._common("color")
        return found

    @color.setter
    def color(self, value: Any) -> None:
        self.set(tuple(_LINES), color=value)

    def set(
        self,
        which: Any = "all",
        *,
        line_style: Any = _UNSET,
        weight: Any = _UNSET,
        color: Any = _UNSET,
    ) -> None:
        """Draw several sides alike."""
        for side in [which] if isinstance(which, str) else which:
            self[side].put(line_style=line_style, weight=weight, color=color)


def _is_drawn(line: Any) -> bool:
    return bool(line.LineWidth or line.OuterLineWidth or line.InnerLineWidth)
