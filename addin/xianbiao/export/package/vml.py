"""Legacy drawings with the prefixes that Excel and WPS write, whoever wrote them.

The parts are often no proper XML, so the rest edits them as text. Some programs (openpyxl) write
proper XML with prefixes of their own.
"""

from __future__ import annotations

from lxml import etree

from xianbiao.model.expressions import expression

_VML = b"urn:schemas-microsoft-com:vml"
_PREFIXES = {
    "v": "urn:schemas-microsoft-com:vml",
    "o": "urn:schemas-microsoft-com:office:office",
    "x": "urn:schemas-microsoft-com:office:excel",
}
_USUAL = expression(rb"\sxmlns:v=[\"']urn:schemas-microsoft-com:vml[\"']")


def with_usual_prefixes(data: bytes) -> bytes:
    """A legacy drawing with the usual prefixes; as it is where it has them, or is no proper XML."""
    if _VML not in data or _USUAL.search(data):
        return data
    try:
        root = etree.fromstring(data, etree.XMLParser(resolve_entities=False, no_network=True))
    except etree.XMLSyntaxError:
        return data
    fresh = etree.Element(root.tag, dict(root.attrib), nsmap=_PREFIXES)
    _copy(root, fresh)
    return bytes(etree.tostring(fresh, encoding="UTF-8"))


def _copy(old: etree._Element, new: etree._Element) -> None:
    new.text = old.text
    for child in old.iterchildren(etree.Element):
        copied = etree.SubElement(new, child.tag, dict(child.attrib))
        _copy(child, copied)
        copied.tail = child.tail
