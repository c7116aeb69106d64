"""Tables of other funds as bureaus lay them out: silent when right, one finding for one slip."""

from __future__ import annotations

from collections.abc import Sequence

import pytest

from support.grids import grid_of
from xianbiao.checks import check
from xianbiao.model.findings import Finding, Severity
from xianbiao.model.places import load_places
from xianbiao.model.records import replace
from xianbiao.sheets.grid import Grid
from xianbiao.sheets.recognise.notice import recognise

HEROES = """
2024年优抚对象补助经费（第二批）分配表|<|<|<|<|<|<|<
|||||||单位：人、万元
序号|县市区|优抚对象人数|中央财政补助|<|<|省级财政补助|本次下达合计
^|^|^|全年|已提前下达|本次下达|^|^
|全市合计|900|1000|700|300|90|390
1|市本级|100|200|140|60|20|80
2|雨湖区|200|300|210|90|10|100
3|岳塘区|250|200|140|60|30|90
4|湘潭县|350|300|210|90|30|120
"""
WORK = """
2024年中央就业补助资金分配表|<|<|<|<
||||单位：万元
县（市、区）|分配金额|其中：|<|备注
^|^|公益性岗位补贴|职业培训补贴|^
七星关区|150|100|50|
大方县|60|40|20|
黔西市|330|200|130|
金沙县|70|30|40|
合计|610|370|240|
"""
SCHOOLS = """
2024年城乡义务教育公用经费分配表|<|<|<|<|<|<|<|<
||||||||单位：人、元/生·年、万元
县区|小学|<|<|初中|<|<|资金合计|中央（60%）
^|学生数|补助标准|所需资金|学生数|补助标准|所需资金|^|^
合计|37500||2700|18000||1692|4392|2635.2
川汇区|10000|720|720|5000|940|470|1190|714
淮阳区|5000|720|360|2000|940|188|548|328.8
扶沟县|2500|720|180|1000|940|94|274|164.4
西华县|7500|720|540|4000|940|376|916|549.6
商水县|12500|720|900|6000|940|564|1464|878.4
"""
HOUSES = """
2024年农村危房改造补助资金分配表|<|<|<|<|<
|||||单位：户、万元
县（市、区）|任务数|<|补助资金|<|<
^|C级|D级|合计|C级（1万元/户）|D级（3万元/户）
全市|100|60|280|100|180
昭阳区|10|20|70|10|60
鲁 甸 县|20|10|50|20|30
巧 家 县|30|5|45|30|15
盐 津 县|40|25|115|40|75
"""
ELDERS = """
2024年养老服务体系建设补助资金分配方案|<|<|<|<
一、养老机构运营补助||||单位：万元
序号|县区|机构数（家）|补助资金|其中：福彩公益金
1|兰山区|3|30|10
2|罗庄区|4|40|15
3|河东区|5|70|20
合计||12|140|45

二、困难老年人居家适老化改造||||单位：户、万元
序号|县区|改造户数|补助资金|备注
1|兰山区|30|9|
2|罗庄区|40|12|
3|河东区|50|15|
4|沂南县|60|18|
合计||180|54|

三、以上两项合计|||194|

临沂市民政局（盖章）|||联系人：刘伟|
"""
ORPHANS = """
2024年孤儿基本生活补助资金分配表|<|<|<|<|<
|||||单位：人、元/人·月、万元
县区|集中养育孤儿|<|散居孤儿|<|全年资金需求
^|人数|全年资金|人数|全年资金|^
安定区|5|9|100|150|159
通渭县|4|7.2|80|120|127.2
陇西县|10|18|60|90|108
渭源县|2|3.6|50|75|78.6
临洮县|1|1.8|40|60|61.8
全市合计|22|39.6|330|495|534.6
"""
AGED = """
2024年第一季度高龄津贴补助资金拨付表|<|<|<|<
县（市、区）|人数|月标准（元）|3个月金额（元）|本次拨付（万元）
邯山区|1000|50|150000|15
丛台区|2000|50|300000|30
复兴区|300|50|45000|4.5
肥乡区|500|50|75000|7.5
永年区|100|50|15000|1.5
合计|3900||585000|58.5
"""
LEDGER = """
2024年中央直达资金下达台账|<|<|<|<|<
|||||单位：万元
序号|资金名称|上级下达金额|接收单位|下达金额|备注
1|困难群众救助补助资金|90|章贡区|40|
2|^|^|南康区|50|
3|优抚对象补助经费|70|章贡区|30|
4|^|^|南康区|40|
合计||160||160|
"""
GROUPED = """
2024年残疾人事业发展补助资金安排表|<|<|<
|||单位：万元
地 区|合计|康复救助|就业补贴
总 计|170|100|70
一、市级小计|30|20|10
市残联|10|5|5
市特殊教育学校|20|15|5
二、县（市、区）小计|140|80|60
顺庆区|60|30|30
高坪区|80|50|30
"""
FLOOD = """
2024年自然灾害救灾资金分配表|<|<|<
|||单位：万元
单位名称|分配金额|支出功能分类科目|备注
金沙县|20|2240703自然灾害救灾补助|
织金县|30|2240703自然灾害救灾补助|
纳雍县|50|2240703自然灾害救灾补助|
合计|100||
"""
COUNTIES = """
2024年孤儿基本生活补助资金分配表|<
|单位：万元
县区|金额
安定区|1
通渭县|2
陇西县|3
渭源县|4
临洮县|5
漳 县|6
岷 县|7
合计|28
"""
SETTLED = """
2024年上半年特困人员救助供养资金结算表|<|<|<|<
填报处室：社会救助科||||单位：万元
单位|结算数|<|其中：补发上年|本次下达
^|应补|扣回|^|^
安定区|10|0|1|11
通渭县|20|0|2|22
陇西县|30|0|0|30
渭源县|0|5|1|-4
临洮县|0|6|0|-6
合计|60|11|4|53
"""
YEARS = """
2024年养老服务发展补助资金分配方案|<|<|<
|||单位：万元
地区|2023年安排数|2024年分配数|增减额
合计|100|130|30
长沙市|40|50|10
株洲市|30|45|15
湘潭市|20|15|-5
衡阳市|10|20|10
"""
ALL = [
    YEARS,
    SETTLED,
    FLOOD,
    COUNTIES,
    HEROES,
    WORK,
    SCHOOLS,
    HOUSES,
    ELDERS,
    ORPHANS,
    AGED,
    LEDGER,
    GROUPED,
]


def findings(*texts: str, hidden: Sequence[int] = (), named: Sequence[str] = ()) -> list[Finding]:
    """What is found in a workbook of these sheets; `hidden` are rows of the first, from 1."""
    sheets = named or [f"表{n}" for n in range(1, len(texts) + 1)]
    grids = [grid_of(text.lstrip("\n"), sheet) for text, sheet in zip(texts, sheets, strict=True)]
    grids[0] = replace(grids[0], hidden_rows=frozenset(row - 1 for row in hidden))
    return check(recognise("表.xlsx", grids, load_places()))


def places(found: Sequence[Finding]) -> list[tuple[str, str | None, bool]]:
    """Rule, cell and whether it is an error; causes (C02) repeat what another finding says."""
    return [(f.rule, f.ref.cell, f.severity is Severity.ERROR) for f in found if f.rule != "C02"]


@pytest.mark.parametrize("text", ALL)
def test_a_right_table_has_no_finding(text: str) -> None:
    assert findings(text) == []


@pytest.mark.parametrize(
    ("text", "old", "new", "expected"),
    [
        (FLOOD, "50|2240703自", "50|2240704自", [("G13", "C6", False)]),
        (COUNTIES, "漳 县|6\n岷 县|7", "岷 县|13", [("C90", "A9", False)]),
        (HEROES, "3|岳塘区", "3|湘潭县", [("C90", "B9", True)]),
        (ORPHANS, "临洮县", "湘潭县", [("C90", "A9", False)]),
        (HEROES, "|30|90\n", "|30|92\n", [("C08", "H8", True)]),
        (HEROES, "全市合计|900", "全市合计|800", [("G01", "C5", False)]),
        (WORK, "330|200|130", "330|200|140", [("C08", "D7", True)]),
        (SCHOOLS, "2500|720|180|", "2500|720|190|", [("G04", "D8", True), ("C08", "D8", True)]),
        (SCHOOLS, "2000|940|188", "2000|840|188", [("G09", "F7", False), ("G04", "G7", True)]),
        (SCHOOLS, "916|549.6", "916|529.6", [("G08", "I9", True)]),
        (HOUSES, "5|45|30|15", "5|35|30|5", [("G08", "F8", True)]),
        (ELDERS, "河东区|5|70|20", "河东区|5|70|80", [("G02", "E6", True)]),
        (ELDERS, "2|罗庄区|40|12", "2|河东区|40|12", [("C90", "B13", True)]),
        (ELDERS, "三、以上两项合计|||194", "三、以上两项合计|||140", [("G06", "D17", False)]),
        (ORPHANS, "10|18|60|90|108", "10|18|60|90|98", [("C08", "F7", True)]),
        (ORPHANS, "40|60|61.8", "40|-60|-58.2", [("G11", "E9", False), ("G11", "F9", False)]),
        (AGED, "45000|4.5", "45000|45", [("G08", "E5", True)]),
        (LEDGER, "160||160", "160||150", [("G01", "E8", True)]),
        (GROUPED, "小计|140|80|60", "小计|140|50|60", [("G01", "C8", True)]),
        (GROUPED, "市残联|10|5|5", "市残联|#REF!|5|5", [("C44", "B6", True)]),
    ],
)
def test_one_slip_is_found_at_its_cell(
    text: str, old: str, new: str, expected: list[tuple[str, str, bool]]
) -> None:
    assert text.count(old) == 1
    found = places(findings(text.replace(old, new)))
    assert set(expected) <= set(found)
    assert len(found) <= len(expected) + 2


def test_a_column_that_is_computed_is_where_a_wrong_row_is_shown() -> None:
    grid = grid_of(HEROES.replace("140|60|20|80", "140|340|20|360").lstrip("\n"), "表")
    rows = [
        [replace(c, is_formula=c.ref.column == 6 and i > 4) for c in row]
        for i, row in enumerate(grid.rows)
    ]
    computed: Grid = replace(grid, rows=rows)
    found = check(recognise("表.xlsx", [computed], load_places()))
    assert ("C08", "F6", True) in places(found)


def test_a_table_of_two_cities_is_no_table_of_the_larger_one() -> None:
    """向阳区 is in both; the rows of the second city are not the first one's."""
    text = """
2024年临时救助补助资金分配表|<
|单位：万元
县（市、区）|金额
佳木斯市|60
向阳区|10
前进区|20
东风区|30
鹤岗市|30
向阳区|10
兴安区|20
合计|90
"""
    assert [f for f in findings(text) if f.severity is Severity.ERROR] == []


def test_a_hidden_recipient_is_named_once() -> None:
    found = findings(HEROES, hidden=[7, 8])
    assert places(found) == [("G10", "B7", False)]
    assert "“雨湖区”、“岳塘区”是隐藏的行" in found[0].message


@pytest.mark.parametrize(
    ("text", "stated", "cell"),
    [
        (HOUSES, "单位：户、元", "F2"),
        (WORK.replace("150|100|50", "1500000|1000000|500000"), "单位：万元", "E2"),
    ],
)
def test_a_unit_that_cannot_be_meant_is_asked_about(text: str, stated: str, cell: str) -> None:
    changed = text.replace("单位：户、万元", stated)
    assert ("G12", cell, False) in places(findings(changed))


def test_a_summary_is_compared_with_its_detail_past_columns_of_parts() -> None:
    whole = """
2024年医疗救助补助资金汇总表|<|<|<|<
||||单位：万元
县市区|合计|中央补助资金|省级补助资金|其中：提前下达中央
颍州区|110|100|10|70
颍东区|220|200|20|140
颍泉区|330|300|30|210
合计|660|600|60|420
"""
    detail = """
2024年医疗救助{}补助资金测算表|<
|单位：万元
县市区|补助金额
颍州区|{}
颍东区|{}
颍泉区|{}
合计|{}
"""
    central, province = (
        detail.format("中央", 100, 200, 300, 600),
        detail.format("省级", 10, 20, 30, 60),
    )
    names = ("汇总", "中央", "省级")
    assert findings(whole, central, province, named=names) == []
    wrong = whole.replace("颍东区|220|200", "颍东区|240|220").replace("660|600", "680|620")
    found = findings(wrong, central, province, named=names)
    assert [(f.rule, f.ref.sheet, f.ref.cell) for f in found] == [("G07", "汇总", "C5")]
    last_year = province.replace("2024年", "2023年")
    found = findings(whole, central, last_year, named=names)
    assert [(f.rule, f.ref.sheet, f.ref.cell) for f in found] == [("C11", "省级", "A1")]


def test_a_label_that_stands_twice_is_asked_about() -> None:
    first = "附件1\n" + WORK.lstrip("\n")
    second = "附件1\n" + HOUSES.lstrip("\n").replace("2024年农村", "2024年第二批农村")
    found = [f for f in findings(first, second) if f.rule == "C13"]
    assert [(f.ref.sheet, f.ref.cell) for f in found] == [("表2", "A1")]
