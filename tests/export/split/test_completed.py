"""A workbook whose formulas store no results is divided by the results that they come to."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path

import openpyxl
import pytest
import xlsxwriter

from xianbiao.cli import main
from xianbiao.export.split.completed import completed
from xianbiao.export.split.opening import open_book
from xianbiao.readers.xlsx import results_to_store

COUNTIES = ("库尔勒市", "轮台县", "尉犁县")


def master(path: Path, *, stored: bool) -> Path:
    """A table whose amounts are formulas, with their results or with zeros; dates with theirs."""
    with xlsxwriter.Workbook(str(path)) as book:
        sheet = book.add_worksheet("分配表")
        dates = book.add_format({"num_format": "yyyy-mm-dd"})
        sheet.write_row(0, 0, ["2025年困难群众救助补助资金分配表"])
        sheet.write_row(1, 0, ["单位：万元"])
        sheet.write_row(2, 0, ["县市", "人数", "标准", "补助金额", "简称", "办结"])
        for at, name in enumerate(COUNTIES):
            row = 3 + at
            sheet.write_row(row, 0, [name, 10 + at, 1.5])
            amount = (10 + at) * 1.5 if stored else 0
            sheet.write_formula(row, 3, f"=B{row + 1}*C{row + 1}", None, amount)
            sheet.write_formula(row, 4, f"=LEFT(A{row + 1},2)", None, name[:2] if stored else 0)
            sheet.write_formula(row, 5, f"=DATE(2025,1,{at + 1})", dates, 45658 + at)
        sheet.write(6, 0, "合计")
        sheet.write_formula(6, 3, "=SUM(D4:D6)", None, 49.5 if stored else 0)
    return path


def bare(path: Path) -> Path:
    """The same as programs write it that store no result at all."""
    book = openpyxl.load_workbook(master(path, stored=False))
    book.save(path)
    return path


def amounts(folder: Path) -> dict[str, str]:
    listed = json.loads((folder / "清单.json").read_text(encoding="utf-8"))["files"]
    return {file["recipient"]: file["amount"] for file in listed}


@pytest.mark.parametrize(
    ("make", "count"), [(bare, 10), (lambda path: master(path, stored=False), 7)]
)
def test_amounts_are_those_that_the_formulas_come_to(
    make: Callable[[Path], Path], count: int, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    book = make(tmp_path / "表.xlsx")
    assert main(["export", str(book), "--out", str(tmp_path / "县")]) == 0
    assert amounts(tmp_path / "县") == {"库尔勒市": "15", "轮台县": "16.5", "尉犁县": "18"}
    assert f"{count} 格公式没有存结果" in capsys.readouterr().err
    file = next((tmp_path / "县").glob("*轮台县*.xlsx"))
    shown = openpyxl.load_workbook(file, data_only=True).active
    asked = openpyxl.load_workbook(file).active
    assert [shown["D4"].value, shown["D5"].value, shown["E4"].value] == [16.5, 16.5, "轮台"]
    assert f"{shown['F4'].value:%Y-%m-%d}" == "2025-01-02"
    assert asked["D4"].value == "=B4*C4"


def test_a_workbook_with_its_results_is_left_byte_for_byte(tmp_path: Path) -> None:
    opened = open_book(master(tmp_path / "表.xlsx", stored=True), tmp_path)
    assert completed(opened) is opened


def test_results_are_those_that_nothing_is_stored_for(tmp_path: Path) -> None:
    found = results_to_store(master(tmp_path / "表.xlsx", stored=False))
    assert found["分配表", "D4"] == 15
    assert found["分配表", "E6"] == "尉犁"
    assert len(found) == 7
    assert results_to_store(master(tmp_path / "好.xlsx", stored=True)) == {}
