"""C91 and C92: one table of cases per rule, then the two real notices."""

from __future__ import annotations

import datetime as dt
from pathlib import Path

import pytest

from xianbiao.readers import read_notice

from .build import form, found, letter, notice, places

CITES = "根据《关于下达资金的通知》（新财社〔2024〕30号），现下达你县资金6万元。"


@pytest.mark.parametrize(
    ("received", "expected"),
    [
        (None, {(5, "hint")}),
        (dt.date(2024, 2, 4), set()),
        (dt.date(2024, 2, 3), {(5, "error")}),
        (dt.date(2024, 3, 6), {(5, "hint")}),
    ],
)
def test_c91_counts_thirty_days_from_receipt(
    received: dt.date | None, expected: set[tuple[int, str]]
) -> None:
    made = notice(*letter(CITES))
    made.superior_received = received
    assert places("C91", made) == expected


def test_c91_says_nothing_where_no_superior_is_cited() -> None:
    assert found("C91", notice(*letter("现下达你县资金6万元。"))) == []


@pytest.mark.parametrize(
    ("dated", "received", "value", "due"),
    [
        ("2021年12月22日", None, "收到文件3个工作日内", "2021-12-27"),
        ("2021年12月22日", None, "收到文件三个工作日内", "2021-12-27"),
        ("2021年12月22日", None, "收到文件两三个工作日内", "2021-12-27"),
        ("2024年3月5日", dt.date(2024, 2, 8), "收到文件后2个工作日", "2024-02-18"),
        ("2024年9月27日", None, "10个工作日", "2024-10-16"),
        ("2024年3月5日", None, "≤30日", None),
    ],
)
def test_c91_dates_a_limit_in_working_days(
    dated: str, received: dt.date | None, value: str, due: str | None
) -> None:
    made = notice(*letter("好。", tail=("昌吉州财政局", dated)), *form(value=value))
    made.superior_received = received
    assert [(f.ref.line, f.right) for f in found("C91", made)] == ([(16, due)] if due else [])


def test_c91_finds_a_limit_in_the_name() -> None:
    made = notice(*letter("好。"), *form(name="3个工作日内导入系统"))
    (finding,) = found("C91", made)
    assert (finding.ref.line, finding.ref.column) == (16, 4)


def test_c91_does_not_guess_a_year_that_the_calendar_lacks() -> None:
    tail = ("昌吉州财政局", "2049年3月5日")
    made = notice(*letter("好。", tail=tail), *form(value="3个工作日内"))
    (finding,) = found("C91", made)
    assert finding.right is None
    assert "没有2049年" in finding.message


@pytest.mark.parametrize(
    ("dated", "year", "left"),
    [
        ("2021年12月22日", 2021, "9天"),
        ("2021年12月16日", 2021, "15天"),
        ("2021年12月31日", 2021, "0天"),
        ("2021年12月15日", 2021, None),
        ("2021年12月22日", 2022, None),
        ("2022年3月1日", 2021, None),
    ],
)
def test_c92_counts_the_days_that_are_left(dated: str, year: int, left: str | None) -> None:
    title = f"关于下达{year}年困难群众救助补助资金预算的通知"
    made = notice(*letter("好。", title=title, tail=("昌吉州财政局", dated)))
    assert [(f.ref.line, f.left) for f in found("C92", made)] == ([(7, left)] if left else [])


@pytest.mark.parametrize(
    ("file", "code", "lines"),
    [
        ("changji-2023-70.txt", "C91", {15}),
        ("changji-2023-70.txt", "C92", set()),
        ("bazhou-2021-96.txt", "C91", {11, 91}),
        ("bazhou-2021-96.txt", "C92", {31}),
    ],
)
def test_the_two_notices_have_these_and_no_others(
    shared: Path, file: str, code: str, lines: set[int]
) -> None:
    made = read_notice([shared / "notices" / file])
    assert places(code, made) == {(line, "hint") for line in lines}


@pytest.mark.parametrize(
    ("body", "said"),
    [
        ("请于2024年6月30日前完成支付。", None),
        ("请于2023年6月30日前完成支付。", "早于成文日期2024-03-05"),
        ("请于2024年2月底前报送我局。", "早于成文日期2024-03-05"),
        ("请于2024年3月底前报送我局。", None),
        ("请于2024年6月31日前报送我局。", "没有这一天"),
        ("截至2023年12月底前已完成支付。", None),
        ("2024年1月8日前已下达你县资金。", None),
        ("根据2024年1月8日会议要求，请抓紧支付。", None),
    ],
)
def test_c91_holds_the_limits_of_the_text_against_the_date(body: str, said: str | None) -> None:
    faults = found("C91", notice(*letter(f"现下达你县资金6万元。{body}")))
    assert [f.message.rpartition("”")[2] for f in faults] == ([said] if said else [])


@pytest.mark.parametrize(
    ("date", "is_wrong"),
    [("2024年2月30日", True), ("2024年13月1日", True), ("2024年2月29日", False)],
)
def test_c91_tells_of_a_date_that_is_none(date: str, is_wrong: bool) -> None:
    faults = [
        f for f in found("C91", notice(*letter("好。", tail=("昌吉州财政局", date)))) if f.left
    ]
    assert [(f.left, f.ref.line) for f in faults] == ([(date, 7)] if is_wrong else [])
