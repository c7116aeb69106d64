"""撤销上一步 after the clerk moved rows, renamed or deleted sheets: asked first, never guessed."""

from __future__ import annotations

from collections.abc import Callable
from decimal import Decimal
from pathlib import Path

import pytest

from support.desk import desk_with
from support.fake_book import FakeBook, FakeCell
from xianbiao.excel.apply import apply
from xianbiao.excel.press import press
from xianbiao.excel.settings import USER_FILE_VARIABLE
from xianbiao.excel.undo_store import steps
from xianbiao.sheets.patch import Change, patch_at

AMOUNTS = patch_at("附件1", 5, 2, [[Decimal(830)], [Decimal(528)]])
LOCKED = patch_at("校验", 4, 6, [["疑为错位"]])


def do(book: FakeBook, *changes: Change, button: str = "填分配表") -> None:
    apply(book, changes, button=button, user="张三", time="2024-03-05 12:00:00")


def insert_row(book: FakeBook) -> None:
    """A blank row above the first recipient."""
    sheet = book.sheets["附件1"]
    sheet.cells = {(r + (r >= 6), c): cell for (r, c), cell in sheet.cells.items()}


def sort_rows(book: FakeBook) -> None:
    """The first two recipients change their places."""
    cells = book.sheets["附件1"].cells
    for column in (2, 3):
        cells[6, column], cells[7, column] = cells[7, column], cells[6, column]


def insert_column(book: FakeBook) -> None:
    """A blank column before the amounts."""
    sheet = book.sheets["附件1"]
    sheet.cells = {(r, c + (c >= 3)): cell for (r, c), cell in sheet.cells.items()}


@pytest.mark.parametrize("move", [insert_row, sort_rows, insert_column])
def test_rows_and_columns_that_moved_are_asked_about(
    changji: FakeBook, move: Callable[[FakeBook], None]
) -> None:
    do(changji, AMOUNTS)
    move(changji)
    before = changji.picture()
    desk, dialogs = desk_with(overwrite=True)
    assert not press("undo_last", changji, desk)
    assert "可能插过、删过行或列，或排过序" in dialogs.asked[0].text
    assert "「附件1」C6:C7" in dialogs.asked[0].text
    assert changji.picture() == before
    assert len(steps(changji)) == 1


def test_figures_and_rows_elsewhere_are_no_move(changji: FakeBook) -> None:
    do(changji, AMOUNTS)
    cells = changji.sheets["附件1"].cells
    cells[9, 3] = FakeCell(1.0, 1.0)
    cells[20, 2] = FakeCell("备注", "备注")
    desk, dialogs = desk_with()
    assert press("undo_last", changji, desk)
    assert dialogs.asked == []


def test_a_step_without_the_mark_of_its_surroundings_goes_back(changji: FakeBook) -> None:
    do(changji, AMOUNTS)
    record = changji.sheets["_undo"].cell(1, 1)
    record.value = record.entered = str(record.entered).replace('"around"', '"other"')
    assert press("undo_last", changji, desk_with()[0])
    assert steps(changji) == []


@pytest.mark.parametrize("agrees", [True, False])
def test_a_step_whose_sheet_is_gone_can_be_given_up(changji: FakeBook, agrees: bool) -> None:
    do(changji, AMOUNTS)
    do(changji, LOCKED, button="全面核对")
    changji.sheets["校验"].delete()
    before = changji.picture()
    desk, dialogs = desk_with(forget=agrees)
    assert press("undo_last", changji, desk) is agrees
    assert "已经删除的，选“是”放弃撤销这一步" in dialogs.asked[0].text
    assert changji.picture() == before
    assert [step.button for step in steps(changji)] == ["填分配表", "全面核对"][: 2 - agrees]
    if not agrees:
        assert "把表名改回“校验”再撤销" in dialogs.warned[0]
        return
    assert press("undo_last", changji, desk)
    assert changji.sheets["附件1"].cell(6, 3).value == 829


@pytest.mark.usefixtures("drawn_in_memory")
def test_what_was_undone_is_said(changji: FakeBook) -> None:
    for number, name in enumerate(("甲乡", "乙乡"), start=8):
        for column, value in enumerate((f"{number}", name, 10.0), start=1):
            changji.sheets["附件1"].cells[5 + number, column] = FakeCell(value, value)
    assert press("generate_forms", changji, desk_with()[0])
    changji.sheets["乙乡"].name = "乙"
    desk, dialogs = desk_with(overwrite=True)
    assert press("undo_last", changji, desk)
    head, lost = dialogs.told[0].split("\n")
    assert head.endswith("，删去当时新增的“甲乡”")
    assert lost == "当时新增的“乙乡”不见了或改了名，没有删；改了名的要自己删去"
    assert "乙" in changji.sheets


def test_a_form_that_was_lost_is_not_taken_for_one_that_is_there(changji: FakeBook) -> None:
    changji.sheets["昌吉市"].name = "昌吉"
    desk, dialogs = desk_with()
    assert not press("generate_forms", changji, desk)
    assert "找不到工作表“昌吉市”" in dialogs.warned[0]


@pytest.mark.parametrize("name", ["_undo", "日志"])
def test_a_clerks_own_sheet_of_that_name_is_never_written_into(
    changji: FakeBook, name: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv(USER_FILE_VARIABLE, str(tmp_path / "设置.txt"))
    own = changji.sheets.add(name, changji.sheets["台账"])
    own.cells[2, 2] = FakeCell("我的数据", "我的数据")
    before = changji.picture(())
    desk, dialogs = desk_with()
    assert not press("check_all", changji, desk)
    assert f"「{name}」：工作簿里已经有一张别的“{name}”" in dialogs.warned[0]
    after = changji.picture(())
    assert [sheet for sheet, cells in before.items() if after[sheet] != cells] in ([], ["order"])
    own.name = "我的"
    assert press("check_all", changji, desk), dialogs.warned


def test_a_suggestion_for_a_renamed_sheet_is_not_called_done(changji: FakeBook) -> None:
    desk, dialogs = desk_with(adopt=True)
    assert press("check_all", changji, desk)
    while changji.selected != ("附件3", 7, 5):
        assert press("next_finding", changji, desk)
    changji.sheets["附件3"].name = "附件三"
    assert not press("adopt_suggestion", changji, desk)
    assert "「附件3」：这一处改不了；实际是：这张表不见了或改了名" in dialogs.warned[0]
