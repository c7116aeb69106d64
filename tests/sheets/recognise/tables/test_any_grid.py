"""Whatever stands on a sheet, it is read without breaking, and every value keeps its cell."""

from __future__ import annotations

from hypothesis import example, given, settings
from hypothesis import strategies as st

from xianbiao.checks import check
from xianbiao.model.places import load_places
from xianbiao.model.refs import Ref
from xianbiao.sheets.addresses import column_letters
from xianbiao.sheets.grid import Cell, Grid, Merge
from xianbiao.sheets.recognise.notice import recognise
from xianbiao.sheets.recognise.tables import read_grid
from xianbiao.sheets.recognise.tables.describe import sections
from xianbiao.sheets.recognise.tables.describe_json import to_json
from xianbiao.sheets.recognise.tables.memory import review_rows

WORDS = (
    *("序号", "县市", "单位", "地区", "合计", "小计", "总计", "其中：六工镇", "其中", "金额"),
    *("人数", "标准", "中央资金", "城市低保", "调整前", "调整数", "调整后", "备注", "一、县市"),
    *("昌吉州", "昌吉市", "阜康市", "州本级", "州救助站", "巴州", "轮台县", "单位：万元", "附件1"),
    *("资金分配表", "注：说明", "1,200.5", "10(其中，灾情因素6万元)", "63×80=5040", "#REF!", " "),
    *("一级指标", "科目代码", "2081001", "栏次", "甲", "—", "约3万"),
)
VALUES = st.one_of(
    st.none(),
    st.sampled_from(WORDS),
    st.integers(-5, 300),
    st.floats(allow_nan=True, allow_infinity=True, width=32),
    st.booleans(),
    st.text(max_size=6),
)


@st.composite
def grids(draw: st.DrawFn) -> Grid:
    height, width = draw(st.integers(1, 12)), draw(st.integers(1, 8))
    rows = [
        [
            Cell(draw(VALUES), Ref("表.xlsx", "表", f"{column_letters(c)}{r + 1}", column=c + 1))
            for c in range(width)
        ]
        for r in range(height)
    ]
    merges = []
    for _ in range(draw(st.integers(0, 2))):
        top, left = draw(st.integers(0, height - 1)), draw(st.integers(0, width - 1))
        bottom, right = draw(st.integers(top, height - 1)), draw(st.integers(left, width - 1))
        if (top, left) != (bottom, right):
            merges.append(Merge(top, left, bottom, right))
    return Grid("表.xlsx", "表", rows, merges=merges)


def _a_part_that_is_a_total() -> Grid:
    """A row that is marked as a part of the row above and as a total of the rows around it."""
    values: list[tuple[int | str | None, ...]] = [
        (None, None, "序号"),
        (0, None, None),
        ("其中：六工镇", "合计", None),
        (None, "序号", None),
        ("序号", None, None),
    ]
    rows = [
        [Cell(v, Ref("表.xlsx", "表", f"{'ABC'[c]}{r}", column=c + 1)) for c, v in enumerate(row)]
        for r, row in enumerate(values, 1)
    ]
    return Grid("表.xlsx", "表", rows)


def _only_a_heading() -> Grid:
    """One heading merged over four rows, and nothing else."""
    values = ("序号", None, None, None)
    rows = [[Cell(v, Ref("表.xlsx", "表", f"A{r}", column=1))] for r, v in enumerate(values, 1)]
    return Grid("表.xlsx", "表", rows, merges=[Merge(0, 0, 3, 0)])


@settings(max_examples=250)
@example(_only_a_heading())
@example(_a_part_that_is_a_total())
@given(grids())
def test_any_sheet_is_read_described_and_checked(grid: Grid) -> None:
    places = load_places()
    values = {c.ref.cell: c.value for c in grid.cells()}
    tables = read_grid(grid, places)
    review_rows(tables)
    for number, table in enumerate(tables, 1):
        list(sections(number, table))
        to_json(table)
        for row in table.rows:
            assert row.parent is None or 0 <= row.parent < len(table.rows)
            for amount in row.values.values():
                assert amount.ref.cell in values
                assert not (amount.is_number and values[amount.ref.cell] is None)
    check(recognise("表.xlsx", [grid], places))
