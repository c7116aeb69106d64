"""Amounts in capital characters (大写金额), written and read, exact down to 分."""

from __future__ import annotations

from decimal import Decimal

from xianbiao.model.expressions import expression

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


_READ = expression(
    r"(?:(?P<yuan>[零壹贰叁肆伍陆柒捌玖拾佰仟万亿]+)(?:[元圆]|(?=[整正]?$)))?(?P<rest>.*?)[整正]?"
)
_REST = expression(rf"零?(?:([{_DIGITS}])角)?(?:零?([{_DIGITS}])分)?")


def read_capital(text: str) -> Decimal | None:
    """The amount in 万元 that capital characters write; None where they form no amount."""
    found = _READ.fullmatch(text.strip())
    rest = _REST.fullmatch(found["rest"]) if found is not None else None
    if found is None or rest is None:
        return None
    yuan = _number(found["yuan"]) if found["yuan"] else 0
    if yuan is None or not any((found["yuan"], *rest.groups())):
        return None
    jiao, fen = (_DIGITS.index(digit) if digit else 0 for digit in rest.groups())
    return (Decimal(yuan) * 100 + jiao * 10 + fen) / _FEN


def _number(text: str) -> int | None:
    """A whole number in capital characters: the highest word parts it in two."""
    for word, size in (("亿", 10**8), ("万", 10**4), ("仟", 1000), ("佰", 100), ("拾", 10)):
        high, mark, low = text.rpartition(word) if size >= 10**4 else text.partition(word)
        if not mark:
            continue
        above = 1 if not high and word == "拾" else _number(high)
        below = _number(low.lstrip(_DIGITS[0])) if low.strip(_DIGITS[0]) else 0
        return None if not above or below is None or below >= size else above * size + below
    return _DIGITS.index(text) if text and text in _DIGITS and len(text) == 1 else None
