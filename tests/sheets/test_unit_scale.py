"""折合万元: the factor follows the line above the table and the unit of 参数."""

import formualizer
import pytest

from xianbiao.model.allocation import AllocationTable, UnitMention
from xianbiao.model.refs import Ref, Text
from xianbiao.sheets.blank import blank_notice, fund_called
from xianbiao.sheets.layout.unit_scale import scale, stated_units

LINE, PARAMETER = "A1", "A2"


def table(*elsewhere: str) -> AllocationTable:
    """A new table whose line states 万元; its header states other units."""
    made = blank_notice("allocation", "652300", fund_called("hardship"), 2025).allocation
    assert made is not None
    header = Text("补助资金", Ref("通知"))
    made.units += [UnitMention(unit, header, stated=False) for unit in elsewhere]
    return made


def computed(formula: str, line: str | None, parameter: str | None) -> object:
    """The formula on a sheet whose first two cells hold the line and the parameter."""
    book = formualizer.Workbook()
    book.add_sheet("S")
    for row, value in enumerate((line, parameter), start=1):
        book.set_value("S", row, 1, value)
    book.set_formula("S", 3, 1, formula)
    return book.evaluate_cell("S", 3, 1)


@pytest.mark.parametrize(
    ("line", "parameter", "factor"),
    [
        ("单位：万元", "万元", 1),
        ("单位：元", "元", 0.0001),
        ("金额单位：千元", None, 0.1),
        (None, "亿元", 10000),
        ("（单位：亿元）", " 亿元 ", 10000),
        (None, None, 1),
        ("单位：万元", "元", 1),
        ("单位：万元、亿元", None, 1),
        ("单位：元", "斤", 0.0001),
    ],
)
def test_the_factor_is_that_of_the_only_unit(
    line: str | None, parameter: str | None, factor: float
) -> None:
    found = computed(scale(table(), LINE, PARAMETER).text, line, parameter)
    assert found == pytest.approx(factor)


@pytest.mark.parametrize(("line", "factor"), [(None, 0.0001), ("单位：元", 0.0001), ("万元", 1)])
def test_a_unit_in_the_header_counts_too(line: str | None, factor: float) -> None:
    found = computed(scale(table("元"), LINE, PARAMETER).text, line, None)
    assert found == pytest.approx(factor)


@pytest.mark.parametrize(
    ("line", "units"),
    [("单位：万元", "万元"), ("单位：元、亿元", "亿元元"), ("金额：千元", "千元"), ("备注", "")],
)
def test_the_units_of_a_line_are_told_apart(line: str, units: str) -> None:
    assert computed(stated_units(LINE).text, line, None) == units
