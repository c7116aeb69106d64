"""The parts of a file under construction, and those that come along unchanged."""

from __future__ import annotations

from collections.abc import Iterable
from functools import lru_cache

from xianbiao.export.package.archive import Member
from xianbiao.export.package.relationships import (
    Relationship,
    rels_of,
    write_relationships,
)
from xianbiao.export.package.source import NOT_CARRIED, SourceBook
from xianbiao.model.records import Record, field

_LONG = 1 << 16
"""Bytes of a part that is not remembered for the next export."""


class Parts(Record):
    """Parts by name: a member of the source stays as it is stored, bytes are compressed anew."""

    source: SourceBook
    made: dict[str, Member | bytes] = field(default_factory=dict)
    strings: set[int] = field(default_factory=set)
    people: set[str] = field(default_factory=set)
    elsewhere: frozenset[str] = frozenset()
    """Parts that the file has already, made for all files of its shape."""

    def carry(self, part: str) -> None:
        """Take a part with all that it leads to, as they are stored."""
        if part in self.made or part in self.elsewhere or part not in self.source.members:
            return
        self.made[part] = self.source.members[part]
        self.relate(part, self.source.relationships(part))

    def relate(self, part: str, relationships: Iterable[Relationship]) -> frozenset[str]:
        """Write the relationships that stay, carry what they lead to, and return their ids.

        A target that was made already stays as it was made.
        """
        before = list(relationships)
        kept = [r for r in before if r.kind not in NOT_CARRIED and self._leads(r)]
        for relationship in kept:
            if relationship.part is not None:
                self.carry(relationship.part)
        self._write(part, before, kept)
        return frozenset(r.id for r in kept)

    def put(self, part: str, data: bytes) -> None:
        """Set a part; where it is the source's own content, the source's member stays."""
        member = self.source.members.get(part)
        same = member is not None and member.size == len(data) and member.content() == data
        self.made[part] = member if same and member is not None else data

    def _leads(self, relationship: Relationship) -> bool:
        part = relationship.part
        return part is None or part in self.source.members or part in self.made

    def _write(self, part: str, before: list[Relationship], kept: list[Relationship]) -> None:
        name = rels_of(part)
        stored = self.source.members.get(name)
        if not kept:
            return
        if stored is not None and kept == self.source.relationships(part):
            self.made[name] = stored
        else:
            self.made[name] = write_relationships(kept)


def member_of(name: str, made: Member | bytes) -> Member:
    """A part as a member of an archive."""
    if isinstance(made, Member):
        return made
    return Member.of(name, made) if len(made) > _LONG else _remembered(name, made)


@lru_cache(maxsize=256)
def _remembered(name: str, content: bytes) -> Member:
    return Member.of(name, content)
