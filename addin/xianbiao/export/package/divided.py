"""A part of a finished package in pieces, of which the files of an export share nearly all.

Whatever reads such files keeps what it made of a piece; the next file costs what differs. All of
it follows from the bytes of the file itself: a piece is known again by its content alone.
"""

from __future__ import annotations

from functools import lru_cache
from typing import NamedTuple

from xianbiao.export.package.archive import Member
from xianbiao.export.package.pieces import pieces

_KEPT = 64
"""How many parts are remembered: the files of an export have a dozen each."""
_HOLDERS = (
    (b"<worksheet ", b"<sheetData>", b"</sheetData>"),
    (b"<sst ", b">", b"</sst>"),
)
"""How the root begins, and what stands before and after the rows or the texts."""
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
            return Divided(content[:begin] + content[end:], tuple(pieces(content[begin:end])))
    return Divided(content, ())


@lru_cache(maxsize=_KEPT)
def items(piece: bytes) -> tuple[bytes, ...]:
    """The rows or texts of a piece, each with the end of its element; together they are it."""
    end = ROW if ROW in piece else TEXT
    *whole, rest = piece.split(end)
    found = [item + end for item in whole]
    return (*found, rest) if rest else tuple(found)
