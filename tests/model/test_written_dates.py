"""Dates of notices are read as they are written, and an impossible one is none."""

from __future__ import annotations

import datetime as dt

import pytest

from xianbiao.model.written_dates import date_in, is_date, is_meant_as_date


@pytest.mark.parametrize(
    ("text", "date"),
    [
        ("2023年12月22日", dt.date(2023, 12, 22)),
        ("2023 年 1 月 2 日", dt.date(2023, 1, 2)),
        ("2024年02月29日", dt.date(2024, 2, 29)),
        ("二〇二三年十二月二十二日", dt.date(2023, 12, 22)),
        ("二○二四年 三月十日", dt.date(2024, 3, 10)),
    ],
)
def test_a_line_that_is_a_date_is_read_also_inside_other_text(text: str, date: dt.date) -> None:
    assert is_date(f" {text} ")
    assert not is_date(f"{text}印发")
    assert date_in(text) == date_in(f"某局办公室{text}印发") == date


@pytest.mark.parametrize("text", ["2024年13月1日", "2023年2月30日", "二〇二三年二月三十日"])
def test_an_impossible_date_is_written_as_one_and_is_none(text: str) -> None:
    assert is_date(text)
    assert date_in(text) is None


@pytest.mark.parametrize("text", ["某日", "2024年1月", "1月2日", "1999年1月2日", "2024-01-02"])
def test_other_words_are_no_date(text: str) -> None:
    assert (is_date(text), is_meant_as_date(text), date_in(text)) == (False, False, None)


@pytest.mark.parametrize("text", ["2024年1月2", "2024 年 12 月 22 号"])
def test_a_date_that_lost_its_last_character_is_told_from_a_date(text: str) -> None:
    assert is_meant_as_date(text)
    assert (is_date(text), date_in(text)) == (False, None)
