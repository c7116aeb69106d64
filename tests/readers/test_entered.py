"""What was entered in a workbook, as openpyxl reads it too: values, formulas, tabs."""

from __future__ import annotations

import datetime as dt
import zipfile
from pathlib import Path
from typing import Any

import openpyxl
import pytest
import xlsxwriter

from xianbiao.export.county import write_blank_county
from xianbiao.readers.entered import Contents, EnteredBook
from xianbiao.readers.package import open_package
from xianbiao.sheets.blank import fund_called
from xianbiao.sheets.plan import Formula

SHARED = (
    '<c r="C1"><f t="shared" ref="C1:C3" si="0">A1*$B$1</f><v>2</v></c>',
    '<c r="C2"><f t="shared" si="0"/><v>4</v></c>',
    "<c r='C3'><f t='shared' si='0'></f><v>6</v></c>",
    '<c r="C4"><f t="array" ref="C4">SUM(A1:A3)</f><v>6</v></c>',
)


def by_openpyxl(path: Path, title: str) -> Contents:
    """The contents of a sheet as openpyxl reads them."""
    sheet: Any = openpyxl.load_workbook(path)[title]
    return {
        (c.row, c.column): Formula(c.value) if c.data_type == "f" else c.value
        for row in sheet.iter_rows()
        for c in row
        if c.value is not None
    }


def sharing(folder: Path) -> Path:
    """A workbook in which three cells share a formula and one is an array."""
    plain, path = folder / "plain.xlsx", folder / "shared.xlsx"
    with xlsxwriter.Workbook(plain) as book:
        sheet = book.add_worksheet("表")
        sheet.write_column("A1", [1, 2, 3, 4])
        sheet.write("B1", 2)
    with zipfile.ZipFile(plain) as source, zipfile.ZipFile(path, "w") as target:
        for name in source.namelist():
            text = source.read(name).decode()
            if name == "xl/worksheets/sheet1.xml":
                for number, cell in enumerate(SHARED, start=1):
                    head, end, tail = text.partition(f'<row r="{number}"')
                    text = head + end + tail.replace("</row>", f"{cell}</row>", 1)
            target.writestr(name, text)
    return path


def test_a_county_file_is_read_as_openpyxl_reads_it(tmp_path: Path) -> None:
    path = tmp_path / "县.xlsx"
    write_blank_county("652301", fund_called("hardship"), 2025, "", path)
    book = EnteredBook(open_package(path))
    assert book.tabs == openpyxl.load_workbook(path).sheetnames == book.titles
    for title in book.titles:
        contents = book.contents(title)
        assert contents == by_openpyxl(path, title)
        assert contents


def test_values_of_every_kind_are_read_as_openpyxl_reads_them(tmp_path: Path) -> None:
    path = tmp_path / "表.xlsx"
    book = openpyxl.Workbook()
    sheet: Any = book.active
    cells = {
        "A1": "文字",
        "A2": 3,
        "A3": 2.5,
        "A4": True,
        "A5": dt.datetime(2024, 3, 5),
        "B1": "=A2+A3",
        "B2": "=NA()",
        "B3": "#N/A",
        "C1": "合并",
    }
    for place, value in cells.items():
        sheet[place] = value
    sheet.merge_cells("C1:D2")
    book.save(path)
    contents = EnteredBook(open_package(path)).contents("Sheet")
    assert contents == by_openpyxl(path, "Sheet")
    assert contents[1, 2] == Formula("=A2+A3")
    assert contents[5, 1] == dt.datetime(2024, 3, 5)


def test_cells_that_share_a_formula_have_it_each_for_its_own_row(tmp_path: Path) -> None:
    path = sharing(tmp_path)
    contents = EnteredBook(open_package(path)).contents("表")
    assert [contents[row, 3] for row in (1, 2, 3)] == [
        Formula("=A1*$B$1"),
        Formula("=A2*$B$1"),
        Formula("=A3*$B$1"),
    ]
    theirs = by_openpyxl(path, "表")
    assert [theirs[row, 3] for row in (1, 2, 3)] == [contents[row, 3] for row in (1, 2, 3)]


def test_a_formula_of_an_area_is_not_taken_for_one_of_a_cell(tmp_path: Path) -> None:
    assert EnteredBook(open_package(sharing(tmp_path))).contents("表")[4, 3] == Formula(
        "{=SUM(A1:A3)}"
    )


def test_what_a_merged_area_covers_is_empty(tmp_path: Path) -> None:
    path = tmp_path / "表.xlsx"
    with xlsxwriter.Workbook(path) as book:
        sheet = book.add_worksheet("表")
        sheet.merge_range("A1:B1", "看得见")
        sheet.write("B1", "盖住了")
    assert EnteredBook(open_package(path)).contents("表") == {(1, 1): "看得见"}


@pytest.mark.parametrize("kind", ["worksheet", "chartsheet"])
def test_every_tab_is_named_also_that_of_a_chart(tmp_path: Path, kind: str) -> None:
    path = tmp_path / "表.xlsx"
    with xlsxwriter.Workbook(path) as book:
        book.add_worksheet("表")
        if kind == "chartsheet":
            chart = book.add_chart({"type": "column"})
            chart.add_series({"values": "=表!$A$1:$A$3"})
            book.add_chartsheet("图").set_chart(chart)
        else:
            book.add_worksheet("图")
    found = EnteredBook(open_package(path))
    assert found.tabs == ["表", "图"]
    assert found.titles == (["表"] if kind == "chartsheet" else ["表", "图"])
