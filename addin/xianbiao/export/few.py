"""A list of which a message shows the beginning."""

from __future__ import annotations

from collections.abc import Sequence


def few(words: Sequence[str], most: int, unit: str) -> str:
    """The first of some words, and how many there are where that is not all of them."""
    more = f"等{len(words)}{unit}" if len(words) > most else ""
    return "、".join(words[:most]) + more
