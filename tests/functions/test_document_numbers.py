"""XB_DOCNO: one official form, or the fault in words."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from functions.asking import ask
from xianbiao.model.document_numbers import is_document_number


@pytest.mark.parametrize(
    ("text", "number"),
    [
        ("昌州财社〔2023〕70号", "昌州财社〔2023〕70号"),
        ("昌州财社(2023)70号", "昌州财社〔2023〕70号"),
        ("昌州财社（2023）第070号", "昌州财社〔2023〕70号"),
        ("昌州财社[2023]70 号", "昌州财社〔2023〕70号"),
        ("昌州财社【2023年】７０号", "昌州财社〔2023〕70号"),
        ("  新财社 〔2021〕 292 号", "新财社〔2021〕292号"),
        (None, ""),
    ],
)
def test_a_document_number_is_put_into_its_form(text: object, number: str) -> None:
    assert ask("XB_DOCNO", text) == number


@pytest.mark.parametrize(
    ("text", "fault"),
    [
        ("〔2023〕70号", "缺少机关代字"),
        ("2023年70号", "缺少机关代字"),
        ("昌州财社", "缺少年份和序号"),
        ("昌州财社〔23〕70号", "年份应当是四位"),
        ("昌州财社2023年70号", "年份没有放在括号里"),
        ("昌州财社〔2023)70号", "年份两边的括号不成对"),
        ("昌州财社2023〕70号", "年份两边的括号不成对"),
        ("昌州财社〔202370号", "年份两边的括号不成对"),
        ("昌州财社<2023>70号", "年份两边的括号不成对或不规范"),
        ("A局〔2023〕70号", "机关代字应当是 2 到 14 个汉字"),
        ("昌州财社〔2023〕70", "缺少“号”字"),
        ("昌州财社〔2023〕号", "缺少序号"),
        ("昌州财社〔2023〕0号", "序号不能是 0"),
        ("昌州财社〔2023〕70/71号", "一格只写一个序号"),
        ("巴财社(2021)3号、(2021)40号", "一格只写一个文号"),
        ("关于下达资金的通知", "缺少年份和序号"),
        (2023, "缺少机关代字"),
    ],
)
def test_what_is_wrong_is_said(text: object, fault: str) -> None:
    answer = ask("XB_DOCNO", text)
    assert answer.startswith("#文号“")
    assert fault in answer
    assert answer.endswith("应为 机关代字〔年份〕序号号，例如 昌州财社〔2023〕70号")


@given(
    st.text(st.characters(min_codepoint=0x4E00, max_codepoint=0x9FA5), min_size=2, max_size=14),
    st.integers(2000, 2099),
    st.integers(1, 99999),
    st.sampled_from(["〔〕", "()", "（）", "[]", "【】", "［］"]),
    st.sampled_from(["", "第"]),
)
def test_every_form_of_a_number_becomes_the_same(
    agency: str, year: int, number: int, brackets: str, ordinal: str
) -> None:
    if "号" in agency or agency.endswith("第"):
        return
    written = f"{agency}{brackets[0]}{year}{brackets[1]}{ordinal}{number:04d}号"
    official = ask("XB_DOCNO", written)
    assert official == f"{agency}〔{year}〕{number}号"
    assert is_document_number(official)
    assert ask("XB_DOCNO", official) == official
