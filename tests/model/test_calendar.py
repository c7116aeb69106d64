"""The working calendar: deadlines are counted by the published arrangement or not at all."""

from __future__ import annotations

import datetime as dt

import chinese_calendar
import pytest
from hypothesis import given
from hypothesis import strategies as st

from xianbiao.model.calendar import CalendarGap, DayKind, load_calendar, read_calendar
from xianbiao.model.errors import DataFileError, XianbiaoError

CALENDAR = load_calendar()
FIRST, LAST = dt.date(2021, 1, 1), dt.date(2026, 12, 31)
COVERED = [FIRST + dt.timedelta(days=i) for i in range((LAST - FIRST).days + 1)]

DAYS = st.dates(FIRST, dt.date(2026, 5, 31))
COUNTS = st.integers(0, 60)


def day(text: str) -> dt.date:
    return dt.date.fromisoformat(text)


class TestCoverage:
    def test_it_is_read_once(self) -> None:
        assert load_calendar() is CALENDAR

    def test_it_names_the_notice_of_every_year(self) -> None:
        assert list(CALENDAR.notices) == [2021, 2022, 2023, 2024, 2025, 2026]
        for year, notice in CALENDAR.notices.items():
            assert f"{year}年部分节假日安排的通知（国办发明电〔{year - 1}〕" in notice

    @pytest.mark.parametrize(
        ("date", "covered"),
        [("2020-12-31", False), ("2021-01-01", True), ("2026-12-31", True), ("2027-01-01", False)],
    )
    def test_it_covers_whole_years(self, date: str, covered: bool) -> None:
        assert CALENDAR.covers(day(date)) is covered

    @pytest.mark.parametrize("date", ["2020-12-31", "2027-01-04"])
    def test_it_guesses_nothing_about_other_years(self, date: str) -> None:
        with pytest.raises(CalendarGap, match=f"没有{date[:4]}年的节假日安排") as raised:
            CALENDAR.is_working(day(date))
        assert raised.value.year == int(date[:4])
        assert isinstance(raised.value, XianbiaoError)

    def test_it_refuses_to_count_into_an_unknown_year(self) -> None:
        with pytest.raises(CalendarGap, match="2027年"):
            CALENDAR.add_working_days(day("2026-12-30"), 3)


class TestWorkingDays:
    @pytest.mark.parametrize("year", list(CALENDAR.notices))
    def test_it_agrees_with_an_independent_calendar_on_every_day(self, year: int) -> None:
        differing = [
            d
            for d in COVERED
            if d.year == year and CALENDAR.is_working(d) != chinese_calendar.is_workday(d)
        ]
        assert differing == []

    @pytest.mark.parametrize(
        ("first", "last", "holiday", "worked"),
        [
            ("2024-01-01", "2024-01-01", "元旦", []),
            ("2024-02-10", "2024-02-17", "春节", ["2024-02-04", "2024-02-18"]),
            ("2024-04-04", "2024-04-06", "清明节", ["2024-04-07"]),
            ("2024-05-01", "2024-05-05", "劳动节", ["2024-04-28", "2024-05-11"]),
            ("2024-06-10", "2024-06-10", "端午节", []),
            ("2024-09-15", "2024-09-17", "中秋节", ["2024-09-14"]),
            ("2024-10-01", "2024-10-07", "国庆节", ["2024-09-29", "2024-10-12"]),
        ],
    )
    def test_it_holds_the_notice_of_2024(
        self, first: str, last: str, holiday: str, worked: list[str]
    ) -> None:
        listed = [(d, kind) for d, kind, note in CALENDAR.days() if note == holiday]
        off = [d for d, kind in listed if d.year == 2024 and kind is DayKind.OFF]
        make_up = [d for d, kind in listed if d.year == 2024 and kind is DayKind.WORK]
        assert (off[0], off[-1]) == (day(first), day(last))
        assert len(off) == (day(last) - day(first)).days + 1
        assert make_up == [day(d) for d in worked]

    def test_it_makes_up_for_holidays_at_weekends_only(self) -> None:
        make_up = [d for d, kind, _ in CALENDAR.days() if kind is DayKind.WORK]
        assert all(d.isoweekday() > 5 for d in make_up)

    def test_it_lists_its_days_in_order(self) -> None:
        dates = [d for d, _, _ in CALENDAR.days()]
        assert dates == sorted(set(dates))


class TestDeadlines:
    @pytest.mark.parametrize(
        ("received", "n", "deadline"),
        [
            ("2021-12-22", 3, "2021-12-27"),
            ("2021-12-22", 0, "2021-12-22"),
            ("2021-12-25", 1, "2021-12-27"),
            ("2021-12-30", 3, "2022-01-05"),
            ("2022-12-30", 1, "2023-01-03"),
            ("2024-02-08", 3, "2024-02-19"),
            ("2024-09-29", 2, "2024-10-08"),
            ("2026-12-30", 1, "2026-12-31"),
        ],
    )
    def test_it_does_not_count_the_day_of_receipt(
        self, received: str, n: int, deadline: str
    ) -> None:
        assert CALENDAR.add_working_days(day(received), n) == day(deadline)

    def test_it_does_not_count_back(self) -> None:
        with pytest.raises(ValueError, match="-1"):
            CALENDAR.add_working_days(day("2024-01-02"), -1)

    @pytest.mark.parametrize(
        ("a", "b", "days"),
        [
            ("2021-12-22", "2021-12-27", 3),
            ("2021-12-27", "2021-12-22", -3),
            ("2021-12-24", "2021-12-26", 0),
            ("2024-02-08", "2024-02-18", 2),
            ("2024-02-08", "2024-02-08", 0),
        ],
    )
    def test_it_counts_the_working_days_between(self, a: str, b: str, days: int) -> None:
        assert CALENDAR.working_days_between(day(a), day(b)) == days

    @given(start=DAYS, n=COUNTS)
    def test_it_counts_back_what_it_added(self, start: dt.date, n: int) -> None:
        deadline = CALENDAR.add_working_days(start, n)
        assert CALENDAR.working_days_between(start, deadline) == n
        assert n == 0 or CALENDAR.is_working(deadline)

    @given(start=DAYS, n=COUNTS, m=COUNTS)
    def test_it_adds_in_one_step_or_in_two(self, start: dt.date, n: int, m: int) -> None:
        in_two = CALENDAR.add_working_days(CALENDAR.add_working_days(start, n), m)
        assert CALENDAR.add_working_days(start, n + m) == in_two


class TestTheDataFile:
    @pytest.mark.parametrize(
        "text",
        [
            "[2030",
            "[甲]\nnotice = ''\noff = []\nwork = []",
            "[2030]\noff = []\nwork = []",
            "[2030]\nnotice = ''\noff = [{ name = '元旦' }]\nwork = []",
            "[2030]\nnotice = ''\noff = []\nwork = [{ name = '元旦', dates = [2031-01-05] }]",
            "[2030]\nnotice = ''\noff = []\nwork = [{ name = '元旦', dates = '2030-01-05' }]",
            "[2030]\nnotice = ''\noff = []\n"
            "work = [{ name = '元旦', dates = [2030-01-05, 2030-01-05] }]",
        ],
        ids=["no TOML", "no year", "no notice", "no date", "wrong year", "not a list", "twice"],
    )
    def test_it_is_refused_when_malformed(self, text: str) -> None:
        with pytest.raises(DataFileError, match=r"日历\.toml"):
            read_calendar(text, "日历.toml")
