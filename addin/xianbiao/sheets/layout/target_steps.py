"""What the formulas that read target values are put together from."""

from __future__ import annotations

from collections.abc import Callable, Iterable

from xianbiao.sheets.plan import text_literal

Ref = Callable[[str], str]
"""Gives the address of the cell that holds a step of the reading."""
MARKS = "➊➋➌➍➎"
"""Stand for a comparison, in the order of `SIGNS`, at an end where its words were found."""
END, UP, DOWN, EVENT = "¶", "⇑", "⇓", "§"
"""Stand for an end of a text, a verb of rise or fall, and a word that was found."""
CHINESE = "一二两三四五六七八九十"


def chained(text: str, pairs: Iterable[tuple[str, str]]) -> str:
    """A text with one thing after another put in place of something, all as formulas."""
    for old, new in pairs:
        text = f"SUBSTITUTE({text},{old},{new})"
    return text


def in_quotes(pairs: Iterable[tuple[str, str]]) -> list[tuple[str, str]]:
    """Pairs of words for `chained`, as literals of a formula."""
    return [(text_literal(old), text_literal(new)) for old, new in pairs]
