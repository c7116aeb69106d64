"""The parts of a workbook that comes from several files: each under a name that is free."""

from __future__ import annotations

import posixpath
from collections.abc import Iterable

from xianbiao.export.package.archive import Member, archive, pack
from xianbiao.export.package.relationships import (
    CONTENT_TYPES,
    ContentTypes,
    Relationship,
    rels_of,
    write_relationships,
)
from xianbiao.export.package.source import SourceBook
from xianbiao.model.records import replace


class Pool:
    """Parts by their names in the workbook."""

    def __init__(self) -> None:
        self.members: dict[str, Member] = {}
        self._taken: set[str] = set()
        self._counts: dict[str, int] = {}
        self._types = ContentTypes({}, {})

    def carry(self, book: SourceBook, part: str) -> None:
        """Take a part with all that it leads to, under its own name, unless it is there."""
        if part in self.members or part not in book.members:
            return
        self.put(book, part, part, book.members[part])
        if (rels := rels_of(part)) in book.members:
            self.members[rels] = book.members[rels]
        for r in book.relationships(part):
            if r.part is not None:
                self.carry(book, r.part)

    def free_name(self, part: str) -> str:
        """The name of a part with the first number that is free; it is taken then."""
        stem, dot, extension = part.rpartition(".")
        stem = stem.rstrip("0123456789")
        count = self._counts.get(stem, 0) + 1
        while (name := f"{stem}{count}{dot}{extension}").lower() in self._taken:
            count += 1
        self._counts[stem] = count
        self._taken.add(name.lower())
        return name

    def put(self, book: SourceBook, old: str, new: str, content: Member | bytes) -> None:
        """Set a part that comes from a part of a file, with the type that it has there."""
        self._taken.add(new.lower())
        if isinstance(content, Member):
            self.members[new] = content._replace(name=new)
        else:
            self.members[new] = Member.of(new, content)
        self._types.defaults.update(book.types.defaults)
        if (kind := book.types.overrides.get(old)) is not None:
            self._types.overrides[new] = kind

    def change(self, part: str, content: bytes) -> None:
        """Set the content of a part that is there."""
        self.members[part] = Member.of(part, content)

    def relate(self, part: str, relationships: Iterable[Relationship]) -> None:
        """Write the relationships of a part; those that stay inside lead to parts of the pool."""
        if lines := [_relative(r, part) for r in relationships]:
            name = rels_of(part)
            self.members[name] = Member.of(name, write_relationships(lines))

    def data(self) -> bytes:
        """The package."""
        listed = [name for name in self.members if not name.endswith(".rels")]
        types = Member.of(CONTENT_TYPES, self._types.for_parts(listed))
        return archive(pack([types, *self.members.values()]))


def _relative(r: Relationship, part: str) -> Relationship:
    if r.part is None:
        return r
    return replace(r, target=posixpath.relpath(r.part, posixpath.dirname(part) or "."))
