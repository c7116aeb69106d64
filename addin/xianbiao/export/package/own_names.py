"""Names of files with sheets of their own: those that only speak of common sheets, settled once."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from xianbiao.export.package.defined_names import (
    DefinedName,
    PlacedName,
    is_steady,
    name_formula,
    names_for,
)
from xianbiao.export.package.references import parse
from xianbiao.export.package.remaining import BY_PLACE, Remaining
from xianbiao.export.package.workbook_xml import WorkbookXml
from xianbiao.model.records import replace


class OwnNames:
    """The names of the files of one shape.

    `common` are the sheets that all of them have, and `remaining` what is left of these. A name
    is settled by them where its formula speaks of no other sheet, name or table.
    """

    def __init__(self, book: WorkbookXml, common: Sequence[str], remaining: Remaining) -> None:
        self._book = book
        self._common = frozenset(common)
        self._sheets = frozenset(name.lower() for name in common)
        everywhere = names_for(book.names_of(common), remaining)
        settled = [n for n in everywhere if self._is_settled(n)]
        own = next(iter(common), "")
        self._settled = [
            (name, formula)
            for name in settled
            if (formula := name_formula(name.formula, own, remaining)) is not None
        ]
        self._steady = frozenset(
            n.name.upper() for n in settled if is_steady(n.formula, own, remaining)
        )
        self._some: dict[str, list[DefinedName]] = {}
        """Names that mean something only where a sheet of theirs stays, by that sheet."""
        self._open: list[DefinedName] = []
        for name in everywhere:
            if self._is_settled(name):
                continue
            sheets = self._own_sheets(name)
            for sheet in sheets:
                self._some.setdefault(sheet, []).append(name)
            if not sheets:
                self._open.append(name)

        self._are_all_settled = not self._open and len(everywhere) == len(book.names)

    def are_settled(self, kept: Sequence[str]) -> bool:
        """Whether the file of these sheets has no name that must be looked at."""
        return not self._others(kept)

    def settled(self, kept: Sequence[str]) -> list[PlacedName]:
        """The settled names in their places."""
        return self._book.placed(self._settled, kept)

    def all(self, kept: Sequence[str], here: Remaining) -> list[PlacedName]:
        """All names of a file in their places, in their order."""
        others = [
            (name, formula)
            for name in names_for(self._others(kept), here)
            if (formula := name_formula(name.formula, kept[0], here)) is not None
        ]
        whole = sorted([*self._settled, *others], key=lambda named: named[0].order)
        return self._book.placed(whole, kept)

    def steady(self, kept: Sequence[str], here: Remaining) -> frozenset[str]:
        """The names, in capitals, that still mean what they meant."""
        others = names_for(self._others(kept), here)
        known = self._steady
        while others:
            now = replace(here, names=known)
            steady = {n.name.upper() for n in others if is_steady(n.formula, kept[0], now)}
            if steady <= known:
                break
            known |= steady
        return known

    def _others(self, kept: Sequence[str]) -> list[DefinedName]:
        """The names of a file that are not settled."""
        if self._are_all_settled and not self._some:
            return []
        found = list(self._open)
        for sheet in kept:
            if sheet not in self._common:
                found += self._book.names_on(sheet)
                found += self._some.get(sheet.lower(), ())
        return list(dict.fromkeys(found)) if len(found) > 1 else found

    def _is_settled(self, name: DefinedName) -> bool:
        formula = parse(name.formula)
        if formula.names or formula.tables or formula.functions & BY_PLACE:
            return False
        return all(
            r.sheet is not None and r.sheet.lower() in self._sheets for r in formula.references()
        )

    def _own_sheets(self, name: DefinedName) -> Iterable[str]:
        """The sheets without any of which a name means nothing; none where that is not so."""
        formula = parse(name.formula)
        sheets = {(r.sheet or "").lower() for r in formula.references()}
        is_mixed = "" in sheets or sheets & self._sheets
        return () if is_mixed or formula.names or formula.tables else sheets
