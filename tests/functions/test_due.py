"""XB_DUE: the last day of a limit by the published calendar, the workbook's, or not at all."""

from __future__ import annotations

import datetime as dt

import pytest
from hypothesis import given
from hypothesis import strategies as st

from functions.asking import ask, ask_column, column
from xianbiao.functions.blocks import read_block
from xianbiao.functions.due import read_date
from xianbiao.model.calendar import DayKind, load_calendar


def sheet_of(year: int, **kinds: str) -> list[list[object]]:
    """The sheet 工作日历 of a year as its cells; `kinds` sets days such as d1227="放假"."""
    special = load_calendar().special
    rows: list[list[object]] = [["日期", "星期", "类型", "说明", "工作日序号"]]
    day = dt.datetime(year, 1, 1)
    while day.year == year:
        kind = "周末" if day.isoweekday() > 5 else "工作日"
        if day.date() in special:
            kind = "放假" if special[day.date()][0] is DayKind.OFF else "调休上班"
        kind = kinds.get(f"d{day:%m%d}", kind)
        rows.append([day, "", kind, None, 0])
        day += dt.timedelta(days=1)
    return rows


@pytest.mark.parametrize(
    ("start", "limit", "due"),
    [
        ("2021-12-22", "3个工作日", "2021-12-27"),
        ("2021-12-22", "30日", "2022-01-21"),
        ("2021-12-22", "≤30日", "2022-01-21"),
        ("2021-12-22", "30天内", "2022-01-21"),
        ("2021-12-22", "收到后3个工作日内", "2021-12-27"),
        ("2021-12-22", "三个工作日", "2021-12-27"),
        ("2021-12-30", "３个工作日", "2022-01-05"),
        ("2024-02-08", "3个工作日", "2024-02-19"),
        ("2024-09-29", "2个工作日", "2024-10-08"),
        ("2024-01-31", "1个月", "2024-02-29"),
        ("2024-02-29", "1年", "2025-02-28"),
        ("2024-01-01", "2周", "2024-01-15"),
        ("2019-05-01", "30日", "2019-05-31"),
        (None, "30日", "○待填"),
        ("2021-12-22", None, "○待填"),
        (None, None, "○待填"),
    ],
)
def test_a_limit_ends_on_its_last_day(start: object, limit: object, due: str) -> None:
    assert ask("XB_DUE", start, limit) == due


@pytest.mark.parametrize(
    "date",
    [
        "2021-12-22",
        "2021/12/22",
        "2021.12.22",
        "2021年12月22日",
        "２０２１年１２月２２日",
        dt.date(2021, 12, 22),
        dt.datetime(2021, 12, 22, 15, 30),
        44552,
        44552.0,
        44552.65,
    ],
)
def test_a_date_is_read_however_it_is_stored(date: object) -> None:
    assert ask("XB_DUE", date, "3个工作日") == "2021-12-27"


@pytest.mark.parametrize(
    ("start", "limit", "message"),
    [
        ("2021-02-30", "30日", "#起算日“2021-02-30”不是日期"),
        ("2021-12-22前", "30日", "#起算日“2021-12-22前”不是日期"),
        ("去年", "30日", "#起算日“去年”不是日期"),
        (20211222, "30日", "#起算日“20211222”不是日期"),
        (30, "30日", "#起算日“30”不是日期"),
        (True, "30日", "#起算日“TRUE”不是日期"),
        ("44552", "30日", "#起算日“44552”不是日期"),
        ("2021-12-22", 30, "#时限“30”不是期限"),
        ("2021-12-22", "≥30日", "#时限“≥30日”不是期限"),
        ("2021-12-22", "尽快", "#时限“尽快”不是期限"),
        ("2021-12-22", "48小时", "#时限的单位“小时”推算不出日期"),
        ("2021-12-22", "1.5个工作日", "#时限的天数应当是 0 到 3660 的整数"),
        ("2021-12-22", "99999日", "#时限的天数应当是 0 到 3660 的整数"),
        ("2019-12-22", "3个工作日", "#日历里没有 2019 年的放假安排"),
        ("2026-12-30", "3个工作日", "#日历里没有 2027 年的放假安排"),
        ("#N/A", "30日", "#起算日是错误值 #N/A"),
        ("2021-12-22", "#N/A", "#时限是错误值 #N/A"),
        ("#N/A", None, "#起算日是错误值 #N/A"),
    ],
)
def test_what_gives_no_date_is_said(start: object, limit: object, message: str) -> None:
    assert ask("XB_DUE", start, limit).startswith(message)


def test_a_column_of_dates_is_answered_at_once() -> None:
    starts = column("2021-12-22", None, "2021-12-30")
    assert ask_column("XB_DUE", starts, "3个工作日") == ["2021-12-27", "○待填", "2022-01-05"]


def test_the_calendar_of_the_workbook_counts_when_it_is_given() -> None:
    assert ask("XB_DUE", "2021-12-22", "3个工作日", sheet_of(2021)) == "2021-12-27"
    changed = sheet_of(2021, d1227="放假", d1226="调休上班")
    assert ask("XB_DUE", "2021-12-22", "3个工作日", changed) == "2021-12-26"


def test_a_year_that_the_workbook_does_not_list_whole_is_not_counted() -> None:
    message = "#所选的工作日历里没有 2021 年的放假安排"
    assert ask("XB_DUE", "2021-12-22", "3个工作日", sheet_of(2022)).startswith(message)
    assert ask("XB_DUE", "2021-12-22", "3个工作日", sheet_of(2021)[:-1]).startswith(message)


@pytest.mark.parametrize(
    ("calendar", "message"),
    [
        ([["日期", "类型"]], "#工作日历里没有带类型的日期"),
        ([[dt.datetime(2021, 1, 1), "休息"]], "#工作日历第1列没有类型"),
        ([[dt.datetime(2021, 1, 1), "放假"], [dt.datetime(2021, 1, 1), "工作日"]],
         "#工作日历第2行第1列的 2021-01-01 列了两次，类型不同"),
        ([[dt.datetime(2021, 1, 1), "#N/A"]], "#工作日历第2列是错误值 #N/A"),
    ],
)  # fmt: skip
def test_a_calendar_that_cannot_be_read_is_refused(calendar: object, message: str) -> None:
    assert ask("XB_DUE", "2021-01-01", "3个工作日", calendar).startswith(message)


@given(st.dates(dt.date(2000, 1, 1), dt.date(2100, 12, 31)))
def test_a_day_number_is_the_date_that_a_spreadsheet_shows(date: dt.date) -> None:
    serial = (date - dt.date(1899, 12, 30)).days
    assert read_date(read_block(float(serial), "起算日").only()) == date


@given(st.dates(dt.date(2021, 1, 1), dt.date(2026, 6, 30)), st.integers(0, 60))
def test_working_days_are_those_of_the_calendar(start: dt.date, count: int) -> None:
    expected = load_calendar().add_working_days(start, count).isoformat()
    assert ask("XB_DUE", start, f"{count}个工作日") == expected
