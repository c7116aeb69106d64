"""The units in which tables state money, and how many 万元 one of each is."""

from __future__ import annotations

from decimal import Decimal

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


def in_wan(value: Decimal, unit: str | None) -> Decimal:
    """An amount of a unit in 万元; 万元 where no unit, or none that is known, is stated."""
    return value * WAN_OF.get(unit or USUAL, Decimal(1))


def from_wan(value: Decimal, unit: str | None) -> Decimal:
    """An amount of 万元 in a unit; 万元 where no unit, or none that is known, is stated."""
    return value / WAN_OF.get(unit or USUAL, Decimal(1))
