"""Values of formulas: stored ones are kept, missing and uncomputed ones are computed."""

from __future__ import annotations

import datetime as dt
import re
import zipfile
from pathlib import Path
from typing import Any

import openpyxl
import pytest
import xlsxwriter

from xianbiao.checks import check
from xianbiao.model.errors import UnreadableFile
from xianbiao.readers import read_notice
from xianbiao.readers.xlsx import read_xlsx


def stored(path: Path, cells: dict[str, Any], values: dict[str, str], asks: bool = False) -> Path:
    """A workbook with formulas and the values that are stored for them."""
    book = openpyxl.Workbook()
    sheet = book.active
    assert sheet is not None
    for address, value in cells.items():
        sheet[address] = value
    book.save(path)
    with zipfile.ZipFile(path) as package:
        parts = {name: package.read(name).decode() for name in package.namelist()}
    if not asks:
        parts["xl/workbook.xml"] = parts["xl/workbook.xml"].replace(' fullCalcOnLoad="1"', "")
    name = "xl/worksheets/sheet1.xml"
    for address, value in values.items():
        kind = "" if re.fullmatch(r"-?[\d.]+", value) else ' t="str"'
        parts[name], count = re.subn(
            rf'<c r="{address}"[^>]*><f>(.*?)</f>(?:<v ?/>|<v></v>)',
            rf'<c r="{address}"{kind}><f>\1</f><v>{value}</v>',
            parts[name],
        )
        assert count == 1
    with zipfile.ZipFile(path, "w") as package:
        for part, text in parts.items():
            package.writestr(part, text)
    return path


def values(path: Path) -> dict[str | None, object]:
    return {c.ref.cell: c.value for c in read_xlsx(path)[0].cells()}


def test_values_that_were_never_computed_are_not_read_as_zeros(tmp_path: Path) -> None:
    path = tmp_path / "分配表.xlsx"
    with xlsxwriter.Workbook(path) as book:
        sheet = book.add_worksheet("附件1")
        sheet.write_column("A1", ["2024年补助资金分配表", "单位：万元"])
        sheet.write_row("A3", ["县市", "金额"])
        sheet.write_row("A4", ["合计", "=SUM(B5:B6)"])
        sheet.write_row("A5", ["昌吉市", 100])
        sheet.write_row("A6", ["阜康市", "=B5*2"])
    table = read_notice([path]).allocation
    assert table is not None
    assert table.total is not None
    assert [a.value for a in table.total.amounts.values()] == [300]
    assert not [f for f in check(read_notice([path])) if f.rule == "C03"]


def test_formulas_without_value_are_computed_beside_those_with_one(tmp_path: Path) -> None:
    cells = {"A1": 1, "A2": "=A1+1", "A3": "=A2+1", "A4": "=DATE(2024,3,5)"}
    path = stored(tmp_path / "表.xlsx", cells, {"A2": "2"})
    assert values(path)["A3"] == 3
    book = openpyxl.load_workbook(path)
    book["Sheet"]["A4"].number_format = "yyyy-mm-dd"
    book.save(path)
    assert values(path)["A4"] == dt.datetime(2024, 3, 5)


def test_an_empty_result_is_a_stored_value(tmp_path: Path) -> None:
    cells = {"A1": 1, "A2": '=IF(A1=1,"",2)', "A3": "=FOO(A1)", "A4": "末行"}
    path = stored(tmp_path / "表.xlsx", cells, {"A2": "", "A3": ""})
    assert values(path)["A3"] is None


@pytest.mark.parametrize(
    ("formula", "words"),
    [
        ("='C:\\表\\[去年.xlsx]Sheet1'!A1", "引用别的工作簿"),
        ("=[1]Sheet1!A1+A1", "引用别的工作簿"),
        ("=A3+1", "循环引用"),
        ("=取数(A1)", ""),
        ("=GETDATA(A1)", "不认识的函数"),
        ("=SUM(A1:", "写法不完整"),
    ],
)
def test_a_formula_that_cannot_be_computed_keeps_its_value_or_is_named(
    tmp_path: Path, formula: str, words: str
) -> None:
    cells = {"A1": 1, "A2": "=A3+1", "A3": formula, "A4": "=A1+1"}
    kept = values(stored(tmp_path / "有值.xlsx", cells, {"A2": "8", "A3": "7"}))
    assert (kept["A2"], kept["A3"], kept["A4"]) == (8, 7, 2)
    with pytest.raises(UnreadableFile) as caught:
        read_xlsx(stored(tmp_path / "无值.xlsx", cells, {"A2": "8"}))
    said = str(caught.value)
    assert "公式算不出来" in said
    assert "「Sheet」A3" in said
    assert formula in said
    assert words in said
    assert "重算并保存" in said


def test_a_zero_that_was_never_computed_does_not_stand_for_a_formula(tmp_path: Path) -> None:
    cells = {"A1": 1, "A2": "=GETDATA(A1)"}
    with pytest.raises(UnreadableFile, match="公式算不出来"):
        read_xlsx(stored(tmp_path / "表.xlsx", cells, {"A2": "0"}, asks=True))


def test_what_cannot_be_computed_on_a_hidden_sheet_stops_nothing(tmp_path: Path) -> None:
    path = tmp_path / "表.xlsx"
    book = openpyxl.Workbook()
    sheet = book.active
    assert sheet is not None
    sheet["A1"] = 1
    hidden = book.create_sheet("底稿")
    hidden["A1"] = "=GETDATA(1)"
    hidden.sheet_state = "veryHidden"
    book.save(path)
    assert [g.is_hidden for g in read_xlsx(path)] == [False, True]


@pytest.mark.parametrize(("kept", "called"), [("Worksheets/Sheet1", ""), ("", "Worksheets/Sheet1")])
def test_a_part_called_in_another_case_is_found_by_the_engine_too(
    tmp_path: Path, kept: str, called: str
) -> None:
    path = stored(tmp_path / "表.xlsx", {"A1": 5, "B1": "=A1*2", "C1": "县市"}, {}, asks=True)
    with zipfile.ZipFile(path) as package:
        parts = {name: package.read(name) for name in package.namelist()}
    usual = "worksheets/sheet1"
    with zipfile.ZipFile(path, "w") as package:
        for name, data in parts.items():
            if called and name.endswith(".rels"):
                data = data.replace(usual.encode(), called.encode())
            package.writestr(name.replace(usual, kept) if kept else name, data)
    (grid,) = read_xlsx(path)
    assert [cell.value for cell in grid.filled(0)] == [5, 10, "县市"]
