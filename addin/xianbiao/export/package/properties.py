"""Document properties of a file: what is the clerk's own stays, what tells of others goes."""

from __future__ import annotations

from xianbiao.export.package.parts import Parts
from xianbiao.export.package.relationships import Relationship
from xianbiao.export.package.skeleton import local, remove
from xianbiao.export.package.source import NOT_CARRIED
from xianbiao.export.package.xml_text import parsed, written

_OF_SHEETS = frozenset(["TitlesOfParts", "HeadingPairs", "DocSecurity", "HyperlinkBase"])


def cut_properties(relationship: Relationship, parts: Parts, names: tuple[str, ...]) -> bool:
    """Make the part of a relationship of the package; False where it does not come along.

    The list of sheets' titles goes, and every property that names any of `names`.
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
    root = parsed(parts.source.content(part), part)
    for element in list(root):
        text = "".join(element.itertext()) + " ".join(element.attrib.values())
        if local(element) in _OF_SHEETS or any(name in text for name in names):
            remove(element)
    if relationship.kind == "custom-properties" and not len(root):
        return False
    parts.put(part, written(root))
    return True
