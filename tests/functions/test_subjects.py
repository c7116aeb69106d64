"""XB_SUBJECT: the name of a code in its year, with the year and the doubt where there is one."""

from __future__ import annotations

import pytest

from functions.asking import ask, ask_column, column
from xianbiao.model.funds import load_funds


@pytest.mark.parametrize(
    ("code", "year", "name"),
    [
        (2081901, None, "城市最低生活保障金支出"),
        ("2081901", 2024, "城市最低生活保障金支出"),
        ("２０８１９０１", "2024年", "城市最低生活保障金支出"),
        (2082001.0, 2025, "临时救助支出"),
        (2082001, 2026, "临时救助支出（按2025年科目）"),
        (2082501, 2025, "其他城市生活救助（未核实）"),
        (2082001, 2020, "临时救助支出（按2024年科目）"),
        (2130599, 2021, "其他扶贫支出"),
        (2130505, 2022, "生产发展（未核实）"),
        (2130599, 2023, "其他巩固脱贫衔接乡村振兴支出（按2022年科目，未核实）"),
        (None, 2024, ""),
    ],
)
def test_a_code_has_the_name_of_its_year(code: object, year: object, name: str) -> None:
    assert ask("XB_SUBJECT", code, year) == name


@pytest.mark.parametrize(
    ("code", "year", "message"),
    [
        (2080000, None, "没有科目 2080000；只收本产品所带资金的科目"),
        (2080000, 2024, "没有2024年科目 2080000"),
        ("20819", None, "科目代码“20819”不是 7 位项级科目代码"),
        ("临时救助支出", None, "“临时救助支出”是科目名称，代码是 2082001"),
        ("2081901 城市低保", None, "不是 7 位项级科目代码"),
        (2081901, "去年", "年度应当是四位年份，例如 2024，实际是“去年”"),
        (2081901, 24, "年度应当是四位年份"),
        ("#N/A", None, "科目代码是错误值 #N/A"),
    ],
)
def test_what_is_no_listed_code_is_said(code: object, year: object, message: str) -> None:
    assert ask("XB_SUBJECT", code, year).startswith("#")
    assert message in ask("XB_SUBJECT", code, year)


def test_every_listed_code_is_answered_from_the_list_of_its_year() -> None:
    for fund in load_funds():
        for year, codes in fund.codes.items():
            answers = ask_column("XB_SUBJECT", column(*(c.code for c in codes)), year)
            for code, answer in zip(codes, answers, strict=True):
                assert code.name in answer.split("／")[0]
