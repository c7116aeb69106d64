"""Defined names: what they mean in a file, and which of them it may have."""

from __future__ import annotations

from functools import lru_cache

from xianbiao.export.package.others.told import Change
from xianbiao.export.package.references import parse
from xianbiao.export.package.remaining import Remaining, moved
from xianbiao.model.records import Record


class DefinedName(Record, frozen=True):
    """A name with its formula; `sheet` is the index of the sheet that it belongs to."""

    name: str
    sheet: int | None
    formula: str
    attributes: tuple[tuple[str, str], ...]

    @property
    def order(self) -> tuple[str, int]:
        """By what names are listed: in alphabetical order, then by their sheets."""
        return self.name.lower(), -1 if self.sheet is None else self.sheet


PlacedName = tuple[DefinedName, int | None, str]
"""A name with the index of its sheet in a file, None for a name of the whole, and its formula."""


def names_for(names: list[DefinedName], remaining: Remaining) -> list[DefinedName]:
    """Those names that the recipient of a file may have: others are named in none of them."""
    whose = remaining.whose
    if whose is None or not whose.others.divide_names:
        return names
    found = []
    for name in names:
        sheets = ((r.sheet or "").lower() for r in parse(name.formula).references())
        if whose.may_have(name):
            found.append(name)
        elif all(sheet in remaining.rows for sheet in sheets):
            whose.told.add(Change.NAME, "", name.name)
    return found


def is_steady(formula: str, own: str, remaining: Remaining) -> bool:
    """Whether a name still means what it meant."""
    return not _floats(formula, remaining) and moved(formula, own, remaining) is not None


def name_formula(text: str, own: str, remaining: Remaining) -> str | None:
    """What a name means after the cut, None where it does not resolve any more.

    Of a list of areas (a print area, repeated rows) those stay that have a row left.
    """
    formula = parse(text)
    if formula.leaves_file or "#REF!" in text or _floats(text, remaining):
        return None
    if not formula.names <= remaining.names:
        return None
    listed = all(p.strip() == "," for p in formula.pieces if isinstance(p, str))
    pieces: list[str] = []
    for piece in formula.pieces:
        if isinstance(piece, str):
            pieces += [] if listed else [piece]
            continue
        _, rows = remaining.sheet(piece, own)
        cut = None
        if rows is not None and not piece.is_elsewhere:
            cut = rows.cut(piece.first, piece.last)
        if cut is not None:
            pieces.append(piece.text_at(*cut))
        elif not listed:
            return None
    if listed and not pieces:
        return None
    return (",".join(pieces)) if listed else "".join(pieces)


def _floats(text: str, remaining: Remaining) -> bool:
    """Whether a name counts rows from the cell that uses it, on a sheet that lost rows."""
    found = (remaining.rows.get(sheet) for sheet in _floating(text))
    return any(rows is not None and not rows.is_identity for rows in found)


@lru_cache(maxsize=4096)
def _floating(text: str) -> frozenset[str]:
    """The sheets, in lower case, of which a name means rows that go by the cell that uses it."""
    references = parse(text).references()
    return frozenset((r.sheet or "").lower() for r in references if not all(r.fixed))
