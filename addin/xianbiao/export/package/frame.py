"""The parts of a file that speak of the whole of it: workbook, strings, properties, types."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from operator import itemgetter

from xianbiao.export.package.archive import Member
from xianbiao.export.package.cut import SheetCut
from xianbiao.export.package.notes import cut_people
from xianbiao.export.package.parts import Parts
from xianbiao.export.package.properties import cut_properties
from xianbiao.export.package.relationships import (
    CONTENT_TYPES,
    WORKBOOK_TYPE,
    Relationship,
    rels_of,
    write_relationships,
)
from xianbiao.export.package.remaining import Remaining
from xianbiao.export.package.source import NOT_CARRIED, SourceBook
from xianbiao.model.errors import ExportRefused
from xianbiao.model.records import Record
from xianbiao.model.refs import Ref


class Frame(Record, frozen=True):
    """Makes these parts for one source; `names` are those of all recipients.

    `own` are parts of the workbook that each file has in its own form.
    """

    source: SourceBook
    names: tuple[str, ...]
    own: frozenset[str] = frozenset()

    def shared(self, parts: Parts) -> None:
        """The parts that all files of a shape have alike, but for the workbook itself."""
        for r in self.relationships():
            if r.kind == "sharedStrings" and r.part is not None:
                if parts.strings:
                    parts.put(r.part, self.source.strings.pruned(parts.strings))
            elif r.kind == "person" or r.part in self.own or self._speaks_of_recipients(r):
                continue
            elif r.part is not None:
                parts.carry(r.part)
        root = []
        for r in self.source.root:
            is_book = r.part == self.source.workbook_part
            if is_book or cut_properties(r, parts, self.names):
                root.append(r)
                if r.part is not None and not is_book and r.part not in parts.made:
                    parts.carry(r.part)
        parts.made[rels_of("")] = write_relationships(root)

    def book(
        self,
        kept: Sequence[str],
        remaining: Remaining,
        parts: Parts,
        there: Iterable[str],
    ) -> None:
        """The workbook with its relationships, and the list of types.

        `there` are the parts that the file has besides those in `parts`.
        """
        source = self.source
        opened = kept.index(self.opened(kept))
        sheets = {source.part_of(name).part for name in kept}
        held = {*parts.made, *there, *sheets, *self.own}
        kept_relationships = []
        for r in self.relationships():
            if r.kind == "person" and r.part in source.members:
                people = cut_people(source.content(r.part), r.part, frozenset(parts.people))
                if people is not None:
                    parts.put(r.part, people)
                    held.add(r.part)
            if r.part is None or r.part in held:
                kept_relationships.append(r)
        kept_relationships += self.sheet_relationships(kept)
        part = source.workbook_part
        book = source.workbook.cut(kept, remaining, opened)
        parts.put(part, book)
        names = [
            *there,
            *sorted(self.own),
            part,
            *sorted(sheets - {*parts.made, *there}),
            *parts.made,
        ]
        listed = dict.fromkeys(n for n in names if not n.endswith(".rels"))
        parts.made[rels_of(part)] = write_relationships(kept_relationships)
        parts.made[CONTENT_TYPES] = self.types(listed)

    def types(self, parts: Iterable[str]) -> bytes:
        """The list of types of these parts; the workbook is one without macros."""
        types = self.source.types
        types.overrides[self.source.workbook_part] = WORKBOOK_TYPE
        return types.for_parts(parts)

    def sheet_relationships(self, sheets: Iterable[str]) -> list[Relationship]:
        """Those that lead to some sheets, in the order of the source."""
        known = self.source.sheet_relationships
        found = [known[self.source.part_of(name).entry.relationship] for name in sheets]
        return [r for _, r in sorted(found, key=itemgetter(0))]

    def opened(self, kept: Sequence[str]) -> str:
        """The sheet on top when the file is opened. Raises ExportRefused where none is shown."""
        visible = self.source.shown
        shown = [name for name in kept if name in visible]
        if not shown:
            raise ExportRefused(
                "留给单位的工作表都是隐藏的",
                ref=Ref(self.source.file),
                found="、".join(kept),
                todo="取消隐藏，或改选要给的工作表",
            )
        sheets = self.source.sheets
        before = sheets[min(self.source.workbook.opened, len(sheets) - 1)].entry.name
        return before if before in shown else shown[0]

    def relationships(self) -> list[Relationship]:
        """Those of the workbook that lead to no sheet and that files may have."""
        return [r for r in self.source.other_relationships if r.kind not in NOT_CARRIED]

    def _speaks_of_recipients(self, relationship: Relationship) -> bool:
        part = relationship.part
        if relationship.kind != "customXml" or part not in self.source.members:
            return False
        text = self.source.content(part).decode("utf-8", errors="replace")
        return any(name in text for name in self.names)


def in_order(parts: Parts) -> list[tuple[str, Member | bytes]]:
    """Content types first, then as they were made."""
    return sorted(parts.made.items(), key=lambda item: item[0] != CONTENT_TYPES)


def names_of(cuts: Iterable[SheetCut]) -> list[str]:
    """The sheets of some cuts."""
    return [cut.sheet for cut in cuts]
