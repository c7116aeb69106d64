"""The words by which a header tells increases from decreases: 调增, 调减."""

from __future__ import annotations

from collections.abc import Sequence

from xianbiao.model.expressions import expression
from xianbiao.model.indicators import plain

_DOWN = expression(
    r"调减|核减|减少|扣减|扣回|扣发|扣除|调出|压减|收回|上缴|上交|冲减|抵扣|抵顶|减拨|^减$|[(]-[)]$"
)
_YEARS = expression(r"[比较与同](?:上|去|前|20\d\d)[一]?年|同比|环比")
_UP = expression(r"调增|核增|补发|增加|追加|调入|增拨|^增$|[(][+][)]$")


def is_decrease(path: Sequence[str]) -> bool:
    """Whether a column says by how much an amount is made less."""
    leaf = plain(path[-1]) if path else ""
    return bool(_DOWN.search(leaf)) and not _UP.search(leaf)


def is_increase(path: Sequence[str]) -> bool:
    """Whether a column says by how much an amount is made more."""
    leaf = plain(path[-1]) if path else ""
    return bool(_UP.search(leaf)) and not _DOWN.search(leaf)


def is_comparison(text: str) -> bool:
    """Whether a header compares two years, which changes nothing: 比上年增减."""
    return bool(_YEARS.search(text))
