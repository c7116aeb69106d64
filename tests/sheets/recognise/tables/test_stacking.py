"""Tells pages of one table from tables of their own, and a total of several tables from a row."""

from __future__ import annotations

import pytest

from support.grids import tables_of
from xianbiao.model.tables import RecognisedTable

Row = tuple[object, ...]
TITLE: Row = ("2024年低保资金分配表",)
OTHER: Row = ("2024年临时救助资金分配表",)
UNIT: Row = ("", "", "单位：万元")
HEAD: Row = ("序号", "县市", "金额")
ONE: list[Row] = [(1, "昌吉市", 411), (2, "阜康市", 312)]
TWO: list[Row] = [(1, "昌吉市", 51), (2, "奇台县", 72)]
PARTS: list[Row] = [
    *((1, "奇台县", 72), (2, "玛纳斯县", 51)),
    *(("", "合计", 123), ("", "总计", 846)),
]
AGAIN: list[Row] = [
    *((1, "昌吉市", 72), (2, "阜康市", 51)),
    *(("", "合计", 123), ("", "总计", 846)),
]


def total(word: str, amount: int) -> Row:
    return ("", word, amount)


def read(rows: list[Row]) -> list[RecognisedTable]:
    """The tables of a sheet below a title and a unit."""
    drawn = (
        "|".join(map(str, (*row, *[""] * (3 - len(row))))) for row in (TITLE, UNIT, HEAD, *rows)
    )
    return tables_of("\n".join(drawn))


@pytest.mark.parametrize(
    ("rows", "areas"),
    [
        ([*ONE, HEAD, (3, "奇台县", 72), total("合计", 795)], ["A3:C8"]),
        ([*ONE, (), HEAD, (3, "奇台县", 72), total("合计", 795)], ["A3:C9"]),
        ([*ONE, TITLE, UNIT, HEAD, (3, "奇台县", 72), total("合计", 795)], ["A3:C10"]),
        ([*ONE, ("续表",), HEAD, (3, "奇台县", 72), total("合计", 795)], ["A3:C9"]),
        ([*ONE, ("2024年低保资金分配表（续）",), HEAD, (3, "奇台县", 72)], ["A3:C8"]),
        ([*ONE, total("本页小计", 723), HEAD, *TWO, total("合计", 846)], ["A3:C10"]),
        ([*ONE, total("合计", 723), HEAD, *TWO, total("合计", 123)], ["A3:C6", "A7:C10"]),
        ([*ONE, total("总计", 723), (), HEAD, *TWO, total("总计", 123)], ["A3:C6", "A8:C11"]),
        ([*ONE, total("合计", 723), OTHER, UNIT, HEAD, *TWO], ["A3:C6", "A9:C11"]),
        ([*ONE, total("合计", 723), TITLE, UNIT, HEAD, *TWO], ["A3:C6", "A9:C11"]),
        ([*ONE, total("合计", 723), ("二、临时救助",), HEAD, *TWO], ["A3:C6", "A8:C10"]),
        ([*ONE, total("合计", 723), HEAD, *PARTS], ["A3:C11"]),
        ([*ONE, total("合计", 723), HEAD, *AGAIN], ["A3:C6", "A7:C10"]),
    ],
    ids=[
        *("header", "gap", "title", "words", "title-on", "pages"),
        *("totals", "grand-words", "own-title", "same-title", "caption", "parts", "again"),
    ],
)
def test_a_header_that_repeats_begins_a_table_only_below_a_total(
    rows: list[Row], areas: list[str]
) -> None:
    assert [t.area for t in read(rows)] == areas


def test_a_table_without_title_has_the_unit_of_the_one_above() -> None:
    upper, lower = read([*ONE, total("合计", 723), (), HEAD, *TWO, total("合计", 123)])
    assert (upper.unit, lower.unit, lower.title) == ("万元", "万元", None)
    _, titled = read([*ONE, total("合计", 723), (), OTHER, HEAD, *TWO, total("合计", 123)])
    assert titled.unit is None


@pytest.mark.parametrize(
    ("amount", "named", "rows"),
    [(846, "总计", ["单位", "单位", "合计"]), (847, None, ["单位", "单位", "小计", "合计"])],
)
def test_a_row_that_adds_up_the_tables_is_none_of_the_last(
    amount: int, named: str | None, rows: list[str]
) -> None:
    below = [OTHER, UNIT, HEAD, *TWO, total("合计", 123), (), total("总计", amount)]
    upper, lower = read([*ONE, total("合计", 723), (), *below])
    assert upper.grand is None
    assert (lower.grand.stripped if lower.grand else None) == named
    assert [r.kind.value for r in lower.rows] == rows
