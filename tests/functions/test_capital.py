"""XB_CAPITAL: amounts in words, exact to the 分, never rounded."""

from __future__ import annotations

import pytest

from functions.asking import ask, ask_column, column


@pytest.mark.parametrize(
    ("amount", "unit", "words"),
    [
        (829, None, "捌佰贰拾玖万元整"),
        (829, "万元", "捌佰贰拾玖万元整"),
        ("８２９", " 万元 ", "捌佰贰拾玖万元整"),
        (829, "元", "捌佰贰拾玖元整"),
        (1234.56, "元", "壹仟贰佰叁拾肆元伍角陆分"),
        (0.5, "亿元", "伍仟万元整"),
        (12.5, "千元", "壹万贰仟伍佰元整"),
        (-530, None, "负伍佰叁拾万元整"),
        (0, None, "零元整"),
        (None, None, ""),
    ],
)
def test_an_amount_is_written_in_its_unit(amount: object, unit: object, words: str) -> None:
    assert ask("XB_CAPITAL", amount, unit) == words


@pytest.mark.parametrize(
    ("amount", "unit", "message"),
    [
        (0.001, "元", "#金额 0.001 元 细于 1 分，写不成大写；请先舍入到分"),
        (1, "美元", "#金额单位应当是 元、千元、万元 或 亿元，实际是“美元”"),
        ("2000万", "元", "#金额“2000万”不是数，请只写数字，单位和文字写在别处"),
        ("#N/A", None, "#金额是错误值 #N/A，请先改正该格"),
        (10**14, None, "#金额的数太大，写不成大写"),
    ],
)
def test_what_cannot_be_written_is_said(amount: object, unit: object, message: str) -> None:
    assert ask("XB_CAPITAL", amount, unit) == message


def test_a_column_of_amounts_is_written_at_once() -> None:
    assert ask_column("XB_CAPITAL", column(1, None, 2)) == ["壹万元整", "", "贰万元整"]
