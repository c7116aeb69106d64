"""Dates as notices write them: 2023年12月22日, and 二〇二三年十二月二十二日."""

from __future__ import annotations

import datetime as dt

from xianbiao.model.expressions import expression
from xianbiao.model.numerals import chinese_number
from xianbiao.model.recipients import squeeze

WRITTEN = r"(20\d\d)\s*年\s*(\d{1,2})\s*月\s*(\d{1,2})\s*日"
"""Year, month and day in figures, whether or not there is such a day."""
DATE = expression(WRITTEN)
_WITHOUT_DAY = expression(r"20\d\d\s*年\s*\d{1,2}\s*月\s*\d{1,2}\s*号?")
_HAN_DATE = expression(
    r"二[〇○零Oo0][〇○零Oo0一二三四五六七八九]{2}年([一二三四五六七八九十]{1,2})月([一二三四五六七八九十]{1,3})日"
)
_DIGITS = {c: i for i, c in enumerate("零一二三四五六七八九")} | dict.fromkeys("〇○Oo0", 0)


def is_date(line: str) -> bool:
    """Whether a line is a date and nothing else, also an impossible one."""
    text = line.strip()
    return bool(DATE.fullmatch(text)) or bool(_HAN_DATE.fullmatch(squeeze(text)))


def is_meant_as_date(line: str) -> bool:
    """Whether a line is a date that lost its 日, and nothing else."""
    return bool(_WITHOUT_DAY.fullmatch(line.strip()))


def date_in(text: str) -> dt.date | None:
    """The first date in a text; None when it has none or an impossible one."""
    found = DATE.search(text)
    if found:
        parts = [int(part) for part in found.groups()]
    elif written := _HAN_DATE.search(squeeze(text)):
        year = int("2" + "".join(str(_DIGITS[c]) for c in written.group()[1:4]))
        parts = [year, *(chinese_number(part) or 0 for part in written.groups())]
    else:
        return None
    try:
        return dt.date(*parts)
    except ValueError:
        return None
