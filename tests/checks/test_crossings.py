"""A difference is told at the cell that explains it: a blank, a miscounted row, a crossed cell."""

from __future__ import annotations

import pytest

from support.grids import grid_of
from xianbiao.checks import check
from xianbiao.model.findings import Finding
from xianbiao.model.places import load_places
from xianbiao.sheets.recognise.notice import recognise

LONE = """2024年困难群众救助补助资金分配表
||单位：万元
县市|户数|金额
昌吉市|40|123
阜康市|60|200
呼图壁县|50|277
合计|150|600
"""
COUNTED = """孤儿基本生活补助资金分配表
|||单位：元
县市|人数|标准|金额
昌吉市|10|420|4200
阜康市|20|420|8400
呼图壁县|5|420|2100
合计|35||14700
"""
GROUPED = """资金分配表
|||单位：万元
地区|合计|中央|省级
合计|100|70|30
昌吉州|60|40|20
昌吉市|25|15|10
阜康市|35|25|10
巴音郭楞蒙古自治州|40|30|10
库尔勒市|25|20|5
轮台县|15|10|5
"""


def found(text: str, before: str, after: str) -> list[Finding]:
    assert before in text
    changed = text.replace(before, after, 1)
    return [f for f in check(recognise("表.xlsx", [grid_of(changed)], load_places()))
            if f.rule != "C02"]  # fmt: skip


@pytest.mark.parametrize(
    ("text", "before", "after", "rule", "cell", "words"),
    [
        (LONE, "|60|200", "|60|", "C03", "C5", "本格空白，所差的 200 疑为漏填"),
        (LONE, "|60|200", "|60|—", "C03", "C5", "本格写的是“—”，所差的 200 疑为漏填"),
        (LONE, "|60|200", "||200", "G01", "B5", "本格空白，所差的 60 疑为漏填"),
        (COUNTED, "阜康市|20", "阜康市|200", "G04", "B5", "疑为本格 200 应为 20"),
        (COUNTED, "|420|8400", "|420|8040", "G04", "D5", "相邻数字换位"),
        (GROUPED, "阜康市|35|25|10", "阜康市|35|25|100", "G03", "D7", "应为 10"),
        (GROUPED, "阜康市|35|25|10", "阜康市|35||10", "G03", "C7", "疑为漏填 25"),
    ],
)
def test_the_cell_that_explains_a_difference_is_the_only_place(
    text: str, before: str, after: str, rule: str, cell: str, words: str
) -> None:
    (fault,) = found(text, before, after)
    assert (fault.rule, fault.ref.cell) == (rule, cell)
    assert words in (fault.cause or "")


@pytest.mark.parametrize(
    ("edits", "cell"),
    [
        ([("|60|200", "|60|"), ("150|600", "150|410")], "C7"),
        ([("|60|200", "|60|"), ("|40|123", "|40|"), ("150|600", "150|610")], "C7"),
    ],
)
def test_a_blank_that_does_not_explain_it_is_not_blamed(
    edits: list[tuple[str, str]], cell: str
) -> None:
    text = LONE
    for before, after in edits:
        text = text.replace(before, after, 1)
    faults = found(text, "合计", "合计")
    assert cell in {f.ref.cell for f in faults if f.rule == "C03"}
