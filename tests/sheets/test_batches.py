"""Batches reach title, 参数 and drop-down, and are read as clerks write them."""

from __future__ import annotations

from pathlib import Path

import openpyxl
import pytest
from hypothesis import given
from hypothesis import strategies as st

from support.new_books import (
    filled,
    table_of,
)
from xianbiao.model.errors import XianbiaoError
from xianbiao.sheets.batches import MOST, batch_word, read_batch
from xianbiao.sheets.blank import blank_notice, fund_called
from xianbiao.sheets.layout import keys

TITLES = [
    ("allocation", "hardship", "", "2025年中央财政困难群众救助补助资金分配表"),
    ("allocation", "hardship", "提前下达", "2025年中央财政提前下达困难群众救助补助资金分配表"),
    ("allocation", "hardship", "第二批", "2025年中央财政困难群众救助补助资金（第二批）分配表"),
    ("adjustment", "hardship", "", "2025年中央财政困难群众救助补助资金调整分配表"),
    ("allocation", "rural_revitalisation", "", "2025年中央财政衔接推进乡村振兴补助资金分配表"),
]


@pytest.mark.parametrize(("kind", "fund", "batch", "title"), TITLES)
def test_the_title_names_year_fund_kind_and_batch(
    kind: str, fund: str, batch: str, title: str
) -> None:
    notice = blank_notice(kind, "652300", fund_called(fund), 2025, batch=batch)
    table = table_of(notice)
    assert table.title is not None
    assert table.title.text == title
    assert table.is_central
    assert [a.number for a in notice.attachments] == [1, 2, 3]
    assert notice.entries[0].name.text == title


@pytest.mark.parametrize(
    ("kind", "batch", "typed"),
    [
        ("allocation", "提前下达", "提前下达"),
        ("allocation", "第二批", "第二批"),
        ("allocation", "第十二批", "第十二批"),
        ("allocation", "", None),
        ("adjustment", "", "调整"),
    ],
)
def test_the_batch_stands_in_the_parameters_and_in_their_drop_down(
    kind: str, batch: str, typed: str | None, tmp_path: Path
) -> None:
    notice = blank_notice(kind, "652300", fund_called("hardship"), 2025, batch=batch)
    path = tmp_path / "新.xlsx"
    assert filled(notice, path).batch == typed
    sheet = openpyxl.load_workbook(path)[keys.PARAMETERS_SHEET]
    row = next(r[0].row for r in sheet.iter_rows() if r[0].value == keys.BATCH)
    assert sheet.cell(row, 2).value == typed
    (rule,) = (v for v in sheet.data_validations.dataValidation if f"B{row}" in v.sqref)
    listed = rule.formula1.strip('"').split(",")
    assert {"提前下达", "第一批", "调整", *filter(None, [typed])} <= set(listed)


@pytest.mark.parametrize(
    ("said", "word"),
    [
        ("提前", "提前下达"),
        ("提前下达", "提前下达"),
        ("1", "第一批"),
        (" 2 ", "第二批"),
        ("第2批", "第二批"),
        ("第二批", "第二批"),
        ("二", "第二批"),
        ("10", "第十批"),
        ("12", "第十二批"),
        ("二十", "第二十批"),
        ("99", "第九十九批"),
    ],
)
def test_a_batch_is_understood_as_clerks_write_it(said: str, word: str) -> None:
    assert read_batch(said) == word


@given(st.integers(1, MOST))
def test_every_number_of_a_batch_leads_to_its_word_and_back(number: int) -> None:
    word = batch_word(number)
    assert read_batch(str(number)) == read_batch(word) == read_batch(word[1:-1]) == word


@pytest.mark.parametrize("said", ["", "0", "100", "第零批", "二二", "最后", "-1", "1.5", "调整"])
def test_what_is_no_batch_is_refused(said: str) -> None:
    with pytest.raises(XianbiaoError, match="批次"):
        read_batch(said)


def test_an_adjustment_belongs_to_no_batch() -> None:
    with pytest.raises(XianbiaoError, match="不分批次"):
        blank_notice("adjustment", "652300", fund_called("hardship"), 2025, batch="第二批")
