"""Relationships between the parts of a package, and their content types."""

from __future__ import annotations

import posixpath
from collections.abc import Iterable
from functools import lru_cache

from xianbiao.export.markup import attribute
from xianbiao.model.expressions import expression
from xianbiao.model.records import Record

CONTENT_TYPES = "[Content_Types].xml"
WORKBOOK_TYPE = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet.main+xml"

_REMEMBERED = 4096
_READ = 256
"""How many parts are remembered as read: the files of an export share theirs."""
_DECLARATION = b'<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'
_RELS = "http://schemas.openxmlformats.org/package/2006/relationships"
_TYPES = "http://schemas.openxmlformats.org/package/2006/content-types"
RELATIONSHIPS_END, TYPES_END = b"</Relationships>", b"</Types>"
_ELEMENT = expression(r"<(?:\w+:)?(Relationship|Default|Override)\s([^>]*?)/?>")
_USUAL = expression(
    r'<(?:Relationship Id="([^"&]*)" Type="([^"&]*)" Target="([^"&]*)"(?: TargetMode="(\w+)")?'
    r'|(Default) Extension="([^"&]*)" ContentType="([^"&]*)"'
    r'|(Override) PartName="([^"&]*)" ContentType="([^"&]*)") ?/>'
)
"""An element as nearly every program writes it."""
_PLAIN_TARGET = expression(r"[\w-]+(?:/[\w-]+)*\.\w+")
_ATTRIBUTE = expression(r"(\w+)\s*=\s*(?:\"([^\"]*)\"|'([^']*)')")


class Relationship(Record, frozen=True):
    """One line of a .rels part. `target` is as written; `part` the part it leads to, if any."""

    id: str
    type: str
    target: str
    part: str | None

    @property
    def kind(self) -> str:
        """The last word of the type: worksheet, drawing, comments …"""
        return self.type.rpartition("/")[2]

    @property
    def leads_inside(self) -> bool:
        """Whether it is a link to a place in the workbook (`#附件1!A1`), and to no part."""
        return self.target.startswith("#") and self.kind == "hyperlink"


class ContentTypes(Record, frozen=True):
    """Content types by extension and by part."""

    defaults: dict[str, str]
    overrides: dict[str, str]

    def of(self, part: str) -> str | None:
        """The content type of a part."""
        return self.overrides.get(part) or self.defaults.get(part.rpartition(".")[2].lower())

    def for_parts(self, parts: Iterable[str]) -> bytes:
        """The part [Content_Types].xml of a package with these parts."""
        lines = [f'<Types xmlns="{_TYPES}">']
        lines += [_default(e, t) for e, t in self.defaults.items()]
        return _DECLARATION + "".join(lines).encode() + self.lines(parts) + TYPES_END

    def lines(self, parts: Iterable[str]) -> bytes:
        """The lines of parts that have a type of their own."""
        known = self.overrides
        return "".join([_override(p, known[p]) for p in parts if p in known]).encode()


def rels_of(part: str) -> str:
    """The name of the .rels part that speaks for a part; "" is the package itself."""
    folder, slash, name = part.rpartition("/")
    return f"{folder}{slash}_rels/{name}.rels"


def read_relationships(data: bytes, part: str) -> list[Relationship]:
    """The relationships that a .rels part gives to `part`."""
    return list(_relationships(data, posixpath.dirname(part)))


@lru_cache(maxsize=_READ)
def _relationships(data: bytes, folder: str) -> tuple[Relationship, ...]:
    return tuple(
        Relationship(
            attributes["Id"],
            attributes["Type"],
            target := attributes["Target"],
            _leads_to(folder, target) if attributes.get("TargetMode") != "External" else None,
        )
        for _, attributes in _elements(data)
    )


def _leads_to(folder: str, target: str) -> str:
    """The part that a target means, seen from a part in this folder."""
    if _PLAIN_TARGET.fullmatch(target):
        return f"{folder}/{target}" if folder else target
    from urllib.parse import unquote

    path = posixpath.join("/", folder, unquote(target.partition("#")[0]))
    return posixpath.normpath(path).lstrip("/")


def write_relationships(relationships: Iterable[Relationship]) -> bytes:
    """A .rels part."""
    start = f'<Relationships xmlns="{_RELS}">'.encode()
    return _DECLARATION + start + relationship_lines(relationships) + RELATIONSHIPS_END


def relationship_lines(relationships: Iterable[Relationship]) -> bytes:
    """The lines of a .rels part."""
    return "".join(map(_line, relationships)).encode()


def read_content_types(data: bytes) -> ContentTypes:
    """The content types of a package."""
    known = _types(data)
    return ContentTypes(dict(known.defaults), dict(known.overrides))


@lru_cache(maxsize=_READ)
def _types(data: bytes) -> ContentTypes:
    types = ContentTypes({}, {})
    for tag, attributes in _elements(data):
        if tag == "Default":
            types.defaults[attributes["Extension"].lower()] = attributes["ContentType"]
        elif tag == "Override":
            types.overrides[attributes["PartName"].lstrip("/")] = attributes["ContentType"]
    return types


@lru_cache(maxsize=_REMEMBERED)
def _default(extension: str, kind: str) -> str:
    return f"<Default Extension={attribute(extension)} ContentType={attribute(kind)}/>"


@lru_cache(maxsize=_REMEMBERED)
def _override(part: str, kind: str) -> str:
    return f"<Override PartName={attribute('/' + part)} ContentType={attribute(kind)}/>"


@lru_cache(maxsize=_REMEMBERED)
def _line(r: Relationship) -> str:
    mode = "" if r.part is not None or r.leads_inside else ' TargetMode="External"'
    target = f"Type={attribute(r.type)} Target={attribute(r.target)}"
    return f"<Relationship Id={attribute(r.id)} {target}{mode}/>"


def _elements(data: bytes) -> Iterable[tuple[str, dict[str, str]]]:
    text = data.decode("utf-8-sig")
    usual = _USUAL.findall(text)
    if text.count("<") == len(usual) + 2 + text.startswith("<?xml"):
        return [_usual(*groups) for groups in usual]
    return _any_elements(text)


def _usual(*groups: str) -> tuple[str, dict[str, str]]:
    identity, kind, target, mode, default, extension, plain, override, part, own = groups
    if default:
        return default, {"Extension": extension, "ContentType": plain}
    if override:
        return override, {"PartName": part, "ContentType": own}
    found = {"Id": identity, "Type": kind, "Target": target}
    return "Relationship", found | {"TargetMode": mode} if mode else found


def _any_elements(data: str) -> Iterable[tuple[str, dict[str, str]]]:
    from html import unescape

    for tag, text in _ELEMENT.findall(data):
        yield tag, {k: unescape(a or b) for k, a, b in _ATTRIBUTE.findall(text)}
