"""C70: the accounts named in the running text are those of the budget year."""

from __future__ import annotations

import pytest

from .build import found, letter, notice


@pytest.mark.parametrize(
    ("sentence", "year"),
    [
        ("收入列2024年政府收支分类科目“1100248”。", None),
        ("收入列 2023 年政府收支分类科目“1100248”。", "2023"),
        ("该项资金列入2023年政府收入科目“1100248”。", "2023"),
        ("支出列《2023年政府收支分类科目》“20819”款。", "2023"),
        ("请将此款列入2025年度政府支出功能分类科目第2081503项。", "2025"),
        ("按照《2023年政府收支分类科目》编制决算。", None),
        ("列入2023年结余资金管理。", None),
    ],
)
def test_accounts_of_another_year_are_a_hint(sentence: str, year: str | None) -> None:
    faults = found("C70", notice(*letter(f"现下达你县资金600万元。{sentence}")))
    assert [f.left for f in faults] == ([year] if year else [])


@pytest.mark.parametrize(
    ("date", "is_wrong"), [("2025年2月3日", False), ("2024年2月3日", True), ("2026年2月3日", True)]
)
def test_money_of_an_earlier_year_is_entered_in_the_year_of_the_notice(
    date: str, is_wrong: bool
) -> None:
    body = "现下达你县2024年结算资金60万元，列入《2025年政府收支分类科目》“20819”款。"
    made = notice(*letter(body, tail=("昌吉州财政局", date)))
    assert bool(found("C70", made)) is is_wrong
