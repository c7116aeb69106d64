"""The font of a range; Chinese and Latin letters get the same."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from xlwings import base_classes

from xianbiao.engines.libreoffice.bridge import enum, rgb
from xianbiao.engines.libreoffice.guarded import expect_unlocked
from xianbiao.engines.libreoffice.looks import common

if TYPE_CHECKING:
    from xianbiao.engines.libreoffice.place import Place

_BOLD, _NORMAL = 150.0, 100.0
_SCRIPTS = ("", "Asian", "Complex")  # LibreOffice keeps a font for each group of scripts


class Font(base_classes.Font):
    """A property that differs among the cells is None."""

    def __init__(self, place: Place) -> None:
        self.place = place

    @property
    def api(self) -> Any:
        """The UNO range, which keeps the properties of its letters."""
        return self.place.cells

    @property
    def bold(self) -> bool | None:
        """Whether the letters are bold."""
        weight = common(self.api, "CharWeight")
        return None if weight is None else bool(weight > _NORMAL)

    @bold.setter
    def bold(self, value: bool) -> None:
        self._set("CharWeight", _BOLD if value else _NORMAL)

    @property
    def italic(self) -> bool | None:
        """Whether the letters are slanted."""
        posture = common(self.api, "CharPosture")
        return None if posture is None else bool(posture.value != "NONE")

    @italic.setter
    def italic(self, value: bool) -> None:
        self._set("CharPosture", enum("awt.FontSlant", "ITALIC" if value else "NONE"))

    @property
    def size(self) -> float | None:
        """Height of the letters in points."""
        size = common(self.api, "CharHeight")
        return None if size is None else float(size)

    @size.setter
    def size(self, value: float) -> None:
        self._set("CharHeight", float(value))

    @property
    def color(self) -> tuple[int, int, int] | None:
        """Red, green, blue; the automatic colour is black."""
        colour = common(self.api, "CharColor")
        if colour is None:
            return None
        colour = max(colour, 0)
        return colour >> 16 & 255, colour >> 8 & 255, colour & 255

    @color.setter
    def color(self, value: tuple[int, int, int] | int | str | None) -> None:
        expect_unlocked(self.place)
        self.api.CharColor = rgb(value)

    @property
    def name(self) -> str | None:
        """Name of the font."""
        found: str | None = common(self.api, "CharFontName")
        return found

    @name.setter
    def name(self, value: str) -> None:
        self._set("CharFontName", value)

    def _set(self, name: str, value: Any) -> None:
        expect_unlocked(self.place)
        cells = self.api
        for script in _SCRIPTS:
            cells.setPropertyValue(name + script, value)
