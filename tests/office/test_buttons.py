"""Every button on live books of LibreOffice, made from both notices; one session for all.

What a button did and undid is judged by saving the book before and after and comparing the
files cell by cell: contents, formulas, formats, merges, protection, conditional formats.
"""

from __future__ import annotations

import shutil
import subprocess
import tomllib
from collections import Counter
from collections.abc import Callable, Iterator
from decimal import Decimal
from pathlib import Path
from typing import Any

import openpyxl
import pytest
from openpyxl.formula.translate import Translator

from support.desk import desk_with
from support.grids import grid_of, write_grids
from xianbiao.checks import check
from xianbiao.cli import main
from xianbiao.engines import libreoffice
from xianbiao.excel.finding_list import findings_on
from xianbiao.excel.live import read_notice as read_live
from xianbiao.excel.own_export import ONE_PDF
from xianbiao.excel.press import press
from xianbiao.excel.protection import unlocked
from xianbiao.excel.ranges import read_formulas, write
from xianbiao.excel.undo_store import MOST_STEPS
from xianbiao.export.importing import import_notice
from xianbiao.model.findings import told_once
from xianbiao.model.records import replace
from xianbiao.readers import read_notice
from xianbiao.sheets.addresses import Area
from xianbiao.sheets.grid import Cell, Grid
from xianbiao.sheets.patch import patch_at
from xianbiao.sheets.plan import Formula
from xianbiao.sheets.recognise.tables.memory import CHOICES

NOTICES = ("changji-2023-70", "bazhou-2021-96")
OWN_SHEETS = ("日志", "_undo")
SOURCE = "县市\t中央补助资金\n昌吉市\t830\n阜康市\t528\n木垒哈萨克自治县\t853\n天山区\t1\n"

Open = Callable[[str], Any]


@pytest.fixture(scope="module")
def app(soffice: Path) -> Iterator[Any]:
    """One private LibreOffice."""
    libreoffice.register()
    with libreoffice.start() as app:
        yield app


@pytest.fixture(scope="module")
def working_files(repo: Path, tmp_path_factory: pytest.TempPathFactory) -> dict[str, Path]:
    """The working workbook of each notice."""
    folder = tmp_path_factory.mktemp("working")
    for name in NOTICES:
        notice = read_notice([repo / "addin" / "xianbiao" / "demo" / f"{name}.txt"])
        import_notice(notice, check(notice), folder / f"{name}.xlsx")
    return {name: folder / f"{name}.xlsx" for name in NOTICES}


@pytest.fixture
def opened(app: Any, working_files: dict[str, Path], tmp_path: Path) -> Iterator[Open]:
    """Opens a copy of a working workbook; every book is closed at the end of the test."""

    def open_copy(name: str) -> Any:
        return app.books.open(str(shutil.copy(working_files[name], tmp_path / f"{name}.xlsx")))

    yield open_copy
    for book in list(app.books):
        book.close()


@pytest.fixture(params=NOTICES)
def book(request: pytest.FixtureRequest, opened: Open) -> Any:
    """A live book of each notice."""
    return opened(request.param)


def picture(book: Any, folder: Path) -> dict[str, object]:
    """Everything in the sheets of a book, as its application saves them.

    The name of the font is left out: LibreOffice writes that of the script it last found.
    """
    from com.sun.star.beans import PropertyValue

    path = folder / "picture.xlsx"
    kind = PropertyValue("FilterName", 0, "Calc MS Excel 2007 XML", 0)
    book.api.storeToURL(path.as_uri(), (kind,))
    saved = openpyxl.load_workbook(path)
    sheets = [sheet for sheet in saved.worksheets if sheet.title not in OWN_SHEETS]
    return {sheet.title: _sheet(sheet) for sheet in sheets} | {"order": [s.title for s in sheets]}


def _sheet(sheet: Any) -> dict[str, object]:
    rules = sheet.conditional_formatting._cf_rules.items()
    return {
        "cells": {
            cell.coordinate: _cell(cell)
            for row in sheet.iter_rows()
            for cell in row
            if cell.value is not None or cell.has_style
        },
        "merges": sorted(str(area) for area in sheet.merged_cells.ranges),
        "rules": {
            (row, column, rule.type, rule.text)
            for key, found in rules
            for area in key.sqref.ranges
            for row, column in [c for line in area.rows for c in line]
            for rule in found
        },
        "validations": sorted(str(v.sqref) for v in sheet.data_validations.dataValidation),
        "state": (sheet.sheet_state, sheet.protection.sheet, sheet.protection.formatColumns),
    }


def _cell(cell: Any) -> tuple[object, ...]:
    font, border = cell.font, cell.border
    return (
        cell.value,
        cell.number_format,
        (font.sz, font.b, font.color.rgb if font.color else None),
        cell.fill.fgColor.rgb,
        (cell.alignment.horizontal, cell.alignment.wrap_text),
        (border.left.style, border.top.style, border.right.style, border.bottom.style),
        cell.protection.locked,
    )


def state(app: Any) -> tuple[object, ...]:
    return app.screen_updating, app.enable_events, app.display_alerts, app.calculation


def printed_text(pdf: Path) -> str:
    """All that a PDF says, blanks aside."""
    said = subprocess.run(["pdftotext", str(pdf), "-"], check=True, capture_output=True).stdout
    return "".join(said.decode().split())


def test_a_live_book_reads_as_its_file(book: Any) -> None:
    assert check(read_live(book)) == check(read_notice([Path(book.fullname)]))


def test_check_jump_and_undo_leave_the_book_as_it_was(book: Any, tmp_path: Path) -> None:
    before, settings = picture(book, tmp_path), state(book.app)
    desk, dialogs = desk_with()
    assert press("check_all", book, desk), dialogs.warned
    after = picture(book, tmp_path)
    assert [name for name in before if before[name] != after[name]] == ["校验"]
    places = []
    for name in ("next_finding", "next_finding", "previous_finding"):
        assert press(name, book, desk), dialogs.warned
        places.append((book.sheets.active.name, book.selection.address))
    assert places[0] == places[2]
    assert places[0][0] != "校验"
    assert press("undo_last", book, desk), dialogs.warned
    assert picture(book, tmp_path) == before
    assert state(book.app) == settings
    assert not book.sheets["_undo"].visible


def test_a_suggestion_is_adopted_recalculated_and_undone(opened: Open, tmp_path: Path) -> None:
    book = opened(NOTICES[0])
    before = picture(book, tmp_path)
    register = book.sheets["校验"]
    desk, dialogs = desk_with(adopt=True)
    assert press("check_all", book, desk), dialogs.warned
    assert str(register["F5"].value).startswith("✘")
    while (book.sheets.active.name, book.selection.address) != ("附件3", "$E$7"):
        assert press("next_finding", book, desk), dialogs.warned
    assert press("adopt_suggestion", book, desk), dialogs.warned
    assert book.sheets["附件3"]["E7"].value == 5198
    assert str(register["F5"].value).startswith("✔")
    assert press("undo_last", book, desk), dialogs.warned
    assert str(register["F5"].value).startswith("✘")
    assert press("undo_last", book, desk), dialogs.warned
    assert picture(book, tmp_path) == before


def test_a_title_over_merged_cells_is_repaired_and_restored(opened: Open, tmp_path: Path) -> None:
    book = opened(NOTICES[0])
    desk, dialogs = desk_with(adopt=True)
    assert press("check_all", book, desk), dialogs.warned
    before = picture(book, tmp_path)
    while "C20 “转移支出”" not in str(book.app.status_bar):
        assert press("next_finding", book, desk), dialogs.warned
    assert book.sheets.active.name == "附件3"
    assert press("adopt_suggestion", book, desk), dialogs.warned
    assert "转移支付" in book.sheets["附件3"]["A2"].value
    assert press("undo_last", book, desk), dialogs.warned
    assert picture(book, tmp_path) == before


def test_amounts_are_filled_from_a_file_and_from_a_selection(opened: Open, tmp_path: Path) -> None:
    book = opened(NOTICES[0])
    before = picture(book, tmp_path)
    source = tmp_path / "来源.txt"
    source.write_text(SOURCE, encoding="utf-8")
    desk, dialogs = desk_with(source="一个文件", file=source, overwrite=True)
    assert press("fill_allocation", book, desk), dialogs.warned
    table = book.sheets["附件1"]
    assert table["C6:C12"].value == [830, 528, 693, 579, 912, 803, 853]
    assert table["C5"].value == 5198
    assert "“天山区”不在分配表里" in dialogs.told[0]
    notes = book.sheets.add("来源", after=book.sheets["台账"])
    notes["A1"].value = [["昌吉市", 829], ["阜康市", 529]]
    notes.activate()
    notes["A1:B2"].select()
    desk, dialogs = desk_with(source="选中的区域", column="中央补助资金", overwrite=True)
    assert press("fill_allocation", book, desk), dialogs.warned
    assert table["C6:C8"].value == [829, 529, 693]
    notes.delete()
    for _ in range(2):
        assert press("undo_last", book, desk), dialogs.warned
    assert picture(book, tmp_path) == before


def test_a_county_that_was_added_gets_its_form(opened: Open, tmp_path: Path) -> None:
    book = opened(NOTICES[0])
    table = book.sheets["附件1"]
    with unlocked(book, ["附件1"]):
        table["A13"].value = ["'8", "准东开发区", 10]
    before = picture(book, tmp_path)
    desk, dialogs = desk_with()
    assert press("generate_forms", book, desk), dialogs.warned
    form = book.sheets["准东开发区"]
    assert form["E7"].value == 10
    row = form["D1:D40"].value.index("城乡居民低保保障率") + 1
    assert form[f"E{row}"].value == "○待填"
    library, register = book.sheets["指标库"], book.sheets["校验"]
    assert library["O4"].value == "准东开发区"
    added = register["A1:A90"].value.index("C57-9") + 1
    assert "准东开发区" in register[f"B{added}"].value
    assert str(register[f"F{added}"].value).startswith("○待填")
    library["O5"].value = "应保尽保"
    assert form[f"E{row}"].value == "应保尽保"
    overview = book.sheets["核对一览"]
    line = overview["A1:A40"].value.index("准东开发区") + 1
    marks = dict(zip(overview["F4:Z4"].value, overview[f"F{line}:Z{line}"].value, strict=True))
    assert overview[f"D{line}"].value == "✔"
    assert [marks["C57\n指标待填"], marks["T05\n指标写法"], marks["T06\n不弱于州"]] == [
        "○",
        "✔",
        "✔",
    ]
    calm = overview["F5:Z5"].value
    library["O5"].value = "九成五到百分之一"
    library["O8"].value = "≥1%"
    checks = {name: row for row, name in enumerate(register["A1:A99"].value, start=1)}
    assert "九成五到百分之一" in register[f"F{checks['T05-9']}"].value
    assert str(register[f"F{checks['T06-8']}"].value).startswith("✘ 弱 1 项：")
    marks = dict(zip(overview["F4:Z4"].value, overview[f"F{line}:Z{line}"].value, strict=True))
    assert [marks["T05\n指标写法"], marks["T06\n不弱于州"]] == ["△", "✘"]
    assert overview["F5:Z5"].value != calm
    library["O5"].clear_contents()
    library["O8"].clear_contents()
    notice = read_live(book)
    assert "准东开发区" in [r.name for r in notice.recipients]
    assert notice.missing_sheets == []
    desk, dialogs = desk_with()
    assert press("generate_forms", book, desk)
    assert dialogs.told == ["分配表里的单位都已有绩效表；指标值在“指标库”填"]
    assert press("undo_last", book, desk_with(overwrite=True)[0])
    assert picture(book, tmp_path) == before


def test_a_text_like_a_formula_is_read_and_undone_as_a_text(opened: Open, tmp_path: Path) -> None:
    book = opened(NOTICES[0])
    texts = ["=1+1", "+1", "-1", "@a", "'a", "=5189", "#N/A"]
    sheet, area = book.sheets["台账"], Area(40, 0, 46, 1)
    with unlocked(book, ["台账"]):
        write(sheet, area, [[text, Formula("=1+1")] for text in texts])
    entered = [[text, Formula("=1+1")] for text in texts]
    assert read_formulas(sheet, area) == entered
    before = picture(book, tmp_path)
    desk, _ = desk_with()
    desk.apply(book, "填", [patch_at("台账", 40, 0, [[Formula("=2"), "=1+1"]] * len(texts))])
    assert read_formulas(sheet, area) == [[Formula("=2"), "=1+1"]] * len(texts)
    assert press("undo_last", book, desk)
    assert read_formulas(sheet, area) == entered
    assert picture(book, tmp_path) == before


def test_ten_steps_go_back_after_saving_and_opening_again(
    app: Any, opened: Open, tmp_path: Path
) -> None:
    book = opened(NOTICES[0])
    desk, dialogs = desk_with()
    pictures = []
    for number in range(MOST_STEPS + 1):
        pictures.append(book.sheets["附件1"]["A1:C13"].formula)
        block = [[Decimal(number)], [Formula(f"=C6+{number}")], [None]]
        desk.apply(book, "填分配表", [patch_at("附件1", 5, 2, block)])
    path = book.fullname
    book.save()
    book.close()
    book = app.books.open(path)
    desk, dialogs = desk_with()
    for wanted in reversed(pictures[1:]):
        assert press("undo_last", book, desk), dialogs.warned
        assert book.sheets["附件1"]["A1:C13"].formula == wanted
    assert not press("undo_last", book, desk)
    assert "没有可以撤销的操作" in dialogs.warned[-1]


def test_a_step_with_many_formulas_goes_back_after_saving(app: Any, opened: Open) -> None:
    book, area = opened(NOTICES[0]), Area(4, 0, 83, 9)
    formulas = read_formulas(book.sheets["指标核对"], area)
    assert sum(len(f.text) for row in formulas for f in row if isinstance(f, Formula)) > 20_000
    desk, dialogs = desk_with()
    desk.apply(book, "生成绩效表", [patch_at("指标核对", 4, 0, [["占位"] * 10] * 80)])
    path = book.fullname
    book.save()
    book.close()
    book = app.books.open(path)
    assert press("undo_last", book, desk), dialogs.warned
    assert read_formulas(book.sheets["指标核对"], area) == formulas


def test_a_failure_in_the_middle_restores_book_and_application(
    opened: Open, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    from xianbiao.excel import apply

    written = []

    def fail(*arguments: Any) -> None:
        written.append(arguments)
        if len(written) == 3:
            raise RuntimeError("the application gave up")
        write(*arguments)

    book = opened(NOTICES[0])
    write = apply.write
    before, settings = picture(book, tmp_path), state(book.app)
    monkeypatch.setattr(apply, "write", fail)
    desk, dialogs = desk_with()
    assert not press("check_all", book, desk)
    assert "“全面核对”没有做完" in dialogs.warned[0]
    assert picture(book, tmp_path) == before
    assert state(book.app) == settings


def test_a_sheet_under_a_password_is_named(opened: Open, tmp_path: Path) -> None:
    book = opened(NOTICES[0])
    register = book.sheets["校验"].api
    register.unprotect("")
    register.protect("abc")
    before, settings = picture(book, tmp_path), state(book.app)
    desk, dialogs = desk_with()
    assert not press("check_all", book, desk)
    assert "「校验」：工作表有密码保护，不能写入" in dialogs.warned[0]
    assert picture(book, tmp_path) == before
    assert state(book.app) == settings


def test_counties_are_exported_and_printed(opened: Open, tmp_path: Path) -> None:
    book = opened(NOTICES[0])
    folder, pdf = tmp_path / "县表", tmp_path / "全部.pdf"
    desk, dialogs = desk_with(folder=folder, pdf=pdf)
    assert press("export_counties", book, desk), dialogs.warned
    assert len(list(folder.glob("*.xlsx"))) == len(read_live(book).recipients)
    assert press("export_pdf", book, desk), dialogs.warned
    assert pdf.read_bytes().startswith(b"%PDF")
    assert dialogs.shown == [folder, pdf]
    assert not press("export_pdf", book, desk)
    assert "文件已存在，没有覆盖" in dialogs.warned[-1]


def test_the_list_is_printed_below_the_checks(opened: Open, tmp_path: Path) -> None:
    book, said = opened(NOTICES[0]), []
    for name in ("前", "后"):
        desk, dialogs = desk_with(pdf=tmp_path / f"{name}.pdf")
        assert press("export_pdf", book, desk), dialogs.warned
        said.append(printed_text(tmp_path / f"{name}.pdf"))
        assert press("check_all", book, desk), dialogs.warned
    before, after = said
    for mark, count in Counter(line.result for line in findings_on(book)).items():
        shown = mark.replace(" ", "")
        assert after.count(shown) - before.count(shown) == count > 1


def test_each_recipient_of_an_own_workbook_gets_a_pdf_of_its_rows(app: Any, tmp_path: Path) -> None:
    path, folder = tmp_path / "自己的.xlsx", tmp_path / "县"
    own = openpyxl.Workbook()
    own.active.title = "表一"
    for row in (["资金分配表"], ["单位：万元"], ["县市", "金额"], ["昌吉市", 50], ["阜康市", 40]):
        own.active.append(row)
    own.save(path)
    book = app.books.open(str(path))
    try:
        names = [known.name for known in app.books]
        desk, dialogs = desk_with(folder=folder, form=ONE_PDF)
        assert press("export_counties", book, desk), dialogs.warned
        assert [known.name for known in app.books] == names
        assert app.books.active.name == book.name
    finally:
        book.close()
    made = sorted(folder.glob("*.pdf"))
    assert [pdf.stem.partition("_")[2] for pdf in made] == ["昌吉市", "阜康市"]
    said = [printed_text(pdf) for pdf in made]
    assert ["昌吉市" in text for text in said] == [True, False]
    assert ["阜康市" in text for text in said] == [False, True]


def test_the_command_line_presses_buttons_one_after_the_other(
    soffice: Path,
    working_files: dict[str, Path],
    tmp_path: Path,
    capsys: pytest.CaptureFixture[str],
) -> None:
    path = Path(shutil.copy(working_files[NOTICES[0]], tmp_path / "工作簿.xlsx"))
    source = tmp_path / "来源.txt"
    source.write_text(SOURCE, encoding="utf-8")
    answers = ["--set", "source=一个文件", "--set", f"file={source}", "--set", "overwrite=是"]
    assert main(["button", "填分配表", "check_all", "--book", str(path), *answers]) == 0
    saved = openpyxl.load_workbook(path)
    assert [saved["附件1"].cell(row, 3).value for row in (6, 7, 12)] == [830, 528, 853]
    assert _list_heads(saved) == ["核对清单：错误 "]
    capsys.readouterr()
    assert main(["button", "下一处", "采纳建议", "--book", str(path)]) == 2
    told = capsys.readouterr()
    assert told.out.startswith("「附件1」A2 1/")
    assert "“采纳建议”没有做完，工作簿.xlsx 没有存盘，前面几个按钮的改动也没有留下" in told.err
    assert main(["button", "撤销上一步", "undo_last", "--book", str(path)]) == 0
    restored = openpyxl.load_workbook(path)
    assert [restored["附件1"].cell(row, 3).value for row in (6, 7, 12)] == [829, 529, 853]
    assert _list_heads(restored) == []


def _list_heads(saved: Any) -> list[str]:
    column = [row[0] for row in saved["校验"].iter_rows(max_col=1, values_only=True)]
    return [text[:8] for text in column if str(text).startswith("核对清单")]


def test_new_books_open_beside_the_old_one(opened: Open, repo: Path, tmp_path: Path) -> None:
    book = opened(NOTICES[0])
    notice = repo / "addin" / "xianbiao" / "demo" / "bazhou-2021-96.txt"
    out = {name: tmp_path / f"{name}.xlsx" for name in ("分配", "调整", "导入")}
    common = {"region": "652300", "fund": "hardship", "year": "2025"}
    for name, given in (
        ("new_allocation", {"out": out["分配"], "batch": "2", **common}),
        ("new_adjustment", {"out": out["调整"], "documents": "昌州财社〔2024〕18号", **common}),
        ("import_notice", {"out": out["导入"], "file": notice}),
    ):
        desk, dialogs = desk_with(**given)
        assert press(name, book, desk), dialogs.warned
    names = {made.name for made in book.app.books}
    assert {path.name for path in out.values()} <= names
    assert all(path.is_file() for path in out.values())
    made = book.app.books["调整.xlsx"]
    assert made.sheets["附件1"]["C4"].value == "昌州财社〔2024〕18号"
    assert made.sheets["日志"]["C2"].value == "新建调整表"
    assert len(read_live(book.app.books["导入.xlsx"]).recipients) == 12


def test_a_clerks_own_workbook_is_recognised_and_left_as_it_was(app: Any, tmp_path: Path) -> None:
    path = tmp_path / "自己的.xlsx"
    own = openpyxl.Workbook()
    sheet = own.active
    sheet.title = "表一"
    rows = [["资金分配表"], ["单位：万元"], ["县市", "项目", "金额"], ["合计", None, 100]]
    rows += [["昌吉市", "低保", 40], [None, "临时救助", 10], ["阜康市", "低保", 50]]
    for row in rows:
        sheet.append(row)
    sheet.merge_cells("A1:C1")
    sheet.merge_cells("A5:A6")
    own.save(path)
    book = app.books.open(str(path))
    try:
        before = picture(book, tmp_path)
        desk, dialogs = desk_with(add=True)
        assert press("recognise_tables", book, desk), dialogs.warned
        shown = book.sheets["认表"].used_range.value
        found = {(row[1], row[3]): row[4:7] for row in shown}
        assert found["B6", "行"][0] == "单位"
        assert "昌吉市的一项" in found["B6", "行"][2]
        _expect_drop_downs(book, tmp_path)
        assert press("undo_last", book, desk), dialogs.warned
        assert picture(book, tmp_path) == before
    finally:
        book.close()


def test_a_clerks_own_workbook_is_checked_as_its_file_is(
    app: Any, repo: Path, tmp_path: Path
) -> None:
    """Tables of every shape, each with one figure spoilt, on a sheet of its own."""
    folder, grids = repo / "tests" / "data" / "shapes", []
    for path in sorted(folder.glob("*.toml")):
        for shape in tomllib.loads(path.read_text(encoding="utf-8"))["workbook"]:
            grid = grid_of(shape["grid"].removeprefix("\n"), f"表{len(grids) + 1}")
            grids.append(_spoilt(grid))
    path = tmp_path / "自己的.xlsx"
    write_grids(path, grids)
    book = app.books.open(str(path))
    try:
        before = picture(book, tmp_path)
        desk, dialogs = desk_with(add=True)
        assert press("check_all", book, desk), dialogs.warned
        found = [(f.rule, f.message, f.sheet, f.cell) for f in findings_on(book)]
        assert press("next_finding", book, desk), dialogs.warned
        in_file = told_once(check(read_notice([path])))
        expected = [(f.rule, f.message, f.ref.sheet or "", f.ref.cell or "") for f in in_file]
        assert sorted(found) == sorted(expected)
        assert len({sheet for _, _, sheet, _ in found}) > len(grids) / 2
        assert press("undo_last", book, desk), dialogs.warned
        assert picture(book, tmp_path) == before
    finally:
        book.close()


def _spoilt(grid: Grid) -> Grid:
    """The grid with its last whole number raised by one."""
    whole = [(r, c) for r, row in enumerate(grid.rows) for c, x in enumerate(row) if _is_whole(x)]
    rows = [list(row) for row in grid.rows]
    for r, c in whole[-1:]:
        rows[r][c] = replace(rows[r][c], value=int(rows[r][c].text) + 1)
    return replace(grid, rows=rows)


def _is_whole(cell: Cell) -> bool:
    return isinstance(cell.value, int)


def _expect_drop_downs(book: Any, folder: Path) -> None:
    """Every line of 认表 offers the words for its 对象, computed from the rule as it was saved."""
    picture(book, folder)
    saved = openpyxl.load_workbook(folder / "picture.xlsx")["认表"]
    (rule,) = saved.data_validations.dataValidation
    (area,) = rule.sqref.ranges
    assert (rule.type, rule.errorStyle) == ("list", "warning")
    sheet, asked = book.sheets["认表"], set[str]()
    for row in range(area.min_row, saved.max_row + 1):
        target = str(saved.cell(row, 4).value)
        if target in CHOICES and target not in asked:
            asked.add(target)
            moved = Translator(f"={rule.formula1}", f"H{area.min_row}").translate_formula(f"H{row}")
            sheet["Z1"].formula = f"=COUNTA({moved[1:]})&INDEX({moved[1:]},1,1)"
            assert sheet["Z1"].value == f"{len(CHOICES[target])}{CHOICES[target][0]}"
            sheet["Z1"].clear_contents()
    assert {"表", "列", "行"} <= asked
