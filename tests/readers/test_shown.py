"""Numbers as cells show them: words of the number format are read, money stays a number."""

from __future__ import annotations

import pytest

from xianbiao.readers.shown import shown

MONEY = '_ * #,##0.00_ ;_ * \\-#,##0.00_ ;_ * "-"??_ ;_ @_ '


@pytest.mark.parametrize(
    ("value", "number_format", "text"),
    [
        (0.95, "0%", "95%"),
        (0.9265, "0.0%", "92.65%"),
        (0.95, '"≥"0%', "≥95%"),
        (0.95, "\\≥0%", "≥95%"),
        (30, '"≤"0"日"', "≤30日"),
        (30, "≤0日", "≤30日"),
        (95, '0.00"%"', "95%"),
        (0, '0"天"', "0天"),
        (12000, '"不少于"#,##0"人次"', "不少于12000人次"),
        (5, 'G/通用格式"人"', "5人"),
        (-0.05, "0.00%;\\-0.00%", "-5%"),
    ],
)
def test_words_of_the_format_are_shown(value: float, number_format: str, text: str) -> None:
    assert shown(value, number_format) == text


@pytest.mark.parametrize(
    ("value", "number_format"),
    [
        (829.5, "General"),
        (829.5, MONEY),
        (0, MONEY),
        (-3, "#,##0_);\\(#,##0\\)"),
        (5198, '#,##0"万元"'),
        (5198, 'General"　万元"'),
        (5198, "[$¥-804]#,##0.00"),
        (20000, '0!.0,"万"'),
        (3, '[>=1]"≥"0;0'),
        (0, '0;-0;"无"'),
        (2081901, "0000000"),
        (0.5, "# ?/?"),
        (13812345678, "000-0000-0000"),
    ],
)
def test_a_number_without_words_stays_a_number(value: float, number_format: str) -> None:
    assert shown(value, number_format) == value
