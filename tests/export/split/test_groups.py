"""Nested tables: rows that add up a group, names merged over several rows, blank rows between."""

from __future__ import annotations

from pathlib import Path

import openpyxl
import pytest
import xlsxwriter

from xianbiao.cli import main
from xianbiao.export.package.source import SourceBook
from xianbiao.export.split.deliver import export_split
from xianbiao.export.split.options import SplitOptions, Totals
from xianbiao.export.split.planning import plan_of
from xianbiao.model.errors import UnreadableTable
from xianbiao.model.places import load_places
from xianbiao.model.recipients import Recipient, RecipientKind
from xianbiao.readers.notice import read_grids
from xianbiao.sheets.recognise.notice import recognise
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


def by_hand(path: Path, *, merged: bool) -> Path:
    """Two rows for each county, the name merged over both or only in the first."""
    with xlsxwriter.Workbook(str(path)) as book:
        sheet = book.add_worksheet("分配表")
        sheet.write(0, 0, "2024年困难群众救助补助资金分配表（单位：万元）")
        sheet.write_row(1, 0, ("县市", "项目", "金额"))
        row = 2
        for index, name in enumerate(("昌吉市", "阜康市", "呼图壁县")):
            if merged:
                sheet.merge_range(row, 0, row + 1, 0, name)
            else:
                sheet.write(row, 0, name)
            for item in ("低保", "临时救助"):
                sheet.write(row, 1, item)
                sheet.write(row, 2, 1000 + 10 * index)
                row += 1
    return path


def test_a_name_merged_over_rows_owns_them_all(tmp_path: Path) -> None:
    book = by_hand(tmp_path / "表.xlsx", merged=True)
    assert main(["export", str(book), "--out", str(tmp_path / "县")]) == 0
    sheet = openpyxl.load_workbook(tmp_path / "县" / "02_阜康市.xlsx").worksheets[0]
    assert [c.value for c in sheet["B"]] == [None, "项目", "低保", "临时救助"]
    assert [str(r) for r in sheet.merged_cells.ranges] == ["A3:A4"]


def test_a_row_without_an_owner_is_refused(tmp_path: Path) -> None:
    book = by_hand(tmp_path / "表.xlsx", merged=False)
    grids, places = read_grids(book), load_places()
    with pytest.raises(UnreadableTable, match="不知道这一行是哪个单位的"):
        plan_of(recognise(str(book), grids, places), grids, places)
