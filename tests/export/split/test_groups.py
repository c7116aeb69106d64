"""Nested tables: rows that add up a group, names merged over several rows, blank rows between."""

from __future__ import annotations

from pathlib import Path

import openpyxl
import pytest
import xlsxwriter

from xianbiao.cli import main
from xianbiao.export.package.source import SourceBook
from xianbiao.export.split import planning
from xianbiao.export.split.deliver import export_split
from xianbiao.export.split.options import SplitOptions, Totals
from xianbiao.model.errors import UnreadableTable
from xianbiao.model.recipients import Recipient, RecipientKind
from xianbiao.model.refs import Ref
from xianbiao.sheets.grid import Cell, Grid, Merge
from xianbiao.sheets.split_plan import GroupRow, SplitPlan, TableSplit

NESTED = (
    ("合计", 3000),
    ("甲市小计", 1200),
    ("甲东县", 500),
    ("甲西县", 700),
    ("乙市小计", 1800),
    ("乙南县", 800),
    ("乙北县", 1000),
)


def nested(path: Path) -> SplitPlan:
    """A table whose total is first and whose groups are headed by their sums."""
    with xlsxwriter.Workbook(str(path)) as book:
        sheet = book.add_worksheet("表")
        sheet.write_row(0, 0, ("单位", "金额"))
        for row, (name, amount) in enumerate(NESTED, 1):
            sheet.write(row, 0, name)
            sheet.write(row, 1, amount)
        for row, formula in ((1, "=B3+B6"), (2, "=SUM(B4:B5)"), (5, "=SUM(B7:B8)")):
            sheet.write_formula(row, 1, formula, None, NESTED[row - 1][1])
    names = [name for name, _ in NESTED if name.endswith("县")]
    recipients = tuple(
        Recipient(i, n, n, None, RecipientKind.PLACE) for i, n in enumerate(names, 1)
    )
    groups = (GroupRow(3, frozenset([4, 5])), GroupRow(6, frozenset([7, 8])))
    table = TableSplit("表", {4: 0, 5: 1, 7: 2, 8: 3}, (2,), groups, (), (2,), 2, "万元")
    return SplitPlan(recipients, (table,))


@pytest.mark.parametrize(
    ("groups", "rows", "formulas"),
    [
        (
            Totals.RECOMPUTED,
            [("单位", "金额"), ("合计", 800), ("乙市小计", 800), ("乙南县", 800)],
            [None, "=SUM(B4:B4)"],
        ),
        (Totals.DROPPED, [("单位", "金额"), ("合计", 800), ("乙南县", 800)], [None]),
    ],
)
def test_a_group_row_is_added_anew_or_goes(
    tmp_path: Path, groups: Totals, rows: list[tuple[str, object]], formulas: list[str | None]
) -> None:
    plan = nested(tmp_path / "表.xlsx")
    source = SourceBook.open(tmp_path / "表.xlsx")
    export_split(source, plan, tmp_path / "县", SplitOptions(groups=groups))
    path = tmp_path / "县" / "03_乙南县.xlsx"
    stored = openpyxl.load_workbook(path, data_only=True)["表"]
    assert [tuple(row) for row in stored.iter_rows(values_only=True)] == rows
    sheet = openpyxl.load_workbook(path)["表"]
    found = [sheet.cell(row, 2).value for row in range(2, 2 + len(formulas))]
    assert [f if str(f).startswith("=") else None for f in found] == formulas


def by_hand(path: Path, *, items: tuple[str, ...]) -> Path:
    """Two rows for each county, its name merged over both."""
    with xlsxwriter.Workbook(str(path)) as book:
        sheet = book.add_worksheet("分配表")
        sheet.write(0, 0, "2024年困难群众救助补助资金分配表（单位：万元）")
        sheet.write_row(1, 0, ("县市", "项目", "金额"))
        row = 2
        for index, name in enumerate(("昌吉市", "阜康市", "呼图壁县")):
            sheet.merge_range(row, 0, row + 1, 0, name)
            for item in items:
                sheet.write(row, 1, item)
                sheet.write(row, 2, 1000 + 10 * index)
                row += 1
    return path


def test_rows_that_share_a_merged_name_are_never_given_to_two(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """Either the name over the rows is their owner, or the table is refused."""
    book = by_hand(tmp_path / "表.xlsx", items=("低保", "临时救助"))
    if main(["export", str(book), "--out", str(tmp_path / "县")]) == 0:
        sheet = openpyxl.load_workbook(tmp_path / "县" / "02_阜康市.xlsx").worksheets[0]
        assert [c.value for c in sheet["B"]] == [None, "项目", "低保", "临时救助"]
        assert [str(r) for r in sheet.merged_cells.ranges] == ["A3:A4"]
    else:
        assert "可能认错了单位所在的列" in capsys.readouterr().err


@pytest.mark.parametrize(
    ("merges", "message"), [([Merge(1, 0, 2, 0)], None), ([], "不知道这一行是哪个单位的")]
)
def test_a_row_below_a_recipient_is_its_own_only_under_a_merged_cell(
    merges: list[Merge], message: str | None
) -> None:
    rows = [("单位", "数"), ("甲县", 1), (None, 2), ("乙县", 3)]
    cells = [
        [Cell(v, Ref("表", "表", f"{'AB'[c]}{r}")) for c, v in enumerate(row)]
        for r, row in enumerate(rows, 1)
    ]
    grid = Grid("表", "表", cells, merges)
    split = TableSplit("表", {2: 0, 4: 1}, sums=(2,))
    if message is None:
        assert planning._with_all_rows(split, grid).rows == {2: 0, 3: 0, 4: 1}
    else:
        with pytest.raises(UnreadableTable, match=message):
            planning._with_all_rows(split, grid)


def test_blank_rows_between_recipients_go() -> None:
    values = ["单位", "甲县", None, "乙县"]
    cells = [[Cell(v, Ref("表", "表", f"A{r}"))] for r, v in enumerate(values, 1)]
    split = planning._with_all_rows(TableSplit("表", {2: 0, 4: 1}), Grid("表", "表", cells))
    assert split.dropped == (3,)
