"""Gives the cell formats of a written package their names, so that one change recolours all.

XlsxWriter writes every format as a direct one; here each becomes a named style of the
workbook, and the cells that use it follow the style.
"""

from __future__ import annotations

import re
from collections.abc import Mapping

from xianbiao.export.markup import attribute
from xianbiao.model.expressions import expression

PREFIX = "县表·"
"""Before every name: Excel has styles of its own called 输入, 计算 and 合计."""

STYLES = "xl/styles.xml"
"""The part that holds the formats."""
_FORMATS = expression(r"<cellXfs[^>]*>(.*?)</cellXfs>", re.S)
_BASES = expression(r"<cellStyleXfs[^>]*>(.*?)</cellStyleXfs>", re.S)
_NAMES = expression(r"<cellStyles[^>]*>(.*?)</cellStyles>", re.S)
_FORMAT = expression(r"<xf\b[^>]*?/>|<xf\b.*?</xf>", re.S)


def with_names(styles: str, names: Mapping[int, str]) -> str:
    """The styles part with a named style for each format, given by the format's index."""
    formats = _items(_FORMATS, styles)
    bases = _items(_BASES, styles)
    named = [_inside(_NAMES, styles)]
    for index, name in sorted(names.items()):
        base = len(bases)
        bases.append(formats[index].replace(' xfId="0"', "", 1))
        formats[index] = formats[index].replace(' xfId="0"', f' xfId="{base}"', 1)
        named.append(f'<cellStyle name={attribute(PREFIX + name)} xfId="{base}"/>')
    styles = _replaced(_BASES, styles, "cellStyleXfs", len(bases), "".join(bases))
    styles = _replaced(_FORMATS, styles, "cellXfs", len(formats), "".join(formats))
    return _replaced(_NAMES, styles, "cellStyles", len(named), "".join(named))


def _inside(block: re.Pattern[str], styles: str) -> str:
    found = block.search(styles)
    if found is None:
        raise ValueError(f"styles part without {block.pattern}")
    return found.group(1)


def _items(block: re.Pattern[str], styles: str) -> list[str]:
    return _FORMAT.findall(_inside(block, styles))


def _replaced(block: re.Pattern[str], styles: str, tag: str, count: int, content: str) -> str:
    whole = f'<{tag} count="{count}">{content}</{tag}>'
    return block.sub(lambda _: whole, styles, count=1)
