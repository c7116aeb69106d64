"""What the formulas that read target values are put together from."""

from __future__ import annotations

from collections.abc import Callable, Iterable

Ref = Callable[[str], str]
"""Gives the address of the cell that holds a step of the reading."""


def chained(text: str, pairs: Iterable[tuple[str, str]]) -> str:
    """A text with one thing after another put in place of something, all as formulas."""
    for old, new in pairs:
        text = f"SUBSTITUTE({text},{old},{new})"
    return text
