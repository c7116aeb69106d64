"""The widths of columns when only one lane of a sheet stays.

The columns of the other lanes are hidden; with nothing in them they are out of sight and do not
print, and no column to the right of them has to move. Those that stay become wider in proportion,
so that the sheet is as wide as before: the title, the notes and the unit keep their room, and a
page shows the one line in the size in which it showed the table. A sheet that was wider than its
page is filled as far as the page goes.
"""

from __future__ import annotations

from collections.abc import Collection
from typing import TypeAlias

from lxml import etree

from xianbiao.export.lanes.paper import fit_across, page_width
from xianbiao.export.package.xml_text import MAIN

Element: TypeAlias = etree._Element
_WIDEST = 255.0
_USUAL = 8.43
_BEFORE = ("sheetPr", "dimension", "sheetViews", "sheetFormatPr")
_YES = ("1", "true")


def set_widths(root: Element, table: tuple[int, int], hidden: Collection[int]) -> None:
    """Hide columns of a table, given by its first and last, and widen those that stay."""
    first, last = table
    known = _columns(root, first, last)
    shown = {c: a for c, a in known.items() if a.get("hidden") not in _YES}
    before = sum(_width(a, root) for a in shown.values())
    kept = {c: a for c, a in shown.items() if c not in hidden}
    after = sum(_width(a, root) for a in kept.values())
    beside = sum(_width({}, root) for _ in range(1, first))
    factor = max(1.0, min(before, page_width(root) - beside) / after) if after else 1.0
    for column, attributes in known.items():
        if column in kept and factor > 1:
            width = min(_WIDEST, _width(attributes, root) * factor)
            attributes |= {"width": f"{width:.2f}", "customWidth": "1"}
        elif column in hidden:
            attributes |= {"width": attributes.get("width", f"{_USUAL}"), "hidden": "1"}
    _write(root, known, first, last)
    fit_across(root)


def _columns(root: Element, first: int, last: int) -> dict[int, dict[str, str]]:
    """The attributes of each column of a table but for its number."""
    known: dict[int, dict[str, str]] = {c: {} for c in range(first, last + 1)}
    for element in root.iterfind("{*}cols/{*}col"):
        attributes = {str(k): str(v) for k, v in element.attrib.items() if k not in ("min", "max")}
        low, high = int(element.get("min", "0")), int(element.get("max", "0"))
        for column in range(max(low, first), min(high, last) + 1):
            known[column] = dict(attributes)
    return known


def _width(attributes: dict[str, str], root: Element) -> float:
    if (width := attributes.get("width")) is not None:
        return float(width)
    usual = root.find("{*}sheetFormatPr")
    return float(_USUAL if usual is None else usual.get("defaultColWidth", _USUAL))


def _write(root: Element, known: dict[int, dict[str, str]], first: int, last: int) -> None:
    holder = root.find("{*}cols")
    if holder is None:
        holder = etree.Element(f"{{{MAIN}}}cols")
        root.insert(sum(1 for e in root if etree.QName(e).localname in _BEFORE), holder)
    lines = [(c, c, a) for c, a in known.items() if a]
    for element in list(holder):
        attributes = {str(k): str(v) for k, v in element.attrib.items() if k not in ("min", "max")}
        low, high = int(element.get("min", "0")), int(element.get("max", "0"))
        lines += [(low, min(high, first - 1), attributes), (max(low, last + 1), high, attributes)]
        holder.remove(element)
    for low, high, attributes in sorted((x for x in lines if x[0] <= x[1]), key=lambda x: x[0]):
        line = etree.SubElement(holder, f"{{{MAIN}}}col", min=str(low), max=str(high))
        for key, value in attributes.items():
            line.set(key, value)
