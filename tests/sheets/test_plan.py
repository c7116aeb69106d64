"""Addresses and names inside formulas: one wrong quote and a whole sheet shows errors."""

import pytest

from xianbiao.sheets.plan import Area, SheetPlan, address, column_letters, link, quoted, sheet_title
from xianbiao.sheets.styles import Style


@pytest.mark.parametrize(("column", "letters"), [(0, "A"), (25, "Z"), (26, "AA"), (702, "AAA")])
def test_a_column_has_letters(column: int, letters: str) -> None:
    assert column_letters(column) == letters


def test_an_address_counts_from_one() -> None:
    assert address(0, 0) == "A1"
    assert address(4, 2, absolute=True) == "$C$5"
    assert Area(0, 0, 39, 4).a1 == "A1:E40"


@pytest.mark.parametrize(
    ("name", "written"),
    [("参数", "参数"), ("附件1", "'附件1'"), ("昌吉 市", "'昌吉 市'"), ("a'b", "'a''b'")],
)
def test_a_sheet_name_is_quoted_where_it_must_be(name: str, written: str) -> None:
    assert quoted(name) == written


@pytest.mark.parametrize(
    ("wanted", "title"),
    [
        ("昌吉市", "昌吉市"),
        ("甲/乙:丙", "甲_乙_丙"),
        ("校验", "校验(2)"),
        ("History", "History(2)"),
        ("长" * 40, "长" * 31),
        ("", "表"),
    ],
)
def test_a_tab_bears_a_name_that_programs_accept(wanted: str, title: str) -> None:
    assert sheet_title(wanted, ["校验"]) == title


def test_a_link_leads_to_a_cell() -> None:
    assert link("附件1", 3, 1).text == '=HYPERLINK("#\'附件1\'!B4","定位")'


def test_a_merged_area_is_styled_throughout() -> None:
    plan = SheetPlan("表")
    plan.merge(Area(0, 0, 1, 1), "甲", Style.TEXT)
    assert plan.merges == [Area(0, 0, 1, 1)]
    assert {cell.style for cell in plan.cells.values()} == {Style.TEXT}
    assert plan.cells[0, 0].value == "甲"


def test_a_single_cell_is_not_merged() -> None:
    plan = SheetPlan("表")
    plan.merge(Area(0, 0, 0, 0), "甲", Style.TEXT)
    assert plan.merges == []


def test_a_row_is_never_higher_than_a_program_allows() -> None:
    plan = SheetPlan("表")
    plan.at_least(0, 20)
    plan.at_least(0, 900)
    plan.at_least(0, 30)
    assert plan.heights[0] == 409
