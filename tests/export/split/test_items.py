"""A county with several rows, one for each item, gets all of them and its own subtotal, once."""

from __future__ import annotations

import json
from collections.abc import Sequence
from pathlib import Path

import openpyxl
import pytest

from xianbiao.cli import main

Row = Sequence[object]
TITLE: list[Row] = [["困难群众救助补助资金分配表"], ["单位：元"]]
HEAD: Row = ["地区", "项目", "人数", "标准", "补助金额"]
CHANG: list[Row] = [["昌吉市", "低保", 1200, 100, 120000], [None, "特困", 300, 200, 60000]]
FU: list[Row] = [["阜康市", "低保", 800, 100, 80000], [None, "特困", 150, 200, 30000]]
AMOUNTS = {"昌吉市": "180000", "阜康市": "110000"}


def sums(first: int) -> Row:
    """The subtotal of two rows."""
    return [None, "小计", None, None, f"=SUM(E{first}:E{first + 1})"]


def named(rows: list[Row]) -> list[Row]:
    """The name in every row, as it stands where nothing is merged."""
    return [[rows[0][0], *row[1:]] for row in rows]


CASES: dict[str, tuple[list[Row], tuple[str, ...]]] = {
    "小计在后，名称合并到小计": (
        [*CHANG, sums(4), *FU, sums(7), ["总计", None, None, None, "=E6+E9"]],
        ("A4:A6", "A7:A9"),
    ),
    "小计在后，名称不合并": (
        [*CHANG, sums(4), *FU, sums(7), ["总计", None, None, None, "=E6+E9"]],
        (),
    ),
    "没有小计，名称合并": (
        [*CHANG, *FU, ["总计", None, None, None, "=SUM(E4:E7)"]],
        ("A4:A5", "A6:A7"),
    ),
    "没有小计，每行写名称": (
        [*named(CHANG), *named(FU), ["总计", None, None, None, "=SUM(E4:E7)"]],
        (),
    ),
    "没有合计": ([*named(CHANG), *named(FU)], ()),
    "按项目排，单位轮着写": (
        [
            *(row for pair in zip(named(CHANG), named(FU), strict=True) for row in pair),
            ["总计", None, None, None, "=SUM(E4:E7)"],
        ],
        (),
    ),
}


def book(path: Path, rows: list[Row], merged: Sequence[str]) -> Path:
    made = openpyxl.Workbook()
    sheet = made.active
    assert sheet is not None
    for row in [*TITLE, HEAD, *rows]:
        sheet.append(list(row))
    for area in merged:
        sheet.merge_cells(area)
    made.save(path)
    return path


@pytest.mark.parametrize(("rows", "merged"), CASES.values(), ids=CASES)
def test_every_item_goes_to_its_county_and_counts_once(
    rows: list[Row],
    merged: Sequence[str],
    tmp_path: Path,
    capsys: pytest.CaptureFixture[str],
) -> None:
    file = book(tmp_path / "表.xlsx", rows, merged)
    assert main(["check", str(file)]) == 0, capsys.readouterr().out
    assert main(["export", str(file), "--out", str(tmp_path / "县")]) == 0, capsys.readouterr().err
    listed = json.loads((tmp_path / "县" / "清单.json").read_text(encoding="utf-8"))["files"]
    assert {f["recipient"]: f["amount"] for f in listed} == AMOUNTS
    for name in AMOUNTS:
        (made,) = (tmp_path / "县").glob(f"*{name}*.xlsx")
        sheet = openpyxl.load_workbook(made).active
        assert sheet is not None
        items = [row[1] for row in sheet.iter_rows(min_row=4, values_only=True)]
        assert [item for item in items if item in ("低保", "特困")] == ["低保", "特困"]
