"""Whether the result in a self-evaluation meets its target, and how sure that is."""

from __future__ import annotations

from enum import Enum

from xianbiao.model.evaluations import Outcome
from xianbiao.model.records import replace
from xianbiao.model.target_compare import meets
from xianbiao.model.targets import Target, TargetKind, read_target

_MORE = ("数量", "质量", "满意度")
_COST, _TIMELY = "成本", "时效"
"""Costs are to be low; of what is timely the rates are to be high, and the days few."""
_USUALLY_MORE = (TargetKind.PERCENT,)
_USUALLY_LESS = (TargetKind.DAYS, TargetKind.WORKDAYS)
"""What a figure without a sign means for these kinds, wherever targets are compared."""


class Verdict(Enum):
    """What can be told of a result."""

    MET = "达标"
    MISSED = "未达标"
    SEEMS_MISSED = "像未达标"
    """Missed if more (or less) was wanted, as is usual for its class, which no sign says."""
    BY_HAND = "人工判断"
    WAITING = "待填"


def verdict(outcome: Outcome) -> Verdict:
    """Judge one result as XB_TARGET does, but leave room where the target bears no sign.

    More than a bare figure (1000人), or than one that is to be equal (＝1000人), is no miss where
    more is wanted; nor is less, where costs or days are counted.
    """
    if not outcome.target or not outcome.actual:
        return Verdict.WAITING
    target = read_target(outcome.target.stripped)
    met = meets(target, outcome.actual.stripped)
    if met is None:
        return Verdict.BY_HAND
    if met:
        return Verdict.MET
    if not _is_point(target):
        return Verdict.MISSED
    return _beside_a_point(target, outcome)


def _is_point(target: Target) -> bool:
    """Whether one figure is demanded, without a word on which side of it is as good."""
    if target.value is None or target.upper is not None:
        return False
    return target.comparison in (None, "=")


def _beside_a_point(target: Target, outcome: Outcome) -> Verdict:
    """The verdict on a result that is not the figure itself, by the class that it stands in."""
    classes = outcome.level1 + outcome.level2
    timely = _TIMELY in classes
    is_rate, is_term = target.kind in _USUALLY_MORE, target.kind in _USUALLY_LESS
    more = any(word in classes for word in _MORE) or (timely and is_rate)
    less = _COST in classes or (timely and is_term)
    sure = target.comparison == "=" or target.kind in (_USUALLY_MORE if more else _USUALLY_LESS)
    if more == less:
        is_implied = target.comparison is None and (is_rate or is_term)
        return Verdict.SEEMS_MISSED if is_implied else Verdict.BY_HAND
    above = _is_above(target, outcome)
    if above is None:
        return Verdict.BY_HAND
    if above is more:
        return Verdict.MET
    return Verdict.MISSED if sure else Verdict.SEEMS_MISSED


def _is_above(target: Target, outcome: Outcome) -> bool | None:
    """Whether a result is more than the figure of its target, None where nobody can tell."""
    raised = replace(target, comparison="≥")
    return meets(raised, outcome.actual.stripped) if outcome.actual else None
