"""The styles of the sheets as XlsxWriter formats, each made once and only when it is used."""

from __future__ import annotations

from typing import Any

from xianbiao.sheets.styles import LOOKS, Look, Style

_GB2312 = 134
_THIN, _MEDIUM = 1, 2


class Formats:
    """Gives the format of a style, and the colours that a result text gets."""

    def __init__(self, book: Any) -> None:
        self._book = book
        self._made: dict[Style, Any] = {}
        self._marks: dict[Style, Any] = {}

    def __getitem__(self, style: Style) -> Any:
        if style not in self._made:
            self._made[style] = self._book.add_format(_properties(LOOKS[style]))
        return self._made[style]

    @property
    def names(self) -> dict[int, str]:
        """The name of every format that cells use, by its index in the written package.

        Styles that look alike share one format, which bears the name of the first.
        """
        names: dict[int, str] = {}
        for style, made in self._made.items():
            if made.xf_index is not None:
                names.setdefault(made.xf_index, style.value)
        return names

    def mark(self, style: Style) -> Any:
        """The colours of a style alone, for a conditional format."""
        if style not in self._marks:
            look = LOOKS[style]
            colours = {"font_color": look.colour, "bg_color": look.fill}
            self._marks[style] = self._book.add_format(colours)
        return self._marks[style]


def _properties(look: Look) -> dict[str, Any]:
    properties: dict[str, Any] = {
        "font_name": look.font,
        "font_size": look.size,
        "font_charset": _GB2312,
        "bold": look.bold,
        "valign": "vcenter",
        "text_wrap": look.wrap,
        "locked": look.locked,
    }
    if look.align:
        properties["align"] = look.align
    if look.border:
        properties |= {"border": _THIN}
    if look.heavy_top:
        properties |= {"top": _MEDIUM}
    if look.colour:
        properties["font_color"] = look.colour
    if look.fill:
        properties |= {"bg_color": look.fill, "pattern": 1}
    if look.indent:
        properties["indent"] = look.indent
    if look.underline:
        properties["underline"] = 1
    if look.number:
        properties["num_format"] = look.number
    return properties
