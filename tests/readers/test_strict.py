"""A workbook of the Strict form says in the usual form what it said before."""

from __future__ import annotations

import zipfile
from pathlib import Path

import pytest
import xlsxwriter

from support.strict import strict_copy
from xianbiao.readers.strict import usual_form
from xianbiao.readers.xlsx import read_xlsx

BOOK = b"<workbook><workbookPr/></workbook>"
BOOK_1904 = b'<workbook><workbookPr date1904="1"/></workbook>'


@pytest.mark.parametrize(
    ("strict", "usual"),
    [
        ("spreadsheetml/main", "spreadsheetml/2006/main"),
        ("drawingml/chart", "drawingml/2006/chart"),
        ("drawingml/spreadsheetDrawing", "drawingml/2006/spreadsheetDrawing"),
        ("officeDocument/relationships", "officeDocument/2006/relationships"),
        (
            "officeDocument/relationships/worksheet",
            "officeDocument/2006/relationships/worksheet",
        ),
        (
            "officeDocument/relationships/extendedProperties",
            "officeDocument/2006/relationships/extended-properties",
        ),
        ("officeDocument/customProperties", "officeDocument/2006/custom-properties"),
        ("officeDocument/docPropsVTypes", "officeDocument/2006/docPropsVTypes"),
    ],
)
def test_namespaces_have_their_usual_names(strict: str, usual: str) -> None:
    before = f'<a xmlns="http://purl.oclc.org/ooxml/{strict}">purl.oclc.org/ooxml</a>'.encode()
    after = f'<a xmlns="http://schemas.openxmlformats.org/{usual}">purl.oclc.org/ooxml</a>'
    assert dict(usual_form([("a.xml", before)], "", BOOK)) == {"a.xml": after.encode()}
    assert dict(usual_form([("a.png", before)], "", BOOK)) == {"a.png": before}


@pytest.mark.parametrize(
    ("written", "number"),
    [
        ("2024-03-05", "45356"),
        ("2024-03-05T00:00:00", "45356"),
        ("2024-03-05T12:00:00.000", "45356.5"),
        ("2024-03-05T06:00:00Z", "45356.25"),
        ("1900-03-01", "61"),
    ],
)
def test_a_date_becomes_the_number_of_its_day(written: str, number: str) -> None:
    cell = '<c r="A1" s="3" t="d"><v>{}</v></c>'
    sheet = f"<worksheet><sheetData><row>{cell.format(written)}</row></sheetData></worksheet>"
    made = dict(usual_form([("s.xml", sheet.encode())], "", BOOK))["s.xml"].decode()
    assert f'<c r="A1" s="3"><v>{number}</v></c>' in made


def test_dates_are_counted_from_1904_where_the_workbook_does(tmp_path: Path) -> None:
    sheet = b'<worksheet><sheetData><c r="A1" t="d"><v>1904-01-02</v></c></sheetData></worksheet>'
    made = dict(usual_form([("s.xml", sheet)], "", BOOK_1904))["s.xml"]
    assert b'<c r="A1"><v>1</v></c>' in made


@pytest.mark.parametrize("written", ["1900-01-05", "T12:30:00", "明天", ""])
def test_what_is_no_date_that_all_count_alike_stays(written: str) -> None:
    sheet = f'<worksheet><sheetData><c t="d"><v>{written}</v></c></sheetData></worksheet>'.encode()
    assert dict(usual_form([("s.xml", sheet)], "", BOOK)) == {"s.xml": sheet}


def test_formulas_of_a_strict_workbook_are_computed(tmp_path: Path) -> None:
    with xlsxwriter.Workbook(str(tmp_path / "表.xlsx")) as book:
        sheet = book.add_worksheet("表")
        sheet.write_row("A1", (5, 7))
        sheet.write_formula("C1", "=SUM(A1:B1)")
    path = strict_copy(tmp_path / "表.xlsx", tmp_path / "严.xlsx")
    assert b"purl.oclc.org" in zipfile.ZipFile(path).read("xl/workbook.xml")
    (grid,) = read_xlsx(path)
    assert [cell.value for cell in grid.filled(0)] == [5, 7, 12]
