"""The cells of a workbook, straight from the XML of its package: values, formulas, formats.

Only what recognition needs is read, and read once; nothing of the package is changed.
"""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Iterator, Mapping, Sequence
from typing import NamedTuple
from xml.etree import ElementTree as ET

from xianbiao.model.records import Record, field
from xianbiao.readers.number_formats import (
    BUILT_IN,
    GENERAL,
    from_serial,
    is_date_format,
    is_duration_format,
)
from xianbiao.readers.package import WORKBOOK, Package
from xianbiao.sheets.addresses import address, column_number

_ESCAPE = re.compile(r"_x([0-9A-Fa-f]{4})_")
_ADDRESS = re.compile(r"\$?([A-Z]+)\$?(\d+)")
_TRUE = ("1", "true")
_INVALID_DATE = "#VALUE!"


class SheetCell(NamedTuple):
    """One cell that the XML holds, row and column from 0; `formula` is without =, or None.

    `is_stored` tells a formula that has a stored value, which may be an empty text.
    """

    row: int
    column: int
    value: object
    number_format: str = GENERAL
    formula: str | None = None
    is_stored: bool = True


class Sheet(Record):
    """A worksheet; rows and columns count from 0, merges are top, left, bottom, right."""

    title: str
    is_hidden: bool
    cells: list[SheetCell] = field(default_factory=list)
    merges: list[tuple[int, int, int, int]] = field(default_factory=list)
    hidden_rows: set[int] = field(default_factory=set)
    hidden_columns: set[int] = field(default_factory=set)


class _Shared(Record, frozen=True):
    """What all sheets of a workbook share."""

    strings: list[str]
    formats: list[str]
    is_1904: bool


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
        self._shared = _Shared(
            _strings(package, by_kind.get("sharedStrings")),
            _formats(package, by_kind.get("styles")),
            properties is not None and properties.get("date1904") in _TRUE,
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
            sheet = Sheet(title, entry.get("state", "visible") != "visible")
            _read(self._package.xml(part), sheet, self._shared)
            self._sheets[title] = sheet
        return self._sheets[title]


def _relation_id(entry: ET.Element) -> str:
    return next(value for name, value in entry.attrib.items() if name.endswith("}id"))


def _name(element: ET.Element) -> str:
    return element.tag.rpartition("}")[2]


def _child(element: ET.Element, name: str) -> ET.Element | None:
    return next((e for e in element if _name(e) == name), None)


def _children(element: ET.Element | None) -> Iterator[ET.Element]:
    if element is not None:
        yield from element


def unescaped(text: str) -> str:
    """Text without the marks _xHHHH_ that stand for control characters."""
    if "_x" not in text:
        return text
    return _ESCAPE.sub(lambda m: chr(int(m[1], 16)), text)


def _words(item: ET.Element) -> str:
    """The text of a string with its runs; readings (rPh) are no part of it."""
    texts = []
    for child in item:
        match _name(child):
            case "t":
                texts.append(child.text or "")
            case "r":
                texts.extend(t.text or "" for t in child if _name(t) == "t")
    return unescaped("".join(texts))


def _strings(package: Package, part: str | None) -> list[str]:
    if part is None or not package.has(part):
        return []
    return [_words(item) for item in package.xml(part) if _name(item) == "si"]


def _formats(package: Package, part: str | None) -> list[str]:
    """The number format of every cell style, by its number."""
    if part is None or not package.has(part):
        return []
    root = package.xml(part)
    custom = {
        int(e.attrib["numFmtId"]): e.attrib["formatCode"]
        for e in _children(_child(root, "numFmts"))
    }
    numbers = [int(e.get("numFmtId", 0)) for e in _children(_child(root, "cellXfs"))]
    return [custom.get(n) or BUILT_IN.get(n, GENERAL) for n in numbers]


def _read(root: ET.Element, sheet: Sheet, shared: _Shared) -> None:
    masters: dict[str, str] = {}
    for part in root:
        match _name(part):
            case "cols":
                for column in part:
                    if column.get("hidden") in _TRUE:
                        first, last = int(column.attrib["min"]), int(column.attrib["max"])
                        sheet.hidden_columns.update(range(first - 1, last))
            case "sheetData":
                number = -1
                for row in part:
                    number = int(row.get("r", number + 2)) - 1
                    if row.get("hidden") in _TRUE:
                        sheet.hidden_rows.add(number)
                    _read_row(row, number, sheet, shared, masters)
            case "mergeCells":
                sheet.merges.extend(_area(merge.attrib["ref"]) for merge in part)


def _read_row(
    row: ET.Element, number: int, sheet: Sheet, shared: _Shared, masters: dict[str, str]
) -> None:
    column = -1
    for cell in row:
        place = cell.get("r")
        column = column_number(place.rstrip("0123456789")) if place else column + 1
        sheet.cells.append(_cell(cell, number, column, shared, masters))


def _cell(
    cell: ET.Element, row: int, column: int, shared: _Shared, masters: dict[str, str]
) -> SheetCell:
    style = int(cell.get("s", 0))
    number_format = shared.formats[style] if style < len(shared.formats) else GENERAL
    formula: str | None = None
    stored: str | None = None
    value: object = None
    for child in cell:
        match _name(child):
            case "v":
                stored = child.text
            case "f":
                formula = _formula(child, masters)
            case "is":
                value = _words(child)
    kind = cell.get("t", "n")
    if stored is not None:
        value = _value(stored, kind, number_format, shared)
    is_stored = stored is not None or kind == "str"
    return SheetCell(row, column, value, number_format, formula, is_stored)


def _formula(element: ET.Element, masters: dict[str, str]) -> str:
    """The formula; that of a shared one is the text of its first cell."""
    text = element.text or ""
    index = element.get("si")
    if element.get("t") == "shared" and index is not None:
        return masters.setdefault(index, text) if text else masters.get(index, "")
    return text


def _value(text: str, kind: str, number_format: str, shared: _Shared) -> object:
    match kind:
        case "s":
            return shared.strings[int(text)]
        case "n":
            return _number(text, number_format, shared.is_1904)
        case "b":
            return text in _TRUE
        case "d":
            return dt.datetime.fromisoformat(text)
    return unescaped(text)


def _number(text: str, number_format: str, is_1904: bool) -> object:
    """A whole number as int, else float; by a date's format as what it shows."""
    text = text.strip()
    number = int(text) if text.lstrip("+-").isdigit() else float(text)
    if number_format == GENERAL or not is_date_format(number_format):
        return number
    try:
        return from_serial(number, is_1904=is_1904, is_duration=is_duration_format(number_format))
    except (ValueError, OverflowError):
        return _INVALID_DATE


def _area(text: str) -> tuple[int, int, int, int]:
    corners = [_ADDRESS.fullmatch(part) for part in text.split(":")]
    if not all(corners):
        raise ValueError(f"{text} is no area")
    places = [(int(m[2]) - 1, column_number(m[1])) for m in corners if m]
    return (*places[0], *places[-1])


def formulas_of(sheets: Sequence[Sheet]) -> Mapping[tuple[str, str], SheetCell]:
    """The cells with a formula, by sheet and address."""
    return {
        (sheet.title, address(cell.row, cell.column)): cell
        for sheet in sheets
        for cell in sheet.cells
        if cell.formula is not None
    }
