"""N09: the forms of one notice ask for the same indicators of the same fund."""

from __future__ import annotations

import pytest

from .build import form, found, letter, notice

NAMES = ("昌吉市", "阜康市", "奇台县", "玛纳斯县")
TABLE = ("附件1：", "2024年资金分配表", "单位：万元", "县市\t金额", "合计\t2400",
         *(f"{name}\t600" for name in NAMES))  # fmt: skip
ROWS = ("\t\t\t救助对象满意程度\t≥90%", "\t\t\t救助对象人数\t≥500人")


def forms(old: str = "", new: str = "") -> list[str]:
    """Four forms alike; in the second one something is changed."""
    lines: list[str] = []
    for name in NAMES:
        one = [line.replace("昌吉州", name) for line in [*form(), *ROWS]]
        lines += [x.replace(old, new) if old and name == NAMES[1] else x for x in one] + [""]
    return lines


def told(lines: list[str]) -> list[str]:
    return [f.message for f in found("N09", notice(*letter("请办理。"), *TABLE, "", *lines))]


def test_forms_that_are_alike_are_silent() -> None:
    assert told(forms()) == []


@pytest.mark.parametrize(
    ("old", "new", "words"),
    [
        ("救助对象满意程度", "救助对像满意程度", "其余各表写“救助对象满意程度”"),
        ("≥500人", "≥500", "其余各表的写法是“≥…人”"),
        ("满意程度\t≥90%", "满意程度\t≤90%", "其余各表的写法是“≥…%”"),
        ("困难群众救助补助资金", "医疗服务能力提升资金", "不是同一项"),
    ],
)
def test_a_form_of_its_own_is_told(old: str, new: str, words: str) -> None:
    (message,) = told(forms(old, new))
    assert message.startswith("阜康市绩效表：")
    assert words in message


def test_an_indicator_that_all_others_have_is_missed() -> None:
    lines = forms("\t\t\t救助对象人数\t≥500人", "")
    (message,) = told([line for line in lines if line or line == ""])
    assert "缺“救助对象人数”" in message


def test_other_values_alone_are_no_fault() -> None:
    assert told(forms("≥500人", "≥800人")) == []
