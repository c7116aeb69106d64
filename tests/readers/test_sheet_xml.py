"""Cells read straight from the package equal those that openpyxl reads, file by file."""

from __future__ import annotations

import datetime as dt
import tempfile
from pathlib import Path
from typing import Any

import openpyxl
import pytest
import xlsxwriter
from hypothesis import given
from hypothesis import strategies as st

from xianbiao.readers.number_formats import (
    from_serial,
    is_date_format,
    is_duration_format,
    to_serial,
)
from xianbiao.readers.package import open_package
from xianbiao.readers.sheet_rows import unescaped
from xianbiao.readers.sheet_xml import SheetReader
from xianbiao.readers.xlsx import read_xlsx
from xianbiao.sheets.addresses import address

TEMPLATES = Path(__file__).resolve().parents[2] / "workbook_templates" / "built"


def by_openpyxl(path: Path) -> dict[str, dict[str, object]]:
    """Every value of every worksheet, by address."""
    book: Any = openpyxl.load_workbook(path, data_only=True)
    return {
        sheet.title: {c.coordinate: c.value for row in sheet for c in row if c.value is not None}
        for sheet in book.worksheets
    }


def by_us(path: Path) -> dict[str, dict[str, object]]:
    reader = SheetReader(open_package(path))
    return {
        title: {
            address(c.row, c.column): c.value
            for c in reader.read(title).cells
            if c.value is not None
        }
        for title in reader.titles
    }


@pytest.mark.parametrize("path", sorted(TEMPLATES.glob("*.xlsx")), ids=lambda p: p.stem)
def test_a_template_reads_as_openpyxl_reads_it(path: Path) -> None:
    theirs = {
        name: {a: v for a, v in cells.items() if v != ""}
        for name, cells in by_openpyxl(path).items()
    }
    ours = {
        name: {a: v for a, v in cells.items() if v != ""} for name, cells in by_us(path).items()
    }
    assert ours == theirs
    assert sum(map(len, ours.values())) > 100


cells = st.one_of(
    st.none(),
    st.booleans(),
    st.integers(-(10**12), 10**12),
    st.floats(-1e9, 1e9, allow_subnormal=False),
    st.text(st.characters(codec="utf-8", exclude_categories=["Cs", "Cc"]), max_size=20),
    st.sampled_from(["#N/A", "  两端有空格 ", "一行\n两行", "2000万", "０１２"]),
    st.datetimes(dt.datetime(1901, 1, 1), dt.datetime(2100, 1, 1)).map(
        lambda d: d.replace(microsecond=0)
    ),
)


@given(rows=st.lists(st.lists(cells, max_size=6), max_size=6))
def test_any_value_reads_as_openpyxl_reads_it(rows: list[list[Any]]) -> None:
    book = openpyxl.Workbook()
    sheet: Any = book.active
    for number, row in enumerate(rows, 1):
        for column, value in enumerate(row, 1):
            cell = sheet.cell(number, column)
            cell.value = value
            if cell.data_type == "f":
                cell.data_type = "s"
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "表.xlsx"
        book.save(path)
        assert by_us(path) == by_openpyxl(path)


def test_rich_text_errors_formulas_and_merges_are_read(tmp_path: Path) -> None:
    path = tmp_path / "表.xlsx"
    with xlsxwriter.Workbook(path) as book:
        sheet = book.add_worksheet("附件1")
        bold = book.add_format({"bold": True})
        sheet.write_rich_string("A1", bold, "昌吉市", " 100", bold, "万元")
        sheet.merge_range("B1:C2", "合并")
        sheet.write_formula("A2", '=IF(1=1,"","x")', None, "")
        sheet.write_formula("A3", "=1/0", None, "#DIV/0!")
        sheet.write_boolean("A4", True)
        sheet.set_row(4, None, None, {"hidden": True})
        sheet.set_column("E:F", None, None, {"hidden": True})
        book.add_worksheet("底稿").hide()
        book.add_chartsheet("图")
    first, second = read_xlsx(path)
    values = {c.ref.cell: c.value for c in first.cells() if c.value is not None}
    assert values == {"A1": "昌吉市 100万元", "B1": "合并", "A3": "#DIV/0!", "A4": True}
    assert [c.ref.cell for c in first.cells() if c.is_formula] == ["A2", "A3"]
    assert first.hidden_rows == {4}
    assert first.hidden_columns == {4, 5}
    assert [(m.top, m.left, m.bottom, m.right) for m in first.merges] == [(0, 1, 1, 2)]
    assert second.is_hidden


def test_a_row_coloured_to_the_last_column_stays_narrow(tmp_path: Path) -> None:
    path = tmp_path / "表.xlsx"
    with xlsxwriter.Workbook(path) as book:
        sheet = book.add_worksheet()
        sheet.write("A1", 1)
        sheet.write_blank("XFD3", None, book.add_format({"bg_color": "yellow"}))
    assert [len(row) for row in read_xlsx(path)[0].rows] == [1]


def test_a_chinese_date_format_without_code_shows_a_date(tmp_path: Path) -> None:
    path = tmp_path / "表.xlsx"
    with xlsxwriter.Workbook(path) as book:
        book.add_worksheet().write_number("A1", 45356, book.add_format({"num_format": 31}))
    assert read_xlsx(path)[0].rows[0][0].value == dt.datetime(2024, 3, 5)


@pytest.mark.parametrize(
    ("code", "is_date", "is_duration"),
    [
        ("General", False, False),
        ("G/通用格式", False, False),
        ("0.00", False, False),
        ('0"days"', False, False),
        ("#,##0;[Red]-#,##0", False, False),
        ('"¥"#,##0.00_);(d)', False, False),
        ("yyyy-mm-dd", True, False),
        ('yyyy"年"m"月"d"日";@', True, False),
        ("[$-804]yyyy/m/d", True, False),
        ("[h]:mm:ss", True, True),
        ("h:mm", True, False),
        ("[DBNum1]General", False, False),
        (r"\y0", False, False),
    ],
)
def test_a_format_tells_dates_from_numbers(code: str, is_date: bool, is_duration: bool) -> None:
    assert (is_date_format(code), is_duration_format(code)) == (is_date, is_duration)


@pytest.mark.parametrize(
    ("serial", "moment"),
    [
        (1, dt.datetime(1900, 1, 1)),
        (59, dt.datetime(1900, 2, 28)),
        (61, dt.datetime(1900, 3, 1)),
        (45356, dt.datetime(2024, 3, 5)),
        (45356.5, dt.datetime(2024, 3, 5, 12)),
        (0.25, dt.time(6)),
    ],
)
def test_a_serial_number_is_its_moment(serial: float, moment: object) -> None:
    assert from_serial(serial) == moment
    if isinstance(moment, dt.date):
        assert to_serial(moment) == serial


def test_the_calendar_from_1904_and_lengths_of_time_are_read() -> None:
    assert from_serial(0, is_1904=True) == dt.time(0)
    assert from_serial(43894, is_1904=True) == dt.datetime(2024, 3, 5)
    assert from_serial(1.5, is_duration=True) == dt.timedelta(hours=36)
    with pytest.raises(ValueError, match="before the calendar"):
        from_serial(-3)


def test_marks_of_control_characters_are_read() -> None:
    assert unescaped("第一行_x000A_第二行") == "第一行\n第二行"
    assert unescaped("_x005F_x000A_") == "_x000A_"
