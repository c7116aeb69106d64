"""Indicators (绩效指标) and the library (指标库) that says which belong to a fund's form."""

from __future__ import annotations

import functools
import unicodedata

from xianbiao.model.expressions import expression
from xianbiao.model.records import Record

ALL_TIERS = "all"
TIERS = (ALL_TIERS, "prefecture", "multi")
"""The tiers (适用层级) to which an indicator may belong."""

_NOISE = expression(r"[\s\u200b\ufeff]+")


class Indicator(Record, frozen=True):
    """One level-3 indicator of a library with the class it belongs to.

    `tier` is "all", "prefecture" (makes sense for a prefecture only) or "multi" (a share of
    counties, which says nothing in one county's form); `tier_basis` says from what that is
    known. `class_doubt` is a published or evident objection to the class, shown as a hint.
    """

    name: str
    level1: str
    level2: str
    standard: str
    tier: str = ALL_TIERS
    aliases: tuple[str, ...] = ()
    class_doubt: str = ""
    tier_basis: str = ""

    @property
    def suits_a_county(self) -> bool:
        """Whether the form of a single county has the indicator."""
        return self.tier == ALL_TIERS

    @property
    def keys(self) -> tuple[str, ...]:
        """The names by which the indicator is recognised, normalised."""
        return tuple(plain(n) for n in (self.name, *self.aliases))


class IndicatorLibrary(Record, frozen=True):
    """The indicators of one year's form, in the order of the form, with its source."""

    key: str
    title: str
    year: int
    source: str
    indicators: tuple[Indicator, ...]

    def find(self, name: str) -> Indicator | None:
        """The indicator with exactly this name, blanks and widths aside."""
        wanted = plain(name)
        return next((i for i in self.indicators if wanted in i.keys), None)

    def position(self, indicator: Indicator) -> int:
        """The place of an indicator in the order of the form, from 0."""
        return self.indicators.index(indicator)

    @property
    def level1s(self) -> tuple[str, ...]:
        """The level-1 classes, in the order of the form."""
        return tuple(dict.fromkeys(i.level1 for i in self.indicators))

    @property
    def level2s(self) -> tuple[str, ...]:
        """The level-2 classes, in the order of the form."""
        return tuple(dict.fromkeys(i.level2 for i in self.indicators))


@functools.lru_cache(maxsize=8192)
def plain(text: str) -> str:
    """A text for comparison: widths folded, blanks and invisible characters removed."""
    return _NOISE.sub("", unicodedata.normalize("NFKC", text))
