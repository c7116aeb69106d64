"""The signs of a page made readable: radicals as characters, doubles once, others marked."""

from __future__ import annotations

import unicodedata
from collections import defaultdict
from collections.abc import Iterable, Sequence

from xianbiao.model.expressions import expression
from xianbiao.model.records import Record, replace
from xianbiao.readers.pdf_pages import Glyph

UNREADABLE = "\ufffd"
"""Stands for a sign of which the file does not say what it means."""
_UNMAPPED = expression(r"\(cid:\d+\)")
_RADICALS = str.maketrans(
    "⺟⺠⻁⻄⻅⻆⻉⻋⻓⻔⻘⻙⻚⻛⻜⻝⻢⻤⻥⻦⻨⻩⻬⻮⻰⻳",
    "母民虎西见角贝车长门青韦页风飞食马鬼鱼鸟麦黄齐齿龙龟",
)
"""Radicals of simplified characters, which Unicode does not tie to these itself."""
_SAME_PLACE = 0.35
"""Two signs less than this part of their size apart stand in the same place."""


class Cleaned(Record):
    """The readable signs of a page, and how many were changed or cannot be read.

    `radicals` were read as the characters that they look like, `unreadable` have no meaning in
    the file, `overlaid` stand upon another sign.
    """

    glyphs: list[Glyph]
    radicals: int = 0
    unreadable: int = 0
    overlaid: int = 0


def cleaned(glyphs: Iterable[Glyph]) -> Cleaned:
    """The signs as they are read; bold print that was made by printing twice counts once."""
    result = Cleaned([])
    nearby: defaultdict[tuple[int, int], list[Glyph]] = defaultdict(list)
    for glyph in glyphs:
        text = _read(glyph.text)
        if text != glyph.text:
            result.unreadable += text == UNREADABLE
            result.radicals += text != UNREADABLE
            glyph = replace(glyph, text=text)
        if not text.strip():
            result.glyphs.append(glyph)
            continue
        x, y = glyph.middle
        step = max(glyph.size * _SAME_PLACE, 1.0)
        place = round(x / 10), round(y / 10)
        here = [
            other
            for dx in (-1, 0, 1)
            for dy in (-1, 0, 1)
            for other in nearby.get((place[0] + dx, place[1] + dy), ())
            if abs(other.middle[0] - x) < step and abs(other.middle[1] - y) < step
        ]
        if any(other.text == text for other in here):
            continue
        result.overlaid += bool(here) and not _is_narrow([*here, glyph])
        nearby[place].append(glyph)
        result.glyphs.append(glyph)
    return result


def _read(text: str) -> str:
    """What a sign says, with characters in place of the radicals that look the same."""
    if _UNMAPPED.fullmatch(text) or any(unicodedata.category(c) in ("Co", "Cn") for c in text):
        return UNREADABLE
    if all(c < "\u2e80" for c in text):
        return UNREADABLE if text and unicodedata.category(text[0]) == "Cc" else text
    return "".join(
        unicodedata.normalize("NFKC", c)
        if "\u2f00" <= c <= "\u2fdf" or "\uf900" <= c <= "\ufaff"
        else c
        for c in text
    ).translate(_RADICALS)


def _is_narrow(glyphs: Sequence[Glyph]) -> bool:
    """Whether signs so near to each other may just be narrow ones in a row, such as 11 or ",."."""
    return any((g.x1 - g.x0) < g.size * _SAME_PLACE * 1.5 for g in glyphs)
