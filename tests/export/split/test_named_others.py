"""Drop-downs, colours and headers that name all counties are cut to the county of the file."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import openpyxl
import pytest
import soundness
import xlsxwriter
from clerk import small_table
from opc import Package
from openpyxl.formatting.rule import CellIsRule, FormulaRule
from openpyxl.styles import PatternFill
from openpyxl.worksheet.datavalidation import DataValidation
from side_books import MAKERS
from test_habits import planned
from workbooks import make

from xianbiao.cli import main
from xianbiao.export.package.source import SourceBook
from xianbiao.export.split.deliver import export_split
from xianbiao.export.split.one_book import export_book

COUNTIES = (("昌吉市", 8291), ("阜康市", 5292), ("奇台县", 6933))
NAMES = [name for name, _ in COUNTIES]
CHECKS = soundness.OF_ANY_BOOK


def ruled(path: Path) -> Path:
    """A table with a drop-down of all counties, a colour for each, and a sheet for everybody."""
    with xlsxwriter.Workbook(str(path)) as book:
        sheet = small_table(book, COUNTIES)
        sheet.write("B6", sum(amount for _, amount in COUNTIES))
        _rules(book, sheet)
        form = book.add_worksheet("填报表")
        form.write("A1", "请选择县市后填写")
        _rules(book, form)
        words = book.add_worksheet("字典")
        words.write_column(0, 0, [*NAMES, "州本级"])
        words.write_column(0, 1, ["低保", "特困"])
        words.hide()
    return path


def _rules(book: Any, sheet: Any) -> None:
    sheet.data_validation("A3:A5", {"validate": "list", "source": [*NAMES, "合计"]})
    sheet.data_validation("C3:C5", {"validate": "list", "source": "=字典!$A$1:$A$4"})
    sheet.data_validation("D3:D5", {"validate": "list", "source": "=字典!$B$1:$B$2"})
    for name, colour in zip(NAMES, ("#FFC7CE", "#C6EFCE", "#FFEB9C"), strict=True):
        look = book.add_format({"bg_color": colour})
        rule = {"type": "cell", "criteria": "==", "value": f'"{name}"', "format": look}
        sheet.conditional_format("A3:A5", rule)
    sheet.set_header("&C昌吉市等县市&R第 &P 页")


def rules_of(sheet: Any) -> Iterator[tuple[str, Any]]:
    """The conditional formats of a sheet with their ranges."""
    for area in sheet.conditional_formatting:
        for rule in area.rules:
            yield str(area.sqref), rule


def lists_of(sheet: Any) -> dict[str, str]:
    """The drop-downs of a sheet by their ranges."""
    return {str(v.sqref): v.formula1 for v in sheet.data_validations.dataValidation}


@pytest.mark.parametrize("number", [1, 2, 3])
def test_each_county_has_its_own_choice_and_its_own_colour(tmp_path: Path, number: int) -> None:
    book, out = ruled(tmp_path / "表.xlsx"), tmp_path / "县"
    assert main(["export", str(book), "--out", str(out), "--common", "填报表"]) == 0
    own = NAMES[number - 1]
    path = out / f"{number:02d}_{own}.xlsx"
    file = openpyxl.load_workbook(path)
    whole, form = file["附件1"], file["填报表"]
    assert lists_of(whole) == {"A3": f'"{own},合计"', "C3": f'"{own},州本级"'}
    assert lists_of(form) == {"A3:A5": f'"{own},合计"', "C3:C5": f'"{own},州本级"'}
    for sheet in (whole, form):
        (_, rule), *more = rules_of(sheet)
        assert not more
        assert rule.formula == [f'"{own}"']
        assert rule.priority == number
        source = {r.priority: r for _, r in rules_of(openpyxl.load_workbook(book)[sheet.title])}
        assert rule.dxf.fill.bgColor.rgb == source[number].dxf.fill.bgColor.rgb
        assert sheet.oddHeader.center.text == ("昌吉市等县市" if own == "昌吉市" else None)
        assert sheet.oddHeader.right.text == "第 &P 页"
    assert [fault for check in CHECKS for fault in check(Package.read(path))] == []


def test_what_was_cut_is_said_once_and_stands_in_the_manifest(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    book, out = ruled(tmp_path / "表.xlsx"), tmp_path / "县"
    assert main(["export", str(book), "--out", str(out)]) == 0
    told = [
        "「附件1」A3:A5的下拉选项只留本单位的，以及不指哪个单位的",
        "「附件1」C3:C5的下拉选项取自不给单位的「字典」，在单位文件里直接写出，"
        "只留本单位的，以及不指哪个单位的",
        "「附件1」D3:D5的下拉选项去掉：引用的格不在单位文件里；要留着，把选项直接写在数据有效性里",
        "「附件1」A3:A5的条件格式里，写着别的单位的规则去掉，只留与本单位有关的",
        "「附件1」的页眉中间一段写着别的单位，去掉",
    ]
    notes = json.loads((out / "清单.json").read_text(encoding="utf-8"))["notes"]
    assert sorted(n for n in notes if n.startswith("「附件1」")) == sorted(told)
    error = capsys.readouterr().err
    assert [error.count(note) for note in told] == [1] * len(told)


def test_the_workbook_of_everybody_is_cut_alike_and_says_so(tmp_path: Path) -> None:
    book = ruled(tmp_path / "表.xlsx")
    made = export_book(SourceBook.open(book), planned(book, "填报表"), tmp_path / "出")
    file = openpyxl.load_workbook(made.path)
    for name in NAMES:
        assert lists_of(file[name])["A3"] == f'"{name},合计"'
    assert any("下拉选项只留本单位的" in note for note in made.notes)


def test_a_workbook_of_openpyxl_is_cut_alike(tmp_path: Path) -> None:
    book = openpyxl.Workbook()
    sheet = book.active
    sheet.title = "附件1"
    for row in (["补助资金分配表（单位：万元）"], ["县市", "金额"], *COUNTIES):
        sheet.append(row)
    sheet.append(["合计", sum(amount for _, amount in COUNTIES)])
    choice = DataValidation(type="list", formula1=f'"{",".join(NAMES)}"', allow_blank=True)
    choice.promptTitle, choice.prompt = "县市", "昌吉市填第一个"
    choice.add("A3:A5")
    sheet.add_data_validation(choice)
    fill = PatternFill("solid", bgColor="FFFF00")
    for name in NAMES:
        sheet.conditional_formatting.add("A3:B5", FormulaRule([f'$A3="{name}"'], fill=fill))
        sheet.conditional_formatting.add("A3:A5", CellIsRule("equal", [f'"{name}"'], fill=fill))
    sheet.auto_filter.ref = "A2:B5"
    sheet.auto_filter.add_filter_column(0, NAMES)
    book.save(tmp_path / "表.xlsx")
    assert main(["export", str(tmp_path / "表.xlsx"), "--out", str(tmp_path / "县")]) == 0
    cut = openpyxl.load_workbook(tmp_path / "县" / "02_阜康市.xlsx").active
    assert lists_of(cut) == {"A3": '"阜康市"'}
    assert cut.data_validations.dataValidation[0].prompt is None
    formulas = sorted(rule.formula for _, rule in rules_of(cut))
    assert formulas == [['"阜康市"'], ['$A3="阜康市"']]


def test_names_that_name_a_county_go_to_that_county_alone(tmp_path: Path) -> None:
    made = make("named_rules", tmp_path)
    source = SourceBook.open(made.path)
    export = export_split(source, made.plan, tmp_path / "县")
    for file in export.files:
        names = openpyxl.load_workbook(file.path).defined_names
        assert [n for n in names if n.startswith("人数_")] == [f"人数_{file.recipient}"]
    assert any(note.startswith("名称管理器里") for note in export.notes)


def test_what_is_left_of_others_still_stops_the_export(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    with xlsxwriter.Workbook(str(tmp_path / "表.xlsx")) as book:
        sheet = small_table(book, COUNTIES)
        sheet.write("B6", sum(amount for _, amount in COUNTIES))
        _rules(book, sheet)
        sheet.write("A8", "另：昌吉市含开发区")
    assert main(["export", str(tmp_path / "表.xlsx"), "--out", str(tmp_path / "县")]) == 2
    assert "「附件1」A8：其他单位的名称“昌吉市”" in capsys.readouterr().err
    assert [p.name for p in tmp_path.iterdir()] == ["表.xlsx"]


def test_sheets_of_their_own_are_told_together(tmp_path: Path) -> None:
    with xlsxwriter.Workbook(str(tmp_path / "表.xlsx")) as book:
        sheet = small_table(book, COUNTIES)
        sheet.write("B6", sum(amount for _, amount in COUNTIES))
        for name, amount in COUNTIES:
            form = book.add_worksheet(name)
            form.write_row("A1", (f"{name}绩效目标表", amount))
            form.data_validation("C3", {"validate": "list", "source": NAMES})
            form.set_header("&C昌吉市、阜康市绩效表")
            form.write_url("A9", "internal:'说明'!A1", string="返回")
        book.add_worksheet("说明").write("A1", "填表说明")
    source = SourceBook.open(tmp_path / "表.xlsx")
    export = export_split(source, planned(tmp_path / "表.xlsx"), tmp_path / "县")
    assert [n for n in export.notes if "昌吉市" in n] == [
        "「昌吉市」、「阜康市」、「奇台县」C3的下拉选项只留本单位的，以及不指哪个单位的",
        "「昌吉市」、「阜康市」、「奇台县」的页眉中间一段写着别的单位，去掉",
        "「昌吉市」、「阜康市」、「奇台县」A9的超链接去掉（字保留）：去的地方不在单位文件里",
    ]
    for file in export.files:
        form = openpyxl.load_workbook(file.path)[file.recipient]
        assert lists_of(form) == {"C3": f'"{file.recipient}"'}


def test_what_goes_with_the_rows_of_others_is_not_told(tmp_path: Path) -> None:
    with xlsxwriter.Workbook(str(tmp_path / "表.xlsx")) as book:
        sheet = small_table(book, COUNTIES)
        sheet.write("B6", sum(amount for _, amount in COUNTIES))
        for row, name in enumerate(NAMES, 3):
            sheet.data_validation(f"C{row}", {"validate": "list", "source": [name, "其他"]})
            rule = {"type": "cell", "criteria": "==", "value": f'"{name}"', "format": None}
            sheet.conditional_format(f"A{row}", rule)
            sheet.write_url(f"D{row}", f"external:D:/{name}.xlsx", string="明细", tip=name)
        sheet.write_url("D1", "external:D:/昌吉市.xlsx", string="样子")
    source = SourceBook.open(tmp_path / "表.xlsx")
    export = export_split(source, planned(tmp_path / "表.xlsx"), tmp_path / "县")
    assert list(export.notes) == ["「附件1」D1的超链接去掉（字保留）：地址里写着别的单位"]
    for file in export.files:
        sheet = openpyxl.load_workbook(file.path).active
        assert lists_of(sheet) == {"C3": f'"{file.recipient},其他"'}
        assert [rule.formula for _, rule in rules_of(sheet)] == [[f'"{file.recipient}"']]
        assert sheet["D3"].hyperlink.tooltip == file.recipient
        assert (sheet["D1"].hyperlink is not None) == (file.recipient == "昌吉市")


@pytest.mark.parametrize(
    ("first", "listed", "hidden"), [("Z1", "$Z$1:$Z$4", True), ("A10", "$A$10:$A$13", False)]
)
def test_a_list_beside_or_below_the_table_keeps_the_own_name(
    tmp_path: Path, first: str, listed: str, hidden: bool
) -> None:
    with xlsxwriter.Workbook(str(tmp_path / "表.xlsx")) as book:
        sheet = small_table(book, COUNTIES)
        sheet.write("B6", sum(amount for _, amount in COUNTIES))
        sheet.write_column(first, [*NAMES, "合计"])
        if hidden:
            sheet.set_column("Z:Z", None, None, {"hidden": True})
        sheet.data_validation("A3:A5", {"validate": "list", "source": f"={listed}"})
    assert main(["export", str(tmp_path / "表.xlsx"), "--out", str(tmp_path / "县")]) == 0
    for number, name in enumerate(NAMES, 1):
        cut = openpyxl.load_workbook(tmp_path / "县" / f"{number:02d}_{name}.xlsx").active
        assert lists_of(cut) == {"A3": f'"{name},合计"'}
        shown = {c.value for row in cut.iter_rows() for c in row if isinstance(c.value, str)}
        assert shown & set(NAMES) == {name}


def test_a_list_that_a_formula_reads_too_still_stops_the_export(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    with xlsxwriter.Workbook(str(tmp_path / "表.xlsx")) as book:
        sheet = small_table(book, COUNTIES)
        sheet.write("B6", sum(amount for _, amount in COUNTIES))
        sheet.write_column("Z1", NAMES)
        sheet.write_formula("C3", "=COUNTA($Z$1:$Z$3)", None, 3)
        sheet.data_validation("A3:A5", {"validate": "list", "source": "=$Z$1:$Z$3"})
    assert main(["export", str(tmp_path / "表.xlsx"), "--out", str(tmp_path / "县")]) == 2
    assert "「附件1」Z2：其他单位的名称“阜康市”" in capsys.readouterr().err


def test_a_list_on_a_sheet_for_everybody_keeps_the_own_name(tmp_path: Path) -> None:
    with xlsxwriter.Workbook(str(tmp_path / "表.xlsx")) as book:
        sheet = small_table(book, COUNTIES)
        sheet.write("B6", sum(amount for _, amount in COUNTIES))
        words = book.add_worksheet("说明")
        words.write("A1", "填表说明")
        words.write_column("H1", NAMES)
        sheet.data_validation("A3:A5", {"validate": "list", "source": "=说明!$H$1:$H$3"})
    path = tmp_path / "表.xlsx"
    assert main(["export", str(path), "--out", str(tmp_path / "县"), "--common", "说明"]) == 0
    file = openpyxl.load_workbook(tmp_path / "县" / "02_阜康市.xlsx")
    assert lists_of(file["附件1"]) == {"A3": '"阜康市"'}
    assert [file["说明"][f"H{row}"].value for row in (1, 2, 3)] == [None, "阜康市", None]


def test_a_list_on_a_sheet_of_its_own_keeps_the_own_name(tmp_path: Path) -> None:
    with xlsxwriter.Workbook(str(tmp_path / "表.xlsx")) as book:
        sheet = small_table(book, COUNTIES)
        sheet.write("B6", sum(amount for _, amount in COUNTIES))
        for name, amount in COUNTIES:
            form = book.add_worksheet(name)
            form.write_row("A1", (f"{name}绩效目标表", amount))
            form.write_column("H1", NAMES)
            form.data_validation("C3", {"validate": "list", "source": "=$H$1:$H$3"})
    source = SourceBook.open(tmp_path / "表.xlsx")
    export = export_split(source, planned(tmp_path / "表.xlsx"), tmp_path / "县")
    for at, file in enumerate(export.files):
        form = openpyxl.load_workbook(file.path)[file.recipient]
        assert lists_of(form) == {"C3": f'"{file.recipient}"'}
        names = [form[f"H{row}"].value for row in (1, 2, 3)]
        assert names == [n if n == file.recipient else None for n in NAMES]
        assert form["A1"].value == f"{file.recipient}绩效目标表"
        assert form["B1"].value == COUNTIES[at][1]
    assert len(export.notes) == 2
    whole = export_book(source, planned(tmp_path / "表.xlsx"), tmp_path / "出")
    assert whole.notes == export.notes


def test_panels_side_by_side_are_cut_alike(tmp_path: Path) -> None:
    made = MAKERS["三栏"](tmp_path / "表.xlsx")
    names = [r.name for r in planned(made.path).recipients]
    book = openpyxl.load_workbook(made.path)
    sheet = book.worksheets[0]
    choice = DataValidation(type="list", formula1=f'"{",".join(names[:9])}"')
    choice.add("A1:I8")
    sheet.add_data_validation(choice)
    for name in names[:3]:
        fill = PatternFill("solid", bgColor="FFFF00")
        sheet.conditional_formatting.add("A1:I8", CellIsRule("equal", [f'"{name}"'], fill=fill))
    book.save(made.path)
    source = SourceBook.open(made.path)
    export = export_split(source, planned(made.path), tmp_path / "县", only=names[1])
    cut = openpyxl.load_workbook(export.files[0].path).worksheets[0]
    assert list(lists_of(cut).values()) == [f'"{names[1]}"']
    assert [rule.formula for _, rule in rules_of(cut)] == [[f'"{names[1]}"']]
    assert any("下拉选项只留本单位的" in note for note in export.notes)


def test_a_name_for_the_column_of_counties_still_gives_the_own_choice(tmp_path: Path) -> None:
    with xlsxwriter.Workbook(str(tmp_path / "表.xlsx")) as book:
        sheet = small_table(book, COUNTIES)
        sheet.write("B6", sum(amount for _, amount in COUNTIES))
        book.define_name("单位", "=附件1!$A$3:$A$5")
        form = book.add_worksheet("填报表")
        form.write("A1", "请选择县市后填写")
        form.data_validation("B2", {"validate": "list", "source": "=单位"})
        form.data_validation("B3", {"validate": "list", "source": "=附件1!$A$3:$A$5"})
    path = tmp_path / "表.xlsx"
    assert main(["export", str(path), "--out", str(tmp_path / "县"), "--common", "填报表"]) == 0
    form = openpyxl.load_workbook(tmp_path / "县" / "02_阜康市.xlsx")["填报表"]
    assert lists_of(form) == {"B2": '"阜康市"', "B3": "附件1!$A$3:$A$3"}
