"""The cells of a workbook, straight from the XML of its package: values, formulas, formats.

Only what recognition needs is read, and read once; nothing of the package is changed.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from functools import lru_cache
from xml.etree import ElementTree as ET

from xianbiao.model.records import Record, field
from xianbiao.readers.number_formats import BUILT_IN, GENERAL
from xianbiao.readers.package import WORKBOOK, Package
from xianbiao.readers.sheet_contents import (
    Shared,
    SheetCell,
    SheetContents,
    contents_of,
)
from xianbiao.readers.sheet_rows import TRUE, read_strings
from xianbiao.readers.xml_pieces import local_name
from xianbiao.sheets.addresses import address


class Sheet(Record, frozen=True):
    """A worksheet by its title."""

    title: str
    is_hidden: bool
    contents: SheetContents = field(default_factory=SheetContents)

    @property
    def cells(self) -> list[SheetCell]:
        """The cells in the order of the XML."""
        return self.contents.cells


class SheetReader:
    """The worksheets of a package by title, each read when it is asked for.

    Chart sheets hold no cells and are left out. Every method raises KeyError, ValueError or
    ParseError where the package is broken.
    """

    def __init__(self, package: Package) -> None:
        book = package.xml(WORKBOOK)
        relations = package.relations(WORKBOOK)
        by_kind = dict(relations.values())
        properties = _child(book, "workbookPr")
        self._package = package
        self._sheets: dict[str, Sheet] = {}
        self._shared = Shared(
            _strings(package, by_kind.get("sharedStrings")),
            _formats(package, by_kind.get("styles")),
            properties is not None and properties.get("date1904") in TRUE,
        )
        self._entries = {
            entry.attrib["name"]: (entry, relations[_relation_id(entry)][1])
            for entry in _children(_child(book, "sheets"))
            if relations[_relation_id(entry)][0] == "worksheet"
        }

    @property
    def titles(self) -> list[str]:
        """The titles in the order of the tabs."""
        return list(self._entries)

    def part_of(self, title: str) -> str:
        """The name of the part that holds the worksheet of this title."""
        return self._entries[title][1]

    def read(self, title: str) -> Sheet:
        """The worksheet of this title, parsed when it is first asked for."""
        if title not in self._sheets:
            entry, part = self._entries[title]
            contents = contents_of(self._package.part(part), self._shared)
            is_hidden = entry.get("state", "visible") != "visible"
            self._sheets[title] = Sheet(title, is_hidden, contents)
        return self._sheets[title]


def _relation_id(entry: ET.Element) -> str:
    return next(value for name, value in entry.attrib.items() if name.endswith("}id"))


def _child(element: ET.Element, name: str) -> ET.Element | None:
    return next((e for e in element if local_name(e) == name), None)


def _children(element: ET.Element | None) -> Iterator[ET.Element]:
    if element is not None:
        yield from element


def _strings(package: Package, part: str | None) -> Sequence[str]:
    if part is None or not package.has(part):
        return []
    return read_strings(package.part(part))


def _formats(package: Package, part: str | None) -> list[str]:
    """The number format of every cell style, by its number."""
    return [] if part is None or not package.has(part) else _formats_in(package.part(part))


@lru_cache(maxsize=4)
def _formats_in(styles: bytes) -> list[str]:
    """The same from the part itself; the list is shared by the readings of several workbooks."""
    root = ET.fromstring(styles)
    custom = {
        int(e.attrib["numFmtId"]): e.attrib["formatCode"]
        for e in _children(_child(root, "numFmts"))
    }
    numbers = [int(e.get("numFmtId", 0)) for e in _children(_child(root, "cellXfs"))]
    return [custom.get(n) or BUILT_IN.get(n, GENERAL) for n in numbers]


def formulas_of(sheets: Sequence[Sheet]) -> Mapping[tuple[str, str], SheetCell]:
    """The cells with a formula, by sheet and address."""
    return {
        (sheet.title, address(cell.row, cell.column)): cell
        for sheet in sheets
        for cell in sheet.cells
        if cell.formula is not None
    }
