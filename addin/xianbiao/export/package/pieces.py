"""Parts compressed in pieces of a few rows, so that rows met before are not compressed again.

Where a piece ends follows from the content alone: the same content gives the same bytes,
whichever way it came about.
"""

from __future__ import annotations

import zlib
from collections.abc import Iterable, Mapping
from functools import lru_cache

from xianbiao.export.package.archive import DEFLATED, Member, archive, pack, segment
from xianbiao.model.expressions import expression

_ROW = expression(rb'<row r="(\d+)"')
_ROWS = 16
_ITEM = b"<si>"
_ITEMS = 64
_KEPT = 4096
"""How many compressed pieces are remembered: those of some dozen county files."""


def repacked(members: Iterable[Member], contents: Mapping[str, bytes]) -> bytes:
    """The package with its parts in their order, those in `contents` with that content."""
    return archive(pack(_member(m.name, contents.get(m.name)) or _again(m) for m in members))


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
            if count and count % _ITEMS == 0:
                cuts.append(at)
            at, count = content.find(_ITEM, at + 1), count + 1
    return [content[a:b] for a, b in zip(cuts, [*cuts[1:], len(content)], strict=True)]


def _member(name: str, content: bytes | None) -> Member | None:
    if content is None:
        return None
    *first, last = pieces(content)
    raw = b"".join([*map(_segment, first), _last_segment(last)])
    return Member(name, DEFLATED, zlib.crc32(content), len(content), raw)


@lru_cache(maxsize=64)
def _again(member: Member) -> Member:
    made = _member(member.name, member.content())
    assert made is not None
    return made


@lru_cache(maxsize=_KEPT)
def _segment(content: bytes) -> bytes:
    return segment(content)


@lru_cache(maxsize=256)
def _last_segment(content: bytes) -> bytes:
    return segment(content, last=True)
