"""The texts of a drop-down list that is kept in cells where others stand too."""

from __future__ import annotations

from collections.abc import Iterator

from xianbiao.export.package.cells import CellXml
from xianbiao.export.package.others.whose import Others, Whose
from xianbiao.export.package.references import Reference, parse
from xianbiao.export.package.remaining import Remaining
from xianbiao.export.package.sheet_xml import SheetXml
from xianbiao.export.package.source import SourceBook
from xianbiao.export.package.xml_text import parsed
from xianbiao.model.expressions import expression
from xianbiao.model.records import Record

_NAME = expression(r"(?:(?:'(?:[^']|'')+'|[^\W\d][\w.]*)!)?([^\W\d][\w.\\?]*)")
_MOST = 2_000
"""Rows of a list; a reference to more is to a whole column."""


class Listed(Record, frozen=True):
    """The texts of a list that must be written out, and in words where they stand."""

    texts: tuple[str, ...]
    source: str

    @classmethod
    def of(cls, formula: str, own: str, remaining: Remaining, whose: Whose) -> Listed | None:
        """The list that a formula of a sheet means where the file cannot have its cells.

        None where it can, or where the list names no recipient: what cells of a sheet that
        nobody gets are about, and whose they are, nobody can tell.
        """
        source = whose.others.source
        area = list_area(formula, own, source)
        if area is None:
            return None
        sheet = sheet_of(area, own, source)
        if sheet is None:
            return None
        cells = [
            (cell.row, text)
            for cell in cells_of(area, source, sheet)
            if (text := cell.text(source.strings).strip())
        ]
        rows = remaining.rows.get(sheet.lower())
        if rows is None:
            is_about_recipients = any(whose.others.named_in(text) for _, text in cells)
            if sheet in whose.others.apart or not is_about_recipients:
                return None
            return cls(tuple(dict.fromkeys(t for _, t in cells)), f"不给单位的「{sheet}」")
        if not any(rows.keeps(row) and whose.named(text) for row, text in cells):
            is_there = parse(formula).names <= remaining.names
            if is_there or not any(whose.others.named_in(text) for _, text in cells):
                return None
            # The name means fewer rows now, and would be taken for lost.
            cells = [(row, text) for row, text in cells if rows.keeps(row)]
        called = "本表" if sheet == own else f"「{sheet}」"
        return cls(tuple(dict.fromkeys(t for _, t in cells)), f"{called}{area_text(area)}")


def lists_in(xml: SheetXml, sheet: str, source: SourceBook) -> Iterator[tuple[str, Reference]]:
    """The areas that the drop-downs of a sheet take their choices from, each with its sheet."""
    for element in parsed(xml.skeleton, xml.part).iter("{*}dataValidation"):
        for formula in element.iter("{*}formula1"):
            text = "".join(str(t) for t in formula.itertext()).strip()
            area = list_area(text, sheet, source)
            place = None if area is None else sheet_of(area, sheet, source)
            if area is not None and place is not None:
                yield place, area


def lists_name_recipients(xml: SheetXml, sheet: str, others: Others) -> bool:
    """Whether a drop-down of a sheet takes the names of recipients from cells."""
    strings = others.source.strings
    return any(
        others.named_in(cell.text(strings).strip())
        for place, area in lists_in(xml, sheet, others.source)
        for cell in cells_of(area, others.source, place)
    )


def list_area(formula: str, own: str, source: SourceBook) -> Reference | None:
    """The cells that a list of a sheet is in, written there or by a name; None for other lists."""
    area = _area(formula, own, source)
    if area is None or area.kind not in ("range", "cell") or area.is_elsewhere:
        return None
    return area if area.last - area.first <= _MOST else None


def sheet_of(area: Reference, own: str, source: SourceBook) -> str | None:
    """The name of the sheet that an area is on."""
    lower = (own if area.sheet is None else area.sheet).lower()
    return next((s.entry.name for s in source.sheets if s.entry.name.lower() == lower), None)


def cells_of(area: Reference, source: SourceBook, sheet: str) -> Iterator[CellXml]:
    """The stored cells of an area, row by row."""
    xml = source.sheet(sheet)
    left, right = area.column_span()
    for number in xml.numbers_between(area.first, area.last):
        row = xml.row(number)
        for cell in row.cells() if row is not None else ():
            if left <= cell.column_index <= right:
                yield cell


def area_text(area: Reference) -> str:
    """An area as an address without dollar signs."""
    return area.text[len(area.prefix) :].replace("$", "")


def _area(formula: str, own: str, source: SourceBook) -> Reference | None:
    pieces = parse(formula).pieces
    if len(pieces) == 1 and isinstance(pieces[0], Reference):
        return pieces[0]
    called = _NAME.fullmatch(formula)
    if called is None:
        return None
    at = {s.entry.name: index for index, s in enumerate(source.sheets)}
    names = [n for n in source.workbook.names if n.name.lower() == called[1].lower()]
    for scope in (at.get(own), None):
        for name in names:
            meant = parse(name.formula).pieces
            if name.sheet == scope and len(meant) == 1 and isinstance(meant[0], Reference):
                return meant[0] if meant[0].sheet is not None else None
    return None
