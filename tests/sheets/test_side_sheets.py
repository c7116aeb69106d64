"""Which sheets the add-in keeps for itself; whatever a clerk made is a clerk's."""

import pytest

from xianbiao.model.refs import Ref
from xianbiao.sheets.grid import Cell, Grid
from xianbiao.sheets.side_sheets import LOG_HEADER, is_side_sheet


def sheet(name: str, *head: str) -> Grid:
    return Grid("我的表.xlsx", name, [[Cell(word, Ref("我的表.xlsx", name)) for word in head]])


@pytest.mark.parametrize("name", ["认表", "_undo", "县表设置"])
def test_some_are_known_by_their_names(name: str) -> None:
    assert is_side_sheet(sheet(name, "县市", "金额"))


def test_the_log_is_known_by_its_header() -> None:
    assert is_side_sheet(sheet("日志", *LOG_HEADER))
    assert not is_side_sheet(sheet("日志", "时间", "经办人"))
    assert not is_side_sheet(Grid("我的表.xlsx", "日志", []))
    assert not is_side_sheet(sheet("分配表", *LOG_HEADER))
