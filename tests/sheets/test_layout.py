"""Pieces of the sheets that carry a decision: room for text, header cells, formulas in a row."""

from __future__ import annotations

from decimal import Decimal

import pytest

from xianbiao.model.allocation import AllocationRow, AllocationTable, Column, ColumnRole, Equation
from xianbiao.model.amounts import read_amount
from xianbiao.model.refs import Ref, Text
from xianbiao.sheets.layout.measure import height, lines, units
from xianbiao.sheets.layout.table_parts import (
    formula_columns,
    put_header,
    row_cells,
    without_figures,
)
from xianbiao.sheets.plan import Formula, SheetPlan
from xianbiao.sheets.styles import LOOKS, Style

HERE = Ref("通知.txt", line=1)


def table(header: list[str], equations: list[Equation]) -> AllocationTable:
    """A table of names and three columns of amounts."""
    return AllocationTable(
        title=None,
        label=None,
        units=[],
        header=[[Text(cell, HERE) for cell in line.split("|")] for line in header],
        columns=[Column(i, (f"列{i}",), ColumnRole.AMOUNT, "", HERE) for i in (1, 2, 3)],
        rows=[],
        total=None,
        total_label=None,
        equations=equations,
    )


def row(*amounts: str) -> AllocationRow:
    """A row of three amounts."""
    made = {i: read_amount(raw, HERE) for i, raw in enumerate(amounts, start=1)}
    return AllocationRow(Text("甲县", HERE), None, made, HERE)


@pytest.mark.parametrize(("text", "width"), [("abc", 3), ("县表", 4), ("≥95%", 5), ("", 0)])
def test_a_chinese_character_takes_two_units(text: str, width: int) -> None:
    assert units(text) == width


def test_a_long_text_gets_the_room_it_needs() -> None:
    assert lines("短", 20) == 1
    assert lines("一\n二\n三", 20) == 3
    assert height("长" * 200, 40) > 10 * 11


def test_a_header_is_merged_over_its_subheaders_and_down_over_blanks() -> None:
    plan = SheetPlan("表")
    made = table(["单位|甲组||合计", "|前|后|"], [])
    bottom = put_header(plan, made, 0, {0: 0, 1: 1, 2: 2, 3: 3})
    assert bottom == 2
    assert sorted(a.a1 for a in plan.merges) == ["A1:A2", "B1:C1", "D1:D2"]


@pytest.mark.parametrize(
    ("amounts", "value", "style"),
    [
        (("1", "2", "3"), Formula("=B5+C5"), Style.ANNEX_FORMULA),
        (("1", "", "1"), Formula("=B5+C5"), Style.ANNEX_FORMULA),
        (("1", "2", "4"), Decimal(4), Style.IMPORTED),
        (("1", "2万", "3"), Decimal(3), Style.IMPORTED),
        (("1", "2", "三"), "三", Style.IMPORTED),
        (("1", "2", ""), None, Style.ANNEX_INPUT),
    ],
)
def test_a_tie_is_a_formula_only_where_the_printed_figure_agrees(
    amounts: tuple[str, ...], value: object, style: Style
) -> None:
    made = table(["单位|甲|乙|丙"], [Equation(3, (1, 2), "")])
    columns = {0: 0, 1: 1, 2: 2, 3: 3}
    cells = {c: (v, s) for c, v, s in row_cells(made, row(*amounts), 4, columns)}
    assert cells[3] == (value, style)


def test_equations_never_run_in_a_circle() -> None:
    made = table([""], [Equation(3, (1, 2), ""), Equation(1, (3, 2), ""), Equation(2, (2, 1), "")])
    assert list(formula_columns(made)) == [3]


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("巴财社(2021)3号 11060万元", "巴财社(2021)3号"),
        ("11060元", ""),
        ("合计", "合计"),
    ],
)
def test_a_figure_inside_a_header_can_be_left_out(text: str, shown: str) -> None:
    assert without_figures(text, ("11060",)) == shown


def test_every_style_has_a_look() -> None:
    assert set(LOOKS) == set(Style)
