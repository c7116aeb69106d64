"""Number formats of cells: the built-in ones, which of them show dates, and serial numbers.

The built-in numbers are those of ECMA-376 part 1, 18.8.30, with the Chinese ones (27–36, 50–58).
"""

from __future__ import annotations

import datetime as dt
import functools
import re

from xianbiao.model.expressions import expression

GENERAL = "General"

BUILT_IN = {
    1: "0",
    2: "0.00",
    3: "#,##0",
    4: "#,##0.00",
    9: "0%",
    10: "0.00%",
    11: "0.00E+00",
    12: "# ?/?",
    13: "# ??/??",
    14: "yyyy/m/d",
    15: "d-mmm-yy",
    16: "d-mmm",
    17: "mmm-yy",
    18: "h:mm AM/PM",
    19: "h:mm:ss AM/PM",
    20: "h:mm",
    21: "h:mm:ss",
    22: "yyyy/m/d h:mm",
    27: 'yyyy"年"m"月"',
    28: 'm"月"d"日"',
    29: 'm"月"d"日"',
    30: "m-d-yy",
    31: 'yyyy"年"m"月"d"日"',
    32: 'h"时"mm"分"',
    33: 'h"时"mm"分"ss"秒"',
    34: '上午/下午h"时"mm"分"',
    35: '上午/下午h"时"mm"分"ss"秒"',
    36: 'yyyy"年"m"月"',
    37: "#,##0;-#,##0",
    38: "#,##0;[Red]-#,##0",
    39: "#,##0.00;-#,##0.00",
    40: "#,##0.00;[Red]-#,##0.00",
    45: "mm:ss",
    46: "[h]:mm:ss",
    47: "mmss.0",
    48: "##0.0E+0",
    49: "@",
    50: 'yyyy"年"m"月"',
    51: 'm"月"d"日"',
    52: 'yyyy"年"m"月"',
    53: 'm"月"d"日"',
    54: 'm"月"d"日"',
    55: '上午/下午h"时"mm"分"',
    56: '上午/下午h"时"mm"分"ss"秒"',
    57: 'yyyy"年"m"月"',
    58: 'm"月"d"日"',
}

_WORDS = expression(r'"[^"]*"?|[\\!_*].|\[(?![hms]+\])[^\]]*\]', re.IGNORECASE | re.DOTALL)
_DATE = expression(r"[ymdhs]", re.IGNORECASE)
_DURATION = expression(r"\[[hms]+\]", re.IGNORECASE)
_EPOCH = dt.datetime(1899, 12, 30)
_EPOCH_1904 = dt.datetime(1904, 1, 1)
_LEAP_BUG = 60
"""Before 1 March 1900 the serial numbers run one ahead, for a 29 February that never was."""
_DAY_MS = 86_400_000


@functools.cache
def is_date_format(code: str) -> bool:
    """Whether a number with this format is a date, a time or a duration."""
    first = _WORDS.sub("", code.partition(";")[0])
    return "general" not in first.lower() and bool(_DATE.search(first))


@functools.cache
def is_duration_format(code: str) -> bool:
    """Whether a number with this format is a length of time, such as [h]:mm."""
    return bool(_DURATION.match(_WORDS.sub("", code.partition(";")[0])))


def from_serial(
    value: float, *, is_1904: bool = False, is_duration: bool = False
) -> dt.datetime | dt.time | dt.timedelta:
    """The moment of a serial number (days), to the millisecond; below 1 it is a time of day.

    Raises ValueError or OverflowError for a number that is no date.
    """
    days, part = divmod(value, 1)
    span = dt.timedelta(days=days, milliseconds=round(part * _DAY_MS))
    if is_duration:
        return span
    if 0 <= value < 1 and span < dt.timedelta(days=1):
        return (dt.datetime.min + span).time()
    if value < 0:
        raise ValueError(f"serial number {value} is before the calendar")
    if is_1904:
        return _EPOCH_1904 + span
    return _EPOCH + span + dt.timedelta(days=value < _LEAP_BUG)


def to_serial(value: dt.date) -> float:
    """The serial number (days) of a moment in the calendar from 1900."""
    moment = (
        value if isinstance(value, dt.datetime) else dt.datetime(value.year, value.month, value.day)
    )
    days = (moment - _EPOCH) / dt.timedelta(days=1)
    return days - (days < _LEAP_BUG + 1)
