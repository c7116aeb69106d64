"""A county under the wrong city is one finding, whatever sums miss it for that."""

from __future__ import annotations

import pytest

from support.grids import grid_of
from xianbiao.checks import check
from xianbiao.model.findings import Finding, Severity
from xianbiao.model.places import load_places
from xianbiao.sheets.recognise.notice import recognise

ABOVE = """
2024年救助资金分配表|<
|单位：万元
地区|分配金额
合计|1000
昌吉州|450
昌吉市|200
阜康市|150
呼图壁县|100
巴音郭楞蒙古自治州|550
库尔勒市|250
轮台县|160
尉犁县|140
"""
BELOW = """
2024年救助资金分配表|<
|单位：万元
地区|分配金额
昌吉市|200
阜康市|150
呼图壁县|100
昌吉州小计|450
库尔勒市|250
轮台县|160
尉犁县|140
巴州小计|550
合计|1000
"""
BESIDE = """
2024年救助资金分配表|<|<
||单位：万元
市州|县市|分配金额
合计|<|1000
昌吉州|昌吉市|200
昌吉州|阜康市|150
昌吉州|呼图壁县|100
巴州|库尔勒市|250
巴州|轮台县|160
巴州|尉犁县|140
"""
LAST = """
2024年救助资金分配表|<
|单位：万元
地区|分配金额
合计|1000
十堰市|450
郧西县|200
竹山县|250
宜昌市|350
远安县|200
兴山县|150
仙桃市|120
潜江市|80
"""


def faults(text: str, *edits: tuple[str, str]) -> list[Finding]:
    """The errors after replacing the first of two texts by the second, for each pair."""
    text = text.removeprefix("\n")
    for before, after in edits:
        assert before in text
        text = text.replace(before, after, 1)
    found = check(recognise("表.xlsx", [grid_of(text)], load_places()))
    return [f for f in found if f.severity is Severity.ERROR]


@pytest.mark.parametrize("text", [ABOVE, BELOW, BESIDE, LAST])
def test_counties_under_their_own_city_are_no_fault(text: str) -> None:
    assert faults(text) == []


MOVED = [
    (ABOVE, "轮台县|160\n", "阜康市|150\n", "A7"),
    (ABOVE, "轮台县|160\n", "昌吉市|200\n", "A6"),
    (ABOVE, "轮台县|160\n", "巴音郭楞蒙古自治州|550\n", "A9"),
    (BELOW, "轮台县|160\n", "阜康市|150\n", "A5"),
    (BELOW, "轮台县|160\n", "昌吉州小计|450\n", "A7"),
    (BELOW, "呼图壁县|100\n", "库尔勒市|250\n", "A7"),
    (BELOW, "呼图壁县|100\n", "巴州小计|550\n", "A10"),
]


@pytest.mark.parametrize(("text", "row", "before", "cell"), MOVED)
def test_a_row_in_the_wrong_place_is_one_finding(
    text: str, row: str, before: str, cell: str
) -> None:
    (found,) = faults(text, (row, ""), (before, row + before))
    assert (found.rule, found.ref.cell) == ("G18", cell)
    assert "没有加它" in found.message
    assert found.left in ("昌吉回族自治州", "巴音郭楞蒙古自治州")
    assert found.right in ("昌吉回族自治州", "巴音郭楞蒙古自治州")
    assert found.left != found.right


@pytest.mark.parametrize(("text", "row", "before", "cell"), MOVED)
def test_subtotals_that_take_it_in_are_told_with_it(
    text: str, row: str, before: str, cell: str
) -> None:
    if row.startswith("轮"):
        sums = (("|450", "|610"), ("|550", "|390"))
    else:
        sums = (("|450", "|350"), ("|550", "|650"))
    before = before.replace("|450", sums[0][1]).replace("|550", sums[1][1])
    (found,) = faults(text, (row, ""), *sums, (before, row + before))
    assert (found.rule, found.ref.cell) == ("G18", cell)
    inside, outside = found.message.partition("；")[2].split("，")
    assert inside.endswith("）加了它")
    assert outside.endswith("）没有加它")


def test_a_county_beside_the_wrong_city_is_found_without_any_sums() -> None:
    (found,) = faults(BESIDE, ("巴州|轮台县", "昌吉州|轮台县"))
    assert (found.rule, found.ref.cell) == ("G18", "B9")
    assert "“轮台县”列在“昌吉回族自治州”下面，它属于“巴音郭楞蒙古自治州”" in found.message


def test_another_slip_in_the_same_table_is_still_told() -> None:
    row = "轮台县|160\n"
    edits = ((row, ""), ("阜康市|150\n", row + "阜康市|150\n"), ("库尔勒市|250", "库尔勒市|205"))
    assert sorted(f.rule for f in faults(ABOVE, *edits)) == ["G01", "G18"]


def test_groups_that_are_no_cities_are_left_alone() -> None:
    text = (
        ABOVE.replace("库尔勒市", "石河子市")
        .replace("轮台县", "木垒县")
        .replace("尉犁县", "奇台县")
    )
    assert [f for f in faults(text) if f.rule == "G18"] == []
