"""What is wrong with a range, a ratio or a tolerance whose figures and words are understood."""

from __future__ import annotations

import re
from collections.abc import Callable
from decimal import Decimal

from xianbiao.model.amounts import format_amount
from xianbiao.model.expressions import expression
from xianbiao.model.target_joins import JoinKind, Joint
from xianbiao.model.target_records import Target, TargetKind
from xianbiao.model.target_words import COLON, HYPHEN

YEARS = 1900, 2100
"""Bare figures between these are years: 2023~2025 is no range of a target."""

CODE_DIGITS = 6
"""So many digits with a hyphen and no unit are a telephone number or a code."""

SIDE_LENGTH = 9
"""No side of a ratio has more characters."""

BAD_NUMBER = "数字写得不对（小数点或千分位）"

_CODE = expression(r"[+-]?0[0-9]")


def join_fault(joint: Joint, part: Target, unit: str) -> str:
    """What is wrong in Chinese, "" where nothing is.

    `part` is what the text says without the first figure, `unit` the unit printed behind the
    second one.
    """
    low, high = joint.first, joint.second
    if low is None or high is None:
        return BAD_NUMBER
    if _CODE.match(joint.low) or _CODE.match(joint.high):
        return "有以 0 开头的数，像编号、电话或日期"
    if joint.unit and plain_unit(joint.unit) != plain_unit(unit):
        return f"两个数的单位不同：“{joint.unit}”和“{unit}”"
    return _FAULTS[joint.kind](joint, part, low, high)


def plain_unit(text: str) -> str:
    """A unit with one mark for 每, · and /."""
    return re.sub("[每·]", "/", text)


def _range_fault(joint: Joint, part: Target, low: Decimal, high: Decimal) -> str:
    if part.comparison is not None:
        return f"区间又写了“{part.comparison}”一类的要求，互相矛盾"
    if part.kind is TargetKind.LAST_YEAR and min(low, high) < 0:
        return "提高、降低的幅度不能是负数"
    is_bare = part.kind is TargetKind.NUMBER and part.unit is None and joint.is_whole
    if is_bare and _is_date_or_code(joint, low, high):
        return "像日期、年份、电话或编号，不像区间"
    if low == high:
        return "区间的两端相同"
    if low > high:
        return f"区间的两端写反了：{format_amount(low)} 大于 {format_amount(high)}"
    return ""


def _is_date_or_code(joint: Joint, low: Decimal, high: Decimal) -> bool:
    """Whether bare figures are years, a month and a day, a year and a month, or a code."""
    first, last = YEARS
    is_year = first <= low <= last, first <= high <= last
    if all(is_year):
        return True
    if joint.mark != HYPHEN:
        return False
    is_date = (low <= 12 and (high <= 31 or is_year[1])) or (is_year[0] and high <= 12)
    return is_date or max(len(s.lstrip("+-")) for s in (joint.low, joint.high)) >= CODE_DIGITS


def _ratio_fault(joint: Joint, part: Target, low: Decimal, high: Decimal) -> str:
    if part.kind is not TargetKind.NUMBER or part.unit is not None:
        return "比例后面不写单位"
    if max(len(joint.low.lstrip("+-")), len(joint.high)) > SIDE_LENGTH:
        return "比例的数太长，不像比例"
    if low <= 0 or high <= 0:
        return "比例的两边都要大于 0"
    is_minute = joint.is_whole and len(joint.high) == 2 and high < 60
    if joint.mark == COLON and is_minute and low <= 24 and low != 1:
        return "像时刻，不像比例"
    return ""


def _tolerance_fault(joint: Joint, part: Target, low: Decimal, high: Decimal) -> str:
    if part.kind is TargetKind.LAST_YEAR:
        return "“±”不能写在提高、降低的后面"
    if part.comparison is not None and (joint.low or part.comparison != "≤"):
        return f"“±”又写了“{part.comparison}”一类的要求，互相矛盾"
    if joint.low and not joint.unit and part.kind is TargetKind.PERCENT:
        return "“±”前的数没有写“%”，说不清是百分点还是按比例"
    return "" if high > 0 else "“±”后面的数要大于 0"


_FAULTS: dict[JoinKind, Callable[[Joint, Target, Decimal, Decimal], str]] = {
    JoinKind.RANGE: _range_fault,
    JoinKind.RATIO: _ratio_fault,
    JoinKind.TOLERANCE: _tolerance_fault,
}
