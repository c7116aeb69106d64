"""Own sheets share what they have in common, and their bytes depend on no other file."""

from __future__ import annotations

from io import BytesIO
from pathlib import Path

import openpyxl
import pytest
import xlsxwriter

from xianbiao.export.package.cut import Cut, SheetCut
from xianbiao.export.package.cutter import Cutter
from xianbiao.export.package.source import SourceBook

OWN = {"甲县": 0, "乙县": 1, "丙县": 2}
ROWS = 30


@pytest.fixture
def book(tmp_path: Path) -> SourceBook:
    """A common sheet, and one for each of three, in which some rows differ."""
    path = tmp_path / "表.xlsx"
    with xlsxwriter.Workbook(path) as workbook:
        workbook.add_worksheet("说明").write("A1", 7)
        for name, index in OWN.items():
            sheet = workbook.add_worksheet(name)
            sheet.write("A1", f"{name}绩效目标表")
            sheet.write_formula("B2", "='说明'!A1", None, 7)
            for row in range(2, ROWS):
                sheet.write_row(row, 0, ["产出指标", f"指标{row}", row])
            if index:
                sheet.write(20, 2, 900 + index)
            if index == 2:
                sheet.write(ROWS, 0, "备注")
    return SourceBook.open(path)


def made(cutter: Cutter, name: str) -> bytes:
    """The file of one of them."""
    return cutter.file(Cut((SheetCut("说明"), SheetCut(name)), frozenset([name])))


@pytest.mark.parametrize("name", OWN)
def test_a_sheet_says_what_it_said(book: SourceBook, name: str) -> None:
    file = openpyxl.load_workbook(BytesIO(made(Cutter(book, {}, (), OWN), name)))
    source = openpyxl.load_workbook(book.file)
    assert file.sheetnames == ["说明", name]
    assert list(file[name].values) == list(source[name].values)


@pytest.mark.parametrize("name", OWN)
def test_a_file_has_the_same_bytes_alone_and_along_with_others(book: SourceBook, name: str) -> None:
    together = Cutter(book, {}, (), OWN)
    files = {n: made(together, n) for n in reversed(OWN)}
    assert made(Cutter(book, {}, (), OWN), name) == files[name]


def test_the_rows_that_all_share_are_deflated_once(
    book: SourceBook, monkeypatch: pytest.MonkeyPatch
) -> None:
    from xianbiao.export.package import segments

    cutter, sizes = Cutter(book, {}, (), OWN), list[int]()
    for name in ("甲县", "乙县"):
        made(cutter, name)
    real = segments.segment

    def counted(content: bytes, *, last: bool = False) -> bytes:
        sizes.append(len(content))
        return real(content, last=last)

    monkeypatch.setattr(segments, "segment", counted)
    made(cutter, "丙县")
    sheet = len(book.content(book.part_of("丙县").part))
    assert sum(sizes) < sheet / 4
