"""G07: a summary table and the tables of its columns, on sheets of one workbook."""

from __future__ import annotations

from decimal import Decimal

import pytest

from xianbiao.checks import check
from xianbiao.model.findings import Finding
from xianbiao.model.places import load_places
from xianbiao.model.refs import Ref
from xianbiao.sheets.grid import Cell, Grid
from xianbiao.sheets.recognise.notice import recognise

SUMMARY = """天水市2024年困难群众救助资金汇总表
单位：万元
序号|县区|合计|城乡低保|临时救助
|合计|1000|700|300
1|秦州区|450|300|150
2|麦积区|330|250|80
3|清水县|220|150|70"""
LIVING = """2024年城乡低保资金分配明细表
单位：万元
县区|小计|中央资金|省级资金
秦州区|300|200|100
麦积区|250|200|50
清水县|150|100|50
合计|700|500|200"""
AID = """2024年临时救助资金分配明细表
单位：元
县区|乡镇数|金额
秦州区|10|1500000
麦积区|12|800000
清水县|9|700000
合计|31|3000000"""
PROJECTS = """临时救助项目表
单位：万元
县区|项目名称|金额
秦州区|急难型|100
|支出型|50
麦积区|急难型|80
清水县|急难型|30
|支出型|40
合计||300"""


def grid_of(sheet: str, text: str) -> Grid:
    lines = [line.split("|") for line in text.splitlines()]
    width = max(map(len, lines))

    def value(word: str) -> object:
        return float(word) if word.isdigit() else word or None

    rows = [
        [
            Cell(value(w), Ref("汇总.xlsx", sheet, f"{chr(65 + c)}{r}", column=c + 1))
            for c, w in enumerate([*line, *[""] * (width - len(line))])
        ]
        for r, line in enumerate(lines, 1)
    ]
    return Grid("汇总.xlsx", sheet, rows)


def found(*texts: str) -> list[Finding]:
    grids = [grid_of(f"表{i}", text) for i, text in enumerate(texts, 1)]
    return [f for f in check(recognise("汇总.xlsx", grids, load_places())) if f.rule == "G07"]


@pytest.mark.parametrize("aid", [AID, PROJECTS])
def test_tables_that_agree_are_silent(aid: str) -> None:
    assert found(SUMMARY, LIVING, aid) == []


@pytest.mark.parametrize(
    ("aid", "edit", "cell", "left", "right"),
    [
        (AID, ("|12|800000", "|12|890000"), "E6", 80, 89),
        (AID, ("麦积区|12|800000\n", ""), "E6", 80, 0),
        (PROJECTS, ("|支出型|50", "|支出型|5"), "E5", 150, 105),
        (PROJECTS, ("清水县|急难型|30", "秦安县|急难型|30"), "E7", 70, 0),
    ],
)
def test_a_recipient_that_differs_is_told_at_its_cell_of_the_summary(
    aid: str, edit: tuple[str, str], cell: str, left: int, right: int
) -> None:
    assert edit[0] in aid
    faults = found(SUMMARY, LIVING, aid.replace(*edit))
    assert {f.ref.sheet for f in faults} == {"表1"}
    assert [(f.left, f.right) for f in faults if f.ref.cell == cell] == [
        (Decimal(left), Decimal(right))
    ]


def test_a_summary_wrong_in_itself_alone_is_found() -> None:
    summary = SUMMARY.replace("330|250|80", "339|259|80").replace("1000|700", "1009|709")
    faults = found(summary, LIVING, AID)
    assert [(f.ref.cell, f.left, f.right) for f in faults] == [("D6", 259, 250)]


def test_a_table_of_other_money_is_not_taken_for_the_column() -> None:
    other = LIVING.replace("300|200|100", "90|60|30").replace("250|200|50", "80|60|20")
    assert found(SUMMARY, other.replace("700|500|200", "320|220|100"), AID) == []


def test_two_tables_of_the_same_name_are_no_details() -> None:
    assert found(SUMMARY, LIVING, LIVING.replace("|250|", "|260|"), AID) == []
