"""Allocation tables: which row is the total, which column is what, who gets how much."""

from __future__ import annotations

from decimal import Decimal
from functools import cache
from importlib import resources
from pathlib import Path

import pytest

from xianbiao.model.allocation import AllocationTable, ColumnRole
from xianbiao.model.places import load_places
from xianbiao.model.refs import Ref
from xianbiao.readers import read_notice
from xianbiao.sheets.grid import Cell, Grid
from xianbiao.sheets.recognise.notice import recognise


def table_of(text: str) -> AllocationTable:
    """The table in lines whose cells are parted by |."""
    rows = [
        [Cell(c, Ref("t.txt", line=n, column=k)) for k, c in enumerate(line.split("|"), 1)]
        for n, line in enumerate(text.strip().splitlines(), 1)
    ]
    notice = recognise("t.txt", [Grid("t.txt", None, rows)], load_places())
    assert notice.allocation is not None
    return notice.allocation


@cache
def demo(name: str) -> AllocationTable:
    path = Path(str(resources.files("xianbiao.demo") / f"{name}.txt"))
    table = read_notice([path]).allocation
    assert table is not None
    return table


def test_the_first_notice_has_seven_recipients_and_a_total_named_by_the_area() -> None:
    table = demo("changji-2023-70")
    assert table.total_label == "昌吉州"
    assert [r.recipient.code for r in table.rows if r.recipient] == [
        "652301",
        "652302",
        "652323",
        "652324",
        "652325",
        "652327",
        "652328",
    ]
    assert sum((r.amounts[2].value or Decimal(0)) for r in table.rows) == 5198


def test_the_second_notice_has_twelve_recipients_nine_columns_and_six_ties() -> None:
    table = demo("bazhou-2021-96")
    assert len(table.rows) == 12
    assert [c.role for c in table.columns] == [
        ColumnRole.SUBTOTAL_BEFORE,
        ColumnRole.BEFORE,
        ColumnRole.CHANGE,
        ColumnRole.AFTER,
        ColumnRole.BEFORE,
        ColumnRole.CHANGE,
        ColumnRole.AFTER,
        ColumnRole.SUBTOTAL_CHANGE,
        ColumnRole.TOTAL,
    ]
    assert len(table.equations) == 6
    assert [e.amount.value for e in table.embedded_totals] == [11060, 9186]


def test_recipients_that_are_no_places_keep_their_names_without_a_code() -> None:
    rows = demo("bazhou-2021-96").rows
    names = [r.recipient.name for r in rows if r.recipient and r.recipient.code is None]
    assert names == ["库尔勒经济开发区", "州救助站", "州儿童福利院"]


@pytest.mark.parametrize("word", ["合计", "总计", "小计", "总计数", "全州合计"])
@pytest.mark.parametrize("first", [True, False])
def test_the_total_row_is_known_by_its_word_first_or_last(word: str, first: bool) -> None:
    rows = ["轮台县|1", "尉犁县|2", "若羌县|3"]
    rows.insert(0 if first else 3, f"{word}|6")
    table = table_of("单位：万元\n县市|金额\n" + "\n".join(rows))
    assert table.total is not None
    assert table.total.name.text == word
    assert len(table.rows) == 3


def test_a_total_without_a_word_is_known_by_its_figures() -> None:
    table = table_of("县市|金额\n甲县|1\n乙县|2\n丙县|3\n某某|6")
    assert table.total is not None
    assert table.total.name.text == "某某"


def test_two_totals_are_told_apart_from_group_subtotals() -> None:
    two = table_of("县市|金额\n合计|3\n轮台县|1\n尉犁县|2\n总计|3")
    assert [r.name.text for r in two.other_totals] == ["总计"]
    nested = table_of(
        "县市|金额\n合计|6\n一组小计|3\n轮台县|1\n尉犁县|2\n二组小计|3\n若羌县|2\n且末县|1"
    )
    assert nested.other_totals == []
    assert [r.name.text for r in nested.subtotals] == ["一组小计", "二组小计"]
    assert len(nested.rows) == 4


def test_blank_zero_and_unreadable_stay_apart() -> None:
    table = table_of("县市|金额\n合计|5\n轮台县|5\n尉犁县|0\n若羌县|\n且末县|约3万")
    final = [table.final_amount(r) for r in table.rows]
    assert [a.state.value for a in final if a] == ["数", "数", "空", "无法识别"]
    assert [a.value for a in final if a] == [5, 0, None, None]


def test_a_sum_of_columns_is_found_where_the_figures_bear_it_out() -> None:
    table = table_of("县市|合计|中央|自治区\n合计|30|20|10\n轮台县|15|10|5\n尉犁县|15|10|5\n")
    assert [e.text for e in table.equations] == ["合计 = 中央 + 自治区"]
    assert table.final_index == 1


def test_a_tie_that_the_figures_contradict_is_not_assumed() -> None:
    table = table_of("县市|合计|人数|标准\n合计|30|2|10\n轮台县|15|10|5\n尉犁县|15|10|5\n")
    assert table.equations == []


def test_no_total_is_guessed_between_amounts_side_by_side() -> None:
    table = table_of("县市|中央|自治区\n轮台县|15|10\n尉犁县|15|10\n")
    assert table.final_index is None
