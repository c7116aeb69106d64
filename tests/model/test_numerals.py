"""Numbers in Chinese characters are read as they are written, and nothing else is read."""

from __future__ import annotations

import pytest

from xianbiao.model.numerals import chinese_number, in_chinese


@pytest.mark.parametrize("number", range(1, 100))
def test_a_number_is_read_as_it_is_written(number: int) -> None:
    assert chinese_number(in_chinese(number)) == number


@pytest.mark.parametrize(
    ("number", "text"), [(1, "一"), (10, "十"), (12, "十二"), (20, "二十"), (99, "九十九")]
)
def test_a_number_is_written_as_clerks_do(number: int, text: str) -> None:
    assert in_chinese(number) == text


@pytest.mark.parametrize(("text", "number"), [("两", 2), ("一十二", 12)])
def test_other_ways_of_writing_are_read(text: str, number: int) -> None:
    assert chinese_number(text) == number


@pytest.mark.parametrize("text", ["", "二三", "十二三", "二三十", "十十", "百", "12", "零"])
def test_characters_that_form_no_number_are_none(text: str) -> None:
    assert chinese_number(text) is None
