"""A note below the table that is about one recipient alone goes to that one, and it is said."""

from __future__ import annotations

from pathlib import Path

import openpyxl
import pytest
import xlsxwriter
from clerk import small_table

from xianbiao.cli import main

COUNTIES = (("昌吉市", 8291), ("阜康市", 5292), ("奇台县", 6933))
FIRST = 8


def noted(path: Path, *notes: str) -> Path:
    """A table with notes below its total."""
    with xlsxwriter.Workbook(str(path)) as book:
        sheet = small_table(book, COUNTIES)
        sheet.write_formula("B6", "=SUM(B3:B5)", None, sum(amount for _, amount in COUNTIES))
        sheet.write_column(f"A{FIRST}", notes)
    return path


def notes_in(folder: Path) -> list[list[str]]:
    """The notes in the file of each county."""
    books = [openpyxl.load_workbook(path) for path in sorted(folder.glob("*.xlsx"))]
    return [[c.value for c in book.active["A"][4:] if c.value] for book in books]


def test_each_county_reads_its_own_note_and_those_for_everybody(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    book = noted(
        tmp_path / "表.xlsx", "注：1.请及时拨付。", "2.昌吉市含高新区；", "3、阜康市含两区"
    )
    assert main(["export", str(book), "--out", str(tmp_path / "县")]) == 0
    assert notes_in(tmp_path / "县") == [
        ["注：1.请及时拨付。", "2.昌吉市含高新区；"],
        ["注：1.请及时拨付。", "3、阜康市含两区"],
        ["注：1.请及时拨付。"],
    ]
    told = capsys.readouterr().err
    assert "「附件1」第9行的注只给“昌吉市”" in told
    assert "「附件1」第10行的注只给“阜康市”" in told


@pytest.mark.parametrize(
    "note",
    [
        "注：昌吉市含高新区",
        "备注1：昌吉市含高新区。",
        "（2）昌吉市含高新区",
        "*昌吉市含高新区",
        "二、昌吉市含高新区",
    ],
)
def test_it_is_known_as_a_note_by_how_it_begins(tmp_path: Path, note: str) -> None:
    book = noted(tmp_path / "表.xlsx", note)
    assert main(["export", str(book), "--out", str(tmp_path / "县")]) == 0
    assert notes_in(tmp_path / "县") == [[note], [], []]


@pytest.mark.parametrize(
    "note",
    [
        "注：昌吉市含高新区。资金请及时拨付。",
        "注：昌吉市含高新区；资金请及时拨付",
        "注：昌吉市含高新区\n资金请及时拨付",
        "注：昌吉市和阜康市含开发区",
        "注：昌吉市已提前下达，其余县市本次下达",
        "注：昌吉市等县市已提前下达",
        "注：1.请及时拨付。\n2.昌吉市含高新区，其余县市不变。",
        "昌吉市财政局制",
    ],
)
def test_what_may_be_meant_for_others_too_still_stops_the_export(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], note: str
) -> None:
    book = noted(tmp_path / "表.xlsx", note)
    assert main(["export", str(book), "--out", str(tmp_path / "县")]) == 2
    assert "「附件1」A8：其他单位的名称" in capsys.readouterr().err


@pytest.mark.parametrize(
    ("cell", "left"),
    [
        (
            "注：1.请及时拨付。\n2.昌吉市含高新区。\n3.阜康市含两区。",
            (
                "注：1.请及时拨付。\n2.昌吉市含高新区。",
                "注：1.请及时拨付。\n3.阜康市含两区。",
                "注：1.请及时拨付。",
            ),
        ),
        (
            "注：1.昌吉市含高新区；2.请及时拨付。",
            ("注：1.昌吉市含高新区；2.请及时拨付。", "注：2.请及时拨付。", "注：2.请及时拨付。"),
        ),
        (
            "1、昌吉市含高新区；2、下达你县（市）____万元。",
            (
                "1、昌吉市含高新区；2、下达你县（市）8291万元。",
                "2、下达你县（市）5292万元。",
                "2、下达你县（市）6933万元。",
            ),
        ),
        (
            "注：1.昌吉市含高新区\n2.阜康市含两区",
            ("注：1.昌吉市含高新区", "注：2.阜康市含两区", None),
        ),
    ],
)
def test_of_several_notes_in_a_cell_each_county_reads_its_own(
    tmp_path: Path, cell: str, left: tuple[str | None, ...], capsys: pytest.CaptureFixture[str]
) -> None:
    book = noted(tmp_path / "表.xlsx", cell)
    assert main(["export", str(book), "--out", str(tmp_path / "县")]) == 0
    assert notes_in(tmp_path / "县") == [[text] if text else [] for text in left]
    assert "「附件1」A8的注里，写明“昌吉市”" in capsys.readouterr().err


def test_a_line_of_figures_that_is_nobodys_is_left_out_and_said(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    with xlsxwriter.Workbook(str(tmp_path / "表.xlsx")) as book:
        sheet = small_table(book, COUNTIES)
        sheet.write_formula("B6", "=SUM(B3:B5)", None, sum(amount for _, amount in COUNTIES))
        sheet.write_row("A8", ("其中昌吉片", 8291))
    assert main(["export", str(tmp_path / "表.xlsx"), "--out", str(tmp_path / "县")]) == 0
    assert notes_in(tmp_path / "县") == [[], [], []]
    assert "「附件1」里不归哪个单位的行不给：其中昌吉片（第8行）" in capsys.readouterr().err
