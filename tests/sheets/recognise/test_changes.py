"""Decreases written as positive numbers, and columns that are what is left of others."""

from __future__ import annotations

from pathlib import Path

import openpyxl
import pytest

from xianbiao.checks import check
from xianbiao.export.workbook import write_workbook
from xianbiao.model.findings import Finding
from xianbiao.model.notices import Notice
from xianbiao.model.places import load_places
from xianbiao.model.refs import Ref
from xianbiao.readers import read_notice
from xianbiao.sheets.grid import Cell, Grid
from xianbiao.sheets.layout.book import working_book
from xianbiao.sheets.recognise.notice import recognise

CUT = """2024年困难群众救助补助资金调整表
单位：万元
县（市、区）|原下达数|调增|调减|调整后数
汉滨区|1200||80|1120
汉阴县|640|25||665
石泉县|520||15|505
宁陕县|310|20||330
合计|2670|45|95|2620"""
NET = """2024年困难群众救助补助资金调整表
单位：万元
县（市、区）|调整前|调增|调减|净调整数|调整后
汉滨区|1200|0|80|-80|1120
汉阴县|640|25|0|25|665
石泉县|520|0|15|-15|505
合计|2360|25|95|-70|2290"""
REST = """2024年优抚对象补助经费分配表
单位：元
县（市、区）|全年应下达金额|其中：已提前下达|本次下达金额
梅江区|12345|8000|4345
兴宁市|31245|21000|10245
平远县|8765|6000|2765
蕉岭县|7654|5200|2454
合计|60009|40200|19809"""
SETTLED = """2024年医疗救助补助资金分配表
单位：万元
县市区|应安排资金|清算|提前下达|此次下达
颍州区|2100|35|1500|635
颍东区|1980|-12|1400|568
颍泉区|1850|8|1300|558
太和县|3650|58|2600|1108
阜南县|4210|-25|3000|1185
合计|13790|64|9800|4054"""
YEARS = """2024年困难群众救助补助资金分配情况对比表
单位：万元
县区|2023年下达数|2024年分配数|比上年增减额|增减幅度（%）
临翔区|500|550|50|10
凤庆县|800|600|-200|-25
云县|400|500|100|25
永德县|640|800|160|25
合计|2340|2450|110|4.7"""
ALL = (CUT, NET, REST, SETTLED, YEARS)


def notice_of(text: str) -> Notice:
    rows = [
        [Cell(c, Ref("t", line=n, column=k)) for k, c in enumerate(line.split("|"), 1)]
        for n, line in enumerate(text.splitlines(), 1)
    ]
    return recognise("t", [Grid("t", None, rows)], load_places())


def across(text: str) -> list[Finding]:
    return [f for f in check(notice_of(text)) if f.rule in ("C08", "G03")]


@pytest.mark.parametrize("text", ALL)
def test_a_right_table_is_silent(text: str) -> None:
    found = [f for f in check(notice_of(text)) if f.rule not in ("C07", "C90")]
    assert found == []


@pytest.mark.parametrize(
    ("text", "right", "wrong", "line"),
    [
        (CUT, "石泉县|520||15|505", "石泉县|520||15|550", 6),
        (NET, "汉滨区|1200|0|80|-80|1120", "汉滨区|1200|0|80|80|1280", 4),
        (REST, "兴宁市|31245|21000|10245", "兴宁市|31245|21000|10425", 5),
        (SETTLED, "阜南县|4210|-25|3000|1185", "阜南县|4210|-25|3000|1235", 8),
        (YEARS, "云县|400|500|100|25", "云县|400|500|-100|25", 6),
    ],
)
def test_a_wrong_row_is_found(text: str, right: str, wrong: str, line: int) -> None:
    assert right in text
    assert [f.ref.line for f in across(text.replace(right, wrong))] == [line]


def test_the_net_change_takes_decreases_off() -> None:
    found = [f for f in check(notice_of(CUT)) if f.rule == "C07"]
    assert [f.left for f in found] == [-50]


def test_what_is_sent_now_is_the_final_column() -> None:
    for text in (REST, SETTLED):
        table = notice_of(text).allocation
        assert table is not None
        assert table.final_column is not None
        assert table.final_column.full_name.endswith(("本次下达金额", "此次下达"))


def test_a_workbook_takes_decreases_off_by_its_own_formulas(tmp_path: Path) -> None:
    source = tmp_path / "通知.txt"
    source.write_text(CUT.replace("|", "\t"), encoding="utf-8")
    notice, book = read_notice([source]), tmp_path / "工作簿.xlsx"
    write_workbook(working_book(notice, check(notice)), book)
    cells = [c.value for row in openpyxl.load_workbook(book)["分配表"].rows for c in row]
    formulas = [c for c in cells if isinstance(c, str) and c.startswith("=B")]
    assert formulas == [f"=B{row}+C{row}-D{row}" for row in range(5, 9)]
    again = read_notice([book])
    assert again.allocation is not None
    assert [len(e.minus) for e in again.allocation.equations] == [1]
    assert [f for f in check(again) if f.rule == "C08"] == []
