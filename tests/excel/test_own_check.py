"""全面核对, 下一处 and 采纳建议 on a clerk's own workbook: the list stands on 核对结果."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from pathlib import Path

import openpyxl
import pytest
import xlsxwriter
from openpyxl.utils import get_column_letter

from support.desk import desk_with
from support.fake_book import FakeBook
from xianbiao.checks import check
from xianbiao.excel.finding_list import findings_on
from xianbiao.excel.press import press
from xianbiao.model.findings import told_once
from xianbiao.readers import read_notice
from xianbiao.sheets.fill.findings import ADOPTED
from xianbiao.sheets.side_sheets import RESULT_SHEET

Rows = Sequence[Sequence[object]]
COLUMNS = ["县市", "提前下达", "本次", "合计"]
HEAD: Rows = (["2024年困难群众救助补助资金分配表"], ["单位：万元"], COLUMNS)
RIGHT: Rows = (
    ["昌吉市", 10, 5, 15],
    ["阜康市", 20, 4, 24],
    ["呼图壁县", 30, 7, 37],
    ["玛纳斯县", 8, 1, 9],
    ["合计", 68, 17, 85],
)
WRONG: Rows = (["昌吉市", 10, 5, 16], *RIGHT[1:-1], ["合计", 68, 18, 85])
Open = Callable[..., FakeBook]

pytestmark = pytest.mark.usefixtures("drawn_in_memory")


@pytest.fixture
def opened(tmp_path: Path) -> Open:
    """Opens a workbook of one sheet of figures, and more sheets with their lines."""

    def make(rows: Rows, **more: Rows) -> FakeBook:
        path = tmp_path / "分配.xlsx"
        with xlsxwriter.Workbook(path) as book:
            for name, lines in {"表一": [*HEAD, *rows], **more}.items():
                sheet = book.add_worksheet(name)
                for r, row in enumerate(lines):
                    sheet.write_row(r, 0, row)
        return FakeBook(path)

    return make


def listed(book: FakeBook) -> set[tuple[str, str, str]]:
    """What the list says: the rule, the sheet and the cell of each line."""
    return {(f.rule, f.sheet, f.cell) for f in findings_on(book)}


def put(book: FakeBook, figures: dict[tuple[int, int], float]) -> None:
    """Enter figures into the clerk's sheet, by row and column."""
    for place, value in figures.items():
        cell = book.sheets["表一"].cell(*place)
        cell.entered = cell.value = value


def test_the_button_finds_what_the_command_finds_in_the_file(opened: Open) -> None:
    book = opened(WRONG)
    before = book.picture()
    desk, dialogs = desk_with(add=True)
    assert press("check_all", book, desk), dialogs.warned
    in_file = told_once(check(read_notice([Path(book.fullname)])))
    assert in_file
    assert listed(book) == {(f.rule, f.ref.sheet or "", f.ref.cell or "") for f in in_file}
    assert f"已列在“{RESULT_SHEET}”" in dialogs.told[-1]
    assert book.picture((RESULT_SHEET, "_undo", "日志")) == before
    assert press("undo_last", book, desk), dialogs.warned
    assert book.picture() == before


def test_a_clerk_is_asked_before_a_sheet_is_added(opened: Open) -> None:
    book = opened(WRONG)
    before = [sheet.name for sheet in book.sheets]
    desk, dialogs = desk_with(add=False)
    assert not press("check_all", book, desk)
    assert "您的表一格不动" in dialogs.asked[-1].text
    assert [sheet.name for sheet in book.sheets] == before


def test_where_all_is_well_nothing_is_asked_and_nothing_added(opened: Open) -> None:
    book = opened(RIGHT)
    before = [sheet.name for sheet in book.sheets]
    desk, dialogs = desk_with()
    assert press("check_all", book, desk), dialogs.warned
    assert dialogs.told == ["没有发现错误，也没有提示"]
    assert not dialogs.asked
    assert [sheet.name for sheet in book.sheets] == before


def test_jumping_leads_to_the_cells_of_the_clerks_sheet(opened: Open) -> None:
    book = opened(WRONG)
    desk, dialogs = desk_with(add=True)
    assert press("check_all", book, desk), dialogs.warned
    places = set()
    for _ in findings_on(book):
        assert press("next_finding", book, desk)
        places.add(book.selected)
    assert ("表一", 4, 4) in places
    assert book.sheets.active.name == "表一"
    assert press("next_finding", book, desk)
    assert dialogs.told[-1].startswith("已经是最后一处")


def test_jumping_before_a_check_says_what_to_do(opened: Open) -> None:
    desk, dialogs = desk_with()
    assert not press("next_finding", opened(WRONG), desk)
    assert dialogs.warned[0].endswith(
        "没有核对清单：还没有核对，或上次核对没有发现问题；请：点“全面核对”"
    )


def test_a_later_check_puts_its_list_in_place_of_the_first(opened: Open) -> None:
    book = opened(WRONG)
    desk, dialogs = desk_with(add=True)
    assert press("check_all", book, desk), dialogs.warned
    first = listed(book)
    put(book, {(4, 4): 15.0, (5, 4): 25.0})
    assert press("check_all", book, desk), dialogs.warned
    assert len(dialogs.asked) == 1
    assert listed(book) != first
    put(book, {(5, 4): 24.0, (8, 3): 17.0})
    assert press("check_all", book, desk), dialogs.warned
    assert dialogs.told[-1] == "没有发现错误，也没有提示"
    sheet = book.sheets[RESULT_SHEET]
    assert sheet.cell(4, 2).value == "没有发现错误，也没有提示"
    assert all(c.entered is None for (r, _), c in sheet.cells.items() if r > 4)
    for _ in range(3):
        assert press("undo_last", book, desk), dialogs.warned
    assert RESULT_SHEET not in book.sheets


def test_a_longer_list_takes_the_look_of_the_shorter_one(opened: Open) -> None:
    book = opened([["昌吉市", 10, 5, 16], *RIGHT[1:]])
    desk, dialogs = desk_with(add=True)
    assert press("check_all", book, desk), dialogs.warned
    short = len(findings_on(book))
    put(book, {(8, 2): 70.0, (8, 3): 18.0})
    assert press("check_all", book, desk), dialogs.warned
    found = findings_on(book)
    assert len(found) > short
    sheet = book.sheets[RESULT_SHEET]
    assert {sheet.cell(f.row + 1, 2).style for f in found} == {1}


def test_a_suggestion_is_written_into_the_clerks_cell_and_undone(opened: Open) -> None:
    book = opened([*RIGHT[:2], ["呼图碧县", 30, 7, 37], *RIGHT[3:]])
    desk, dialogs = desk_with(add=True, adopt=True)
    assert press("check_all", book, desk), dialogs.warned
    before = book.picture()
    while book.selected != ("表一", 6, 1):
        assert press("next_finding", book, desk)
    assert press("adopt_suggestion", book, desk), dialogs.warned
    assert book.sheets["表一"].cell(6, 1).value == "呼图壁县"
    (line,) = [f for f in findings_on(book) if f.cell == "A6" and f.result == ADOPTED]
    assert line.rule == "C90"
    assert press("undo_last", book, desk), dialogs.warned
    assert book.picture() == before


def test_a_sheet_of_the_clerk_called_as_ours_is_not_overwritten(opened: Open) -> None:
    book = opened(WRONG, **{RESULT_SHEET: [["领导意见"], ["同意"]]})
    before = book.picture()
    desk, dialogs = desk_with(add=True)
    assert not press("check_all", book, desk)
    assert f"已经有一张别的“{RESULT_SHEET}”" in dialogs.warned[0]
    assert book.picture() == before


def test_a_clerks_own_sheet_called_校验_does_not_make_the_book_ours(opened: Open) -> None:
    book = opened(WRONG, 校验=[["昌吉市核对无误"]])
    desk, dialogs = desk_with(add=True)
    assert press("check_all", book, desk), dialogs.warned
    assert listed(book)


def test_hidden_sheets_are_named_as_not_checked(opened: Open) -> None:
    book = opened(WRONG, 旧表=[["旧数"]])
    book.sheets["旧表"].visible = False
    desk, dialogs = desk_with(add=True)
    assert press("check_all", book, desk), dialogs.warned
    assert "没有核对隐藏的工作表：旧表" in dialogs.told[-1]
    assert "隐藏的工作表没有核对：旧表" in str(book.sheets[RESULT_SHEET].cell(2, 1).value)


def test_the_list_is_neither_checked_nor_exported(opened: Open, tmp_path: Path) -> None:
    book = opened(WRONG)
    before = {(f.rule, f.ref.cell) for f in check(read_notice([Path(book.fullname)]))}
    desk, dialogs = desk_with(add=True)
    assert press("check_all", book, desk), dialogs.warned
    saved = openpyxl.load_workbook(book.fullname)
    sheet = saved.create_sheet(RESULT_SHEET)
    for (row, column), cell in book.sheets[RESULT_SHEET].cells.items():
        sheet.cell(row, column, cell.entered)
    path = tmp_path / "带清单.xlsx"
    saved.save(path)
    assert {(f.rule, f.ref.cell) for f in check(read_notice([path]))} == before


def test_a_workbook_without_a_table_is_told_so(tmp_path: Path) -> None:
    path = tmp_path / "空.xlsx"
    with xlsxwriter.Workbook(path) as made:
        made.add_worksheet("记事").write("A1", "明天开会")
    desk, dialogs = desk_with(add=True)
    assert not press("check_all", FakeBook(path), desk)
    assert "没有认出通知或表格" in dialogs.warned[0]


def test_a_returned_county_file_is_compared_with_what_was_sent(
    changji: FakeBook, tmp_path: Path
) -> None:
    desk, dialogs = desk_with(folder=tmp_path / "县表", add=True)
    assert press("export_counties", changji, desk), dialogs.warned
    county = FakeBook(next((tmp_path / "县表").glob("*阜康市*.xlsx")))
    share = county.sheets["分配"]
    place, cell = next((p, c) for p, c in share.cells.items() if c.value == 529.0)
    cell.entered = cell.value = 592.0
    assert press("check_all", county, desk), dialogs.warned
    changed = [f for f in findings_on(county) if f.sheet == "分配"]
    assert changed
    assert f"{get_column_letter(place[1])}{place[0]}" in {f.cell for f in changed}
    assert press("next_finding", county, desk), dialogs.warned
    assert press("undo_last", county, desk), dialogs.warned
    assert RESULT_SHEET not in county.sheets
    for button in ("export_counties", "fill_allocation", "generate_forms"):
        assert not press(button, county, desk)
        assert "这是发给一个单位的县文件，不是分配资金的工作簿" in dialogs.warned[-1]


def test_hidden_rows_are_told_as_in_the_file(opened: Open) -> None:
    path = Path(opened(RIGHT).fullname)
    saved = openpyxl.load_workbook(path)
    saved["表一"].row_dimensions[5].hidden = True
    saved["表一"].column_dimensions["C"].hidden = True
    saved.save(path)
    book = FakeBook(path)
    desk, dialogs = desk_with(add=True)
    assert press("check_all", book, desk), dialogs.warned
    in_file = check(read_notice([path]))
    assert ("G10", "表一", "A5") in listed(book)
    assert listed(book) == {(f.rule, f.ref.sheet or "", f.ref.cell or "") for f in in_file}
