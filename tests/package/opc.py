"""A workbook file as a package: its parts, content types, relationships, cells and formulas."""

from __future__ import annotations

import posixpath
import re
import zipfile
from collections.abc import Iterator
from dataclasses import dataclass, replace
from functools import cached_property
from pathlib import Path
from urllib.parse import unquote
from xml.etree import ElementTree
from xml.etree.ElementTree import Element

CONTENT_TYPES = "[Content_Types].xml"
REL_ATTRIBUTE = "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}"
_FORMULA_TAGS = frozenset(
    [
        "f",
        "formula",
        "formula1",
        "formula2",
        "definedName",
        "calculatedColumnFormula",
        "totalsRowFormula",
    ]
)


@dataclass(frozen=True)
class Relationship:
    """A line of a .rels part; the target is the name of a part unless it is external."""

    source: str
    id: str
    type: str
    target: str
    is_external: bool


@dataclass(frozen=True)
class Formula:
    """A formula of a cell, a name, a validation, a conditional format or a column."""

    part: str
    kind: str
    text: str


@dataclass(frozen=True)
class Sheet:
    """A sheet as the workbook lists it, with the part that holds it."""

    name: str
    id: str
    part: str


@dataclass(frozen=True)
class Package:
    """The members of one file, each with its name in the order of the archive."""

    name: str
    members: tuple[tuple[str, bytes], ...]

    @classmethod
    def read(cls, path: Path) -> Package:
        with zipfile.ZipFile(path) as archive:
            return cls(path.name, tuple((m.filename, archive.read(m)) for m in archive.infolist()))

    def write(self, path: Path) -> None:
        with zipfile.ZipFile(path, "w") as archive:
            for name, data in self.members:
                archive.writestr(name, data)

    def changed(self, name: str, pattern: str, replacement: str) -> Package:
        """The package with one place of a member written anew; no pattern means a new member."""
        if not pattern:
            return replace(self, members=(*self.members, (name, replacement.encode())))
        text, times = re.subn(
            pattern, replacement, dict(self.members)[name].decode(), count=1, flags=re.DOTALL
        )
        if not times:
            raise ValueError(f"{name} holds nowhere {pattern}")
        members = ((n, text.encode() if n == name else data) for n, data in self.members)
        return replace(self, members=tuple(members))

    @cached_property
    def parts(self) -> dict[str, bytes]:
        """What the members hold, without the list of content types."""
        return {name: data for name, data in self.members if name != CONTENT_TYPES}

    @cached_property
    def trees(self) -> dict[str, Element]:
        """The root element of every XML part."""
        return {
            name: ElementTree.fromstring(data)
            for name, data in self.parts.items()
            if name.endswith((".xml", ".rels", ".vml"))
        }

    @cached_property
    def type_overrides(self) -> dict[str, str]:
        """Content types given to single parts."""
        return {
            e.attrib["PartName"].removeprefix("/"): e.attrib["ContentType"]
            for e in self._types()
            if local(e) == "Override"
        }

    @cached_property
    def type_defaults(self) -> dict[str, str]:
        """Content types given to all parts with an extension."""
        return {
            e.attrib["Extension"].lower(): e.attrib["ContentType"]
            for e in self._types()
            if local(e) == "Default"
        }

    @cached_property
    def relationships(self) -> list[Relationship]:
        """Every relationship of every part."""
        return [
            _relationship(_source_of(part), e)
            for part, root in self.trees.items()
            if part.endswith(".rels")
            for e in root
        ]

    @cached_property
    def formulas(self) -> list[Formula]:
        """Every formula of every part that is not empty; a cell of a shared formula has no text."""
        return [
            Formula(part, local(e), e.text)
            for part, root in self.trees.items()
            for e in root.iter()
            if local(e) in _FORMULA_TAGS and e.text
        ]

    @cached_property
    def sheets(self) -> list[Sheet]:
        """The sheets in their order."""
        targets = {r.id: r.target for r in self.relationships if r.source == "xl/workbook.xml"}
        return [
            Sheet(e.attrib["name"], e.attrib["sheetId"], targets[e.attrib[f"{REL_ATTRIBUTE}id"]])
            for e in self.trees["xl/workbook.xml"].iter()
            if local(e) == "sheet" and e.attrib.get(f"{REL_ATTRIBUTE}id") in targets
        ]

    def elements(self, tag: str) -> Iterator[tuple[str, Element]]:
        """Every element with this local name, after the name of its part."""
        for part, root in self.trees.items():
            for element in root.iter():
                if local(element) == tag:
                    yield part, element

    def formula_cells(self, part: str) -> Iterator[tuple[Element, Element]]:
        """The cells of a sheet that hold a formula, each with that formula."""
        for cell in self.trees[part].iter():
            if local(cell) == "c":
                yield from ((cell, child) for child in cell if local(child) == "f")

    def _types(self) -> Element:
        return ElementTree.fromstring(dict(self.members)[CONTENT_TYPES])


def local(element: Element) -> str:
    """The name of an element without its namespace."""
    return element.tag.rpartition("}")[2]


def child(element: Element, tag: str) -> Element | None:
    """The first child with this local name."""
    return next((e for e in element if local(e) == tag), None)


def _source_of(rels: str) -> str:
    """The part that a .rels part speaks for; the package itself is ""."""
    folder, _, name = rels.rpartition("/")
    return posixpath.join(posixpath.dirname(folder), name.removesuffix(".rels"))


def _relationship(source: str, element: Element) -> Relationship:
    target, is_external = element.attrib["Target"], element.get("TargetMode") == "External"
    if target.startswith("#"):
        target = source  # a place in the workbook, as links of pictures have it
    elif not is_external:
        path = posixpath.join("/", posixpath.dirname(source), unquote(target.partition("#")[0]))
        target = posixpath.normpath(path).removeprefix("/")
    return Relationship(source, element.attrib["Id"], element.attrib["Type"], target, is_external)
