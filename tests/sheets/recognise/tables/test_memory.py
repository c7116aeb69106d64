"""Corrections: shown as rows, noted by a clerk under 改为, read back and followed."""

from __future__ import annotations

import pytest

from support.grids import grid_of
from xianbiao.model.places import load_places
from xianbiao.model.refs import Ref
from xianbiao.sheets.addresses import column_letters
from xianbiao.sheets.grid import Cell, Grid
from xianbiao.sheets.recognise.tables import read_tables
from xianbiao.sheets.recognise.tables.memory import (
    CHOICES,
    HEADINGS,
    SHEET,
    corrections_in,
    review_rows,
)

TABLE = """资金分配表
县市|金额|甲口径
合计|9|7
昌吉市|1|3
阜康市|2|4
兵团|6|
"""


def noted(rows: list[list[str]]) -> Grid:
    """The sheet 认表 with these rows."""
    return Grid(
        "表.xlsx",
        SHEET,
        [
            [
                Cell(v or None, Ref("表.xlsx", SHEET, f"{column_letters(c)}{r}", column=c + 1))
                for c, v in enumerate(row)
            ]
            for r, row in enumerate(rows, 1)
        ],
    )


def after(text: str, **changes: str) -> tuple[list[list[str]], list[str]]:
    """Correct some cells (cell_target="value") and read again; the review and the doubts."""
    places = load_places()
    grid = grid_of(TABLE)
    rows = review_rows(read_tables([grid], places))
    for key, value in changes.items():
        cell, target = key.split("_")
        line = next(r for r in rows if r[1] == cell and r[3] == target)
        line[-1] = value
    corrections = corrections_in([grid, noted(rows)])
    tables = read_tables([grid_of(text)], places, corrections=corrections)
    return review_rows(tables), [d.text for t in tables for d in t.doubts]


def line_of(rows: list[list[str]], cell: str, target: str) -> list[str]:
    return next(r for r in rows if r[1] == cell and r[3] == target)


def test_the_review_names_every_column_row_and_doubt_with_its_cell() -> None:
    rows = review_rows(read_tables([grid_of(TABLE)], load_places()))
    assert tuple(rows[0]) == HEADINGS
    assert line_of(rows, "B2", "列")[4] == "金额"
    assert line_of(rows, "C2", "列")[4] == "不明"
    assert line_of(rows, "A3", "行")[4] == "合计"
    assert line_of(rows, "C2", "没认清")[6]
    assert all(len(r) == len(HEADINGS) for r in rows)


@pytest.mark.parametrize(
    ("changes", "cell", "target", "value"),
    [
        ({"C2_列": "人数"}, "C2", "列", "人数"),
        ({"C2_列": "备注"}, "C2", "列", "备注"),
        ({"A6_行": "其中"}, "A6", "行", "其中"),
        ({"A3_行": "单位"}, "A3", "行", "单位"),
        ({"A2_表": "调整分配表"}, "A2", "表", "调整分配表"),
        ({"A2_金额单位": "元"}, "A2", "金额单位", "元"),
    ],
)
def test_a_correction_is_followed_and_shown_as_such(
    changes: dict[str, str], cell: str, target: str, value: str
) -> None:
    rows, _ = after(TABLE, **changes)
    line = line_of(rows, cell, target)
    assert line[4] == value
    assert line[6].startswith("经办人改定")
    assert line[-1] == value


def test_a_unit_that_was_noted_is_no_longer_in_doubt() -> None:
    assert any("金额单位" in d for d in after(TABLE)[1])
    assert not any("金额单位" in d for d in after(TABLE, A2_金额单位="元")[1])


def test_a_table_that_is_none_is_left_out() -> None:
    assert after(TABLE, A2_表="不是表")[0] == [list(HEADINGS)]


def test_a_correction_is_found_again_where_rows_were_inserted() -> None:
    moved = TABLE.replace("县市|", "\n县市|")
    rows, doubts = after(moved, C2_列="人数")
    assert line_of(rows, "C3", "列")[4] == "人数"
    assert not any("没有用上" in d for d in doubts)


def test_a_correction_whose_cell_is_gone_is_said() -> None:
    gone = TABLE.replace("|甲口径", "|乙口径")
    assert any("甲口径" in d and "没有用上" in d for d in after(gone, C2_列="人数")[1])


def test_a_correction_that_is_no_choice_is_said_and_not_followed() -> None:
    rows, doubts = after(TABLE, C2_列="钱")
    assert line_of(rows, "C2", "列")[4] == "不明"
    assert any("“钱”" in d and "人数" in d for d in doubts)


def test_what_may_be_chosen_is_what_may_be_recognised() -> None:
    assert set(CHOICES) == {"表", "金额单位", "表头层数", "列", "行"}
    assert "不是表" in CHOICES["表"]


BELOW = """资金分配表
县市|金额
昌吉市|1
阜康市|2
合计|3
平均数|1.5
州福利院|4
"""


def read_with(cell: str, value: str) -> list[tuple[str, bool]]:
    """The kinds of the rows after one is corrected, and whether they have a figure."""
    grid, places = grid_of(BELOW), load_places()
    rows = review_rows(read_tables([grid], places))
    line_of(rows, cell, "行")[-1] = value
    (table,) = read_tables([grid], places, corrections=corrections_in([grid, noted(rows)]))
    return [(r.kind.value, r.values[1].is_number) for r in table.rows]


def test_a_row_below_the_total_is_what_it_is_noted_to_be() -> None:
    single, total = ("单位", True), ("合计", True)
    aside = ("参考数", False)
    assert read_with("A7", "参考数") == [single, single, total, aside, aside]
    assert read_with("A6", "单位") == [single, single, total, single, single]
