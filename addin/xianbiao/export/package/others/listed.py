"""The texts of a drop-down list that is kept in cells which a recipient's file does not get."""

from __future__ import annotations

from xianbiao.export.package.others.whose import Whose
from xianbiao.export.package.references import Reference, column_number, parse
from xianbiao.export.package.remaining import Remaining
from xianbiao.model.expressions import expression
from xianbiao.model.records import Record

_NAME = expression(r"(?:(?:'(?:[^']|'')+'|[^\W\d][\w.]*)!)?([^\W\d][\w.\\?]*)")
_MOST = 2_000


class Listed(Record, frozen=True):
    """The texts of a list, and in words where they stand."""

    texts: tuple[str, ...]
    source: str

    @classmethod
    def of(cls, formula: str, own: str, remaining: Remaining, whose: Whose) -> Listed | None:
        """The list that a formula of a sheet means where the file does not get its cells.

        None where it gets them, or where the list names no recipient: what such cells are about,
        and whose they are, nobody can tell.
        """
        area = _area(formula, own, whose)
        if area is None or area.kind not in ("range", "cell") or area.is_elsewhere:
            return None
        sheet, rows = remaining.sheet(area, own)
        name = _named_sheet(sheet, whose)
        if rows is not None or name is None or name in whose.others.apart:
            return None
        if area.last - area.first > _MOST:
            return None
        texts = list(dict.fromkeys(_texts(area, name, whose)))
        if not any(whose.others.names.found(t) for t in texts):
            return None
        return cls(tuple(texts), f"不给单位的「{name}」")


def _area(formula: str, own: str, whose: Whose) -> Reference | None:
    """The cells that a formula means: written there, or by a name."""
    pieces = parse(formula).pieces
    if len(pieces) == 1 and isinstance(pieces[0], Reference):
        return pieces[0]
    called = _NAME.fullmatch(formula)
    if called is None:
        return None
    source = whose.others.source
    at = {s.entry.name: index for index, s in enumerate(source.sheets)}
    names = [n for n in source.workbook.names if n.name.lower() == called[1].lower()]
    for scope in (at.get(own), None):
        for name in names:
            meant = parse(name.formula).pieces
            if name.sheet == scope and len(meant) == 1 and isinstance(meant[0], Reference):
                return meant[0] if meant[0].sheet is not None else None
    return None


def _named_sheet(lower: str, whose: Whose) -> str | None:
    names = (s.entry.name for s in whose.others.source.sheets)
    return next((name for name in names if name.lower() == lower), None)


def _texts(area: Reference, sheet: str, whose: Whose) -> list[str]:
    """What the cells of an area show, row by row, without blank ones."""
    source = whose.others.source
    xml = source.sheet(sheet)
    left, right = (column_number(c) for c in area.columns)
    found = []
    for number in xml.numbers_between(area.first, area.last):
        row = xml.row(number)
        for cell in row.cells() if row is not None else ():
            if min(left, right) <= cell.column_index <= max(left, right):
                found.append(cell.text(source.strings).strip())
    return [text for text in found if text]
