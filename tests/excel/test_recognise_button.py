"""The button 识别 on a clerk's own workbook in memory: what it writes, follows, and undoes."""

from pathlib import Path

import pytest
import xlsxwriter

from support.desk import desk_with
from support.fake_book import FakeBook
from xianbiao.excel.press import press

ROWS = [
    ["2024年资金分配表"],
    ["单位：万元"],
    ["县市", "金额", "甲口径"],
    ["合计", 30, 5],
    ["昌吉市", 10, 1],
    ["阜康市", 20, 4],
]


@pytest.fixture
def own(tmp_path: Path, drawn_in_memory: None) -> FakeBook:
    """A workbook that is none of ours."""
    path = tmp_path / "分配.xlsx"
    with xlsxwriter.Workbook(path) as workbook:
        sheet = workbook.add_worksheet("表一")
        for r, row in enumerate(ROWS):
            sheet.write_row(r, 0, row)

    return FakeBook(path)


def lines(book: FakeBook) -> dict[tuple[object, object], int]:
    """The rows of 认表 by cell and kind of thing."""
    cells = book.sheets["认表"].cells
    rows = {r for r, c in cells if c == 4 and (r, 2) in cells}
    return {(cells[r, 2].value, cells[r, 4].value): r for r in rows}


def test_what_was_recognised_is_written_and_undone(own: FakeBook) -> None:
    before = own.picture()
    desk, dialogs = desk_with(add=True)
    assert press("recognise_tables", own, desk), dialogs.warned
    sheet, where = own.sheets["认表"], lines(own)
    assert sheet.cell(where["B3", "列"], 5).value == "金额"
    assert sheet.cell(where["A5", "行"], 5).value == "单位"
    assert "认出 1 张表，其中 1 张可以用" in dialogs.told[-1]
    assert press("undo_last", own, desk), dialogs.warned
    assert own.picture() == before


def test_a_clerk_who_says_no_gets_no_sheet(own: FakeBook) -> None:
    before = [sheet.name for sheet in own.sheets]
    assert not press("recognise_tables", own, desk_with(add=False)[0])
    assert [sheet.name for sheet in own.sheets] == before


@pytest.mark.parametrize(
    ("cell", "target", "value"), [("C3", "列", "人数"), ("A3", "表", "不是表")]
)
def test_corrections_are_followed_and_kept(
    own: FakeBook, cell: str, target: str, value: str
) -> None:
    desk, dialogs = desk_with(add=True)
    assert press("recognise_tables", own, desk), dialogs.warned
    noted = own.sheets["认表"].cell(lines(own)[cell, target], 8)
    noted.value = noted.entered = value
    for _ in range(2):
        assert press("recognise_tables", own, desk), dialogs.warned
        assert own.sheets["认表"].cell(lines(own)[cell, target], 8).value == value
    assert len(dialogs.asked) == 1
    if target == "表":
        assert "认出 0 张表" in dialogs.told[-1]
        assert ("B3", "列") not in lines(own)
    else:
        assert own.sheets["认表"].cell(lines(own)[cell, target], 5).value == value


def test_a_workbook_of_ours_needs_no_recognition(changji: FakeBook) -> None:
    before = changji.picture()
    desk, dialogs = desk_with(add=True)
    assert not press("recognise_tables", changji, desk)
    assert "不用识别" in dialogs.warned[0]
    assert changji.picture() == before


def test_an_undo_over_corrections_asks_first(own: FakeBook) -> None:
    desk, _ = desk_with(add=True)
    assert press("recognise_tables", own, desk)
    own.sheets["认表"].cell(5, 8).entered = "备注"
    desk, dialogs = desk_with(overwrite=False)
    assert not press("undo_last", own, desk)
    assert "「认表」" in dialogs.asked[0].text
    assert "认表" in own.sheets
    assert press("undo_last", own, desk_with(overwrite=True)[0])
    assert "认表" not in own.sheets
