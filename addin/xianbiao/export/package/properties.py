"""Document properties of a file: what is the clerk's own stays, what tells of others goes."""

from __future__ import annotations

import re
from collections.abc import Iterable

from lxml import etree

from xianbiao.export.package.elements import Element, local, remove
from xianbiao.export.package.parts import Parts
from xianbiao.export.package.relationships import Relationship
from xianbiao.export.package.source import NOT_CARRIED
from xianbiao.export.package.xml_text import parsed, written
from xianbiao.model.expressions import expression

_OF_SHEETS = frozenset(["TitlesOfParts", "HeadingPairs", "DocSecurity", "HyperlinkBase"])
_WITHIN = expression(
    rb"<((?:\w+:)?(?:%b))(?:\s[^<>]*)?(?:/>|>.*?</\1\s*>)" % "|".join(sorted(_OF_SHEETS)).encode(),
    re.DOTALL,
)


def cut_properties(relationship: Relationship, parts: Parts, names: tuple[str, ...]) -> bool:
    """Make the part of a relationship of the package; False where it does not come along.

    The list of sheets' titles goes, and every property that names any of `names`. The author,
    the dates and so on stay as they are stored where they name nobody.
    """
    part = relationship.part
    if relationship.kind in NOT_CARRIED:
        return False
    if part is None or part not in parts.source.members or part in parts.made:
        return part is not None and part in parts.made
    if relationship.kind not in ("core-properties", "extended-properties", "custom-properties"):
        if part.endswith(".xml"):
            text = parts.source.content(part).decode("utf-8", errors="replace")
            return not any(name in text for name in names)
        return True
    data = parts.source.content(part)
    if relationship.kind != "custom-properties" and _is_usual(data):
        less = _WITHIN.sub(b"", data) if relationship.kind == "extended-properties" else data
        if not any(name.encode() in less for name in names):
            parts.put(part, less)
            return True
    root = parsed(data, part)
    etree.strip_elements(root, etree.Comment, etree.ProcessingInstruction, with_tail=False)
    named = _named_in("".join(root.itertext()) + " ".join(map(_attributes, root)), names)
    if relationship.kind == "core-properties" and not named and b"<!--" not in data:
        return True
    for element in list(root):
        text = "".join(element.itertext()) + _attributes(element)
        if local(element) in _OF_SHEETS or _named_in(text, named):
            remove(element)
    if relationship.kind == "custom-properties" and not len(root):
        return False
    parts.put(part, written(root))
    return True


def _is_usual(data: bytes) -> bool:
    """Whether what stands in a part can be told without reading it as XML."""
    return b"&" not in data and b"<!" not in data and data.find(b"<?", 2) < 0


def _named_in(text: str, names: Iterable[str]) -> list[str]:
    return [name for name in names if name in text]


def _attributes(element: Element) -> str:
    return " ".join(element.attrib.values())
