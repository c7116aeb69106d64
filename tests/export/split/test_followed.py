"""Notes and sheets for everybody that read the table show what it says of one recipient."""

from __future__ import annotations

from pathlib import Path

import openpyxl
import pytest
import xlsxwriter
from clerk import small_table

from xianbiao.cli import main

COUNTIES = (("昌吉市", 829.25), ("阜康市", 529.5), ("奇台县", 693.0))
WHOLE = sum(amount for _, amount in COUNTIES)


def export(
    tmp_path: Path, formulas: dict[str, tuple[str, object]], *words: str, on: str = "附件1"
) -> int:
    """Write a workbook with formulas and their stored results on one sheet, and export it."""
    path = tmp_path / "表.xlsx"
    with xlsxwriter.Workbook(str(path)) as book:
        sheet = small_table(book, COUNTIES)
        sheet.write_formula("B6", "=SUM(B3:B5)", None, WHOLE)
        if on != "附件1":
            sheet = book.add_worksheet(on)
        for place, (formula, stored) in formulas.items():
            sheet.write_formula(place, formula, None, stored)
    return main(["export", str(path), "--out", str(tmp_path / "县"), *words])


def cell(tmp_path: Path, file: str, place: str, sheet: str = "附件1") -> object:
    return openpyxl.load_workbook(tmp_path / "县" / file, data_only=True)[sheet][place].value


@pytest.mark.parametrize(
    ("formula", "stored", "own"),
    [
        ('="注：共"&TEXT(B6,"0.0")&"万元"', "注：共2051.8万元", "注：共529.5万元"),
        ('=ROUND(B6,0)*10000&"元"', "20520000元", "5300000元"),
        ('="涉及"&COUNTA(A3:A5)&"个县市"', "涉及3个县市", "涉及1个县市"),
        ('="最多的是"&INDEX(A3:A5,MATCH(MAX(B3:B5),B3:B5,0))', "最多的是昌吉市", "最多的是阜康市"),
    ],
)
def test_a_note_that_reads_the_table_speaks_of_one_recipient(
    tmp_path: Path, formula: str, stored: object, own: object, capsys: pytest.CaptureFixture[str]
) -> None:
    assert export(tmp_path, {"A8": (formula, stored)}) == 0
    assert cell(tmp_path, "02_阜康市.xlsx", "A6") == own
    assert "「附件1」A8的公式读全表的数，单位文件里是按本单位算出的结果" in capsys.readouterr().err


def test_a_number_below_the_table_is_computed_and_is_no_recipient(tmp_path: Path) -> None:
    assert export(tmp_path, {"A8": ("=ROUND(B6,0)*10000", 20520000)}) == 0
    assert len(list((tmp_path / "县").glob("*.xlsx"))) == len(COUNTIES)
    assert cell(tmp_path, "02_阜康市.xlsx", "A6") == 5300000


def test_it_does_so_where_the_total_row_goes(tmp_path: Path) -> None:
    formula = '="共"&TEXT(B6,"0.00")&"万元"', "共2051.75万元"
    assert export(tmp_path, {"A8": formula}, "--drop-total") == 0
    assert cell(tmp_path, "03_奇台县.xlsx", "A5") == "共693.00万元"


def test_a_formula_that_reads_such_a_note_follows_it(tmp_path: Path) -> None:
    formulas: dict[str, tuple[str, object]] = {
        "A8": ("=B6*2", WHOLE * 2),
        "A9": ('="两倍是"&A8', f"两倍是{WHOLE * 2:g}"),
    }
    assert export(tmp_path, formulas) == 0
    assert cell(tmp_path, "02_阜康市.xlsx", "A7") == "两倍是1059"


def test_a_result_that_cannot_be_computed_is_left_blank(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """The words for the total of all would tell it to everybody."""
    formula = '=TEXT(B6,"[DBNum2]")', "贰仟零伍拾壹点柒伍"
    assert export(tmp_path, {"A8": formula}) == 0
    assert cell(tmp_path, "02_阜康市.xlsx", "A6") is None
    assert "「附件1」A8的公式读全表的数，这里算不出本单位的" in capsys.readouterr().err


def test_an_array_over_all_recipients_leaves_nothing_in_the_cells_that_it_filled(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """The results below its first cell are stored as mere numbers."""
    path = tmp_path / "表.xlsx"
    with xlsxwriter.Workbook(str(path)) as book:
        small_table(book, COUNTIES).write_formula("B6", "=SUM(B3:B5)", None, WHOLE)
        sheet = book.add_worksheet("公用")
        sheet.write_dynamic_array_formula("A1:A3", "=LEN(附件1!A3:A5)", None, 3)
        sheet.write_column("A2", (3, 3))
        sheet.write("A4", "其余照旧")
    assert main(["export", str(path), "--out", str(tmp_path / "县"), "--common", "公用"]) == 0
    kept = [cell(tmp_path, "02_阜康市.xlsx", place, "公用") for place in ("A1", "A2", "A3", "A4")]
    assert kept == [None, None, None, "其余照旧"]
    assert "「公用」A1的公式读全表的数，这里算不出本单位的" in capsys.readouterr().err


def test_a_sheet_for_all_shows_the_recipients_own_sum(tmp_path: Path) -> None:
    formulas: dict[str, tuple[str, object]] = {
        "A1": ("=SUM(附件1!B3:B5)", WHOLE),
        "A2": ("=附件1!B3", 829.25),
    }
    assert export(tmp_path, formulas, "--common", "公用", on="公用") == 0
    assert cell(tmp_path, "02_阜康市.xlsx", "A1", "公用") == 529.5
    assert cell(tmp_path, "02_阜康市.xlsx", "A2", "公用") is None
    assert cell(tmp_path, "01_昌吉市.xlsx", "A2", "公用") == 829.25
