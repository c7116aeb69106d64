"""Rows of a working workbook that nobody filled in are told apart from right ones."""

from decimal import Decimal

import pytest

from xianbiao.checks import check
from xianbiao.model.amounts import read_amount
from xianbiao.model.findings import Severity
from xianbiao.model.notices import Notice, UnreadParameter
from xianbiao.model.records import replace
from xianbiao.model.refs import Ref, Text
from xianbiao.sheets.blank import blank_notice, fund_called


def workbook(*typed: object) -> list[str]:
    """The codes T08 and T09 found in a new workbook with amounts typed from the top."""
    notice: Notice = blank_notice("allocation", "652300", fund_called("hardship"), 2025)
    table = notice.allocation
    assert table is not None
    notice.listed_units = [row.name for row in table.rows]
    (column,) = table.typed_columns
    for row, value in zip(table.rows, typed, strict=False):
        row.amounts[column.index] = read_amount(value, replace(row.ref, cell="C5"))
    return [f.rule for f in check(notice) if f.rule in ("T08", "T09")]


def test_a_table_without_any_amount_is_not_called_right() -> None:
    assert workbook() == ["T09"]


def test_each_row_left_out_of_a_begun_table_is_named() -> None:
    assert workbook(Decimal(5), 0) == ["T08"] * 5


def test_a_filled_table_has_nothing_left_out() -> None:
    assert workbook(*[Decimal(5)] * 6, 0) == []


def test_a_word_is_something_typed() -> None:
    assert workbook("待定") == ["T08"] * 6


@pytest.mark.parametrize(
    ("key", "text", "wanted", "instead", "severity"),
    [
        ("上级下达额", "六百万", "数字", "", Severity.ERROR),
        ("成文日期", "月底", "日期", "", Severity.ERROR),
        ("容差", "小", "数字", "0", Severity.HINT),
    ],
)
def test_a_parameter_that_no_formula_reads_is_named(
    key: str, text: str, wanted: str, instead: str, severity: Severity
) -> None:
    notice = blank_notice("allocation", "652300", fund_called("hardship"), 2025)
    cell = Text(text, Ref("工作簿", "参数", "B5"))
    notice.unread_parameters = [UnreadParameter(key, cell, wanted, instead)]
    (found,) = (f for f in check(notice) if f.rule == "T10")
    assert found.ref.cell == "B5"
    assert (found.severity, found.left) == (severity, text)
    assert key in found.message
    assert f"无法识别为{wanted}" in found.message


@pytest.mark.parametrize(
    ("tolerance", "wrong"), [("0.005", True), ("0.4", True), ("0.5", True), ("0.51", False)]
)
def test_the_tolerance_of_the_workbook_is_that_of_the_check(tolerance: str, wrong: bool) -> None:
    notice = blank_notice("allocation", "652300", fund_called("hardship"), 2025)
    table = notice.allocation
    assert table is not None
    assert table.total is not None
    (column,) = table.typed_columns
    for row in table.all_rows():
        row.amounts[column.index] = read_amount(10, row.ref)
    table.total.amounts[column.index] = read_amount("70.5", table.total.ref)
    notice.tolerance = Decimal(tolerance)
    assert any(f.rule == "C03" for f in check(notice)) == wrong
