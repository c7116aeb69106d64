"""A working workbook keeps the sums it was made with, whatever the figures say today."""

from __future__ import annotations

from pathlib import Path

import openpyxl
import pytest
from openpyxl.worksheet.worksheet import Worksheet

from support.right_notice import HEAD, TABLE
from xianbiao.checks import check
from xianbiao.export.workbook import workbook_bytes
from xianbiao.model.allocation import AllocationTable
from xianbiao.readers import read_notice
from xianbiao.sheets.layout.book import working_book

FIRST, LAST = 6, 8
"""The rows of the recipients; 合计, 中央 and 自治区 stand in columns B, C, D."""


@pytest.fixture
def book(tmp_path: Path) -> Path:
    source, out = tmp_path / "通知.txt", tmp_path / "工作簿.xlsx"
    source.write_text(HEAD + TABLE, encoding="utf-8")
    notice = read_notice([source])
    out.write_bytes(workbook_bytes(working_book(notice, check(notice))))
    return out


def type_into(book: Path, cells: dict[str, object]) -> None:
    workbook = openpyxl.load_workbook(book)
    for place, value in cells.items():
        workbook["附件1"][place] = value
    workbook.save(book)


def found(book: Path) -> set[tuple[str, str | None]]:
    """What is wrong inside the table: rule and cell."""
    findings = check(read_notice([book]))
    return {(f.rule, f.ref.cell) for f in findings if f.rule in ("C08", "T03")}


def ties(book: Path) -> list[str]:
    table = read_notice([book]).allocation
    assert isinstance(table, AllocationTable)
    return [equation.text for equation in table.equations]


@pytest.mark.parametrize("rows", [(6,), (6, 7), (6, 7, 8)])
def test_a_wrong_sum_is_named_though_it_stands_in_most_rows(
    book: Path, rows: tuple[int, ...]
) -> None:
    type_into(book, {f"B{row}": 999 for row in rows})
    expected = {("C08", f"B{row}") for row in (*rows, 5)} | {("T03", f"B{row}") for row in rows}
    assert found(book) - {("C08", "B5")} == expected - {("C08", "B5")}


@pytest.mark.parametrize("renamed", [{"C4": "中央资金"}, {"B4": "总计"}, {"C4": "甲", "D4": "乙"}])
def test_a_renamed_column_keeps_its_tie(book: Path, renamed: dict[str, object]) -> None:
    type_into(book, {**renamed, "B6": 999})
    assert found(book) >= {("C08", "B6"), ("T03", "B6")}


def test_the_sum_of_a_column_inserted_beside_them_stays_with_the_others(book: Path) -> None:
    workbook = openpyxl.load_workbook(book)
    sheet = workbook["附件1"]
    assert isinstance(sheet, Worksheet)
    for row in range(4, LAST + 1):
        sheet.cell(row, 5).value = sheet.cell(row, 4).value
        sheet.cell(row, 4).value = "其他" if row == 4 else 0
        if row >= FIRST:
            sheet.cell(row, 2).value = f"=C{row}+E{row}"
    sheet["D5"], sheet["E5"] = "=SUM(D6:D8)", "=SUM(E6:E8)"
    workbook.save(book)
    assert ties(book) == ["合计 = 中央 + 自治区"]
    assert found(book) == set()


def test_a_workbook_made_without_the_list_is_read_by_its_figures(book: Path) -> None:
    workbook = openpyxl.load_workbook(book)
    meta = workbook["_meta"]
    for row in [r for r in meta.iter_rows() if r[0].value in ("tie", "columns")]:
        for cell in row:
            cell.value = None
    workbook.save(book)
    assert ties(book) == ["合计 = 中央 + 自治区"]
