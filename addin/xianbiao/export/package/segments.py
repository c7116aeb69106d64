"""Pieces of a part with the same as pieces of a deflate stream, those met again made once."""

from __future__ import annotations

import zlib
from collections.abc import Sequence
from functools import lru_cache

from xianbiao.export.package.archive import DEFLATED, Member, segment, stored
from xianbiao.model.records import Record

_LONG = 1 << 16
"""Bytes of a piece that is not remembered."""
SHORT = 512
"""Bytes that are not worth a segment of their own."""
_SMALL = 2560
"""Bytes of one file that are faster stored than deflated; it grows by 2 KB at most for each."""


class Piece(Record, frozen=True):
    """A run of a part's XML, and the same as a segment of a deflate stream."""

    xml: bytes
    deflated: bytes

    @classmethod
    def of(cls, xml: bytes, *, last: bool = False) -> Piece:
        """A piece that files have in common, and often those of the next export too."""
        if len(xml) > _LONG:
            return cls(xml, segment(xml, last=last))
        return _remembered(xml, last)

    @classmethod
    def once(cls, xml: bytes) -> Piece:
        """A piece that one file has, never its last."""
        return cls(xml, stored(xml) if len(xml) < _SMALL else segment(xml))


@lru_cache(maxsize=256)
def _remembered(xml: bytes, last: bool) -> Piece:
    return Piece(xml, segment(xml, last=last))


def joined(part: str, pieces: Sequence[Piece]) -> Member:
    """A part made of pieces, the last of them made as such."""
    whole = b"".join([p.xml for p in pieces])
    deflated = b"".join([p.deflated for p in pieces])
    return Member(part, DEFLATED, zlib.crc32(whole), len(whole), deflated)
