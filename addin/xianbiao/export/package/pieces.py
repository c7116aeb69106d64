"""Parts compressed in pieces of a few rows, so that rows met before are not compressed again.

Where a piece ends follows from the content alone: the same content gives the same bytes,
whichever way it came about.
"""

from __future__ import annotations

import zlib
from collections.abc import Iterable, Sequence
from functools import lru_cache

from xianbiao.export.package.archive import DEFLATED, Member, archive, pack, segment
from xianbiao.model.expressions import expression

_ROW = expression(rb'<row r="(\d+)"')
_ROWS = 16
_ITEM = b"<si>"
ITEMS = 64
"""How many shared strings make a piece."""
_KEPT = 4096
"""How many compressed pieces are remembered: those of some dozen county files."""


def repacked(members: Iterable[Member]) -> bytes:
    """The package with its parts in their order, each compressed in pieces."""
    return archive(pack(in_pieces(m.name, pieces(m.content())) for m in members))


def pieces(content: bytes) -> list[bytes]:
    """A part cut before every sixteenth row of a sheet and every 64th shared string."""
    cuts = [0]
    group = 0
    for row in _ROW.finditer(content):
        if (now := (int(row[1]) - 1) // _ROWS) != group:
            cuts.append(row.start())
            group = now
    if len(cuts) == 1:
        at, count = content.find(_ITEM), 0
        while at >= 0:
            if count and count % ITEMS == 0:
                cuts.append(at)
            at, count = content.find(_ITEM, at + 1), count + 1
    return [content[a:b] for a, b in zip(cuts, [*cuts[1:], len(content)], strict=True)]


def text_pieces(head: bytes, texts: Sequence[bytes], tail: bytes) -> list[bytes]:
    """The pieces of a part that consists of such shared strings, as `pieces` would cut it."""
    groups = [b"".join(texts[at : at + ITEMS]) for at in range(0, len(texts), ITEMS)] or [b""]
    groups[0] = head + groups[0]
    groups[-1] += tail
    return groups


def in_pieces(name: str, content: Sequence[bytes]) -> Member:
    """A part made of pieces, each compressed on its own."""
    *first, last = content
    raw = b"".join([*map(_segment, first), _last_segment(last)])
    check = 0
    for piece in content:
        check = zlib.crc32(piece, check)
    return Member(name, DEFLATED, check, sum(map(len, content)), raw)


@lru_cache(maxsize=_KEPT)
def _segment(content: bytes) -> bytes:
    return segment(content)


@lru_cache(maxsize=256)
def _last_segment(content: bytes) -> bytes:
    return segment(content, last=True)
