"""The workbook of files with sheets of their own: all but the lines of these is made once.

That holds for the workbook itself, its relationships and the list of content types. Frame makes
the same parts for one file from nothing, and does so where this cannot.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Sequence

from xianbiao.export.package.archive import Member
from xianbiao.export.package.frame import Frame
from xianbiao.export.package.own_names import OwnNames
from xianbiao.export.package.parts import Parts
from xianbiao.export.package.relationships import (
    CONTENT_TYPES,
    RELATIONSHIPS_END,
    TYPES_END,
    relationship_lines,
    rels_of,
    write_relationships,
)
from xianbiao.export.package.remaining import Remaining
from xianbiao.export.package.segments import Piece, joined
from xianbiao.export.package.workbook_xml import SHEETS, SHEETS_END, sheet_lines
from xianbiao.model.records import Record


class _Around(Record, frozen=True):
    """What stands around the lines of the own sheets; `first` and `last` are their places."""

    first: int
    last: int
    head: Piece
    after: bytes
    """From the sheets that follow to where the names begin."""
    rest: Piece
    """The same with the names that no own sheet has a part in, to the end of the workbook."""


class OwnBook:
    """Makes these parts for the files of one shape.

    `common` are the sheets that all of them have, in order, `remaining` what is left of these,
    and `parts` all that the files have alike.
    """

    def __init__(
        self, frame: Frame, common: Sequence[str], remaining: Remaining, parts: Collection[str]
    ) -> None:
        source = frame.source
        self._source, self._frame = source, frame
        self._common = frozenset(common)
        self._names = OwnNames(source.workbook, common, remaining)
        others = frame.relationships()
        self._others = frozenset(r.part for r in others if r.part is not None)
        self._has_people = any(r.kind == "person" for r in others)
        alike = [r for r in others if r.part is None or r.part in parts]
        alike += frame.sheet_relationships(common)
        self._relations = _open(write_relationships(alike), RELATIONSHIPS_END)
        listed = [p for p in parts if not p.endswith(".rels")]
        self._types = _open(frame.types([*listed, source.workbook_part]), TYPES_END)
        self._tail = Piece.of(source.workbook.tail, last=True)
        self._around: dict[object, _Around] = {}

    def fits(self, parts: Parts) -> bool:
        """Whether a file with these own parts differs from others in its own sheets only."""
        return not self._has_people and self._others.isdisjoint(parts.made)

    def steady_names(self, kept: Sequence[str], here: Remaining) -> frozenset[str]:
        """The names, in capitals, that still mean what they meant."""
        return self._names.steady(kept, here)

    def members(
        self, kept: Sequence[str], here: Remaining, own: Iterable[str], opened: int
    ) -> list[Member]:
        """The list of types, the workbook and its relationships of a file with these parts.

        `opened` is the place of the sheet on top.
        """
        source, book = self._source, self._source.workbook
        places = tuple([at for at, name in enumerate(kept) if name in self._common])
        key = (places, len(kept), opened)
        around = self._around.get(key)
        if around is None:
            around = self._around[key] = self._whole(kept, places, opened)
        lines = Piece.once(sheet_lines(book.entries(kept[around.first : around.last])))
        pieces = [around.head, lines, around.rest]
        if not self._names.are_settled(kept):
            block = book.names_block(self._names.all(kept, here))
            pieces[2:] = Piece.once(around.after + block), self._tail
        sheets = [name for name in kept if name not in self._common]
        relations = relationship_lines(self._frame.sheet_relationships(sheets))
        types = source.types.lines(own)
        return [
            joined(CONTENT_TYPES, (self._types[0], Piece.once(types), self._types[1])),
            joined(source.workbook_part, pieces),
            joined(
                rels_of(source.workbook_part),
                (self._relations[0], Piece.once(relations), self._relations[1]),
            ),
        ]

    def _whole(self, kept: Sequence[str], places: tuple[int, ...], opened: int) -> _Around:
        book = self._source.workbook
        own = [at for at in range(len(kept)) if at not in places]
        first, last = min(own, default=0), max(own, default=-1) + 1
        head = book.head(opened) + SHEETS + sheet_lines(book.entries(kept[:first]))
        after = sheet_lines(book.entries(kept[last:])) + SHEETS_END + book.between
        names = book.names_block(self._names.settled(kept))
        rest = Piece.of(after + names + book.tail, last=True)
        return _Around(first, last, Piece.of(head), after, rest)


def _open(part: bytes, end: bytes) -> tuple[Piece, Piece]:
    """A list with room for more lines before its end."""
    return Piece.of(part.removesuffix(end)), Piece.of(end, last=True)
