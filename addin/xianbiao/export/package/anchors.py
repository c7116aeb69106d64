"""The anchors of a drawing: what hangs at a place of a sheet, also where it is wrapped."""

from __future__ import annotations

from collections.abc import Collection, Iterator

from lxml import etree

from xianbiao.export.package.elements import Element, local, remove
from xianbiao.export.package.remaining import Remaining, moved
from xianbiao.export.package.xml_text import RELATIONS
from xianbiao.model.expressions import expression

_BOUND = expression(rb"<(?:\w+:)?(?:slicer|timeslicer|cameraTool|compatExt)\b")
_FRAMES = ("slicer", "timeslicer")
_NUMBER = expression(r"_s(\d+)$")
_PREFIX = f"{{{RELATIONS}}}"


def anchors_of(root: Element) -> Iterator[Element]:
    """Every anchor of a drawing.

    Form controls, slicers and newer shapes stand in a choice of which each program takes what it
    knows (mc:AlternateContent).
    """
    for holder in list(root):
        if local(holder).endswith("Anchor"):
            yield holder
        elif local(holder) == "AlternateContent":
            yield from [e for e in holder.iter(etree.Element) if local(e).endswith("Anchor")]


def take_out(anchor: Element) -> None:
    """Remove an anchor, and the choice that it stood in where it leaves that without any."""
    holder = next(anchor.iterancestors("{*}AlternateContent"), None)
    remove(anchor)
    if holder is not None and not any(local(e).endswith("Anchor") for e in holder.iter("{*}*")):
        remove(holder)


def ids_in(element: Element) -> list[str]:
    """The relationships that an element and all in it use."""
    return [
        value
        for e in element.iter(etree.Element)
        for name, value in e.attrib.items()
        if name.startswith(_PREFIX)
    ]


def hangs_on_others(drawing: bytes) -> bool:
    """Whether a drawing shows slicers, controls or live pictures of cells."""
    return _BOUND.search(drawing) is not None


def loses_its_sense(
    anchor: Element, shapes: Collection[int] | None, own: str, remaining: Remaining
) -> bool:
    """Whether what an anchor holds shows something that is not in the file.

    That is a slicer, a control whose shape is none of the legacy drawing (`shapes` are their
    numbers, None where there is no such drawing), or a picture taken of cells (with the camera)
    of which any went or changed. A picture of cells that are all there stays as it was taken and
    is no longer bound to them.
    """
    for element in list(anchor.iter("{*}slicer", "{*}timeslicer", "{*}compatExt", "{*}cameraTool")):
        tag = local(element)
        if tag in _FRAMES:
            return True
        if tag == "compatExt":
            number = _NUMBER.search(element.get("spid", ""))
            if shapes is not None and number is not None and int(number[1]) not in shapes:
                return True
        elif moved(element.get("cellRange", "").lstrip("="), own, remaining) is None:
            return True
        else:
            _unbind(element)
    return False


def _unbind(camera: Element) -> None:
    extension = camera.getparent()
    extensions = None if extension is None else extension.getparent()
    remove(camera if extension is None or extensions is None else extension)
    if extensions is not None and not len(extensions):
        remove(extensions)
