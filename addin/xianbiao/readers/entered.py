"""The cells of a workbook as somebody entered them: values, and formulas in place of their values.

Nothing is computed, so a cell can be held against what stood in it when the file was sent out.
"""

from __future__ import annotations

from collections.abc import Iterator
from xml.etree import ElementTree as ET

from xianbiao.model.expressions import expression
from xianbiao.readers.package import WORKBOOK, Package
from xianbiao.readers.sheet_xml import SheetReader
from xianbiao.sheets.addresses import position
from xianbiao.sheets.plan import Formula

Contents = dict[tuple[int, int], object]
"""Value or Formula by row and column, from 1, of every cell that holds something."""

_ODD = expression(rb"<(?:\w+:)?f\b[^>]*\bt=[\"'](?!normal)")


class EnteredBook:
    """A workbook whose sheets give what was entered.

    `titles` are the worksheets, `tabs` all sheets, those of charts too. A package that is broken
    raises KeyError, ValueError or ParseError.
    """

    def __init__(self, package: Package) -> None:
        self._package = package
        self._reader = SheetReader(package)
        self.titles = self._reader.titles
        self.tabs = [e.attrib["name"] for e in package.xml(WORKBOOK).iterfind("{*}sheets/{*}sheet")]

    def contents(self, title: str) -> Contents:
        """What the cells of a worksheet hold; what a merged area covers is empty."""
        sheet = self._reader.read(title)
        covered = {
            (row, column)
            for top, left, bottom, right in sheet.contents.merges
            for row in range(top, bottom + 1)
            for column in range(left, right + 1)
            if (row, column) != (top, left)
        }
        found: Contents = {}
        for cell in sheet.cells:
            content = cell.value if cell.formula is None else Formula(f"={cell.formula}")
            if content is not None and (cell.row, cell.column) not in covered:
                found[cell.row + 1, cell.column + 1] = content
        return found | dict(self._odd_formulas(title))

    def _odd_formulas(self, title: str) -> Iterator[tuple[tuple[int, int], Formula]]:
        """The formulas that cells share, each as its own cell has it, and those of areas."""
        part = self._package.part(self._reader.part_of(title))
        if not _ODD.search(part):
            return
        first: dict[str, tuple[str, str]] = {}
        for cell in ET.fromstring(part).iterfind("{*}sheetData/{*}row/{*}c"):
            formula = cell.find("{*}f")
            if formula is None or formula.get("t", "normal") == "normal":
                continue
            place, text = cell.attrib["r"], formula.text or ""
            if formula.get("t") == "shared":
                origin, text = first.setdefault(formula.attrib["si"], (place, text))
                yield _place(place), Formula(_moved(f"={text}", origin, place))
            else:
                yield _place(place), Formula(f"{{={text}}}")


def _place(cell: str) -> tuple[int, int]:
    row, column = position(cell)
    return row + 1, column + 1


def _moved(formula: str, origin: str, place: str) -> str:
    """A formula as it reads in another cell that shares it.

    Only here openpyxl is needed, and loaded: a file as it was sent out stores each formula with
    its own text, and so does a program that saves what it has read.
    """
    if place == origin:
        return formula
    from openpyxl.formula.translate import Translator

    moved: str = Translator(formula, origin).translate_formula(place)
    return moved
