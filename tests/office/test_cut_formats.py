"""PDF for each recipient, and tables in formats that LibreOffice converts first."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import openpyxl
import pytest

from office import convert

sys.path.insert(0, str(Path(__file__).parents[1] / "export" / "split"))

from clerk import COUNTIES, TABLE, write_clerk

from xianbiao.cli import main

Capture = pytest.CaptureFixture[str]


def test_each_recipient_gets_a_pdf_with_its_own_row(soffice: Path, tmp_path: Path) -> None:
    book, out = write_clerk(tmp_path / "表.xlsx", habit=TABLE), tmp_path / "县"
    assert main(["export", str(book), "--out", str(out), "--pdf"]) == 0
    assert len(list(out.iterdir())) == len(COUNTIES) + 1
    text = subprocess.run(
        ["pdftotext", str(out / "02_阜康市.pdf"), "-"], check=True, capture_output=True
    ).stdout.decode()
    assert "阜康市" in text
    assert "529" in text
    assert not [name for name, _ in COUNTIES if name != "阜康市" and name in text]


def test_an_open_document_is_converted_and_the_clerk_is_told(
    soffice: Path, tmp_path: Path, capsys: Capture
) -> None:
    book, out = write_clerk(tmp_path / "表.xlsx", habit=TABLE), tmp_path / "县"
    (document,) = convert([book], "ods", tmp_path / "ods")
    assert main(["export", str(document), "--out", str(out)]) == 0
    assert "由 LibreOffice 从 .ods 转成 .xlsx" in capsys.readouterr().err
    sheet = openpyxl.load_workbook(out / "02_阜康市.xlsx", data_only=True).worksheets[0]
    assert [c.value for c in sheet[4]] == [2, "阜康市", 101, 529]


def test_the_workbook_with_everybodys_sheets_computes_the_same(
    soffice: Path, tmp_path: Path
) -> None:
    book, out = write_clerk(tmp_path / "表.xlsx"), tmp_path / "县"
    assert main(["export", str(book), "--out", str(out), "--sheets", "--common", "说明"]) == 0
    made = out / "表_各单位.xlsx"
    (again,) = convert([made], "xlsx", tmp_path / "office")
    stored, computed = (openpyxl.load_workbook(p, data_only=True) for p in (made, again))
    assert computed.sheetnames == stored.sheetnames
    for sheet in stored:
        for row in sheet.iter_rows():
            for cell in row:
                assert computed[sheet.title][cell.coordinate].value == cell.value
