"""A workbook is printed without its hidden sheets, and its file stays as it is."""

from __future__ import annotations

from pathlib import Path

import openpyxl
import pytest
import xlsxwriter

from xianbiao.readers.printable import printable


def written(path: Path, state: str) -> Path:
    """Two sheets with print area and titles, the second one shown, hidden or very hidden."""
    with xlsxwriter.Workbook(str(path)) as book:
        for name in ("表", "底稿"):
            sheet = book.add_worksheet(name)
            sheet.write(0, 0, name)
            sheet.print_area("A1:B2")
            sheet.repeat_rows(0)
        if state != "visible":
            getattr(sheet, state)()
    return path


@pytest.mark.parametrize("state", ["hide", "very_hidden"])
def test_the_copy_to_print_lacks_the_print_area_of_a_hidden_sheet_alone(
    tmp_path: Path, state: str
) -> None:
    book = written(tmp_path / "县.xlsx", state)
    before = book.read_bytes()
    (folder := tmp_path / "印").mkdir()
    copy = printable(book, folder)
    assert copy == folder / book.name
    shown, hidden = openpyxl.load_workbook(copy).worksheets
    assert (shown.print_area, hidden.print_area) == ("'表'!$A$1:$B$2", "")
    assert (shown.print_title_rows, hidden.print_title_rows) == ("$1:$1", "$1:$1")
    assert hidden["A1"].value == "底稿"
    assert book.read_bytes() == before


def test_a_workbook_whose_sheets_are_all_shown_is_printed_itself(tmp_path: Path) -> None:
    book = written(tmp_path / "县.xlsx", "visible")
    assert printable(book, tmp_path / "没有") == book
