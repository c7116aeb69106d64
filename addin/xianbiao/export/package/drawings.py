"""Pictures, shapes and charts on a sheet after rows were removed."""

from __future__ import annotations

from collections.abc import Collection
from typing import TypeAlias

from lxml import etree

from xianbiao.export.package.anchors import anchors_of, ids_in, loses_its_sense, take_out
from xianbiao.export.package.elements import remove
from xianbiao.export.package.remaining import Remaining, moved
from xianbiao.export.package.row_map import RowMap
from xianbiao.export.package.xml_text import parsed, written
from xianbiao.model.expressions import expression
from xianbiao.model.records import Record

Element: TypeAlias = etree._Element
_DRAWN = expression(rb"\brelId=[\"']([^\"']+)")
_LINKED = expression(rb'\btextlink="[^"]')


class CutDrawing(Record, frozen=True):
    """A drawing over the rows that stay, and the relationships that it still uses."""

    data: bytes
    used: frozenset[str]


def cut_drawing(
    data: bytes,
    part: str,
    rows: RowMap,
    lost: frozenset[str],
    *,
    macros: bool,
    dead: frozenset[str] = frozenset(),
) -> CutDrawing | None:
    """The drawing without what stood on removed rows; None where nothing is left.

    `lost` are the relationships of charts that have no data any more. What spans rows that stay
    and rows that went begins and ends at those that stay; a chart, a picture or a text keeps its
    height, and one that reaches a little into the next row goes with its own. `macros` keeps the
    calls of macros; `dead` are links whose place is gone: the picture stays and leads nowhere.
    """
    root = parsed(data, part)
    for anchor in list(anchors_of(root)):
        if any(i in lost for i in ids_in(anchor)) or not _move(anchor, rows):
            take_out(anchor)
    for element in list(root.iter("{*}hlinkClick", "{*}hlinkHover")):
        if dead.intersection(ids_in(element)):
            remove(element)
    if not macros:
        for element in root.iter(etree.Element):
            if element.get("macro"):
                element.set("macro", "")
    if not len(root):
        return None
    return CutDrawing(written(root), frozenset(ids_in(root)))


def shows_cells(data: bytes) -> bool:
    """Whether a shape shows the text of a cell."""
    return _LINKED.search(data) is not None


def diagram_drawings(data: bytes) -> frozenset[str]:
    """The relationships, of the drawing, that a diagram's data calls: how it was drawn last."""
    return frozenset(found.decode() for found in _DRAWN.findall(data))


def without_lost_shapes(
    data: bytes, part: str, shapes: Collection[int] | None, own: str, remaining: Remaining
) -> bytes:
    """A drawing without slicers, controls with no shape and live pictures of cells that went."""
    root = parsed(data, part)
    for anchor in list(anchors_of(root)):
        if loses_its_sense(anchor, shapes, own, remaining):
            take_out(anchor)
    return written(root)


def with_own_cells(data: bytes, part: str, own: str, remaining: Remaining) -> bytes:
    """A drawing whose shapes show the cells that they showed, where these are now.

    The copy of a text goes where its cell went or shows something else: a program that opens the
    file takes it from the cell.
    """
    root = parsed(data, part)
    for shape in root.iter("{*}sp", "{*}cxnSp"):
        link = shape.get("textlink")
        if not link:
            continue
        place = moved(link, own, remaining, may_change=True)
        shape.set("textlink", place or "")
        if moved(link, own, remaining) is None:
            for text in shape.iter("{*}t"):
                text.text = ""
    return written(root)


def _move(anchor: Element, rows: RowMap) -> bool:
    start, stop = anchor.find("{*}from"), anchor.find("{*}to")
    if start is None:
        return True
    top = _row(start)
    if stop is None:
        if not rows.keeps(top):
            return False
        _set(start, top - rows.removed_to(top))
        return True
    bottom = _row(stop)
    # An end at the very top of a row does not reach into it.
    inside = bottom if _offset(stop) > 0 or bottom == top else bottom - 1
    if not rows.kept(top, inside) or not rows.keeps(_home(anchor, top, inside, stop)):
        return False
    if rows.keeps(top):
        _set(start, top - rows.removed_to(top))
    else:
        _set(start, top - rows.removed_to(top) + 1)
        _set_offset(start)
    if rows.keeps_all(top, bottom):
        _set(stop, bottom - rows.removed_to(bottom))
    elif anchor.get("editAs", "twoCell") == "twoCell" and not _keeps_height(anchor):
        end = bottom - rows.removed_to(bottom)
        if not rows.keeps(bottom):
            end += 1
            _set_offset(stop)
        _set(stop, end)
    else:
        height = bottom - top
        _set(stop, _row(start) + height)
    return True


def _home(anchor: Element, top: int, last: int, stop: Element) -> int:
    """The row on which something stands that touches two; any that stays where it spans more."""
    height = max((int(e.get("cy") or 0) for e in anchor.iterfind(".//{*}xfrm/{*}ext")), default=0)
    if last == top + 1 and _row(stop) == last and height:
        return last if _offset(stop) * 2 >= height else top
    return 0


def _keeps_height(anchor: Element) -> bool:
    """Whether something would be no good squeezed: all but frames and lines around rows."""
    if anchor.find("{*}pic") is not None or anchor.find("{*}graphicFrame") is not None:
        return True
    return any(text.text and text.text.strip() for text in anchor.iter("{*}t"))


def _row(point: Element) -> int:
    """The row of a point, from 1."""
    return int(point.findtext("{*}row") or 0) + 1


def _set(point: Element, row: int) -> None:
    place = point.find("{*}row")
    if place is not None:
        place.text = str(row - 1)


def _offset(point: Element) -> int:
    return int(point.findtext("{*}rowOff") or 0)


def _set_offset(point: Element) -> None:
    place = point.find("{*}rowOff")
    if place is not None:
        place.text = "0"
