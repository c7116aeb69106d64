"""N05: dates that contradict the calendar, the notice or the law."""

from __future__ import annotations

import pytest

from .build import TITLE, found, letter, notice

PRINTED = "昌吉州财政局办公室 {} 印发"


def told(body: str, date: str = "2024年3月5日", printed: str = "", title: str = TITLE) -> list[str]:
    tail = ["昌吉州财政局", date, *([PRINTED.format(printed)] if printed else [])]
    return [f.message for f in found("N05", notice(*letter(body, title=title, tail=tuple(tail))))]


@pytest.mark.parametrize(
    "body",
    [
        "请于2024年6月30日（星期日）前报送。",
        "请于6月30日（周日）前报送。",
        "请于2026年1月20日前报送自评结果。",
        "请于2024年6月底前完成。",
        "请编入2024年年初预算。",
        "已列入2023年年初预算的资金照旧执行。",
        "请在30日内分解下达。",
        "请在60日内报送总结。",
        "2024年3月21个项目全部开工。",
        "现下达你县2024年困难群众救助补助资金600万元。",
        "现将《2022年资金安排表》所列资金下达给你们。",
        "现收回2022年结余补助资金。",
        "此次下达后，2023年已下达的补助资金不变。",
    ],
)
def test_right_dates_are_silent(body: str) -> None:
    assert told(body) == []


@pytest.mark.parametrize(
    ("body", "words"),
    [
        ("请于2024年6月30日（星期五）前报送。", "是星期日，写的是星期五"),
        ("请于6月30日（周一）前报送。", "是星期日，写的是星期一"),
        ("请于2042年6月30日前报送。", "晚 18 年"),
        ("请于2024年6月30前报送。", "缺“日”字"),
        ("请编入2023年年初预算。", "预算年度是 2024 年"),
        ("请在300日内分解下达。", "法定时限是 30 日"),
        ("现下达你县2022年困难群众救助补助资金600万元。", "下达 2022 年的资金，标题是 2024 年"),
    ],
)
def test_wrong_dates_are_told(body: str, words: str) -> None:
    (message,) = told(body)
    assert words in message


@pytest.mark.parametrize(
    ("printed", "words"),
    [
        ("2024年3月5日", ""),
        ("2024年3月11日", ""),
        ("2024年2月5日", "早 29 天"),
        ("2023年3月5日", "早 366 天"),
        ("2024年8月5日", "晚 153 天"),
        ("2024年2月30日", "没有这一天"),
    ],
)
def test_the_printing_date_follows_the_date(printed: str, words: str) -> None:
    messages = told("请办理。", printed=printed)
    assert bool(messages) is bool(words)
    assert all(words in m for m in messages)


def test_a_date_against_number_and_printing_date_is_told_once_at_the_date() -> None:
    body = "根据《关于下达资金的通知》（新财社〔2024〕3号），现下达资金600万元。"
    tail = ("昌吉州财政局", "2023年3月5日", PRINTED.format("2024年3月5日"))
    made = notice(*letter(body, tail=tail))
    assert [f.ref.line for f in found("C28", made)] == [7]
    assert found("N05", made) == []
