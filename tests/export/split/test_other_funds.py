"""Tables of other funds that are divided: 市本级 of several cities, units of single columns."""

from __future__ import annotations

import json
import zipfile
from pathlib import Path
from typing import Any

import openpyxl
import pytest
import xlsxwriter

from xianbiao.cli import main

CITIES = """
2024年省级临时救助补助资金分配表
单位：千元
地区|因素分配|绩效奖补|合计
全省合计|100|20|120
西安市|60|12|72
市本级|20|4|24
蓝田县|40|8|48
榆林市|40|8|48
市本级|10|2|12
府谷县|30|6|36
"""
AGED = """
2024年第一季度高龄津贴补助资金拨付表
县（市、区）|人数|月标准（元）|3个月金额（元）|本次拨付（万元）
邯山区|1000|50|150000|15
丛台区|2000|50|300000|30
复兴区|300|50|45000|4.5
合计|3300||495000|49.5
"""


def write(path: Path, text: str, hidden: int | None = None) -> Path:
    """A workbook of one sheet, a line a row and | between cells; `hidden` is a row from 1."""
    with xlsxwriter.Workbook(str(path)) as book:
        sheet = book.add_worksheet("表")
        for row, line in enumerate(text.strip().splitlines()):
            for column, cell in enumerate(line.split("|")):
                if cell:
                    is_figure = cell.replace(".", "").isdigit()
                    sheet.write(row, column, float(cell) if is_figure else cell)
        if hidden is not None:
            sheet.set_row(hidden - 1, None, None, {"hidden": True})
    return path


def divided(folder: Path, text: str) -> tuple[dict[str, Any], Path]:
    """The list that an export writes beside its files, and the folder."""
    out = folder / "县"
    assert main(["export", str(write(folder / "表.xlsx", text)), "--out", str(out)]) == 0
    return json.loads((out / "清单.json").read_text(encoding="utf-8")), out


def test_the_cities_own_rows_are_recipients_of_their_own(tmp_path: Path) -> None:
    _, out = divided(tmp_path, CITIES)
    files = sorted(p.name for p in out.glob("*.xlsx"))
    assert files == [
        "01_西安市本级.xlsx",
        "02_蓝田县.xlsx",
        "03_榆林市本级.xlsx",
        "04_府谷县.xlsx",
    ]
    rows = openpyxl.load_workbook(out / files[2])["表"].iter_rows(values_only=True)
    assert ("市本级", 10, 2, 12) in list(rows)


def test_the_amount_is_listed_in_the_unit_of_its_column(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    listed, _ = divided(tmp_path, AGED)
    assert "丛台区 30 万元" in capsys.readouterr().out
    assert listed["unit"] == "万元"


def test_a_hidden_recipient_gets_a_file_that_shows_its_row_and_this_is_said(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    book = write(tmp_path / "表.xlsx", AGED, hidden=4)
    assert main(["export", str(book), "--out", str(tmp_path / "县")]) == 0
    assert "隐藏的行照样拆出，文件里取消隐藏：丛台区（第4行）" in capsys.readouterr().err
    sheet = openpyxl.load_workbook(tmp_path / "县" / "02_丛台区.xlsx")["表"]
    shown = [row for row in sheet.iter_rows() if not sheet.row_dimensions[row[0].row].hidden]
    assert "丛台区" in [row[0].value for row in shown]


def merged_book(path: Path) -> Path:
    """Amounts from above and a district, each merged over the rows of two counties."""
    with xlsxwriter.Workbook(str(path)) as book:
        sheet = book.add_worksheet("表")
        sheet.write("A1", "2024年临时救助补助资金分配表")
        sheet.write("D2", "单位：万元")
        sheet.write_row("A3", ["县市", "上级下达", "本次下达", "片区"])
        for row, (name, amount) in enumerate(
            [("甲县", 10), ("乙县", 20), ("丙县", 30), ("丁县", 40)]
        ):
            sheet.write(3 + row, 0, name)
            sheet.write(3 + row, 2, amount)
        sheet.merge_range("B4:B5", 333)
        sheet.merge_range("B6:B7", 777)
        sheet.merge_range("D4:D5", "东片")
        sheet.write("A8", "合计")
        sheet.write_formula("B8", "=SUM(B4:B7)", None, 1110)
        sheet.write_formula("C8", "=SUM(C4:C7)", None, 100)
    return path


def test_an_amount_merged_over_several_counties_is_left_blank_and_said(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    out = tmp_path / "县"
    book = merged_book(tmp_path / "表.xlsx")
    assert main(["export", str(book), "--out", str(out)]) == 0
    said = capsys.readouterr()
    assert "B4:B5、B6:B7 的金额合并在几个单位的行上（甲县、乙县）" in said.out + said.err
    assert "不是各行相加的数" not in said.out + said.err
    for name, amount, district in (("甲县", 10, "东片"), ("乙县", 20, "东片"), ("丙县", 30, None)):
        [path] = out.glob(f"*{name}*.xlsx")
        sheet = openpyxl.load_workbook(path)["表"]
        assert [c.value for c in sheet[4]] == [name, None, amount, district]
        assert sheet["B5"].value is None
        assert not any("333" in data or "777" in data for data in parts(path))


def parts(path: Path) -> list[str]:
    """Every part of a package as text."""
    with zipfile.ZipFile(path) as package:
        return [package.read(name).decode("utf-8", "replace") for name in package.namelist()]
