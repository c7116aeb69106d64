"""A returned county file shows whether anything but its inputs was changed, cell by cell."""

from __future__ import annotations

import datetime as dt
from decimal import Decimal
from pathlib import Path
from typing import Any

import openpyxl
import pytest

from xianbiao.export.county import county_bytes
from xianbiao.model.notices import Notice
from xianbiao.readers.fingerprint import verify_fingerprint
from xianbiao.sheets.fingerprint import fingerprint, mark
from xianbiao.sheets.layout.county import county_book
from xianbiao.sheets.plan import Formula
from xianbiao.sheets.side_sheets import (
    LOG_SHEET,
    RESULT_HEADER,
    RESULT_HEADER_ROW,
    RESULT_SHEET,
    UNDO_SHEET,
)


@pytest.fixture
def path(changji: Notice, tmp_path: Path) -> Path:
    """The file of 昌吉市 on disk."""
    return written(changji, 0, tmp_path)


def written(notice: Notice, index: int, folder: Path) -> Path:
    """The file of one recipient on disk."""
    table = notice.allocation
    assert table is not None
    target = folder / f"{index}.xlsx"
    target.write_bytes(county_bytes(notice, table, index))
    return target


def change(path: Path, cells: dict[str, Any]) -> list[str]:
    """What is said of a file after some cells got new values."""
    book = openpyxl.load_workbook(path)
    for key, value in cells.items():
        name, _, address = key.partition("!")
        book[name][address] = value
    book.save(path)
    return verify_fingerprint(path)


def test_every_file_bears_its_marks(notice: Notice, tmp_path: Path) -> None:
    table = notice.allocation
    assert table is not None
    for index in range(len(table.rows)):
        assert verify_fingerprint(written(notice, index, tmp_path)) == []


def test_filled_inputs_are_no_change(path: Path) -> None:
    inputs = {
        "首页!B20": dt.datetime(2023, 12, 25),
        "功能科目!B5": "2081901",
        "功能科目!D5": 829,
        "资金来源!D5": 829,
        "资金来源!D6": 0,
        "绩效目标!F15": "98%",
        "绩效目标!G15": "年底前补齐",
    }
    assert change(path, inputs) == []


@pytest.mark.parametrize(
    ("cell", "value", "said"),
    [
        ("分配!C5", 830, "分配!C5：锁定单元格已改动，现为“830”"),
        ("分配!C5", "829", "分配!C5：锁定单元格已改动，现为“829”"),
        ("资金来源!C5", "02 参照直达资金", "资金来源!C5：锁定单元格已改动，现为“02 参照直达资金”"),
        ("功能科目!D14", 829, "功能科目!D14：锁定单元格已改动，现为“829”"),
        ("校验!F6", "✔ 平", "校验!F6：锁定单元格已改动，现为“✔ 平”"),
        ("绩效目标!E15", "≥80%", "绩效目标!E15：锁定单元格已改动，现为“≥80%”"),
        ("首页!B8", None, "首页!B8：锁定单元格已清空"),
        ("首页!B9", "另一份文件", "首页!B9：锁定单元格已改动，现为“另一份文件”"),
        ("分配!H9", "备注", "分配!H9：锁定区多出内容“备注”"),
        ("_meta!B9", "03 省级直达资金", "_meta!B9：锁定单元格已改动，现为“03 省级直达资金”"),
    ],
)
def test_a_changed_locked_cell_is_named(path: Path, cell: str, value: object, said: str) -> None:
    assert change(path, {cell: value}) == [said]


def test_a_changed_list_of_marks_is_named(path: Path) -> None:
    book = openpyxl.load_workbook(path)
    row = next(
        r for r in book["_meta"].iter_rows() if r[0].value == "lock" and r[1].value == "分配"
    )
    row[3].value = mark("分配", row[2].value, "另一个标题")
    book["分配"][row[2].value] = "另一个标题"
    book.save(path)
    assert verify_fingerprint(path) == ["_meta：锁定单元格的清单已改动，以下比对不可靠"]


def test_the_list_that_the_button_adds_is_no_change(path: Path) -> None:
    book = openpyxl.load_workbook(path)
    book.create_sheet(UNDO_SHEET)
    listing = book.create_sheet(RESULT_SHEET)
    for column, word in enumerate(RESULT_HEADER, start=1):
        listing.cell(RESULT_HEADER_ROW + 1, column, word)
    book.create_sheet(LOG_SHEET)["A1"] = "县里的日志"
    book.save(path)
    assert verify_fingerprint(path) == [f"多出工作表“{LOG_SHEET}”"]


def test_sheets_that_come_and_go_are_named(path: Path) -> None:
    book = openpyxl.load_workbook(path)
    del book["说明"]
    book.create_sheet("草稿")
    book.save(path)
    assert verify_fingerprint(path) == ["缺少工作表“说明”", "多出工作表“草稿”"]


def test_a_file_of_another_kind_is_said_to_be_one(tmp_path: Path) -> None:
    book = openpyxl.Workbook()
    book.save(tmp_path / "a.xlsx")
    assert "缺少 _meta" in verify_fingerprint(tmp_path / "a.xlsx")[0]


@pytest.mark.parametrize(
    ("left", "right"),
    [
        (Decimal("829.50"), 829.5),
        (829, 829.0),
        (0, -0.0),
        (dt.date(2023, 12, 22), dt.datetime(2023, 12, 22)),
        (dt.date(2023, 12, 22), 45282),
        ("一\n二", "一\r\n二"),
        (Formula("='附件1'!$A$1&\" a\""), Formula('=附件1!$A$1 & " a"')),
        (Formula("=sum(A1,B1)"), Formula("=SUM(A1, B1)")),
    ],
)
def test_the_same_content_written_otherwise_has_the_same_mark(left: object, right: object) -> None:
    assert mark("表", "A1", left) == mark("表", "A1", right)


@pytest.mark.parametrize(
    ("left", "right"),
    [
        (829, "829"),
        ("01 中央直达资金", "01中央直达资金"),
        (Formula('=A1&"a"'), Formula('=A1&"A"')),
        (Formula('=A1&"a b"'), Formula('=A1&"ab"')),
        (Formula("=SUM(A1)"), Formula("=SUM($A1)")),
        (None, 0),
    ],
)
def test_other_content_has_another_mark(left: object, right: object) -> None:
    assert mark("表", "A1", left) != mark("表", "A1", right)


def test_no_mark_holds_a_figure(changji: Notice) -> None:
    table = changji.allocation
    assert table is not None
    marks = fingerprint(county_book(changji, table, 0))
    assert len(marks.seals) > 300
    assert all(seal.mark.isalpha() and seal.mark.isascii() for seal in marks.seals)
    assert marks.whole.isalpha()
