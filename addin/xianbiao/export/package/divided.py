"""A part of a finished package in pieces, of which the files of an export share nearly all.

Whatever reads such files keeps what it made of a piece; the next file costs what differs. All of
it follows from the bytes of the file itself: a piece is known again by its content alone.
"""

from __future__ import annotations

from collections.abc import Sequence
from functools import lru_cache
from itertools import zip_longest
from typing import NamedTuple

from xianbiao.export.package.archive import Member
from xianbiao.export.package.pieces import ITEMS, pieces
from xianbiao.model.remembered import Remembered

_KEPT = 512
"""How many parts are remembered: the files of an export have a dozen each."""
_HOLDERS = (
    (b"<worksheet ", b"<sheetData>", b"</sheetData>"),
    (b"<sst ", b">", b"</sst>"),
)
"""How the root begins, and what stands before and after the rows or the texts."""
_ROW = b'<row r="'
ROW, TEXT = b"</row>", b"</si>"


class Divided(NamedTuple):
    """What stands around the rows or texts of a part, glued together, and these in pieces."""

    frame: bytes
    pieces: tuple[bytes, ...]


@lru_cache(maxsize=_KEPT)
def inflated(member: Member) -> bytes:
    """What a member holds, its checksum proven. Raises UnreadableFile when it is damaged."""
    return member.content()


@lru_cache(maxsize=_KEPT)
def divided(content: bytes) -> Divided:
    """A part of a package; one that holds neither rows nor texts has a frame alone."""
    for root, start, stop in _HOLDERS:
        if (at := content.find(root, 0, 200)) < 0:
            continue
        begin = content.find(start, at) + len(start)
        end = content.rfind(stop)
        if len(start) <= begin < end:
            frame, body = content[:begin] + content[end:], content[begin:end]
            cut = tuple(_cut_like(body, _BEFORE.get(frame) or ()) or pieces(body))
            return Divided(frame, _BEFORE.keep(frame, cut))
    return Divided(content, ())


_BEFORE = Remembered[bytes, tuple[bytes, ...]](_KEPT)
"""The pieces of the part that had the same frame last."""


def _cut_like(body: bytes, like: Sequence[bytes]) -> list[bytes] | None:
    """Rows or texts cut where those of another part are, whose pieces serve again where equal.

    None where the places cannot be told by that.
    """
    found: list[bytes] = []
    at = 0
    for piece, following in zip_longest(like, like[1:]):
        if body.startswith(piece, at):
            found.append(piece)
            at += len(piece)
            continue
        end = len(body) if following is None else _end_before(following, body, at)
        if end < at:
            return None
        found.append(body[at:end])
        at = end
    return found if at == len(body) else None


def _end_before(following: bytes, body: bytes, at: int) -> int:
    """Where a piece ends that begins at a place, before one like `following`; -1 where nowhere."""
    if following.startswith(_ROW):
        return body.find(following[: following.index(b'"', len(_ROW)) + 1], at)
    for _ in range(ITEMS):
        found = body.find(TEXT, at)
        if found < 0:
            return -1
        at = found + len(TEXT)
    return at


@lru_cache(maxsize=_KEPT)
def items(piece: bytes) -> tuple[bytes, ...]:
    """The rows or texts of a piece, each with the end of its element; together they are it."""
    end = ROW if ROW in piece else TEXT
    *whole, rest = piece.split(end)
    found = [item + end for item in whole]
    return (*found, rest) if rest else tuple(found)
