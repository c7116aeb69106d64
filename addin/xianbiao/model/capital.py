"""Amounts in capital characters (大写金额), exact down to 分."""

from __future__ import annotations

from decimal import Decimal

_DIGITS = "零壹贰叁肆伍陆柒捌玖"
_PLACES = ("", "拾", "佰", "仟")
_FEN = Decimal(1_000_000)
"""How many 分 make one 万元."""


def capital_amount(value: Decimal) -> str:
    """An amount of 万元 in capital characters: 829 is 捌佰贰拾玖万元整.

    Raises ValueError for an amount finer than 分, which no voucher can carry.
    """
    exact = value * _FEN
    if not exact.is_finite() or exact != exact.to_integral_value():
        raise ValueError(f"an amount finer than 分: {value} 万元")
    yuan, fen = divmod(abs(int(exact)), 100)
    sign = "负" if exact < 0 else ""
    if not fen:
        return f"{sign}{_whole(yuan)}元整"
    return sign + (f"{_whole(yuan)}元" if yuan else "") + _rest(fen, bool(yuan))


def _rest(fen: int, after_yuan: bool) -> str:
    ten, one = divmod(fen, 10)
    gap = "零" if after_yuan and not ten else ""
    return gap + (f"{_DIGITS[ten]}角" if ten else "") + (f"{_DIGITS[one]}分" if one else "")


def _whole(number: int) -> str:
    """A whole number, read in groups of four digits: 仟, 万, 亿."""
    for size, word in ((10**8, "亿"), (10**4, "万")):
        if number >= size:
            high, low = divmod(number, size)
            gap = "零" if 0 < low < size // 10 else ""
            return f"{_whole(high)}{word}{gap}{_whole(low) if low else ''}"
    return _group(number) or _DIGITS[0]


def _group(number: int) -> str:
    text = ""
    for place, digit in enumerate(reversed(str(number))):
        if digit != "0":
            text = _DIGITS[int(digit)] + _PLACES[place] + text
        elif text and not text.startswith(_DIGITS[0]):
            text = _DIGITS[0] + text
    return text
