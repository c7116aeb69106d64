"""The working calendar (工作日历): days off and make-up working days as published per year."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator, Mapping
from enum import StrEnum
from functools import cache
from typing import Any

from xianbiao.model.data_files import DATA
from xianbiao.model.errors import DataFileError, XianbiaoError, words_of
from xianbiao.model.records import Record
from xianbiao.model.refs import Ref

_FILE = "calendar.toml"
_DAY = dt.timedelta(days=1)


class CalendarGap(XianbiaoError):
    """A date in a year whose holiday arrangement is not in the calendar; nothing is guessed."""

    def __init__(self, year: int) -> None:
        self.year = year
        super().__init__(
            f"日历中没有{year}年的节假日安排，无法推算工作日",
            todo=f"按国务院办公厅关于{year}年部分节假日安排的通知人工核对，或更新日历数据",
        )


class DayKind(StrEnum):
    """How a day departs from the week: off by arrangement, or worked at a weekend."""

    OFF = "放假"
    WORK = "调休上班"


class WorkCalendar(Record, frozen=True, eq=False):
    """Which days are worked, for the years whose arrangement is known.

    `special` maps the days off (weekends inside a holiday included) and the make-up working
    days to their kind and holiday, in order of date; every other day follows the week.
    `notices` maps each covered year to the title and number of the notice.
    """

    special: Mapping[dt.date, tuple[DayKind, str]]
    notices: Mapping[int, str]

    def covers(self, date: dt.date) -> bool:
        """Whether the arrangement of the date's year is known."""
        return date.year in self.notices

    def is_working(self, date: dt.date) -> bool:
        """Whether a day is worked. Raises CalendarGap outside the covered years."""
        if not self.covers(date):
            raise CalendarGap(date.year)
        if date in self.special:
            return self.special[date][0] is DayKind.WORK
        return date.isoweekday() <= 5

    def add_working_days(self, date: dt.date, n: int) -> dt.date:
        """The n-th working day after a date, which itself does not count; n = 0 is the date.

        Raises CalendarGap when the count runs into a year that is not covered.
        """
        if n < 0:
            raise ValueError(f"cannot count back: {n}")
        while n > 0:
            date += _DAY
            n -= self.is_working(date)
        return date

    def working_days_between(self, a: dt.date, b: dt.date) -> int:
        """How many working days follow `a` up to and including `b`; negative when b is before a.

        Counts back what add_working_days counted: from a to the n-th working day after it is n.
        """
        if b < a:
            return -self.working_days_between(b, a)
        return sum(self.is_working(a + i * _DAY) for i in range(1, (b - a).days + 1))

    def days(self) -> Iterator[tuple[dt.date, DayKind, str]]:
        """Every day off and make-up working day with its kind and holiday, in order of date."""
        for date, (kind, note) in self.special.items():
            yield date, kind, note


@cache
def load_calendar() -> WorkCalendar:
    """The calendar of the package. Raises DataFileError when its file is malformed."""
    text = (DATA / _FILE).read_text(encoding="utf-8")
    return read_calendar(text, _FILE)


def read_calendar(text: str, file: str) -> WorkCalendar:
    """Read a calendar from TOML: one table per year with notice, off and work.

    Raises DataFileError when a key is missing, a day lies outside its year or occurs twice.
    """
    import tomllib

    special: dict[dt.date, tuple[DayKind, str]] = {}
    notices: dict[int, str] = {}
    try:
        for key, table in tomllib.loads(text).items():
            year = int(key)
            notices[year] = str(table["notice"])
            for date, kind, note in _days(table):
                if type(date) is not dt.date or date.year != year or date in special:
                    raise ValueError(f"{year}年的表里 {date} 不是该年的日期，或有重复")
                special[date] = (kind, note)
    except (KeyError, TypeError, ValueError) as error:
        raise DataFileError(
            f"节假日数据有误（{words_of(error)}）", ref=Ref(file), todo="按该年的通知改正"
        ) from error
    return WorkCalendar(dict(sorted(special.items())), dict(sorted(notices.items())))


def _days(table: dict[str, Any]) -> Iterator[tuple[dt.date, DayKind, str]]:
    for row in table["off"]:
        for i in range((row["to"] - row["from"]).days + 1):
            yield row["from"] + i * _DAY, DayKind.OFF, row["name"]
    for row in table["work"]:
        for date in row["dates"]:
            yield date, DayKind.WORK, row["name"]
