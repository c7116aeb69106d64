"""Files in: what can be read is read with its addresses, what cannot is said plainly."""

from __future__ import annotations

import datetime as dt
from pathlib import Path

import openpyxl
import pytest
import xlsxwriter

from xianbiao.model.errors import UnreadableFile
from xianbiao.readers import read_notice
from xianbiao.readers.notice import FILE_SUFFIXES, read_grids
from xianbiao.readers.text import read_text
from xianbiao.readers.xlsx import read_xlsx


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "gb18030"])
def test_a_text_is_read_in_the_encodings_that_offices_use(tmp_path: Path, encoding: str) -> None:
    path = tmp_path / "通知.txt"
    path.write_text("县市\t金额\n昌吉市\t829\n", encoding=encoding)
    grid = read_text(path)
    assert [[c.text for c in row] for row in grid.rows] == [["县市", "金额"], ["昌吉市", "829"]]
    assert grid.rows[1][1].ref.line == 2
    assert grid.rows[1][1].ref.column == 2


@pytest.mark.parametrize(
    ("name", "data", "words"),
    [
        ("没有.txt", None, "打不开"),
        ("空.txt", b"  \n", "空的"),
        ("图.txt", b"\x89PNG\x00\x01", "不是文本"),
        ("没有.xlsx", None, "打不开"),
        ("坏.xlsx", b"PK\x03\x04 broken", "损坏"),
        ("旧.xlsx", b"\xd0\xcf\x11\xe0rest", "密码"),
        ("表.ofd", b"a,b", "不认识"),
    ],
)
def test_a_file_that_cannot_be_read_is_named_with_the_reason(
    tmp_path: Path, name: str, data: bytes | None, words: str
) -> None:
    path = tmp_path / name
    if data is not None:
        path.write_bytes(data)
    with pytest.raises(UnreadableFile) as caught:
        read_notice([path])
    assert words in str(caught.value)
    assert name in str(caught.value)


@pytest.mark.parametrize("suffix", FILE_SUFFIXES)
def test_every_kind_that_is_offered_is_read(tmp_path: Path, suffix: str) -> None:
    """A file that is not there is missed, and its kind is not the matter; so with .TXT."""
    for written in (suffix, suffix.upper()):
        with pytest.raises(UnreadableFile, match="打不开"):
            read_grids(tmp_path / f"没有{written}")


def test_a_truncated_workbook_is_damaged(tmp_path: Path) -> None:
    whole = tmp_path / "全.xlsx"
    with xlsxwriter.Workbook(whole) as book:
        book.add_worksheet("表").write_row(0, 0, ["县市", "金额"])
    part = tmp_path / "半.xlsx"
    part.write_bytes(whole.read_bytes()[:1500])
    with pytest.raises(UnreadableFile, match="损坏"):
        read_xlsx(part)


def test_a_sheet_keeps_cells_merges_and_hidden_rows(tmp_path: Path) -> None:
    path = tmp_path / "表.xlsx"
    with xlsxwriter.Workbook(path) as book:
        sheet = book.add_worksheet("分配")
        sheet.merge_range("A1:B1", "某某分配表")
        sheet.write_row("A2", ["昌吉市", 829.5])
        sheet.write_datetime("A3", dt.datetime(2024, 3, 5), book.add_format({"num_format": "d"}))
        sheet.write_number("B3", 0.95, book.add_format({"num_format": "0%"}))
        sheet.set_row(2, None, None, {"hidden": True})
    (grid,) = read_xlsx(path)
    assert (grid.sheet, len(grid.rows)) == ("分配", 3)
    assert (grid.merges[0].left, grid.merges[0].right) == (0, 1)
    assert grid.rows[1][1].value == 829.5
    assert grid.rows[1][1].ref.cell == "B2"
    assert grid.rows[2][1].text == "95%"
    assert grid.hidden_rows == {2}


def test_formulas_without_stored_values_are_computed_and_the_file_stays_as_it_is(
    tmp_path: Path,
) -> None:
    path = tmp_path / "表.xlsx"
    book = openpyxl.Workbook()
    sheet = book.active
    assert sheet is not None
    sheet["A1"], sheet["A2"], sheet["A3"] = 1, 2, "=SUM(A1:A2)"
    book.save(path)
    before = path.read_bytes()
    (grid,) = read_xlsx(path)
    assert grid.rows[2][0].value == 3
    assert path.read_bytes() == before
