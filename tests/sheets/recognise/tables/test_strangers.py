"""Sheets of a workbook that hand out no money are accused of nothing; those that do still are."""

from __future__ import annotations

import pytest

from support.grids import grid_of, tables_of
from xianbiao.checks import check
from xianbiao.model.findings import Severity
from xianbiao.model.notices import Notice
from xianbiao.model.places import load_places
from xianbiao.sheets.recognise.notice import recognise

HEAD_COUNTS = """
2024年低保人数统计表
单位：人
县市|城市低保人数|农村低保人数|合计
昌吉市|10|20|30
阜康市|5|15|20
合计|15|35|50
"""
SETTINGS = """
年度|2024
系数|0.85
经办人|张三
电话|2012345
"""
RATES = """
类别|标准（元/月）
城市低保|650
农村低保|480
特困|980
"""
CONTACTS = """
序号|单位|联系人|电话
1|昌吉市财政局|李四|13900000001
2|阜康市财政局|王五|13900000002
"""
WEIGHTS = """
县市|权重|占比
昌吉市|0.33|33%
阜康市|0.67|67%
合计|1|100%
"""
LEDGER = """
文号|日期|金额|备注
昌州财社〔2024〕1号|2024-01-05|300|已下达
昌州财社〔2024〕8号|2024-03-05|120|已下达
"""


def notice_of(text: str) -> Notice:
    return recognise("表.xlsx", [grid_of(text)], load_places())


@pytest.mark.parametrize("text", [HEAD_COUNTS, SETTINGS, RATES, CONTACTS, WEIGHTS, LEDGER])
def test_a_sheet_without_money_to_hand_out_has_no_error(text: str) -> None:
    notice = notice_of(text)
    assert notice.tables == []
    assert [f for f in check(notice) if f.severity is Severity.ERROR] == []


@pytest.mark.parametrize("text", [SETTINGS, RATES, CONTACTS, WEIGHTS])
def test_a_sheet_that_was_left_out_is_named(text: str) -> None:
    assert len(notice_of(text).unread_tables) == 1


def test_head_counts_that_do_not_add_up_are_found() -> None:
    found = check(notice_of(HEAD_COUNTS.replace("合计|15|35|50", "合计|15|53|68")))
    assert {(f.rule, f.ref.cell) for f in found} == {("G01", "C7"), ("G01", "D7")}


@pytest.mark.parametrize(
    "text",
    [
        "县市|金额\n昌吉市|10\n阜康市|5\n合计|15",
        "困难群众救助补助资金\n县市|数\n昌吉市|10\n阜康市|5\n合计|15",
        "县市|人数|补助\n昌吉市|2|10\n阜康市|1|5\n合计|3|15",
    ],
)
def test_a_table_of_money_without_its_unit_still_is_an_error(text: str) -> None:
    assert "C04" in {f.rule for f in check(notice_of(f"\n{text}\n"))}


def test_a_subtotal_without_figures_keeps_the_rows_above_it() -> None:
    (table,) = tables_of("""2024年资金下达明细表（单位：万元）
单位名称|资金
双塔区|154
龙城区|6649
朝阳市小计|6803
银州区|
清河区|
铁岭市小计|
总计|6803""")
    names = [row.name.text for row in table.rows]
    wholes = {row.name.text: names[row.parent] for row in table.rows if row.parent is not None}
    assert wholes["银州区"] == wholes["清河区"] == "铁岭市小计"
    assert wholes["双塔区"] == wholes["龙城区"] == "朝阳市小计"
