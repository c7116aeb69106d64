"""What a target value (指标值) is once it is read: its kind, its figures, its unit."""

from __future__ import annotations

from decimal import Decimal
from enum import Enum

from xianbiao.model.amounts import format_amount
from xianbiao.model.records import Record
from xianbiao.model.target_cleaning import clean

FLIPPED = {"≥": "≤", "≤": "≥", ">": "<", "<": ">"}
"""Each comparison as it stands for the opposite: a fall of at most 5 is a change of at least -5."""

_LEVEL_WORDS = {
    "≥": "不低于上年",
    ">": "高于上年",
    "≤": "不高于上年",
    "<": "低于上年",
    "=": "与上年持平",
}


class TargetKind(Enum):
    """The form of a target value; the value of each member is its Chinese name."""

    PERCENT = "百分比"
    DAYS = "天数"
    WORKDAYS = "工作日数"
    DEADLINE = "截止日期"
    NUMBER = "数值"
    RATIO = "比例"
    QUALITATIVE = "定性表述"
    LAST_YEAR = "与上年比较"
    FULL = "全覆盖表述"
    UNREADABLE = "无法识别"
    BLANK = "空"


class Target(Record, frozen=True):
    """One target value.

    `value` is 95 for 95%. For LAST_YEAR it is the change against last year, negative for a
    decrease, None where the text states no figure. `upper` is the other end of a range, whose
    lower end is `value`; both count, and a tolerance is a range. `sides` are those of a RATIO,
    whose `value` is their quotient. `since` is the event from which a term of days runs, ""
    where none is stated. `str()` gives the canonical text.
    """

    text: str
    kind: TargetKind
    comparison: str | None = None
    value: Decimal | None = None
    unit: str | None = None
    since: str = ""
    upper: Decimal | None = None
    sides: tuple[Decimal, Decimal] | None = None

    def __str__(self) -> str:
        if self.kind is TargetKind.BLANK:
            return ""
        if self.kind is TargetKind.UNREADABLE:
            return self.text
        if self.kind is TargetKind.LAST_YEAR:
            return _last_year_text(self)
        if self.value is None:
            return clean(self.text)
        figure = self._figure()
        if self.since and self.comparison == "≤":
            return f"{self.since}{figure}内"
        return f"{self.since}{self.comparison or ''}{figure}"

    @property
    def is_range(self) -> bool:
        """Whether it demands a value between two ends."""
        return self.upper is not None

    @property
    def form(self) -> str:
        """Its kind in Chinese: 百分比, 百分比区间."""
        return self.kind.value + ("区间" if self.is_range else "")

    def same_as(self, other: Target) -> bool:
        """Whether both demand the same, however it is written."""
        return self.kind is other.kind and str(self) == str(other)

    def _figure(self) -> str:
        if self.sides is not None:
            return "∶".join(map(format_amount, self.sides))
        ends = [end for end in (self.value, self.upper) if end is not None]
        return _joined(ends, self.unit)


def _joined(ends: list[Decimal], unit: str | None) -> str:
    return "～".join(f"{format_amount(end)}{unit or ''}" for end in ends)


def _last_year_text(target: Target) -> str:
    if target.value is None:
        return _LEVEL_WORDS[target.comparison or "="]
    ends = [end for end in (target.value, target.upper) if end is not None]
    falls = min(ends) < 0
    sign = target.comparison or ""
    if falls:
        sign = FLIPPED.get(sign, sign)
    figure = _joined(sorted(map(abs, ends)), target.unit)
    return f"较上年{'降低' if falls else '提高'}{sign}{figure}"
