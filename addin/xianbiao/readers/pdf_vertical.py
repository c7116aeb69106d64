"""Texts of cells that are written from top to bottom, turned to be read like others."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise

from xianbiao.readers.pdf_pages import Glyph

_SAME_COLUMN = 0.3
"""Signs whose middles differ by less than this part of their size stand in one column."""
_STEP = 1.12
"""Signs of a column follow each other within so many sizes, closer than lines do."""
_APART = 1.2
"""Columns are further apart than this, further than signs on a line."""
_FEWEST = 3


def as_read(glyphs: Sequence[Glyph]) -> list[Glyph]:
    """The signs of a cell as if they stood on lines; columns are read from the right."""
    if not _is_vertical([g for g in glyphs if g.text.strip()]):
        return list(glyphs)
    return [Glyph(g.text, g.top, -g.x1, g.bottom, -g.x0) for g in glyphs]


def _is_vertical(glyphs: Sequence[Glyph]) -> bool:
    """Whether signs stand in columns, close below each other, full ones from the right."""
    columns: list[list[Glyph]] = []
    for glyph in sorted(glyphs, key=lambda g: (-g.middle[0], g.top)):
        last = columns[-1][0] if columns else glyph
        if columns and last.middle[0] - glyph.middle[0] < _SAME_COLUMN * last.size:
            columns[-1].append(glyph)
        else:
            columns.append([glyph])
    if len(columns) < 2 or len(columns[0]) < _FEWEST:
        return False
    size = columns[0][0].size
    steps = [b.top - a.top for column in columns for a, b in pairwise(column)]
    ways = [a[0].middle[0] - b[0].middle[0] for a, b in pairwise(columns)]
    tops = [column[0].top for column in columns]
    return (
        all(0 < step <= _STEP * size for step in steps)
        and all(way >= _APART * size for way in ways)
        and max(tops) - min(tops) < _SAME_COLUMN * size
    )
