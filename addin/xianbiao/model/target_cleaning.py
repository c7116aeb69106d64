"""How a target value is cleaned before it is read: widths, blanks, dashes, the final stop."""

from __future__ import annotations

import re

from xianbiao.model.indicators import plain

ENDS = "。;,.、"
"""Marks that may end a value and say nothing; so may a colon, but 1: is half a ratio."""

ALIKE = {"•": "·", "∙": "·", "⋅": "·", "・": "·", "−": "-", "–": "-"}
"""Characters that stand for another one."""

WAVE = "~"
DASHES = "—―〜∼"
"""Marks of a range besides ~ and the hyphen; two of them are one."""

_ALIKE = str.maketrans(ALIKE | dict.fromkeys(DASHES, WAVE))


def clean(text: str) -> str:
    """A value as it is read: widths folded, blanks gone, marks of a range and dots made one."""
    cleaned = re.sub(f"{WAVE}+", WAVE, plain(text).translate(_ALIKE)).rstrip(ENDS)
    return re.sub(r"(?<![0-9]):$", "", cleaned)
