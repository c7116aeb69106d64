"""A new workbook is as good as an imported one: it is written, filled in, and read back."""

from __future__ import annotations

from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest

from support.new_books import (
    CASES,
    ONE,
    THREE,
    TWO,
    each_case,
    filled,
    made,
    results,
    table_of,
    type_amounts,
)
from xianbiao.checks import check
from xianbiao.model.allocation import ColumnRole, Equation
from xianbiao.model.amounts import read_amount
from xianbiao.model.errors import XianbiaoError
from xianbiao.model.findings import Severity
from xianbiao.model.funds import load_funds
from xianbiao.model.places import load_places
from xianbiao.model.records import replace
from xianbiao.model.refs import Ref
from xianbiao.sheets.blank import UNNAMED_DOCUMENT, blank_notice, fund_called
from xianbiao.sheets.layout import keys
from xianbiao.sheets.layout.book import working_book
from xianbiao.sheets.recognise.equations import column_equations


def test_the_recipients_are_the_counties_in_the_order_of_their_codes() -> None:
    recipients = made(CASES["allocation of a prefecture"]).recipients
    assert [r.code for r in recipients] == [
        "652301",
        "652302",
        "652323",
        "652324",
        "652325",
        "652327",
        "652328",
    ]
    assert recipients[-1].name == "木垒哈萨克自治县"
    assert recipients[-1].is_called("木垒县")
    assert [r.order for r in recipients] == list(range(1, 8))


@each_case
def test_every_place_below_the_region_is_a_recipient(
    case: tuple[str, str, str, tuple[str, ...]],
) -> None:
    below = load_places().children(case[1])
    assert [r.code for r in made(case).recipients] == [p.code for p in below]


def test_an_allocation_has_one_column_and_states_its_unit() -> None:
    table = table_of(made(CASES["allocation of a prefecture"]))
    assert [c.name for c in table.columns] == ["中央补助资金"]
    assert table.unit == "万元"
    assert table.equations == []
    assert all(a.is_blank for row in table.all_rows() for a in row.amounts.values())


@pytest.mark.parametrize("documents", [(ONE,), (ONE, TWO), (ONE, TWO, THREE)])
def test_an_adjustment_has_three_columns_a_document_and_three_totals(
    documents: tuple[str, ...],
) -> None:
    table = table_of(blank_notice("adjustment", "652800", fund_called("hardship"), 2025, documents))
    assert [(c.group, c.name) for c in table.columns] == [
        *((d, part) for d in documents for part in ("调整前", "调整数", "调整后")),
        *(("", word) for word in ("调整前小计", "调整小计", "调整后合计")),
    ]
    assert len(table.equations) == len(documents) + 4
    assert table.final_column is table.columns[-1]


def test_an_adjustment_of_an_unnamed_document_says_what_is_to_be_filled_in() -> None:
    table = table_of(made(CASES["adjustment without a number"]))
    assert {c.group for c in table.columns} == {UNNAMED_DOCUMENT, ""}
    assert UNNAMED_DOCUMENT.startswith(keys.PENDING)


def test_what_is_typed_is_blank_and_what_follows_from_it_is_computed() -> None:
    table = table_of(made(CASES["adjustment of two documents"]))
    typed = (ColumnRole.BEFORE, ColumnRole.CHANGE)
    for row in table.rows:
        for column in table.columns:
            amount = row.amount(column)
            assert amount.is_blank if column.role in typed else amount.value == Decimal(0)
    assert table.total is not None
    assert all(a.is_blank for a in table.total.amounts.values())


@each_case
def test_a_new_workbook_is_read_back_as_it_was_made(
    case: tuple[str, str, str, tuple[str, ...]], tmp_path: Path
) -> None:
    notice = made(case)
    again = filled(notice, tmp_path / "新.xlsx")
    old, new = table_of(notice), table_of(again)
    assert again.recipients == notice.recipients
    assert [replace(c, ref=Ref("")) for c in new.columns] == [
        replace(c, ref=Ref("")) for c in old.columns
    ]
    assert new.equations == old.equations
    assert new.unit == "万元"
    assert new.total_label == "合计"
    assert again.fund is notice.fund
    assert again.area == notice.area
    assert again.budget_year == 2025
    assert not [f for f in check(again) if f.severity is Severity.ERROR]


@each_case
def test_a_new_workbook_asks_for_what_is_missing_and_accuses_nothing(
    case: tuple[str, str, str, tuple[str, ...]], tmp_path: Path
) -> None:
    filled(made(case), tmp_path / "新.xlsx")
    marks = {r[0] for r in results(tmp_path / "新.xlsx")}
    assert "○" in marks
    assert "✘" not in marks


@each_case
def test_amounts_that_are_typed_reach_every_total(
    case: tuple[str, str, str, tuple[str, ...]], tmp_path: Path
) -> None:
    notice = made(case)
    table = table_of(filled(notice, tmp_path / "新.xlsx", type_amounts))
    assert table.equations == table_of(notice).equations
    assert table.total is not None
    for column in table.columns:
        values = [row.amount(column).value for row in table.rows]
        assert None not in values
        assert table.total.amount(column).value == sum(v for v in values if v is not None)
    for row in table.all_rows():
        for equation in table.equations:
            terms = [row.amounts[t].value or Decimal(0) for t in equation.terms]
            assert row.amounts[equation.result].value == sum(terms)


def test_a_form_that_is_filled_in_belongs_to_its_county(tmp_path: Path) -> None:
    def fill(book: Any) -> None:
        for row in book[keys.LIBRARY_SHEET].iter_rows(min_row=5, min_col=6):
            for cell in row[1:]:
                cell.value = row[0].value

    again = filled(made(CASES["allocation of a prefecture"]), tmp_path / "新.xlsx", fill)
    prefecture, *counties = again.forms
    assert prefecture.is_prefecture
    assert [f.recipient for f in counties] == again.recipients


def test_ties_are_believed_before_the_first_figure_and_proved_afterwards() -> None:
    table = table_of(made(CASES["adjustment of one document"]))
    after = next(c.index for c in table.columns if c.role is ColumnRole.AFTER)

    def ties(**figures: int) -> list[Equation]:
        amounts = {c.index: read_amount(figures.get(c.role.name), c.ref) for c in table.columns}
        row = replace(table.rows[0], amounts=amounts)
        return [e for e in column_equations(table.columns, [row]) if e.result == after]

    assert len(ties()) == 1
    assert len(ties(BEFORE=5, CHANGE=-2, AFTER=3)) == 1
    assert ties(BEFORE=5, CHANGE=-2, AFTER=4) == []
    assert ties(BEFORE=5) == []


@pytest.mark.parametrize(
    ("kind", "region", "documents", "said"),
    [
        ("allocation", "652301", (), "652301 昌吉市"),
        ("allocation", "652301", (), "652300 昌吉回族自治州"),
        ("allocation", "999999", (), "没有这个地区"),
        ("allocation", "", (), "没有这个地区"),
        ("allocation", "652300", (ONE,), "分配表不列原文件的文号"),
        ("adjustment", "652300", (ONE, ONE), "重复"),
        ("adjustment", "652300", (ONE, " "), "空的"),
    ],
)
def test_what_cannot_be_made_is_refused_in_words(
    kind: str, region: str, documents: tuple[str, ...], said: str
) -> None:
    with pytest.raises(XianbiaoError, match=said):
        blank_notice(kind, region, fund_called("hardship"), 2025, documents)


def test_a_region_may_be_named() -> None:
    fund = fund_called("hardship")
    by_name = blank_notice("allocation", "巴州", fund, 2025)
    assert by_name.recipients == blank_notice("allocation", "652800", fund, 2025).recipients


def test_a_fund_is_called_by_key_name_or_alias() -> None:
    for fund in load_funds():
        assert all(fund_called(name) is fund for name in (fund.key, fund.name, *fund.aliases))


def test_an_unknown_fund_is_answered_with_those_that_are_there() -> None:
    with pytest.raises(XianbiaoError) as caught:
        fund_called("城乡居民基本养老保险补助资金")
    assert all(fund.name in str(caught.value) for fund in load_funds())


@pytest.mark.parametrize(("year", "forms"), [(2025, 9), (2020, 0)])
def test_a_year_before_the_oldest_library_gets_no_forms(
    year: int, forms: int, tmp_path: Path
) -> None:
    notice = made(CASES["allocation of another fund"], year)
    names = [plan.name for plan in working_book(notice, ())]
    assert sum(r.name in names for r in notice.recipients) == forms
