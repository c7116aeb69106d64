"""An amount on one side only, and a table without a total: C01 compares what there is."""

from __future__ import annotations

import pytest

from xianbiao.checks import check

from .edit import ALLOCATION, BASE, Edit, errors, line_of, made


@pytest.mark.parametrize(
    ("text", "edit", "mark", "start"),
    [
        (
            ALLOCATION,
            ("昌吉市\t829", "昌吉市\t"),
            "1\t昌吉市\t",
            "昌吉市：分配表空白，绩效表“下达金额” 829 万元",
        ),
        (
            ALLOCATION,
            ("693 693 0", ""),
            "下达金额: 其中：中央财政补助 其他资金\t\t",
            "呼图壁县绩效表“下达金额”空白，分配表 693 万元",
        ),
        (
            BASE,
            ("下达金额\t200", "下达金额\t"),
            "下达金额\t\t",
            "阜康市绩效表“下达金额”空白，分配表 200 万元",
        ),
        (
            BASE,
            ("合计\t600\t450", "合计\t\t450"),
            "",
            "",
        ),
        (ALLOCATION, ("昌吉市\t829", "昌吉市\t829"), "", ""),
    ],
)
def test_an_amount_on_one_side_only_is_an_error_where_it_is_blank(
    text: str, edit: Edit, mark: str, start: str
) -> None:
    changed, notice = made(text, edit)
    found = [f for f in errors(notice, "C01") if "空白" in f.message]
    assert [f.ref.line for f in found] == ([line_of(changed, mark)] if mark else [])
    assert all(f.message.startswith(start) for f in found)


def test_a_blank_amount_of_a_form_is_a_hint_too() -> None:
    text, notice = made(ALLOCATION, ("693 693 0", ""))
    at = line_of(text, "下达金额: 其中：中央财政补助 其他资金\t\t")
    hints = [f.message for f in check(notice) if f.rule == "C44" and f.ref.line == at]
    assert [m.partition("”")[0] for m in hints] == [
        "呼图壁县“下达金额:",
        "呼图壁县“其中:中央财政补助",
        "呼图壁县“其他资金",
    ]


def test_zero_against_blank_is_no_error() -> None:
    _, notice = made(BASE, ("阜康市\t200\t150\t50", "阜康市\t\t150\t50"), ("金额\t200", "金额\t0"))
    assert [f for f in errors(notice, "C01") if "阜康市" in f.message] == []


@pytest.mark.parametrize(
    ("edits", "expected"),
    [
        ([("合计\t600\t450\t150\n", "")], []),
        (
            [("合计\t600\t450\t150\n", ""), ("下达金额\t600", "下达金额\t606")],
            ["与分配表（没有合计行）各行之和 600 万元"],
        ),
        (
            [("合计\t600\t450\t150\n", "合计\t\t\t\n"), ("下达金额\t600", "下达金额\t606")],
            ["与分配表（合计空白）各行之和 600 万元"],
        ),
        (
            [
                ("合计\t600\t450\t150\n", ""),
                ("下达金额\t600", "下达金额\t606"),
                ("阜康市\t200", "阜康市\t2百"),
            ],
            [],
        ),
    ],
)
def test_without_a_total_the_prefectures_form_is_held_against_the_rows(
    edits: list[Edit], expected: list[str]
) -> None:
    text, notice = made(BASE, *edits)
    found = [f for f in errors(notice, "C01") if f.message.startswith("昌吉州")]
    assert len(found) == len(expected)
    for finding, words in zip(found, expected, strict=True):
        assert words in finding.message
        assert finding.ref.line == line_of(text, "下达金额\t606")
