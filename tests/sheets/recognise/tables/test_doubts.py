"""What a table leaves in doubt: not what adds up in every row, and the alike in one sentence."""

from __future__ import annotations

import pytest

from xianbiao.model.places import load_places
from xianbiao.model.refs import Ref
from xianbiao.sheets.grid import Cell, Grid
from xianbiao.sheets.recognise.tables import read_grid

HEAD = ("2024年某项资金分配表", "单位：万元", "县区\t小计\t巡回诊疗\t夜间照护\t陪同外出")
ROWS = ("合计\t60.5\t20.5\t18\t22", "昌吉市\t30.5\t10.5\t8\t12", "阜康市\t30\t10\t10\t10")


def doubts(*lines: str) -> list[str]:
    rows = [
        [Cell(text, Ref("t", line=at, column=c)) for c, text in enumerate(line.split("\t"), 1)]
        for at, line in enumerate(lines, 1)
    ]
    return [d.text for t in read_grid(Grid("t", None, rows), load_places()) for d in t.doubts]


@pytest.mark.parametrize(("right", "written"), [("12", "12"), ("30.5", "35.0"), ("60.5", "60.8")])
def test_columns_that_add_up_need_no_confirming_whatever_one_figure_is(
    right: str, written: str
) -> None:
    rows = "\n".join(ROWS).replace(right, written, 1).split("\n")
    assert doubts(*HEAD, *rows) == []


@pytest.mark.parametrize(
    "lines",
    [
        (HEAD[0], HEAD[2], *ROWS),
        (*HEAD, ROWS[0], ROWS[1].replace("12", "21"), ROWS[2].replace("30", "31", 1)),
    ],
)
def test_without_a_unit_or_with_two_rows_that_do_not_add_up_they_do(lines: tuple[str, ...]) -> None:
    assert [text for text in doubts(*lines) if "金额单位" not in text]


def test_many_unknown_columns_are_said_at_once() -> None:
    names = "\t".join(["巡回诊疗", "夜间照护", "陪同外出", "上门理发", "助浴"])
    found = doubts(
        HEAD[0], HEAD[1], f"县区\t{names}", "昌吉市\t1\t2\t3\t4\t5", "阜康市\t6\t7\t8\t9\t1"
    )
    (said,) = [text for text in found if "不知道是什么数" in text]
    assert said == "“巡回诊疗”“夜间照护”“陪同外出”等 5 列不知道是什么数，没有核对"
