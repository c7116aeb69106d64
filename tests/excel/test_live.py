"""An open workbook reads as its file does, in a few whole-range reads for each sheet."""

from pathlib import Path

import pytest

from support.fake_book import FakeBook
from xianbiao.checks import check
from xianbiao.excel.live import read_notice, require_working
from xianbiao.excel.side_sheets import LOG_SHEET
from xianbiao.model.errors import UnreadableTable
from xianbiao.readers import read_notice as read_file


def test_an_open_book_has_the_findings_of_its_file(book: FakeBook) -> None:
    assert check(read_notice(book)) == check(read_file([Path(book.fullname)]))


def test_an_error_value_is_unreadable_and_never_a_blank(changji: FakeBook) -> None:
    changji.sheets["附件1"].cell(6, 3).value = "#REF!"
    table = read_notice(changji).allocation
    assert table is not None
    assert table.rows[0].amounts[2].is_unreadable


def test_words_of_a_number_format_are_read_with_the_number(changji: FakeBook) -> None:
    changji.sheets["附件1"].cell(7, 3).number_format = '0"万"'
    table = read_notice(changji).allocation
    assert table is not None
    assert [row.amounts[2].raw for row in table.rows[:3]] == ["829", "529万", "693"]


def test_a_sheet_is_read_in_a_few_calls_however_many_cells_it_has(book: FakeBook) -> None:
    read_notice(book)
    sheets = len(book.sheets)
    assert book.calls["read"] <= 3 * sheets + 3
    assert book.calls["format"] <= 2 * sheets
    assert book.calls["write"] == 0


def test_a_book_that_is_none_of_ours_is_refused(changji: FakeBook) -> None:
    changji.sheets["_meta"].delete()
    with pytest.raises(UnreadableTable, match="这不是县表的工作簿"):
        require_working(changji)


def test_the_log_is_no_part_of_the_notice(changji: FakeBook) -> None:
    before = check(read_notice(changji))
    changji.sheets.add(LOG_SHEET, changji.sheets[0]).cell(1, 1).value = "分配表"
    assert check(read_notice(changji)) == before
