"""XB_TARGETOK, XB_TARGET: what is not certainly met is never 达标."""

from __future__ import annotations

import datetime as dt

import pytest

from functions.asking import ask, ask_column, column


@pytest.mark.parametrize(
    ("text", "answer"),
    [
        ("≥95%", "✔百分比 ≥95%"),
        ("不低于95％", "✔百分比 ≥95%"),
        ("≤30日", "✔天数 ≤30日"),
        ("收到文件后3个工作日内", "✔工作日数"),
        ("应保尽保", "✔全覆盖表述 应保尽保"),
        ("不低于上年", "✔与上年比较 不低于上年"),
        (120, "✔数值 120"),
        (0.95, "△单元格里是数 0.95：若是百分比，请写成文字 ≥95%"),
        (1, "△单元格里是数 1：若是百分比，请写成文字 ≥100%"),
        ("0.95", "✔数值 0.95"),
        ("九成五", "✘无法识别“九成五”"),
        ("≥95②", "✘无法识别"),
        (None, "○待填"),
        ("#N/A", "#指标值是错误值 #N/A"),
    ],
)
def test_a_target_is_told_as_it_is_read(text: object, answer: str) -> None:
    assert ask("XB_TARGETOK", text).startswith(answer)


@pytest.mark.parametrize(
    ("target", "actual", "verdict"),
    [
        ("≥95%", "97%", "达标"),
        ("≥95%", "95％", "达标"),
        ("≥95%", "94.99%", "未达标"),
        ("≥95%", 97, "达标"),
        ("≥95%", 0.97, "人工判断"),
        ("≤30日", "35日", "未达标"),
        ("≤30日", "3个工作日", "人工判断"),
        ("应保尽保", "100%", "达标"),
        ("应保尽保", "99%", "未达标"),
        ("稳步提高", "有所提高", "人工判断"),
        ("九成五", "97%", "人工判断"),
        ("≥95%", "差不多", "人工判断"),
        ("≥95%", "97②%", "人工判断"),
        ("≥95%", dt.datetime(2024, 3, 1), "人工判断"),
        ("≥95%", None, "待填"),
        (None, "97%", "待填"),
        (None, None, "待填"),
        ("≥95%", 0, "人工判断"),
        ("≥95%", "#DIV/0!", "#完成值是错误值 #DIV/0!，请先改正该格"),
    ],
)
def test_a_result_is_judged_by_its_target(target: object, actual: object, verdict: str) -> None:
    assert ask("XB_TARGET", target, actual) == verdict


def test_one_target_judges_a_column_of_results() -> None:
    assert ask_column("XB_TARGET", "≥95%", column("96%", "90%", None)) == [
        "达标",
        "未达标",
        "待填",
    ]


def test_one_result_never_answers_for_several_targets() -> None:
    assert ask("XB_TARGET", column("≥95%", "≥90%"), "96%") == (
        "#各区域大小不同：指标值 2 行 1 列，完成值 1 行 1 列；请选同样大小的区域"
    )
