"""C44: a dash, a stroke or 无 in a column of amounts is told once, and the sums are checked."""

from __future__ import annotations

import pytest

from support.grids import grid_of
from xianbiao.checks import check
from xianbiao.model.findings import Finding, Severity
from xianbiao.model.places import load_places
from xianbiao.sheets.recognise.notice import recognise

from .edit import BASE, errors, line_of, made

PLAIN = """
2024年困难群众救助补助资金分配表
|||单位：万元
县市|合计|中央|自治区
昌吉市|123|100|23
阜康市|150|150|-
呼图壁县|277|200|77
合计|550|450|100
"""
GROUPED = """
2024年困难群众救助补助资金分配表
|||单位：万元
地区|合计|中央|省级
合计|95|70|25
昌吉州|55|40|15
昌吉市|25|15|10
阜康市|30|25|5
巴音郭楞蒙古自治州|40|30|10
库尔勒市|25|15|10
轮台县|15|15|-
"""


def found(text: str, *edits: tuple[str, str]) -> list[Finding]:
    for before, after in edits:
        assert before in text
        text = text.replace(before, after, 1)
    return check(recognise("表.xlsx", [grid_of(text.removeprefix("\n"))], load_places()))


@pytest.mark.parametrize("text", [PLAIN, GROUPED])
@pytest.mark.parametrize("sign", ["-", "—", "/", "无"])
def test_a_sign_for_none_is_a_hint_at_its_cell(text: str, sign: str) -> None:
    (fault,) = found(text.replace("|-\n", f"|{sign}\n"))
    assert (fault.rule, fault.severity) == ("C44", Severity.HINT)
    assert fault.ref.cell == ("D5" if text is PLAIN else "D10")
    assert f"“{sign}”" in fault.message


def test_several_in_a_column_are_told_once() -> None:
    (fault,) = found(
        PLAIN, ("123|100|23", "100|100|-"), ("550|450|100", "527|450|77"), ("|-\n", "|-\n")
    )
    assert fault.ref.cell == "D4"
    assert "2 格" in fault.message
    assert "D5" in fault.message


@pytest.mark.parametrize(
    ("edits", "rule", "cell"),
    [
        ([("150|150|-", "160|150|-")], "C08", "B5"),
        ([("550|450|100", "550|450|-")], "C03", "D7"),
        ([("150|150|-", "-|150|-")], "C08", "B5"),
    ],
)
def test_what_stands_beside_a_sign_for_none_is_checked(
    edits: list[tuple[str, str]], rule: str, cell: str
) -> None:
    faults = [f for f in found(PLAIN, *edits) if f.severity is Severity.ERROR]
    assert (rule, cell) in {(f.rule, f.ref.cell) for f in faults}


def test_a_form_may_say_that_there_is_no_other_money() -> None:
    text, notice = made(BASE, ("其他资金\t0", "其他资金\t—"))
    assert errors(notice, "C43") == []
    hints = [f for f in check(notice) if f.rule == "C44"]
    assert [f.ref.line for f in hints] == [line_of(text, "\t其他资金\t—")]
