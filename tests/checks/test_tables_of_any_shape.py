"""The rules on tables of any shape: silent on right ones, and at the cell of every fault."""

from __future__ import annotations

import random

import pytest

from support.shape_figures import make
from xianbiao.checks import check
from xianbiao.model.findings import Finding, Severity
from xianbiao.model.places import load_places
from xianbiao.model.refs import Ref
from xianbiao.sheets.grid import Cell, Grid, Merge
from xianbiao.sheets.recognise.notice import recognise

GROUPS = """
资金分配表
单位：万元
地区|合计|中央|省级
合计|100|70|30
昌吉州|60|40|20
昌吉市|25|15|10
阜康市|35|25|10
巴音郭楞蒙古自治州|40|30|10
库尔勒市|25|20|5
轮台县|15|10|5
"""
PARTS = """
资金分配表
单位：万元
序号|单位|金额
1|昌吉市|100
|其中：市本级|40
|六工镇|30
2|阜康市|50
|合计|150
"""
COUNTED = """
资金分配表
单位：元
县市|人数|标准|金额
昌吉市|10|420|4200
阜康市|20|420|8400
呼图壁县|5|420|2100
合计|35||14700
"""
PANELS = """
资金分配表
单位：万元
县市|金额|县市|金额
合计|50|阜康市|12
昌吉市|11|呼图壁县|27
"""
TRANSPOSED = """
资金分配表
单位：万元
项目|昌吉市|阜康市|合计
中央资金|10|20|30
省级资金|1|2|3
合计|11|22|33
"""
TEXTS = """
资金分配表
单位：万元
县市|金额
昌吉市|10(其中，灾情因素6万元)
阜康市|63×80=5040
合计|5050
"""
CITIES = """
资金分配表
单位：万元
单位|金额
全省合计|485
湖州市小计|190
湖州市|60
其中：市本级|5
吴兴区|30
南浔区|25
德清县|40
安吉县|90
绍兴市小计|200
绍兴市|70
其中：越城区|20
柯桥区|50
诸暨市|60
新昌县|70
衢州市小计|95
衢州市|45
其中：柯城区|14
衢江区|31
江山市|50
"""
BY_AREA = """
2025年困难群众救助补助资金测算分配表
编制单位：某市财政局|||单位：元
地区|城市低保|农村低保|总计
甲区|1200000|800000|2000000
乙县|900000|1900000|2800000
丙县|700000|2900000|3600000
某市|2800000|5600000|8400000
"""
UP_AND_DOWN = """
资金调整分配表
单位：万元
县市|原下达数|调增|调减|调整后
甲县|100|20|0|120
乙县|200|0|-50|150
丙县|80|30|0|110
合计|380|50|-50|380
"""
ALL = (UP_AND_DOWN, BY_AREA, CITIES, GROUPS, PARTS, COUNTED, PANELS, TRANSPOSED, TEXTS)


def grid_of(text: str) -> Grid:
    """A sheet from lines whose cells are parted by |, without merged areas."""
    lines = [line.split("|") for line in text.strip("\n").splitlines()]
    width = max(map(len, lines))

    def value(word: str) -> object:
        return float(word) if word.lstrip("-").replace(".", "").isdigit() else word or None

    rows = [
        [
            Cell(value(w), Ref("表.xlsx", "表", f"{chr(65 + c)}{r}", column=c + 1))
            for c, w in enumerate([*line, *[""] * (width - len(line))])
        ]
        for r, line in enumerate(lines, 1)
    ]
    merges: list[Merge] = []
    return Grid("表.xlsx", "表", rows, merges=merges)


def findings(text: str, *edit: str) -> list[Finding]:
    """What is found after replacing the first of two words by the second."""
    if edit:
        assert edit[0] in text
        text = text.replace(edit[0], edit[1], 1)
    return check(recognise("表.xlsx", [grid_of(text)], load_places()))


@pytest.mark.parametrize("text", ALL)
def test_a_right_table_has_no_error(text: str) -> None:
    assert [f for f in findings(text) if f.severity is Severity.ERROR] == []


@pytest.mark.parametrize(
    ("text", "before", "after", "rule", "cell"),
    [
        (UP_AND_DOWN, "|-50|150", "|-50|250", "C08", "E5"),
        (UP_AND_DOWN, "30|0|110", "30|0|101", "C08", "E6"),
        (BY_AREA, "|2800000\n丙", "|2080000\n丙", "C08", "D5"),
        (BY_AREA, "|5600000|", "|6500000|", "C03", "C7"),
        (BY_AREA, "某市|2800000", "某市|2008000", "C03", "B7"),
        (CITIES, "小计|190", "小计|109", "G01", "B5"),
        (CITIES, "湖州市|60", "湖州市|90", "G01", "B5"),
        (CITIES, "德清县|40", "德清县|4", "G01", "B5"),
        (CITIES, "吴兴区|30", "吴兴区|3", "G01", "B6"),
        (CITIES, "衢江区|31", "衢江区|13", "G01", "B19"),
        (CITIES, "衢江区|31", "衢江区|310", "G01", "B18"),
        (GROUPS, "昌吉州|60|40|20", "昌吉州|61|41|20", "G01", "C5"),
        (GROUPS, "阜康市|35|25|10", "阜康市|53|43|10", "G01", "C5"),
        (GROUPS, "合计|100|70|30", "合计|100|71|29", "G01", "C4"),
        (GROUPS, "轮台县|15|10|5", "轮台县|51|10|5", "G03", "B10"),
        (PARTS, "市本级|40", "市本级|90", "G02", "C4"),
        (PARTS, "合计|150", "合计|105", "C03", "C8"),
        (COUNTED, "阜康市|20|420|8400", "阜康市|20|420|8040", "G04", "D5"),
        (COUNTED, "合计|35", "合计|53", "G01", "B7"),
        (PANELS, "合计|50", "合计|60", "G01", "B4"),
        (PANELS, "呼图壁县|27", "呼图壁县|72", "G01", "B4"),
        (TRANSPOSED, "中央资金|10|20|30", "中央资金|10|20|31", "G01", "D4"),
        (TRANSPOSED, "合计|11|22|33", "合计|11|23|33", "G03", "C6"),
        (TEXTS, "63×80=5040", "63×80=5004", "G05", "B5"),
        (TEXTS, "因素6万元", "因素16万元", "G05", "B4"),
    ],
)
def test_a_fault_is_found_at_its_cell(
    text: str, before: str, after: str, rule: str, cell: str
) -> None:
    found = {(f.rule, f.ref.cell) for f in findings(text, before, after)}
    assert (rule, cell) in found


def test_a_fault_names_file_sheet_both_figures_and_what_to_do() -> None:
    found = findings(GROUPS, "昌吉州|60|40", "昌吉州|61|41")
    fault = next(f for f in found if f.rule == "G01" and f.ref.cell == "B5")
    assert (fault.ref.file, fault.ref.sheet, fault.ref.cell) == ("表.xlsx", "表", "B5")
    assert (fault.left, fault.right, fault.difference) == (61, 60, 1)
    assert fault.suggestion


def test_what_is_not_understood_is_said_with_its_cell() -> None:
    text = COUNTED.replace("标准", "甲口径")
    found = {(f.rule, f.ref.cell) for f in findings(text)}
    assert ("G06", "C3") in found


@pytest.mark.parametrize("start", range(0, 240, 60))
def test_generated_right_sheets_show_no_error_but_figures_kept_as_text(start: int) -> None:
    places = load_places()
    wrong = []
    for seed in range(start, start + 60):
        made = make(seed)
        notice = recognise("表.xlsx", [made.grid], places)
        errors = [f for f in check(notice) if f.severity is Severity.ERROR]
        wrong += [(made.recipe, f.rule, f.ref.cell, f.message) for f in errors if f.rule != "C44"]
    assert wrong == []


def _spoiled(seed: int) -> tuple[Grid, str] | None:
    """A generated sheet with one amount of one single row made 9 larger; None where none is fit."""
    made = make(seed)
    table = made.tables[0]
    parts = {name for members in table.sums.values() for name in members}
    fit = sorted(
        cell
        for cell, value in table.numbers.items()
        if value
        and table.values[cell][0] in parts - set(table.sums)
        and table.values[cell][1] in ("金额", "合计")
    )
    if not fit:
        return None
    target = random.Random(seed).choice(fit)
    for row in made.grid.rows:
        for c, cell in enumerate(row):
            if cell.ref.cell == target and isinstance(cell.value, int | float):
                row[c] = Cell(cell.value + 9, cell.ref)
                return made.grid, made.recipe
    return None


@pytest.mark.parametrize("start", range(30000, 30160, 40))
def test_one_wrong_amount_in_a_generated_sheet_is_an_error(start: int) -> None:
    places = load_places()
    missed, tried = [], 0
    for seed in range(start, start + 40):
        spoiled = _spoiled(seed)
        if spoiled is None:
            continue
        tried += 1
        grid, recipe = spoiled
        found = check(recognise("表.xlsx", [grid], places))
        if not any(f.severity is Severity.ERROR and f.rule != "C44" for f in found):
            missed.append(recipe)
    assert missed == []
    assert tried > 25


CHOSEN = """
优抚对象补助资金分配表
单位：万元
地区|合计|中央|省级
总计|430|330|100
自贡市|120|90|30
自流井区|70|50|20
贡井区|50|40|10
泸州市|110|80|30
江阳区|60|40|20
纳溪区|50|40|10
扩权县小计|200|160|40
荣县|90|70|20
泸县|60|50|10
合江县|50|40|10
"""
WITH_CODES = """
市级部门项目资金分配表
单位：万元
主管部门|预算单位|项目名称|功能科目|金额
市民政局|市民政局机关|社会救助|2080299|35
|市救助管理站|流浪救助|2082002|120
|市儿童福利院|孤儿养育|2081001|260
|小计|||415
市残联|市残联机关|残疾人康复|2081104|88
|市残疾人就业中心|残疾人就业|2081105|42
|小计|||130
合计||||545
"""
DATED = """
8月低保金发放汇总表
填报单位：民政局||2024年8月5日|单位：户、人、元
乡镇|户数|人数|金额
双河街道|10|20|9000
妈姑镇|20|30|8000
合计|30|50|17000
单位负责人：||复核：|制表人：
"""


QUARTERS = """
2024年低保金分季度下达表
单位：万元
县区|一季度|二季度|三季度|四季度|全年
商州区|50|60|70|80|260
洛南县|51|62|73|84|270
丹凤县|90|70|60|50|270
合计|191|192|203|214|800
"""
SIGNED = """
残疾人康复经费分配表
单位：万元
序号|县区|金额|签收
1|睢县|188|
2|宁陵县|143|
|合计|331|
"""


@pytest.mark.parametrize("text", [CHOSEN, WITH_CODES, DATED, QUARTERS, SIGNED])
def test_a_right_table_of_another_region_has_no_finding(text: str) -> None:
    assert findings(text) == []


@pytest.mark.parametrize(
    ("text", "before", "after", "found"),
    [
        (CHOSEN, "合江县|50|40|10", "合江县|50|40|1", [("G03", "D14")]),
        (WITH_CODES, "2082002|120", "2082002|210", [("G01", "E7")]),
        (
            QUARTERS,
            "洛南县|51|62",
            "洛南县|51|26",
            [("C02", "C5"), ("C08", "C5")],
        ),
        (DATED, "妈姑镇|20|30|8000", "妈姑镇|20|30|80000", [("C02", "D6"), ("C03", "D6")]),
    ],
)
def test_one_fault_does_not_make_the_rows_belong_elsewhere(
    text: str, before: str, after: str, found: list[tuple[str, str]]
) -> None:
    faults = [f for f in findings(text, before, after) if f.severity is Severity.ERROR]
    assert sorted((f.rule, f.ref.cell) for f in faults) == found
