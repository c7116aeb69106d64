"""Slips of the hand in a figure: what happened to its digits between what was meant and typed."""

from __future__ import annotations

from decimal import Decimal
from enum import Enum

from xianbiao.model.amounts import format_amount
from xianbiao.model.records import Record

_WHOLE_PLACES = ("个位", "十位", "百位", "千位", "万位", "十万位", "百万位", "千万位", "亿位")
_DECIMAL_PLACES = ("十分位", "百分位", "千分位", "万分位", "十万分位", "百万分位")


class Slip(Enum):
    """The ways in which one figure turns into another."""

    SWAPPED = "相邻数字换位"
    SWAPPED_APART = "不相邻数字换位"
    WRONG = "一位数字写错"
    DROPPED = "漏写一位数字"
    ADDED = "多写一位数字"
    REORDERED = "数字次序打乱"


class DigitSlip(Record, frozen=True):
    """One slip: its kind, and the digits as meant and as typed (`98`, `89`).

    `place` names the digit in a one-digit slip (十位). `is_repeat` tells that an added digit
    repeats its neighbour, or that a dropped one was one of a pair.
    """

    slip: Slip
    meant: str
    typed: str
    place: str = ""
    is_repeat: bool = False


def find_slip(typed: Decimal, meant: Decimal) -> DigitSlip | None:
    """The single slip that turns the digits of `meant` into those of `typed`; signs aside."""
    wrong, right = _aligned(abs(typed), abs(meant))
    same_length = _same_length(wrong, right) if len(wrong) == len(right) else None
    if same_length is not None and same_length.slip in (Slip.SWAPPED, Slip.SWAPPED_APART):
        return same_length
    surplus = _one_more_or_less(format_amount(abs(typed)), format_amount(abs(meant)))
    return surplus or same_length


def _aligned(left: Decimal, right: Decimal) -> tuple[str, str]:
    """Both as text with the same number of decimals."""
    places = max(decimals(left), decimals(right))
    return f"{left:.{places}f}", f"{right:.{places}f}"


def decimals(value: Decimal) -> int:
    """How many decimals a value shows, trailing zeros aside."""
    return len(format_amount(value).partition(".")[2])


def _same_length(wrong: str, right: str) -> DigitSlip | None:
    places = [i for i, (w, r) in enumerate(zip(wrong, right, strict=True)) if w != r]
    if len(places) == 1:
        at = places[0]
        return DigitSlip(Slip.WRONG, right[at], wrong[at], _place(right, at))
    if len(places) == 2:
        first, last = places
        if wrong[first] == right[last] and wrong[last] == right[first]:
            between = right[first + 1 : last].replace(".", "")
            slip = Slip.SWAPPED_APART if between else Slip.SWAPPED
            return DigitSlip(slip, right[first : last + 1], wrong[first : last + 1])
    if places and sorted(wrong) == sorted(right):
        first, last = places[0], places[-1]
        return DigitSlip(Slip.REORDERED, right[first : last + 1], wrong[first : last + 1])
    return None


def _one_more_or_less(wrong: str, right: str) -> DigitSlip | None:
    if len(wrong) == len(right) + 1:
        at = _surplus(wrong, right)
        if at is not None:
            return DigitSlip(Slip.ADDED, "", wrong[at], is_repeat=_repeats(wrong, at))
    if len(right) == len(wrong) + 1:
        at = _surplus(right, wrong)
        if at is not None:
            return DigitSlip(Slip.DROPPED, right[at], "", is_repeat=_repeats(right, at))
    return None


def _surplus(longer: str, shorter: str) -> int | None:
    """The place of the one digit that the longer text has too many; the first of equal ones."""
    for at, char in enumerate(longer):
        if char != "." and longer[:at] + longer[at + 1 :] == shorter:
            return at
    return None


def _repeats(text: str, at: int) -> bool:
    return text[at] in text[max(at - 1, 0) : at] + text[at + 1 : at + 2]


def _place(text: str, at: int) -> str:
    point = text.find(".") if "." in text else len(text)
    names = _WHOLE_PLACES if at < point else _DECIMAL_PLACES
    rank = point - at - 1 if at < point else at - point - 1
    return names[rank] if rank < len(names) else f"第{at + 1}位"
