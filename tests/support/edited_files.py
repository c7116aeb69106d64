"""Writes edits into a workbook file cell by cell, as a package: nothing else in it changes."""

from __future__ import annotations

import re
import xml.etree.ElementTree as ET
import zipfile
from pathlib import Path

from support.states import Edits, stored

_MAIN = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
_RELATIONS = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_PACKAGE = "http://schemas.openxmlformats.org/package/2006/relationships"
ET.register_namespace("", _MAIN)
ET.register_namespace("r", _RELATIONS)


class PackagedBook:
    """A workbook file, held in memory to be written over and over with other cells."""

    def __init__(self, path: Path) -> None:
        with zipfile.ZipFile(path) as package:
            self._members = {name: package.read(name) for name in package.namelist()}
        self._parts = self._sheet_parts()

    def write(self, edits: Edits, target: Path) -> None:
        """The file with these values in these cells, in place of what stood there."""
        members = dict(self._members)
        for sheet in {sheet for sheet, _, _ in edits}:
            part = self._parts[sheet]
            tree = ET.fromstring(members[part])
            for (name, row, column), value in edits.items():
                if name == sheet:
                    _set(_cell(tree, row, column), stored(value))
            members[part] = ET.tostring(tree, encoding="utf-8", xml_declaration=True)
        with zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED, compresslevel=1) as package:
            for member, data in members.items():
                package.writestr(member, data)

    def _sheet_parts(self) -> dict[str, str]:
        relations = ET.fromstring(self._members["xl/_rels/workbook.xml.rels"])
        targets = {
            relation.get("Id"): f"xl/{relation.get('Target')}"
            for relation in relations.iter(f"{{{_PACKAGE}}}Relationship")
        }
        book = ET.fromstring(self._members["xl/workbook.xml"])
        return {
            sheet.attrib["name"]: targets[sheet.get(f"{{{_RELATIONS}}}id")]
            for sheet in book.iter(f"{{{_MAIN}}}sheet")
        }


def _cell(tree: ET.Element, row: int, column: int) -> ET.Element:
    """The cell, made at its place when the file does not hold it."""
    data = tree.find(f"{{{_MAIN}}}sheetData")
    assert data is not None
    line = _child(data, "row", str(row), row, lambda e: int(e.attrib["r"]))
    address = f"{_letters(column)}{row}"
    return _child(line, "c", address, column, lambda e: _number(e.attrib["r"]))


def _child(parent, tag, name, order, number) -> ET.Element:  # type: ignore[no-untyped-def]
    at = 0
    for at, element in enumerate(parent, 1):
        if number(element) == order:
            return element
        if number(element) > order:
            at -= 1
            break
    made = ET.Element(f"{{{_MAIN}}}{tag}", {"r": name})
    parent.insert(at, made)
    return made


def _set(cell: ET.Element, value: object) -> None:
    for child in list(cell):
        cell.remove(child)
    cell.attrib.pop("t", None)
    if isinstance(value, str):
        cell.set("t", "inlineStr")
        text = ET.SubElement(ET.SubElement(cell, f"{{{_MAIN}}}is"), f"{{{_MAIN}}}t")
        text.text = value
    elif value is not None:
        ET.SubElement(cell, f"{{{_MAIN}}}v").text = repr(value)


def _letters(column: int) -> str:
    letters = ""
    while column:
        column, rest = divmod(column - 1, 26)
        letters = chr(65 + rest) + letters
    return letters


def _number(address: str) -> int:
    number = 0
    for letter in re.sub(r"\d", "", address):
        number = number * 26 + ord(letter) - 64
    return number
