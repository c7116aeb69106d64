"""A wrong rule refuses what a document truly says, or lets text into a column of amounts.

The formulas of the rules are computed by the same engine as the sheets, on what a clerk types.
"""

from __future__ import annotations

import io
import re
import zipfile
from collections.abc import Iterator, Sequence
from decimal import Decimal

import openpyxl
import pytest

from xianbiao.export.workbook import workbook_bytes
from xianbiao.model.allocation import ColumnRole
from xianbiao.model.notices import Notice
from xianbiao.sheets.blank import blank_notice, fund_called
from xianbiao.sheets.layout import keys
from xianbiao.sheets.layout.allocation import allocation_sheet
from xianbiao.sheets.layout.codes import codes_sheet
from xianbiao.sheets.layout.context import Book
from xianbiao.sheets.layout.parameters import parameters_sheet
from xianbiao.sheets.layout.units import SPARE, units_sheet
from xianbiao.sheets.layout.validations import (
    allocation_validations,
    amount,
    chosen,
    document_number,
    library_validations,
    text,
    unit_names,
    unit_validations,
    yes_no,
)
from xianbiao.sheets.plan import Area, Formula, SheetPlan, Value
from xianbiao.sheets.styles import Style
from xianbiao.sheets.validation import (
    AnyValue,
    Custom,
    Dates,
    Listed,
    Longest,
    Number,
    Rule,
    Validation,
    Whole,
    Words,
)

CELL = Area(0, 0, 0, 0)
KINDS = ("allocation", "adjustment")


def new(kind: str) -> Notice:
    """A new notice of a prefecture."""
    return blank_notice(kind, "652300", fund_called("hardship"), 2025)


def sheets(notice: Notice) -> tuple[Book, list[SheetPlan]]:
    """The sheets that have rules for typing, with those of the allocation table."""
    book = Book.of(notice, [])
    plans = [parameters_sheet(book), units_sheet(book)]
    assert notice.allocation is not None
    plans.append(allocation_sheet(book, notice.allocation))
    plans.append(codes_sheet(book, notice.code_tables[0]))
    assert book.allocation is not None
    plans[2].validations = allocation_validations(book, notice.allocation, book.allocation)
    return book, plans


def validations(kind: str) -> Iterator[Validation]:
    for plan in sheets(new(kind))[1]:
        yield from plan.validations


def takes(validation: Validation, typed: Sequence[Value]) -> list[object]:
    """What the formula of a rule says about each value, as if typed into the first cell."""
    assert isinstance(validation.rule, Custom)
    results: list[object] = []
    for value in typed:
        plan = SheetPlan("表")
        plan.put(validation.area.top, validation.area.left, value, Style.INPUT)
        plan.put(0, 9, Formula(f"={validation.rule.formula}"), Style.CALC)
        book = openpyxl.load_workbook(io.BytesIO(workbook_bytes([plan])), data_only=True)
        results.append(book["表"]["J1"].value)
    return results


@pytest.mark.parametrize(
    ("typed", "unsigned", "signed"),
    [
        (829, True, True),
        (Decimal("829.5"), True, True),
        (Decimal("0.07"), True, True),
        (Decimal("1234567.89"), True, True),
        (0, True, True),
        (-5, False, True),
        (Decimal("-0.01"), False, True),
        (Decimal("829.125"), False, False),
        (Decimal("0.001"), False, False),
        ("829", False, False),
        ("829万元", False, False),
        ("—", False, False),
    ],
)
def test_an_amount_is_a_number_of_two_decimals(typed: Value, unsigned: bool, signed: bool) -> None:
    assert takes(amount(CELL, "金额", "万元"), [typed]) == [unsigned]
    assert takes(amount(CELL, "调整数", "万元", signed=True), [typed]) == [signed]


@pytest.mark.parametrize(
    ("typed", "fine"),
    [
        ("昌州财社〔2023〕70号", True),
        ("新财社〔2023〕206号", True),
        ("昌州财社[2023]70号", False),
        ("昌州财社（2023）70号", False),
        ("昌州财社〔23〕70号", False),
        ("昌州财社〔2023〕70", False),
        ("70", False),
        (70, False),
    ],
)
def test_a_document_number_has_hexagonal_brackets_round_a_year(typed: Value, fine: bool) -> None:
    validation = document_number(CELL, "文号", "某财社〔2024〕1号")
    assert takes(validation, [typed]) == [fine]
    assert not validation.stop


def test_a_recipient_stands_once_and_its_code_has_six_digits() -> None:
    name, _, code, *_ = unit_validations(Area(0, 0, 0, 4), ["县市区"], "甲县")
    assert takes(name, ["甲县"]) == [True]
    typed = ("652301", 652301, "6523", "六五二三", "652301001")
    assert takes(code, typed) == [True, True, False, False, False]


@pytest.mark.parametrize("kind", KINDS)
def test_every_message_says_what_unit_and_example(kind: str) -> None:
    for validation in validations(kind):
        what, unit, example = validation.message.split(" · ")
        assert what.startswith("填")
        assert unit
        assert re.match(r"例 \S", example)


@pytest.mark.parametrize("kind", KINDS)
def test_no_rule_calls_what_old_programs_lack(kind: str) -> None:
    for validation in validations(kind):
        assert not re.search("OFFSET|INDIRECT|TODAY|_xlfn|NOW", str(validation.rule))


@pytest.mark.parametrize("kind", KINDS)
def test_every_input_of_the_allocation_table_has_a_rule(kind: str) -> None:
    _, plans = sheets(new(kind))
    plan = plans[2]
    inputs = [at for at, cell in plan.cells.items() if cell.style is Style.ANNEX_INPUT]
    assert inputs
    for row, column in inputs:
        areas = [v.area for v in plan.validations]
        assert any(a.top <= row <= a.bottom and a.left <= column <= a.right for a in areas)


@pytest.mark.parametrize("key", [keys.FUND, keys.YEAR, keys.NUMBER, keys.TAG, keys.PRINTED_TOTAL])
def test_every_parameter_has_a_rule(key: str) -> None:
    book, plans = sheets(new("allocation"))
    rows = [row for k, row in book.parameter_rows.items() if k.startswith(key)]
    assert set(rows) <= {v.area.top for v in plans[0].validations}
    typed = {row for k, row in book.parameter_rows.items() if k != keys.SCALE}
    assert typed == {v.area.top for v in plans[0].validations}


def test_a_sign_is_taken_in_columns_of_change_only() -> None:
    notice = new("adjustment")
    book, _ = sheets(notice)
    table, places = notice.allocation, book.allocation
    assert table is not None
    assert places is not None
    signs = {v.area.left: "负数" in v.message for v in allocation_validations(book, table, places)}
    for column in table.columns:
        changes = column.role in (ColumnRole.CHANGE, ColumnRole.SUBTOTAL_CHANGE)
        assert signs[places.columns[column.index]] is changes


def test_a_table_with_finer_amounts_may_be_typed_as_finely() -> None:
    notice = new("allocation")
    book, _ = sheets(notice)
    table, places = notice.allocation, book.allocation
    assert table is not None
    assert places is not None
    column = table.columns[0].index
    blank = table.rows[0].amounts[column]
    table.rows[0].amounts[column] = type(blank)(
        **{f: getattr(blank, f) for f in blank.__slots__} | {"value": Decimal("1.2345")}
    )
    rules = [v.rule for v in allocation_validations(book, table, places)]
    assert any(isinstance(r, Custom) and ",4))" in r.formula for r in rules)


def test_the_list_of_recipients_grows_with_its_sheet() -> None:
    book, plans = sheets(new("allocation"))
    assert unit_names(book) == ("单位!$B$5:INDEX(单位!$B$5:$B$304,MAX(1,COUNTA(单位!$B$5:$B$304)))")
    assert len([r for r, c in plans[1].cells if c == 1 and r > 3]) == 7 + SPARE
    assert unit_names(Book.of(new("allocation"), [])) is None


def test_a_figure_that_is_not_known_yet_can_be_typed() -> None:
    book, plans = sheets(new("allocation"))
    rows = [r for k, r in book.parameter_rows.items() if k.startswith(keys.PRINTED_TOTAL)]
    assert rows
    assert {plans[0].cells[row, 1].style for row in rows} == {Style.INPUT}


def test_an_indicator_takes_any_text_that_fits_into_a_form() -> None:
    (validation,) = library_validations(Area(4, 6, 24, 13))
    assert validation.rule == Longest(60)
    assert not validation.stop


def test_yes_or_no_is_chosen() -> None:
    assert yes_no(CELL, "是否", "填是否报送").rule == Words(("是", "否"))


def test_words_that_no_list_can_hold_are_only_hinted() -> None:
    assert chosen(CELL, "标识", "填标识", ["甲,乙"]).rule == AnyValue()
    assert chosen(CELL, "标识", "填标识", ["长" * 200, "短" * 200]).rule == AnyValue()


def test_a_long_title_is_cut_and_a_long_example_too() -> None:
    validation = text(CELL, "列" * 50, "填文字", "例" * 300)
    assert len(validation.title) == 32
    assert len(validation.error_text) <= 225


@pytest.mark.parametrize(
    ("title", "said", "error", "rule"),
    [
        ("", "说明", "", AnyValue()),
        ("长" * 33, "说明", "", AnyValue()),
        ("标题", "", "", AnyValue()),
        ("标题", "长" * 256, "短", AnyValue()),
        ("标题", "说明", "长" * 226, AnyValue()),
        ("标题", "说明", "", Custom("1+" * 200)),
        ("标题", "说明", "", Listed("")),
        ("标题", "说明", "", Dates("1+" * 200, "1")),
    ],
)
def test_what_programs_do_not_take_is_refused(
    title: str, said: str, error: str, rule: Rule
) -> None:
    with pytest.raises(ValueError, match="characters"):
        Validation(CELL, rule, title, said, True, error)


@pytest.mark.parametrize("words", [(), ("",), ("甲,乙",), ("长" * 128, "短" * 128)])
def test_a_list_that_programs_misread_is_refused(words: tuple[str, ...]) -> None:
    with pytest.raises(ValueError, match="list"):
        Words(words)


@pytest.mark.parametrize(
    ("rule", "written"),
    [
        (Words(("甲", "乙")), 'type="list"><formula1>"甲,乙"</formula1>'),
        (Listed("单位!$B$5:$B$9"), 'type="list"><formula1>单位!$B$5:$B$9</formula1>'),
        (Whole(1990, 2100), 'type="whole"><formula1>1990</formula1><formula2>2100</formula2>'),
        (
            Number(Decimal("0.5"), Decimal(1)),
            'type="decimal"><formula1>0.5</formula1><formula2>1.0</formula2>',
        ),
        (
            Dates("DATE(2024,1,1)", "A2"),
            'type="date"><formula1>DATE(2024,1,1)</formula1><formula2>A2</formula2>',
        ),
        (Longest(60), 'type="textLength" operator="lessThanOrEqual"><formula1>60</formula1>'),
        (Custom("A1>0"), 'type="custom"><formula1>A1&gt;0</formula1>'),
    ],
)
def test_a_rule_is_written_as_a_native_one(rule: Rule, written: str) -> None:
    plan = SheetPlan("表", validations=[Validation(CELL, rule, "标题", "说明", False)])
    with zipfile.ZipFile(io.BytesIO(workbook_bytes([plan]))) as package:
        sheet = package.read("xl/worksheets/sheet1.xml").decode()
    found = re.search(r"<dataValidation .*?</dataValidation>", sheet)
    assert found is not None
    kept = re.sub(r' (?!type|operator)\w+="[^"]*"', "", found.group())
    assert kept == f"<dataValidation {written}</dataValidation>"
    assert 'errorStyle="warning"' in found.group()
