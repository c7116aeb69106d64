"""What LibreOffice prints of the files of an export: the visible sheets and nothing else."""

from __future__ import annotations

import subprocess
from pathlib import Path

import xlsxwriter

from xianbiao.cli import main

ROWS = (
    ("资金分配表",),
    ("单位：万元",),
    ("县市", "金额"),
    ("昌吉市", 50),
    ("阜康市", 40),
    ("合计", 90),
)


def test_a_hidden_sheet_is_not_printed(soffice: Path, tmp_path: Path) -> None:
    with xlsxwriter.Workbook(str(tmp_path / "表.xlsx")) as book:
        table, notes = book.add_worksheet("分配"), book.add_worksheet("底稿")
        for number, row in enumerate(ROWS):
            table.write_row(number, 0, row)
        notes.write(0, 0, "内部说明")
        for sheet in (table, notes):
            sheet.print_area("A1:B6")
        notes.hide()
    words = ["export", str(tmp_path / "表.xlsx"), "--out", str(tmp_path / "县"), "--pdf"]
    assert main([*words, "--common", "底稿", "--only", "昌吉市"]) == 0
    (pdf,) = (tmp_path / "县").glob("*.pdf")
    said = subprocess.run(["pdftotext", str(pdf), "-"], check=True, capture_output=True).stdout
    assert ["昌吉市" in said.decode(), "内部说明" in said.decode()] == [True, False]
