"""Pictures inside cells: each file has those of its own rows.

WPS keeps all of them in one part of the workbook and calls them by name (`DISPIMG("ID_…",1)`);
Excel keeps them behind the values of cells (`vm="…"`, rich values). Neither part belongs to a
sheet, so what no cell of a file calls must be taken out of it.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from xianbiao.export.package.archive import Member
from xianbiao.export.package.cut import SheetCut
from xianbiao.export.package.elements import local
from xianbiao.export.package.relationships import Relationship, rels_of, write_relationships
from xianbiao.export.package.rich_values import RichValues
from xianbiao.export.package.source import SourceBook
from xianbiao.export.package.xml_text import RELATIONS, parsed, written
from xianbiao.model.expressions import expression

_KIND = "cellImage"
_CALL = expression(rb"DISPIMG\((?:\"|&quot;)([^\"&]+)")
_VALUE = expression(rb"\svm=\"(\d+)\"")
_EMBED = f"{{{RELATIONS}}}embed"


class CellPictures:
    """The pictures in cells of one source, for the files cut from it."""

    def __init__(self, source: SourceBook, *, whole: bool = False) -> None:
        """`whole` leaves all of them in every file."""
        self._source = source
        self.parts: frozenset[str] = frozenset()
        """The parts that each file has in its own form."""
        self._calls: dict[str, dict[int, tuple[set[str], set[int]]]] = {}
        if whole:
            return
        related = source.other_relationships
        parts = [r.part for r in related if r.kind == _KIND and r.part in source.members]
        self._named = next((p for p in parts if p is not None), None)
        self._rich = RichValues.of(source)
        rich = self._rich.parts if self._rich is not None else ()
        for part in (self._named, self._rich.pictures if self._rich is not None else None):
            if part is not None:
                _type_by_name(source, part)
        self.parts = frozenset([*([self._named] if self._named else []), *rich])

    def members(self, cuts: Iterable[SheetCut], there: frozenset[str]) -> list[Member]:
        """These parts for a file with some rows; `there` are parts that it has already."""
        if not self.parts:
            return []
        names: set[str] = set()
        values: set[int] = set()
        for cut in cuts:
            for row, (called, valued) in self._on(cut.sheet).items():
                if cut.rows.keeps(row):
                    names |= called
                    values |= valued
        made: dict[str, Member] = {}
        if self._named is not None:
            made |= self._of_names(self._named, names)
        if self._rich is not None:
            made |= self._rich.members(values)
        return [member for name, member in made.items() if name not in there]

    def _on(self, sheet: str) -> dict[int, tuple[set[str], set[int]]]:
        """The names and numbers that the cells of each row of a sheet call."""
        if sheet not in self._calls:
            found: dict[int, tuple[set[str], set[int]]] = {}
            for row in self._source.sheet_once(sheet).rows():
                names = {n.decode() for n in _CALL.findall(row.inner)}
                values = {int(n) for n in _VALUE.findall(row.inner)}
                if names or values:
                    found[row.number] = names, values
            self._calls[sheet] = found
        return self._calls[sheet]

    def _of_names(self, part: str, names: set[str]) -> dict[str, Member]:
        root = parsed(self._source.content(part), part)
        kept: set[str] = set()
        for picture in [e for e in root if local(e) == "cellImage"]:
            if any(e.get("name") in names for e in picture.iter("{*}cNvPr")):
                kept |= {e.get(_EMBED, "") for e in picture.iter("{*}blip")}
            else:
                root.remove(picture)
        related = [r for r in self._source.relationships(part) if r.id in kept]
        return {part: Member.of(part, written(root))} | dict(self._led(part, related))

    def _led(self, part: str, related: list[Relationship]) -> Iterator[tuple[str, Member]]:
        """The relationships of a part, and the pictures that they lead to."""
        if related:
            name = rels_of(part)
            yield name, Member.of(name, write_relationships(related))
        for r in related:
            if r.part in self._source.members:
                yield r.part, self._source.members[r.part]


def _type_by_name(source: SourceBook, part: str) -> None:
    """Let the pictures that a part leads to have the types of their endings.

    The list of types is the same in files of one shape, whichever pictures they have.
    """
    types = source.types
    for r in source.relationships(part):
        kind = types.overrides.get(r.part or "")
        ending = (r.part or "").rpartition(".")[2].lower()
        if r.part is None or kind is None:
            continue
        if types.defaults.setdefault(ending, kind) == kind:
            del types.overrides[r.part]
