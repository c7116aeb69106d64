"""What is made once for all files with sheets of their own is what one file would be given."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
import xlsxwriter
from cutting import parts

from xianbiao.export.package.cut import Cut, SheetCut
from xianbiao.export.package.cutter import Cutter
from xianbiao.export.package.own_book import OwnBook
from xianbiao.export.package.row_map import RowMap
from xianbiao.export.package.row_writer import RowWriter
from xianbiao.export.package.sheet_xml import SheetXml
from xianbiao.export.package.source import SourceBook

OWN = {"甲县": 0, "乙县": 1, "丙县": 2}
REGIONS = {"分配": ((2, 4),)}


@pytest.fixture
def book(tmp_path: Path) -> SourceBook:
    """A table, a form for each of three between it and the notes, and names of every kind."""
    path = tmp_path / "表.xlsx"
    with xlsxwriter.Workbook(path) as workbook:
        table = workbook.add_worksheet("分配")
        table.write_row(0, 0, ["单位", "金额"])
        for name, index in OWN.items():
            table.write_row(index + 1, 0, [name, 1000 + index])
        table.print_area(0, 0, 3, 1)
        for name, index in OWN.items():
            sheet = workbook.add_worksheet(name)
            sheet.write(0, 0, f"{name}绩效目标表")
            sheet.write_formula(1, 1, f"=分配!B{index + 2}", None, 1000 + index)
            sheet.write_formula(2, 1, "=B2*比率", None, 500 + index / 2)
            for row in range(3, 20):
                sheet.write_row(row, 0, ["产出指标", f"指标{row}", row])
            if index:
                sheet.print_area(0, 0, 19, 2)
            if index == 2:
                sheet.write_comment("A1", "批注")
        notes = workbook.add_worksheet("说明")
        notes.write("A1", 0.5)
        workbook.define_name("比率", "=说明!$A$1")
        workbook.define_name("丙表", "=丙县!$A$1")
        workbook.define_name("丙表的一半", "=丙表*比率")
        workbook.define_name("甲的金额", "=分配!$B$2")
        workbook.define_name("分配!标题", "=分配!$A$1:$B$1")
    return SourceBook.open(path)


def made(source: SourceBook, name: str) -> dict[str, bytes]:
    """The parts of the file of one of them; the order of lists that have none does not count."""
    row = OWN[name] + 2
    removed = [(a, b) for a, b in ((2, row - 1), (row + 1, 4)) if a <= b]
    sheets = (SheetCut("分配", RowMap(removed)), SheetCut(name), SheetCut("说明"))
    found = parts(Cutter(source, REGIONS, (), OWN).file(Cut(sheets, frozenset([name]))))
    for part in found:
        if part.endswith(".rels") or part.startswith("["):
            found[part] = b"".join(sorted(re.findall(rb"<[^>]*>", found[part])))
    return found


@pytest.mark.parametrize("name", OWN)
def test_the_book_is_that_which_is_made_for_one_file(
    book: SourceBook, name: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    quick = made(book, name)
    monkeypatch.setattr(OwnBook, "fits", lambda *_: False)
    assert made(book, name) == quick


@pytest.mark.parametrize(
    ("name", "names"),
    [
        ("甲县", ["_xlnm.Print_Area", "比率", "标题", "甲的金额"]),
        ("乙县", ["_xlnm.Print_Area", "_xlnm.Print_Area", "比率", "标题"]),
        ("丙县", ["_xlnm.Print_Area", "_xlnm.Print_Area", "丙表", "丙表的一半", "比率", "标题"]),
    ],
)
def test_a_file_has_the_names_that_mean_something_there(
    book: SourceBook, name: str, names: list[str]
) -> None:
    listed = re.findall(
        r'<definedName name="([^"]*)"', made(book, name)["xl/workbook.xml"].decode()
    )
    assert sorted(listed) == sorted(names)


@pytest.mark.parametrize("name", OWN)
def test_formulas_that_stay_are_those_that_are_read_cell_by_cell(
    book: SourceBook, name: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    part = book.part_of(name).part
    quick = made(book, name)[part]
    monkeypatch.setattr(RowWriter, "_kept_formulas", lambda *_: None)
    spans = re.compile(rb' spans="[^"]*"')
    assert spans.sub(b"", made(book, name)[part]) == spans.sub(b"", quick)
    assert b"<f>" in quick


HEAD = b'<?xml version="1.0"?>\n<worksheet xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main">'
ROW = b'<row r="1"><c r="A1"><v>1</v></c></row>'


def sheet(rows: bytes, tail: bytes = b"</worksheet>") -> bytes:
    """A sheet of these rows."""
    return HEAD + b"<sheetData>" + rows + b"</sheetData>" + tail


@pytest.mark.parametrize(
    "data",
    [
        sheet(ROW),
        sheet(b""),
        sheet(ROW + b'<row r="2"><c r="A2"><v>2</v></c></row>'),
        sheet(b'<row r="1"><c r="A1"><v>9</v></c></row>'),
        sheet(b"<row><c><v>1</v></c></row>"),
        sheet(ROW + b"<!-- <row r='7'/> -->"),
        sheet(b'<row r="1"><c r="A1" t="str"><v><![CDATA[<]]></v></c></row>'),
        sheet(ROW, b"<pageMargins/></worksheet>"),
        HEAD + b"<sheetData/></worksheet>",
    ],
)
@pytest.mark.parametrize("model", [sheet(ROW), HEAD + b"<sheetData/></worksheet>"])
def test_a_sheet_read_by_its_model_is_as_if_read_alone(data: bytes, model: bytes) -> None:
    alone = SheetXml(data, "xl/worksheets/sheet2.xml")
    beside = SheetXml(data, "xl/worksheets/sheet2.xml", SheetXml(model, "xl/worksheets/sheet1.xml"))
    assert (beside.head, beside.tail, beside.data) == (alone.head, alone.tail, alone.data)
    assert list(beside.rows()) == list(alone.rows())
    assert beside.row_texts == alone.row_texts
