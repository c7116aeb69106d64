"""Two figures in one target value: a range (区间), a ratio (比例) or a tolerance (±).

Such a text is taken apart at the mark between its figures. What is left without the first
figure is read like any other target value, and the first figure is held against it.
"""

from __future__ import annotations

from decimal import ROUND_HALF_UP, Decimal
from enum import Enum

from xianbiao.model.expressions import expression
from xianbiao.model.records import Record, replace
from xianbiao.model.target_words import COLON, FIGURE, RATIO, TOLERANCE, WAVE, JoinWords

RATIO_PLACES = 9
"""The decimal places to which a ratio is a number: 1:3 is 0.333333333."""

_NUMBER = expression(FIGURE)
_BRACKETS = expression(
    r"([^\[\],]*)(?<![0-9.])\[([+-]?[0-9][^\[\],]*),([^\[\],]*)\](?![0-9.])([^\[\],]*)"
)


class JoinKind(Enum):
    """What the mark between two figures makes of them."""

    RANGE = "区间"
    RATIO = "比例"
    TOLERANCE = "容差"


class Joint(Record, frozen=True):
    """A text taken apart: the first figure, the text behind it, the mark, the second figure.

    `rest` is the text without first figure and mark; `tail` is what follows the second figure.
    A tolerance round 0 has no first figure.
    """

    mark: str
    low: str
    unit: str
    high: str
    tail: str
    rest: str

    @property
    def kind(self) -> JoinKind:
        """What the mark makes of the figures."""
        if self.mark == TOLERANCE:
            return JoinKind.TOLERANCE
        return JoinKind.RATIO if self.mark in (COLON, RATIO) else JoinKind.RANGE

    @property
    def first(self) -> Decimal | None:
        """The first figure, 0 where a tolerance has none; None where it is badly written."""
        if not self.low:
            return Decimal(0)
        return Decimal(self.low.replace(",", "")) if _NUMBER.fullmatch(self.low) else None

    @property
    def second(self) -> Decimal | None:
        """The second figure; None where it is badly written."""
        return Decimal(self.high.replace(",", "")) if _NUMBER.fullmatch(self.high) else None

    @property
    def is_whole(self) -> bool:
        """Whether neither figure has a point or commas."""
        return not set(self.low + self.high) & set(".,")


def taken_apart(clean: str, words: JoinWords) -> Joint | None:
    """The two figures of a cleaned text; None where it has not exactly two with a mark between.

    [90,95] is taken as 90~95. Words that only introduce a range or close it (控制在, 之间) are
    left out.
    """
    found = words.two_figures.fullmatch(unbracketed(clean))
    if found is None:
        return None
    head, tail = found["head"], found["tail"]
    low, unit, high = found["low"] or "", found["unit"] or "", found["high"] or found["amount"]
    printed = found["mark"] or TOLERANCE
    mark = WAVE if printed in words.spans else RATIO if printed in words.ratios else printed
    joint = Joint(mark, low, unit, high, tail, head + high + tail)
    if joint.kind is JoinKind.RATIO:
        return joint
    is_range = joint.kind is JoinKind.RANGE
    if head in (words.range_heads if is_range else words.tolerance_heads):
        head = ""
    if is_range:
        longest = max((e for e in words.range_tails if tail.endswith(e)), key=len, default="")
        tail = tail.removesuffix(longest)
    return replace(joint, tail=tail, rest=head + high + tail)


def unbracketed(clean: str) -> str:
    """[90%,95%] as 90%~95%; any other text as it is."""
    found = _BRACKETS.fullmatch(clean)
    return f"{found[1]}{found[2]}{WAVE}{found[3]}{found[4]}" if found else clean


def quotient(first: Decimal, second: Decimal) -> Decimal:
    """A ratio as a number, to nine decimal places."""
    return (first / second).quantize(Decimal(1).scaleb(-RATIO_PLACES), ROUND_HALF_UP)
