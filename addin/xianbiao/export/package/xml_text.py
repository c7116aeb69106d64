"""XML of parts in the one plain form that the rest works on, whoever wrote it.

Nearly every program writes UTF-8 without prefixes for the main namespace and an address in every
cell; such parts stay as they are. Others are written anew in that form.
"""

from __future__ import annotations

import re
from functools import cache
from typing import TYPE_CHECKING
from xml.parsers.expat import ExpatError, ParserCreate

from xianbiao.export.markup import escaped_text, unescaped_text
from xianbiao.export.package.references import column_number, letters_of
from xianbiao.model.errors import UnreadableFile
from xianbiao.model.expressions import expression

if TYPE_CHECKING:
    from lxml import etree

MAIN = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
RELATIONS = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
R_ID = f"{{{RELATIONS}}}id"

_ODD = expression(rb"<\w+:(?:worksheet|sst|workbook)\b|<!--|<!\[CDATA\[|<!DOCTYPE|<\?(?!xml )")
_ROOT = expression(rb"<\w+:(?:worksheet|sst|workbook)\b")
_ROOT_WITHIN = 1024
_SUSPECT = expression(rb"<(?:[!?]|(?:c|row)(?=[\s/>])(?! r=\"))")
"""Where a look is needed at whether a part is plain."""
_NUMBERED = expression(r"&#(x?)([0-9a-fA-F]+);")
_ENCODING = expression(rb"encoding=[\"']([^\"']+)")
_TOLD = expression(rb"\s*<\?xml\b[^>]*?\sencoding\s*=\s*[\"']([\w.-]+)")
_DECLARED = expression(r"\s*<\?xml\b[^>]*\?>")
_USUAL_START = b'<?xml version="1.0" encoding="UTF-8"'
_UTF8 = (b"utf-8", b"utf8", b"us-ascii")
_WIDE = (
    *((b"\xff\xfe", "utf-16"), (b"\xfe\xff", "utf-16")),
    *((b"<\0", "utf-16-le"), (b"\0<", "utf-16-be")),
)
"""How a part in UTF-16 begins."""
_SINGLE = expression(rb"<(?!\?)[^<>]*\s[\w:]+='")
"""A tag with an attribute in single quotes."""
_UNADDRESSED = expression(rb"<(?:row|c)(?![^>]*\sr=)(?=[\s/>])")


@cache
def _parser() -> etree.XMLParser:
    """Made when the first part is not in the plain form: our own packages are."""
    from lxml import etree

    return etree.XMLParser(resolve_entities=False, no_network=True, huge_tree=True)


def parsed(data: bytes, part: str) -> etree._Element:
    """The root element of a part. Raises UnreadableFile when it is no XML."""
    from lxml import etree

    try:
        return etree.fromstring(data, _parser())
    except etree.XMLSyntaxError as error:
        raise UnreadableFile(
            "工作簿已损坏，读不出来",
            found=f"部件 {part} 的内容写坏了",
            todo="用 Excel 或 WPS 的“打开并修复”另存一份，或重新取一份原件",
        ) from error


def written(root: etree._Element) -> bytes:
    """An element as a part."""
    from lxml import etree

    return bytes(etree.tostring(root, xml_declaration=True, encoding="UTF-8", standalone=True))


def plain(data: bytes, part: str) -> bytes:
    """A sheet, workbook or table of strings in the plain form."""
    if is_plain(data):
        return data
    from lxml import etree

    root = parsed(data, part)
    for node in root.iter(etree.Comment, etree.ProcessingInstruction):
        node.getparent().remove(node)
    _address(root)
    names = {k: v for k, v in root.nsmap.items() if k and v != MAIN}
    fresh = etree.Element(root.tag, dict(root.attrib), nsmap={None: MAIN, **names})
    fresh.text = root.text
    fresh.extend(list(root))
    etree.cleanup_namespaces(fresh, keep_ns_prefixes=list(names))
    return written(fresh)


def in_utf8(data: bytes) -> bytes:
    """XML in UTF-8 whatever it is stored in; as it is where it is that, or in no known coding."""
    if data.startswith(_USUAL_START):
        return data
    coding = next((coding for start, coding in _WIDE if data.startswith(start)), None)
    if coding is None:
        told = _TOLD.match(data, 0, 200)
        if told is None or told[1].lower() in _UTF8:
            return data
        coding = "gb18030" if told[1].lower().startswith(b"gb") else told[1].decode()
    try:
        text = data.decode(coding)
    except (UnicodeDecodeError, LookupError):
        return data
    return _DECLARED.sub("", text.removeprefix("\ufeff"), count=1).encode()


def is_whole(data: bytes) -> bool:
    """Whether a part is well-formed."""
    parser = ParserCreate(namespace_separator="}")
    try:
        parser.Parse(data, True)
    except ExpatError:
        return False
    return True


def are_plain_rows(data: bytes) -> bool:
    """Whether rows of a sheet are in the plain form, seen at once; False where it takes more."""
    return b"='" not in data and not _SUSPECT.search(data)


def is_plain(data: bytes) -> bool:
    """Whether a part is UTF-8 in the main namespace, and every row and cell tells its place."""
    encoding = _ENCODING.search(data[:100])
    if data[:1] != b"<" or (encoding is not None and encoding[1].lower() != b"utf-8"):
        return False
    begin = max(0, data.find(b"?>", 0, _ROOT_WITHIN))
    if data.find(b"='", begin) >= 0 and _SINGLE.search(data, begin):
        return False
    if not _SUSPECT.search(data, 1) and not _ROOT.search(data, 0, _ROOT_WITHIN):
        return True
    return not _ODD.search(data) and not _UNADDRESSED.search(data)


def _address(root: etree._Element) -> None:
    """Give every row its number and every cell its address."""
    number = 0
    for row in root.iter(f"{{{MAIN}}}row"):
        number = int(row.get("r", number + 1))
        row.set("r", str(number))
        column = 0
        for cell in row.iter(f"{{{MAIN}}}c"):
            given = cell.get("r", "").rstrip("0123456789")
            column = column_number(given) if given else column + 1
            cell.set("r", f"{letters_of(column)}{number}")


def escaped(text: str) -> bytes:
    """A text as the content of an element."""
    return escaped_text(text).encode()


def unescaped(data: bytes) -> str:
    """The text of an element's content."""
    return resolved(data.decode())


def resolved(text: str) -> str:
    """A text with its entities as the signs that they stand for."""
    if "&" not in text:
        return text
    if "&#" in text:
        text = _NUMBERED.sub(_character, text)
    return unescaped_text(text)


def _character(match: re.Match[str]) -> str:
    sign = chr(int(match[2], 16 if match[1] else 10))
    return "&amp;" if sign == "&" else sign
