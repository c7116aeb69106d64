"""The items of a large part (rows, shared strings) read piece by piece, each piece once.

A part is cut where an item begins, and every piece is parsed between the start and the end of
the part's own root, so that names mean the same as in the whole. What such a cut could change
(comments, other encodings, items within items) is looked for first; where there is any of it,
there are no pieces and the whole part is parsed.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Generic, NamedTuple, TypeVar, overload
from xml.etree import ElementTree as ET
from xml.parsers.expat import ExpatError, ParserCreate

from xianbiao.model.expressions import expression
from xianbiao.model.remembered import Remembered

T = TypeVar("T")

_HEAD = expression(
    rb"""\s*(?:\xef\xbb\xbf)?(?:<\?xml\s[^<>]*\?>\s*)?(<([A-Za-z]\w*)(?:\s[^<>]*[^<>/]|\s)?>)"""
)
_ENCODING = expression(rb"""encoding=["']([^"']*)["']""")
_UTF_8 = b"utf-8"


def local_name(element: ET.Element) -> str:
    """The name of an element without its namespace."""
    return element.tag.rpartition("}")[2]


class _Cut(NamedTuple):
    """A part without its items, the end of its root, and its pieces with how many each holds."""

    frame: bytes
    end: bytes
    keys: list[tuple[bytes, bytes]]
    counts: list[int]


class Later(Sequence[T]):
    """Items of a part, each piece of them read when one of its items is first asked for."""

    def __init__(self, cut: _Cut, piece: Callable[[_Cut, int], tuple[T, ...]], many: int) -> None:
        self._cut, self._piece, self._many = cut, piece, many
        self._found: dict[int, tuple[T, ...]] = {}
        self._count = sum(cut.counts)

    def __len__(self) -> int:
        return self._count

    @overload
    def __getitem__(self, index: int) -> T: ...
    @overload
    def __getitem__(self, index: slice) -> list[T]: ...
    def __getitem__(self, index: int | slice) -> T | list[T]:
        if isinstance(index, slice):
            return [self[at] for at in range(*index.indices(self._count))]
        if not 0 <= index < self._count:
            raise IndexError(index)
        at, place = divmod(index, self._many)
        if (piece := self._found.get(at)) is None:
            piece = self._found[at] = self._piece(self._cut, at)
        return piece[place]


class Pieces(Generic[T]):
    """Reads parts whose items stand in a holder, the root itself where `holder` is its name.

    `many` items make a piece. `room` bounds the bytes of the pieces that are remembered.
    """

    def __init__(
        self, holder: bytes, item: bytes, read: Callable[[ET.Element], T], many: int, room: int
    ) -> None:
        self._open, self._close = b"<%b>" % holder, b"</%b>" % holder
        self._holder, self._item, self._read, self._many = holder, item.decode(), read, many
        self._largest = room // 4
        self._start = b"<%b" % item
        self._others = expression(rb"<%b(?![ >/\n\r\t])" % item)
        self._known = Remembered[tuple[bytes, bytes], tuple[T, ...]](room)
        self._proven = Remembered[tuple[bytes, bytes], bool](room)

    def read(self, part: bytes) -> tuple[bytes, list[T]] | None:
        """The part without its items, and what was read from each item; None for odd parts."""
        cut = self._cut(part)
        if cut is None:
            return None
        keys, counts = cut.keys, cut.counts
        found = [self._known.get(key) for key in keys]
        missing = [at for at, known in enumerate(found) if known is None]
        if missing:
            made = self._parsed([keys[n] for n in missing], [counts[n] for n in missing], cut.end)
            if made is None:
                return None
            new = iter(made)
            found = [next(new) if known is None else known for known in found]
        return cut.frame, [result for piece in found if piece is not None for result in piece]

    def later(self, part: bytes) -> Later[T] | None:
        """The items of a part, each read when it is asked for; None for odd parts, as in `read`.

        That the part is well-formed is proven at once, of pieces met before by that they were.
        Raises ParseError where it is not.
        """
        cut = self._cut(part)
        if cut is None:
            return None
        _require_whole(cut.frame)
        for root, piece in cut.keys:
            if self._proven.get((root, piece)) is None:
                _require_whole(b"".join([root, piece, cut.end]))
                self._proven.keep((root, piece), True, len(piece) + 1)
        return Later(cut, self._piece, self._many)

    def _piece(self, cut: _Cut, at: int) -> tuple[T, ...]:
        """The items of one piece; raises ValueError where they are not items side by side."""
        known = self._known.get(cut.keys[at])
        if known is None:
            made = self._parsed([cut.keys[at]], [cut.counts[at]], cut.end)
            if made is None:
                raise ValueError(f"no {self._item} side by side")
            (known,) = made
        return known

    def _cut(self, part: bytes) -> _Cut | None:
        """A part cut into pieces, None for odd parts."""
        divided = self._divided(part) if len(part) <= self._largest else None
        if divided is None:
            return None
        root, frame, end, body = divided
        before, *items = body.split(self._start)
        if before.strip() or self._others.search(body):
            return None
        groups = [items[at : at + self._many] for at in range(0, len(items), self._many)]
        keys = [(root, self._start + self._start.join(group)) for group in groups]
        return _Cut(frame, end, keys, [len(group) for group in groups])

    def _divided(self, part: bytes) -> tuple[bytes, bytes, bytes, bytes] | None:
        """The root's start, the part without its items, the root's end, and the items."""
        head = _HEAD.match(part)
        encoding = _ENCODING.search(part, 0, head.start(1)) if head else None
        if head is None or b"<!" in part or (encoding and encoding[1].lower() != _UTF_8):
            return None
        root, end = head[1], b"</%b>" % head[2]
        if head[2] == self._holder:
            start = head.end()
        elif part.count(self._open) == 1 and part.count(b"<%b" % self._holder) == 1:
            start = part.index(self._open) + len(self._open)
        else:
            return None
        if part.count(self._close) != 1 or (stop := part.index(self._close)) < start:
            return None
        return root, part[:start] + part[stop:], end, part[start:stop]

    def _parsed(
        self, missing: list[tuple[bytes, bytes]], counts: list[int], end: bytes
    ) -> list[tuple[T, ...]] | None:
        """The pieces that were not met before; None where they are not items side by side."""
        root = missing[0][0]
        try:
            found = list(ET.fromstring(b"".join([root, *(piece for _, piece in missing), end])))
        except ET.ParseError:
            return None
        if len(found) != sum(counts) or any(local_name(e) != self._item for e in found):
            return None
        results = []
        at = 0
        for key, count in zip(missing, counts, strict=True):
            made = tuple(self._read(element) for element in found[at : at + count])
            results.append(self._known.keep(key, made, len(key[1]) + 1))
            at += count
        return results


def _require_whole(part: bytes) -> None:
    """Raise ParseError where a part is not well-formed, without making anything of it."""
    parser = ParserCreate(namespace_separator="}")
    try:
        parser.Parse(part, True)
    except ExpatError as error:
        raise ET.ParseError(str(error)) from error
