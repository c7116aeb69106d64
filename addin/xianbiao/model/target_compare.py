"""Comparing target values: is a county's target weaker, and does a result meet a target."""

from __future__ import annotations

from decimal import Decimal

from xianbiao.model.records import Record, replace
from xianbiao.model.target_words import target_words
from xianbiao.model.targets import Target, TargetKind, read_target

_INFINITY = Decimal("Infinity")
_HUNDRED = Decimal(100)
_IMPLIED = {TargetKind.PERCENT: "≥", TargetKind.DAYS: "≤", TargetKind.WORKDAYS: "≤"}
_RATIO = "比"
"""What ratios count, by which no other value is measured."""

_WORDED = {TargetKind.QUALITATIVE, TargetKind.DEADLINE}
_NOTHING = {TargetKind.BLANK, TargetKind.UNREADABLE}


def weaker(county: Target, prefecture: Target) -> bool | None:
    """Whether a county's target demands less than the prefecture's.

    None where the two cannot be compared: another unit, another event, another direction, two
    different phrases, or ranges of which neither holds the other. A percentage without a sign
    is a lower bound, days an upper bound; a range within another one is not weaker.
    """
    if county.kind in _NOTHING or prefecture.kind in _NOTHING:
        return None
    if county.same_as(prefecture):
        return False
    if county.since != prefecture.since:
        return None
    own, wanted = _range(county), _range(prefecture)
    if own is None or wanted is None or own.unit != wanted.unit:
        return None
    if own.within(wanted):
        return False
    if wanted.is_span and not own.is_span:
        return True if own.falls_short_of(wanted) else None
    if wanted.within(own):
        return True
    return True if own.is_closed and not wanted.is_closed else None


def undecided(county: Target, prefecture: Target) -> bool:
    """Whether a clerk has to say which of two demands less.

    So it is where one of them is a range or a ratio and the other one is understood too, but no
    order can be told between them.
    """
    pair = county, prefecture
    if any(t.kind in _NOTHING for t in pair) or weaker(*pair) is not None:
        return False
    return any(t.is_range or t.kind is TargetKind.RATIO for t in pair)


def meets(target: Target, actual_text: str) -> bool | None:
    """Whether a reported result meets a target; None where the texts do not decide it.

    A result without a unit is taken in the unit of the target, except a percentage up to 1,
    which may be a share (0.95) or a percentage (0.95%).
    """
    actual = read_target(actual_text)
    if target.kind in _NOTHING or actual.kind in _NOTHING:
        return None
    if target.kind in _WORDED or (target.kind is TargetKind.FULL and actual.kind is target.kind):
        return True if actual.same_as(target) or target.kind is TargetKind.FULL else None
    if actual.kind is TargetKind.NUMBER and actual.unit is None and target.unit is not None:
        if (
            target.kind is TargetKind.PERCENT
            and actual.value is not None
            and abs(actual.value) <= 1
        ):
            return None
        if target.kind is not TargetKind.LAST_YEAR:
            actual = replace(actual, kind=target.kind, unit=target.unit)
    wanted, found = _range(target), _range(actual, result=True)
    if wanted is None or found is None or wanted.unit != found.unit:
        return None
    if found.within(wanted):
        return True
    return False if found.apart_from(wanted) else None


class _Range(Record, frozen=True):
    """The values that a target allows, in one unit."""

    unit: str | None
    low: Decimal
    high: Decimal
    open_low: bool = False
    open_high: bool = False

    @property
    def is_closed(self) -> bool:
        """Whether it has two ends, be they one."""
        return self.low > -_INFINITY and self.high < _INFINITY

    @property
    def is_span(self) -> bool:
        return self.is_closed and self.low < self.high

    def falls_short_of(self, span: _Range) -> bool:
        """Whether a bound on one side lets pass what lies on that side of a span."""
        if self.is_closed:
            return False
        return self.low < span.low if self.high == _INFINITY else self.high > span.high

    def within(self, other: _Range) -> bool:
        above = self.low > other.low or (
            self.low == other.low and (self.open_low or not other.open_low)
        )
        below = self.high < other.high or (
            self.high == other.high and (self.open_high or not other.open_high)
        )
        return above and below

    def apart_from(self, other: _Range) -> bool:
        first, second = (self, other) if self.high <= other.low else (other, self)
        return first.high < second.low or (
            first.high == second.low and (first.open_high or second.open_low)
        )


def _range(target: Target, *, result: bool = False) -> _Range | None:
    if target.kind is TargetKind.FULL:
        return _Range("%", _HUNDRED, _HUNDRED if result else _INFINITY)
    value, unit, sign = target.value, target.unit, target.comparison
    upper = target.upper
    if target.kind is TargetKind.RATIO:
        unit = _RATIO
    if target.kind is TargetKind.LAST_YEAR:
        value, unit = value if value is not None else Decimal(0), f"上年{unit or '%'}"
    if value is None:
        return None
    if unit is not None:
        value, unit, upper = _in_base_unit(value, unit, upper)
    if upper is not None:
        return _Range(unit, value, upper)
    if sign is None and not result:
        sign = _IMPLIED.get(target.kind)
    low = value if sign != "≤" and sign != "<" else -_INFINITY
    high = value if sign != "≥" and sign != ">" else _INFINITY
    return _Range(unit, low, high, open_low=sign == ">", open_high=sign == "<")


def _in_base_unit(
    value: Decimal, unit: str, upper: Decimal | None
) -> tuple[Decimal, str, Decimal | None]:
    head, slash, rest = unit.partition("/")
    base, factor = target_words().scale.get(head, (head, Decimal(1)))
    return value * factor, base + slash + rest, None if upper is None else upper * factor
