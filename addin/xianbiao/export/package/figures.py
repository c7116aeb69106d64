"""Figures that tell something: those so rare that they cannot stand in a file by chance."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from decimal import Decimal, InvalidOperation
from functools import lru_cache

from xianbiao.model.amounts import format_amount
from xianbiao.model.expressions import expression

_LEAST_DIGITS = 3
_LEAST_DIGITS_IN_TEXT = 4
_CROWDED = Decimal("0.2")
_FIGURE = expression(r"(?<![\d.〔\[(（-])\d[\d,]*(?:\.\d+)?(?![\d.]*[年月日号〕\]%％\-.])")


def digits(value: Decimal) -> int:
    """How many digits a figure has, without sign and point and leading zeros."""
    return len(format_amount(abs(value)).replace(".", "").lstrip("0"))


def distinctive(values: Iterable[Decimal], *, crowded: bool = True) -> frozenset[Decimal]:
    """The figures of three digits or more of which few have the same length.

    Where more than a fifth of all numbers of a length are somebody's amount, meeting one of them
    tells nothing. `crowded` False leaves that out.
    """
    known = {v: size for v in set(values) if (size := digits(v)) >= _LEAST_DIGITS}
    if not crowded:
        return frozenset(known)
    few = {
        s for s, count in Counter(known.values()).items() if count <= _CROWDED * 9 * 10 ** (s - 1)
    }
    return frozenset(v for v, size in known.items() if size in few)


def figures_in(text: str) -> list[Decimal]:
    """Figures of four digits or more inside a text, but for years, numbers of documents and %."""
    found = (number(f) for f in _FIGURE.findall(text))
    return [v for v in found if v is not None and digits(v) >= _LEAST_DIGITS_IN_TEXT]


@lru_cache(maxsize=1 << 14)
def number(text: str) -> Decimal | None:
    """A text that is a number and nothing else, to the 15 digits that are shown."""
    try:
        value = Decimal(text.strip().replace(",", ""))
    except InvalidOperation:
        return None
    if not value.is_finite():
        return None
    return Decimal(format(float(value), ".15g")) if len(text) > 15 else value.normalize()
