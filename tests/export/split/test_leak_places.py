"""A refused export says where in the clerk's own workbook the words of others stand."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
import xlsxwriter
from clerk import small_table

from xianbiao.cli import main

COUNTIES = (("昌吉市", 8291), ("阜康市", 5292), ("奇台县", 6933))


def in_note(book: Any, sheet: Any) -> None:
    sheet.write("A7", "另：昌吉市含开发区")


def in_runs(book: Any, sheet: Any) -> None:
    sheet.write_rich_string("A7", "另：昌", book.add_format({"bold": True}), "吉市含开发区")


def on_a_sheet_for_all(book: Any, sheet: Any) -> None:
    book.add_worksheet("说明").write("B2", "昌吉市含开发区")


def in_comment(book: Any, sheet: Any) -> None:
    sheet.write_comment("B4", "上年6,933万元")


def in_protected_area(book: Any, sheet: Any) -> None:
    sheet.protect()
    sheet.unprotect_range("A7:C9", "昌吉市填")


def in_text_box(book: Any, sheet: Any) -> None:
    sheet.insert_textbox("D8", "昌吉市已提前下达")


def in_figure(book: Any, sheet: Any) -> None:
    sheet.write("A8", "上年下达6,933万元")


@pytest.mark.parametrize(
    ("feature", "told"),
    [
        (in_note, "「附件1」A7：其他单位的名称“昌吉市”"),
        (in_runs, "「附件1」A7：其他单位的名称“昌吉市”"),
        (on_a_sheet_for_all, "「说明」B2：其他单位的名称“昌吉市”"),
        (in_comment, "「附件1」B4的批注：其他单位的金额 6933"),
        (in_protected_area, "「附件1」A7:C9的允许编辑区域的名称：其他单位的名称“昌吉市”"),
        (in_text_box, "「附件1」的图形、图片或文本框：其他单位的名称“昌吉市”"),
        (in_figure, "「附件1」A8：其他单位的金额 6933"),
    ],
)
def test_the_place_is_told(
    tmp_path: Path,
    feature: Callable[[Any, Any], None],
    told: str,
    capsys: pytest.CaptureFixture[str],
) -> None:
    path = tmp_path / "表.xlsx"
    with xlsxwriter.Workbook(str(path)) as book:
        sheet = small_table(book, COUNTIES)
        sheet.write("B6", sum(amount for _, amount in COUNTIES))
        feature(book, sheet)
    common = ["--common", "说明"] if feature is on_a_sheet_for_all else []
    assert main(["export", str(path), "--out", str(tmp_path / "县"), *common]) == 2
    error = capsys.readouterr().err
    assert told in error
    assert ("--allow" in error) == (feature in (in_figure, in_comment))
