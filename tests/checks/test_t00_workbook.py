"""Rows of a working workbook that nobody filled in are told apart from right ones."""

from dataclasses import replace
from decimal import Decimal

from xianbiao.checks import check
from xianbiao.model.amounts import read_amount
from xianbiao.model.notices import Notice
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
