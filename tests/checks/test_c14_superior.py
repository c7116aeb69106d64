"""C14: what the title lost against the documents it rests on; C91 takes the right one of them."""

from __future__ import annotations

import pytest

from .build import found, letter, notice

ONE = "根据《关于下达2024年{0}资金预算的通知》（新财社〔2024〕9号{1}）要求，现下达你县资金600万元。"
TWO = (
    "根据《关于下达2024年省级{0}资金的通知》（吉财社〔2024〕3号）和《关于下达2024年中央财政{0}资金"
    "的通知》（吉财社〔2024〕4号）的要求，现下达你县资金600万元。"
)
RULES = "根据《关于印发〈2024年{0}资金管理办法〉的通知》（财社〔2017〕58号）规定，"
FUND = "困难群众救助补助"


def title(fund: str) -> str:
    return f"关于下达2024年{fund}资金预算的通知"


@pytest.mark.parametrize(
    ("body", "written", "lost"),
    [
        (ONE.format(FUND, ""), FUND, None),
        (ONE.format(FUND, ""), "困难群救助补助", "众"),
        (ONE.format("中央财政" + FUND, ""), "中央" + FUND, "财政"),
        (ONE.format(FUND, "，详见附件1"), "困难群救助补助", "众"),
        (ONE.format("省级" + FUND, ""), FUND, "省级"),
        (TWO.format(FUND), FUND, None),
        (TWO.format(FUND), "困难群救助补助", "众"),
        (TWO.format(FUND), "中央财政" + FUND, None),
        (ONE.format(FUND + "预算", ""), FUND, None),
        (RULES.format(FUND), "困难群救助补助", None),
        (RULES.format(FUND) + ONE.format(FUND, ""), "困难群救助补助", "众"),
    ],
)
def test_what_the_title_lost_is_said(body: str, written: str, lost: str | None) -> None:
    faults = found("C14", notice(*letter(body, title=title(written))))
    assert [f.message.rpartition("少了或改了")[2] for f in faults] == (
        [f"“{lost}”"] if lost else []
    )


@pytest.mark.parametrize(
    ("body", "number"),
    [
        (ONE.format(FUND, ""), "新财社〔2024〕9号"),
        (ONE.format(FUND, "，详见附件1"), "新财社〔2024〕9号"),
        (RULES.format(FUND) + ONE.format(FUND, ""), "新财社〔2024〕9号"),
        (TWO.format(FUND), "吉财社〔2024〕3号"),
        (RULES.format(FUND) + "现下达你县资金600万元。", None),
    ],
)
def test_a_rule_book_is_no_document_that_hands_out_money(body: str, number: str | None) -> None:
    limits = [f.left for f in found("C91", notice(*letter(body)))]
    assert limits == ([number] if number else [])


@pytest.mark.parametrize(
    ("written", "lost"),
    [("优抚对象补助经费预算", None), ("优抚象补助经费预算", "对"), ("优抚对象补助经费", None)],
)
def test_a_fund_may_be_called_an_expense(written: str, lost: str | None) -> None:
    body = (
        "根据《关于下达2024年优抚对象补助经费预算的通知》（新财社〔2024〕9号），现下达资金60万元。"
    )
    faults = found("C14", notice(*letter(body, title=f"关于下达2024年{written}的通知")))
    assert [f.message.rpartition("少了或改了")[2] for f in faults] == (
        [f"“{lost}”"] if lost else []
    )
