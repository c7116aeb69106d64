"""Pictures, shapes and charts when one lane of a sheet stays.

A picture keeps its size whatever becomes of the columns behind it. One that stands on a cell that
is gone goes with it; one beside the table that would lie behind hidden columns comes forward.
"""

from __future__ import annotations

from typing import TypeAlias

from lxml import etree

from xianbiao.export.lanes.moves import CellMoves
from xianbiao.export.package.anchors import anchors_of, take_out
from xianbiao.export.package.elements import local
from xianbiao.export.package.references import parse
from xianbiao.export.package.xml_text import RELATIONS, parsed, written

Element: TypeAlias = etree._Element
_R_ID = f"{{{RELATIONS}}}id"


def laid_drawing(data: bytes, part: str, moves: CellMoves, hidden: frozenset[int]) -> bytes | None:
    """The drawing on the sheet with the lanes, None where nothing is left in it."""
    root = parsed(data, part)
    for anchor in list(anchors_of(root)):
        start = anchor.find("{*}from")
        if start is None:
            continue
        row, column = (int(start.findtext(f"{{*}}{k}") or 0) + 1 for k in ("row", "col"))
        place = moves.place(row, column)
        if place is None:
            take_out(anchor)
            continue
        if place[1] in hidden:
            place = place[0], max(c for c in range(1, place[1]) if c not in hidden)
            _set(start, "colOff", 0)
        _set(start, "row", place[0] - 1)
        _set(start, "col", place[1] - 1)
        _keep_size(anchor)
    return written(root) if len(root) else None


def without_charts(data: bytes, part: str, lost: frozenset[str]) -> bytes | None:
    """A drawing without the charts that some relationships lead to; None where it has no more."""
    root = parsed(data, part)
    for anchor in list(anchors_of(root)):
        if any(e.get(_R_ID) in lost for e in anchor.iter(etree.Element)):
            take_out(anchor)
    return written(root) if len(root) else None


def without_live_pictures(data: bytes, part: str, own: str, moves: CellMoves) -> bytes | None:
    """A drawing without pictures taken of lanes (with the camera); None where it has no more."""
    if b"cameraTool" not in data:
        return data
    root = parsed(data, part)
    for anchor in list(anchors_of(root)):
        areas = [e.get("cellRange", "").lstrip("=") for e in anchor.iter("{*}cameraTool")]
        if any(moves.reads(parse(area), own) for area in areas):
            take_out(anchor)
    return written(root) if len(root) else None


def draws_lanes(data: bytes, part: str, own: str, moves: CellMoves) -> bool:
    """Whether a chart draws cells that move, are gone, or changed."""
    formulas = [e.text.strip() for e in parsed(data, part).iter("{*}f") if e.text]
    return any(moves.reads(parse(text), own) for text in formulas)


def _set(point: Element, name: str, value: int) -> None:
    place = point.find(f"{{*}}{name}")
    if place is not None:
        place.text = str(value)


def _keep_size(anchor: Element) -> None:
    """Tie a picture to its upper left corner and its own size, where it tells one."""
    stop = anchor.find("{*}to")
    sizes = [e for e in anchor.iter("{*}xfrm") for e in e.findall("{*}ext")]
    size = next((e for e in sizes if int(e.get("cx", "0")) > 0), None)
    if stop is None or size is None or local(anchor) != "twoCellAnchor":
        return
    space = etree.QName(anchor).namespace
    extent = etree.Element(f"{{{space}}}ext", cx=size.get("cx"), cy=size.get("cy"))
    anchor.replace(stop, extent)
    anchor.tag = f"{{{space}}}oneCellAnchor"
    anchor.attrib.pop("editAs", None)
