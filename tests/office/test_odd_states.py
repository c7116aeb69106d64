"""Buttons on live books in odd states: moved rows, lost sheets, hidden rows, several blocks.

Each ends in the right result, or in a sentence with the book as it was; one session for all.
"""

from __future__ import annotations

import shutil
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import openpyxl
import pytest

from office import pdf_to_png
from support.desk import desk_with
from xianbiao.checks import check
from xianbiao.engines import libreoffice
from xianbiao.excel.finding_list import findings_on
from xianbiao.excel.press import press
from xianbiao.excel.protection import unlocked
from xianbiao.export.importing import import_notice
from xianbiao.readers import read_notice
from xianbiao.sheets.side_sheets import RESULT_SHEET

SOURCE = "县市\t中央补助资金\n昌吉市\t830\n阜康市\t528\n"
AMOUNTS = [829, 529, 693, 579, 912, 803, 853]
OWN = [
    ["2024年资金分配表", None],
    ["单位：万元", None],
    ["县市", "金额"],
    ["合计", 100],
    ["昌吉市", 40],
    ["阜康市", 51],
    ["奇台县", 9],
]

Open = Callable[..., Any]


@pytest.fixture(scope="module")
def app(soffice: Path) -> Iterator[Any]:
    """One private LibreOffice."""
    libreoffice.register()
    with libreoffice.start() as app:
        yield app


@pytest.fixture(scope="module")
def working(repo: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The working workbook of 昌州财社〔2023〕70号."""
    notice = read_notice([repo / "addin" / "xianbiao" / "demo" / "changji-2023-70.txt"])
    path = tmp_path_factory.mktemp("working") / "工作簿.xlsx"
    import_notice(notice, check(notice), path)
    return path


@pytest.fixture
def book(app: Any, working: Path, tmp_path: Path) -> Iterator[Any]:
    """A copy of it, open; all books are closed and every setting is as before at the end."""
    before = _state(app)
    yield app.books.open(str(shutil.copy(working, tmp_path / "工作簿.xlsx")))
    assert _state(app) == before
    for opened in list(app.books):
        opened.close()


@pytest.fixture
def own(app: Any, tmp_path: Path) -> Iterator[Open]:
    """Opens a clerk's own table, with what a test does to its file before."""

    def make(change: Callable[[Any], None] = lambda _sheet: None) -> Any:
        made = openpyxl.Workbook()
        for row in OWN:
            made.active.append(row)
        change(made.active)
        made.save(tmp_path / "自己的.xlsx")
        return app.books.open(str(tmp_path / "自己的.xlsx"))

    yield make
    for opened in list(app.books):
        opened.close()


def _state(app: Any) -> tuple[object, ...]:
    return app.screen_updating, app.enable_events, app.display_alerts, app.calculation


def source_file(folder: Path) -> Path:
    path = folder / "来源.txt"
    path.write_text(SOURCE, encoding="utf-8")
    return path


def amounts(book: Any, first: int = 6) -> Any:
    return book.sheets["附件1"][f"C{first}:C{first + 6}"].value


def test_an_inserted_row_is_asked_about_before_an_undo(book: Any, tmp_path: Path) -> None:
    given = {"source": "一个文件", "file": source_file(tmp_path), "overwrite": True}
    assert press("fill_allocation", book, desk_with(**given)[0])
    with unlocked(book, ["附件1"]):
        book.sheets["附件1"].range("6:6").insert("down")
    filled = [830, 528, *AMOUNTS[2:]]
    assert amounts(book, 7) == filled
    desk, dialogs = desk_with(overwrite=True)
    assert not press("undo_last", book, desk)
    assert "可能插过、删过行或列，或排过序" in dialogs.asked[0].text
    assert amounts(book, 7) == filled
    with unlocked(book, ["附件1"]):
        book.sheets["附件1"].range("6:6").delete("up")
    assert press("undo_last", book, desk), dialogs.warned
    assert amounts(book) == AMOUNTS


def test_steps_before_a_deleted_sheet_can_be_taken_back(book: Any, tmp_path: Path) -> None:
    given = {"source": "一个文件", "file": source_file(tmp_path), "overwrite": True}
    assert press("fill_allocation", book, desk_with(**given)[0])
    assert press("check_all", book, desk_with()[0])
    book.sheets["校验"].delete()
    desk, dialogs = desk_with(forget=False)
    assert not press("undo_last", book, desk)
    assert "把表名改回“校验”再撤销" in dialogs.warned[0]
    for _ in range(2):
        assert press("undo_last", book, desk_with(forget=True)[0])
    assert amounts(book) == AMOUNTS


def test_a_lost_form_stops_what_would_leave_it_out(book: Any, tmp_path: Path) -> None:
    book.sheets["昌吉市"].delete()
    desk, dialogs = desk_with(folder=tmp_path / "县表")
    for button in ("generate_forms", "export_counties"):
        assert not press(button, book, desk)
        assert "昌吉市”" in dialogs.warned[-1]
    assert not (tmp_path / "县表").exists()


def test_blocks_apart_whole_columns_and_hidden_rows_are_filled_in(book: Any) -> None:
    source = book.sheets.add("来源", after=book.sheets["台账"])
    source["A1"].value = [["单位", "人数", "金额"], ["昌吉市", 9, 1], ["木垒县", 8, 2]]
    source.range("3:3").api.Rows.IsVisible = False
    source.activate()
    blocks = book.api.createInstance("com.sun.star.sheet.SheetCellRanges")
    for address in ("A1:A3", "C1:C3"):
        cells = source.api.getCellRangeByName(address)
        blocks.addRangeAddress(cells.RangeAddress, False)
    book.api.CurrentController.select(blocks)
    desk, dialogs = desk_with(source="选中的区域", overwrite=True)
    assert press("fill_allocation", book, desk), dialogs.warned
    assert amounts(book) == [1, *AMOUNTS[1:6], 2]
    assert "来源“木垒县”「来源」A3是隐藏的行，照样取数，请确认" in dialogs.told[0]
    assert press("undo_last", book, desk), dialogs.warned
    source.range("B:B").delete("left")
    source.range("A:B").select()
    assert press("fill_allocation", book, desk), dialogs.warned
    assert amounts(book) == [1, *AMOUNTS[1:6], 2]


def test_neither_covered_cells_are_filled_nor_shared_amounts_taken(book: Any) -> None:
    with unlocked(book, ["附件1"]):
        book.sheets["附件1"].range("C6:C7").merge()
    source = book.sheets.add("来源", after=book.sheets["台账"])
    source["A1"].value = [["昌吉市", 1], ["阜康市", 2], ["奇台县", 5], ["呼图壁县", None]]
    source.range("B3:B4").merge()
    desk, dialogs = desk_with(source="另一张表", sheet="来源", overwrite=True)
    assert press("fill_allocation", book, desk), dialogs.warned
    assert "填了 1 格" in dialogs.told[0]
    assert "阜康市：「附件1」C7在合并的格里，写不进去，没有填" in dialogs.told[0]
    assert "奇台县：来源「来源」B3是几行合并的一个数" in dialogs.told[0]
    assert amounts(book)[4] == 912


def test_hidden_rows_of_an_own_book_are_told(own: Open) -> None:
    def hide(sheet: Any) -> None:
        sheet.row_dimensions[6].hidden = True

    book = own(hide)
    desk, dialogs = desk_with(add=True)
    assert press("check_all", book, desk), dialogs.warned
    assert [(f.rule, f.cell) for f in findings_on(book)] == [("G10", "A6")]
    assert RESULT_SHEET in [sheet.name for sheet in book.sheets]


def test_a_county_file_is_no_workbook_to_divide(book: Any, app: Any, tmp_path: Path) -> None:
    assert press("export_counties", book, desk_with(folder=tmp_path / "县表")[0])
    county = app.books.open(str(next((tmp_path / "县表").glob("*木垒县*.xlsx"))))
    desk, dialogs = desk_with(folder=tmp_path / "再导")
    for button in ("export_counties", "fill_allocation", "generate_forms"):
        assert not press(button, county, desk)
        assert "这是发给一个单位的县文件" in dialogs.warned[-1]
    assert not (tmp_path / "再导").exists()


def test_jumping_where_nothing_was_found_does_not_ask_to_check_again_only(own: Open) -> None:
    book = own()
    desk, dialogs = desk_with(add=True)
    assert press("check_all", book, desk), dialogs.warned
    assert dialogs.told == ["没有发现错误，也没有提示"]
    assert not press("next_finding", book, desk)
    assert "上次核对没有发现问题" in dialogs.warned[0]


def test_sheets_that_buttons_added_are_printed_without_the_log(own: Open, tmp_path: Path) -> None:
    def spoil(sheet: Any) -> None:
        sheet["B4"] = 101

    book, pdf = own(spoil), tmp_path / "全部.pdf"
    for button in ("check_all", "recognise_tables"):
        assert press(button, book, desk_with(add=True)[0])
    desk, dialogs = desk_with(pdf=pdf)
    assert press("export_pdf", book, desk), dialogs.warned
    assert len(pdf_to_png(pdf, tmp_path, dpi=20)) == 3
    assert book.sheets["日志"].visible
