"""N06: figures of the text with their unit, commas and capitals, and like their column."""

from __future__ import annotations

from decimal import Decimal

import pytest

from xianbiao.model.capital import capital_amount, read_capital
from xianbiao.model.findings import Severity

from .build import found, letter, notice

TABLE = (
    "附件1：", "2024年资金分配表", "单位：万元", "县市\t合计\t中央资金\t自治区资金",
    "合计\t600\t450\t150", "昌吉市\t400\t300\t100", "阜康市\t200\t150\t50",
)  # fmt: skip


def told(body: str, *table: str) -> list[tuple[str, Severity]]:
    made = notice(*letter(body), *(table or TABLE))
    return [(f.message, f.severity) for f in found("N06", made)]


@pytest.mark.parametrize(
    "body",
    [
        "现下达资金600万元（大写：陆佰万元整），其中中央资金450万元、自治区资金150万元。",
        "现下达资金1,234,567.50元。",
        "现下达资金陆佰万元整（600万元），其中中央资金450万元。",
        "现下达资金陆佰万元整（小写：¥6000000元）。",
        "现下达资金600万元，昌吉市中央资金300万元。",
        "产业发展的比重不低于60%，支出比上年增长率达到150%。",
        "中央资金每人每月补助450元以上。",
        "2024年资金已下达，共计9个县市。",
        "现下达资金600万元，其中昌吉市400万元、阜康市200万元。",
        "昌吉市已提前下达310万元。",
        "昌吉市每户补助1万元。",
        "由昌吉市财政局垫付50万元。",
    ],
)
def test_whole_figures_are_silent(body: str) -> None:
    assert told(body) == []


@pytest.mark.parametrize(
    ("body", "words", "severity"),
    [
        ("现下达补助资金600（见附件1）。", "没有单位", Severity.HINT),
        ("现下达资金1,2345元。", "千分位", Severity.ERROR),
        ("现下达资金600万元（大写：陆拾万元整）。", "合 60 万元", Severity.ERROR),
        ("现下达资金600万元（大写：陆佰佰元整）。", "看不懂", Severity.ERROR),
        ("现下达资金陆拾万元整（600万元）。", "合 60 万元", Severity.ERROR),
        ("其中中央资金540万元。", "“中央资金”合计是 450 万元", Severity.ERROR),
        ("其中中央资金37万元。", "“中央资金”合计是 450 万元", Severity.HINT),
        ("产业发展的比重不低于600%。", "超过 100%", Severity.HINT),
        ("现下达资金600万元，昌吉市410万元。", "这一行是 400 万元", Severity.ERROR),
        ("昌吉市安排资金372万元。", "这一行是 400 万元", Severity.HINT),
    ],
)
def test_figures_cut_short_are_told(body: str, words: str, severity: Severity) -> None:
    ((message, grave),) = told(body)
    assert words in message
    assert grave is severity


@pytest.mark.parametrize(
    ("text", "amount"),
    [
        ("捌佰贰拾玖万元整", "829"),
        ("壹亿零伍拾万叁仟元", "10050.3"),
        ("拾万元整", "10"),
        ("壹万零伍元叁角贰分", "1.000532"),
        ("柒分", "0.000007"),
        ("柒捌元", None),
        ("陆佰佰元", None),
        ("元整", None),
    ],
)
def test_capital_characters_are_read(text: str, amount: str | None) -> None:
    assert read_capital(text) == (Decimal(amount) if amount else None)


@pytest.mark.parametrize("fen", [1, 10, 105, 9900, 1_000_001, 120_030_405, 10**12 + 10**6 + 7])
def test_what_is_written_in_capitals_is_read_again(fen: int) -> None:
    value = Decimal(fen) / 1_000_000
    assert read_capital(capital_amount(value)) == value
