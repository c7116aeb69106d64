"""The units in which tables state money, and how many 万元 one of each is."""

from __future__ import annotations

from decimal import Decimal

from xianbiao.model.expressions import expression

WAN_OF = {
    "亿元": Decimal(10000),
    "万元": Decimal(1),
    "千元": Decimal("0.1"),
    "元": Decimal("0.0001"),
}
"""How many 万元 one of each unit is. A longer name stands before those that it ends in."""

NAMES = "|".join(WAN_OF)
"""A pattern that finds the longest unit at a place."""

USUAL = "万元"

_STATED = expression(r"单位[:：为]?(?:人民币)?([^()（）。；;]+)")
_ONE = expression(rf"(?:人民币)?({NAMES})(?![\u4e00-\u9fff/每])")
_BETWEEN = expression(r"[、，,和或及与]")


def units_stated(text: str) -> list[str]:
    """The units of money that a line such as 单位：万元 states, in its order.

    A line may name units of other things too (单位：人、元/人·月、万元): numbers of persons and
    rates are none of money.
    """
    found = []
    for stated in _STATED.findall(text):
        for part in _BETWEEN.split(stated):
            names = part.split("/")
            units = names if all(name.strip() in WAN_OF for name in names) else [part]
            found += [unit[1] for name in units if (unit := _ONE.match(name.strip()))]
    return found


def in_wan(value: Decimal, unit: str | None) -> Decimal:
    """An amount of a unit in 万元; 万元 where no unit, or none that is known, is stated."""
    return value * WAN_OF.get(unit or USUAL, Decimal(1))


def from_wan(value: Decimal, unit: str | None) -> Decimal:
    """An amount of 万元 in a unit; 万元 where no unit, or none that is known, is stated."""
    return Decimal(format(value / WAN_OF.get(unit or USUAL, Decimal(1)), "f"))
