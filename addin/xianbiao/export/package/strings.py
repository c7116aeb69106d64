"""The shared strings of a workbook: taken out one by one, or pruned in their places."""

from __future__ import annotations

import re
from collections.abc import Collection
from functools import lru_cache

from xianbiao.export.package.xml_text import MAIN, escaped, plain, unescaped
from xianbiao.model.expressions import expression

PART_KIND = "sharedStrings"
_ITEM = expression(rb"<si\b[^>]*?(?:/>|>(.*?)</si>)", re.DOTALL)
_TEXT = expression(rb"<t\b[^>]*?(?:/>|>(.*?)</t>)", re.DOTALL)
_READING = expression(rb"<rPh\b.*?</rPh>", re.DOTALL)
_EMPTY = b"<si><t/></si>"


class SharedStrings:
    """The strings by their index; `items` are what stands inside each."""

    def __init__(self, data: bytes | None) -> None:
        self.items: tuple[bytes, ...] = () if data is None else _items(data)

    def __len__(self) -> int:
        return len(self.items)

    def __getitem__(self, index: int) -> bytes:
        """What stands inside the item: a `t` element, or runs of rich text."""
        return self.items[index]

    def text(self, index: int) -> str:
        """The text of an item without its looks."""
        return text_of(self.items[index])

    def pruned(self, used: Collection[int]) -> bytes:
        """The part with the used items in their places and all others emptied."""
        last = max(used, default=-1) + 1
        items = [
            b"<si>%b</si>" % item if index in used else _EMPTY
            for index, item in enumerate(self.items[:last])
        ]
        head = f'<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n<sst xmlns="{MAIN}"'
        return b'%b uniqueCount="%d">%b</sst>' % (head.encode(), last, b"".join(items))


@lru_cache(maxsize=4)
def _items(data: bytes) -> tuple[bytes, ...]:
    """The items of a part, as they were read before where it has the same content."""
    return tuple(_ITEM.findall(plain(data, PART_KIND)))


def texts_of(items: bytes) -> list[str]:
    """The texts of some items that follow each other."""
    return [text_of(item) for item in _ITEM.findall(items)]


@lru_cache(maxsize=8192)
def text_of(inner: bytes) -> str:
    """The text of a string item or an inline string, without readings (phonetic runs)."""
    if b"<rPh" in inner:
        inner = _READING.sub(b"", inner)
    return "".join(unescaped(piece) for piece in _TEXT.findall(inner))


def replaced(inner: bytes, old: str, new: str) -> bytes:
    """The first place of `old` exchanged for `new`, within one run so that its looks stay.

    Where `old` spans several runs the first of them takes all of `new`. Raises ValueError when
    the text does not hold `old`.
    """
    runs = [(m.start(1), m.end(1), unescaped(m[1])) for m in _TEXT.finditer(inner) if m[1]]
    start = "".join(text for _, _, text in runs).index(old)
    stop, at, last = start + len(old), 0, 0
    result: list[bytes] = []
    for begin, end, text in runs:
        left, right = max(start - at, 0), min(stop - at, len(text))
        if left < right:
            put = new if at <= start else ""
            result += [inner[last:begin], escaped(text[:left] + put + text[right:])]
            last = end
        at += len(text)
    return b"".join([*result, inner[last:]])
