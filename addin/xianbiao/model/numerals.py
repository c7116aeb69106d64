"""Numbers up to 99 in Chinese characters, as points, batches and attachments are counted."""

from __future__ import annotations

_CHARACTERS = "一二三四五六七八九"
_DIGITS = {character: n for n, character in enumerate(_CHARACTERS, start=1)} | {"两": 2}


def chinese_number(text: str) -> int | None:
    """三, 十二, 二十 or 九十九 as a number; None where the characters form none."""
    tens, ten, ones = text.partition("十")
    if not text or any(part and part not in _DIGITS for part in (tens, ones)):
        return None
    return _DIGITS.get(tens, 1) * 10 + _DIGITS.get(ones, 0) if ten else _DIGITS[tens]


def in_chinese(number: int) -> str:
    """A number from 1 to 99 in Chinese characters."""
    tens, ones = divmod(number, 10)
    ten = ("" if tens == 1 else _CHARACTERS[tens - 1]) + "十" if tens else ""
    return ten + (_CHARACTERS[ones - 1] if ones else "")
