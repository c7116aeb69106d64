"""Two columns that each could be the money given: decided by evidence, else asked about."""

from __future__ import annotations

import pytest

from support.grids import grid_of
from xianbiao.model.places import load_places
from xianbiao.model.tables import FINAL, RecognisedTable
from xianbiao.sheets.recognise.notice import recognise
from xianbiao.sheets.recognise.tables import read_tables
from xianbiao.sheets.recognise.tables.final import final_of
from xianbiao.sheets.recognise.tables.memory import HEADINGS, corrections_in, review_rows

TABLE = """2024年困难群众救助补助资金分配表
{line}
||单位：万元
县市|{one}|{other}
昌吉市|100|60
阜康市|200|90
呼图壁县|277|77
合计|577|227
"""
PAIRS = [("本次下达", "此次拨付"), ("分配金额", "补助资金"), ("下达资金", "拨付资金(万元)")]


def read(line: str, one: str, other: str) -> RecognisedTable:
    grid = grid_of(TABLE.format(line=line, one=one, other=other))
    (table,) = read_tables([grid], load_places())
    return table


def final(table: RecognisedTable) -> str | None:
    at = final_of(table, {c.index: c.index for c in table.columns})
    return None if at is None else table.column(at).name


def reason(table: RecognisedTable) -> str:
    return next(d.reason for d in table.decisions if d.what == FINAL)


@pytest.mark.parametrize(("one", "other"), PAIRS)
def test_without_evidence_none_is_taken_and_the_clerk_is_asked(one: str, other: str) -> None:
    table = read("", one, other)
    assert final(table) is None
    (doubt,) = [d for d in table.doubts if FINAL in d.text]
    assert one in doubt.text
    assert other in doubt.text
    assert "合计 577" in doubt.text
    assert not doubt.is_fatal


@pytest.mark.parametrize(("one", "other"), PAIRS)
@pytest.mark.parametrize(
    ("line", "at"),
    [("本次共577万元", 0), ("现拨付资金2270000元", 1), ("共计0.0227亿元", 1)],
)
def test_the_total_that_is_stated_in_words_decides(
    one: str, other: str, line: str, at: int
) -> None:
    table = read(line, one, other)
    assert final(table) == (one, other)[at]
    assert "A2" in reason(table)
    assert table.doubts == []


@pytest.mark.parametrize("line", ["全年577万元，本次227万元", "共600万元", "人均227元/月"])
def test_a_text_that_states_both_or_neither_decides_nothing(line: str) -> None:
    assert final(read(line, "分配金额", "补助资金")) is None


@pytest.mark.parametrize(
    ("one", "other"), [("城市低保", "农村低保"), ("中央资金", "省级资金"), ("人数", "补助金额")]
)
def test_money_of_several_kinds_is_no_question(one: str, other: str) -> None:
    assert [d for d in read("", one, other).doubts if FINAL in d.text] == []


def test_a_clerk_says_which() -> None:
    grid = grid_of(TABLE.format(line="", one="分配金额", other="补助资金"))
    (table,) = read_tables([grid], load_places())
    lines = review_rows([table])
    noted = [[*line[:-1], FINAL if line[2] == "补助资金" else ""] for line in lines[1:]]
    sheet = grid_of("\n".join("|".join(line) for line in [list(HEADINGS), *noted]), "认表")
    (again,) = read_tables([grid], load_places(), corrections=corrections_in([sheet]))
    assert final(again) == "补助资金"
    assert "经办人改定" in reason(again)
    assert [line[4] for line in review_rows([again]) if line[2] == "补助资金"] == [FINAL]
    notice = recognise("表.xlsx", [grid, sheet], load_places())
    assert notice.allocation is not None
    column = notice.allocation.final_column
    assert column is not None
    assert column.name == "补助资金"
