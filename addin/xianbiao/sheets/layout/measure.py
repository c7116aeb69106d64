"""How much room a text takes: merged and wrapped cells never grow by themselves."""

from __future__ import annotations

import math
import unicodedata
from collections.abc import Iterable
from functools import lru_cache

_PIXELS_PER_WIDTH = 7.0
_SAFETY = 0.94


@lru_cache(maxsize=8192)
def units(text: str) -> int:
    """The width of a text in half-width characters; a Chinese character takes 2."""
    return sum(2 if unicodedata.east_asian_width(c) in "WFA" else 1 for c in text)


def lines(text: str, width: float, size: float = 11) -> int:
    """How many lines a text takes in a column of a width, at a size in points."""
    room = max(2.0, width * _PIXELS_PER_WIDTH * _SAFETY / (size * 2 / 3))
    return sum(max(1, math.ceil(units(part) / room)) for part in text.split("\n"))


@lru_cache(maxsize=8192)
def height(text: str, width: float, size: float = 11, *, least: float = 20.0) -> float:
    """The height in points of a row that shows the whole text."""
    return max(least, lines(text, width, size) * size * 1.36 + 6)


def row_height(texts: Iterable[tuple[str, float]], size: float = 11, least: float = 20.0) -> float:
    """The height of a row with several texts, each in its own width."""
    return max((height(t, w, size, least=least) for t, w in texts), default=least)
