"""填分配表 from what a clerk selects: several blocks, whole columns, hidden rows, merged cells."""

from __future__ import annotations

from types import SimpleNamespace
from typing import Any

import pytest

from support.desk import desk_with
from support.fake_book import FakeBook, FakeCell, FakeRange
from xianbiao.excel.buttons.fill_allocation import FILE
from xianbiao.excel.press import press
from xianbiao.readers.notice import FILE_SUFFIXES

ROWS = [("昌吉市", 9.0, 1.0), ("阜康市", 8.0, 2.0)]
AMOUNTS = range(6, 13)


class Blocks(FakeRange):
    """A selection of several blocks, as Excel tells it: itself the first, the others in Areas."""

    def __init__(self, *blocks: FakeRange) -> None:
        first = blocks[0]
        bottom, right = first.row + first.shape[0] - 1, first.column + first.shape[1] - 1
        super().__init__(first.sheet, first.row, first.column, bottom, right)
        self.blocks = blocks

    @property
    def api(self) -> Any:
        return SimpleNamespace(Areas=_Areas(self.blocks))


class _Areas(list[Any]):
    def __init__(self, blocks: tuple[FakeRange, ...]) -> None:
        super().__init__(
            SimpleNamespace(
                Row=b.row,
                Column=b.column,
                Rows=SimpleNamespace(Count=b.shape[0]),
                Columns=SimpleNamespace(Count=b.shape[1]),
            )
            for b in blocks
        )
        self.Count = len(blocks)


@pytest.fixture
def book(changji: FakeBook) -> FakeBook:
    """A book with two recipients, their people and their amounts from B30 on 台账."""
    for row, line in enumerate(ROWS, start=30):
        for column, value in enumerate(line, start=2):
            changji.sheets["台账"].cells[row, column] = FakeCell(value, value)
    return changji


def filled(book: FakeBook) -> list[object]:
    return [book.sheets["附件1"].cell(row, 3).value for row in AMOUNTS]


def test_blocks_apart_are_taken_together_without_what_lies_between(book: FakeBook) -> None:
    ledger = book.sheets["台账"]
    book.selection = Blocks(ledger.range((30, 2), (31, 2)), ledger.range((30, 4), (31, 4)))
    desk, dialogs = desk_with(source="选中的区域", column="中央补助资金", overwrite=True)
    assert press("fill_allocation", book, desk), dialogs.warned
    assert filled(book)[:3] == [1.0, 2.0, 693]


def test_whole_columns_end_at_the_last_used_row(book: FakeBook) -> None:
    book.selection = book.sheets["台账"].range((1, 2), (1_048_576, 3))
    desk, dialogs = desk_with(source="选中的区域", column="中央补助资金", overwrite=True)
    assert press("fill_allocation", book, desk), dialogs.warned
    assert filled(book)[:3] == [9.0, 8.0, 693]
    assert len(book.sheets["台账"].cells) < 2000


def test_empty_cells_are_no_source(book: FakeBook) -> None:
    book.selection = book.sheets["台账"].range((200, 2), (210, 3))
    desk, dialogs = desk_with(source="选中的区域")
    assert not press("fill_allocation", book, desk)
    assert "「台账」：选中的区域是空的" in dialogs.warned[0]


def test_hidden_rows_and_columns_are_filled_in_and_told(book: FakeBook) -> None:
    ledger = book.sheets["台账"]
    ledger.hidden_rows, ledger.hidden_columns = {31}, {3}
    book.selection = ledger.range((30, 2), (31, 3))
    desk, dialogs = desk_with(source="选中的区域", column="中央补助资金", overwrite=True)
    assert press("fill_allocation", book, desk), dialogs.warned
    assert filled(book)[:2] == [9.0, 8.0]
    assert "来源“阜康市”「台账」B31是隐藏的行，照样取数，请确认" in dialogs.told[0]
    assert "昌吉市”「台账」B30是隐藏" not in dialogs.told[0]
    assert "是隐藏的列，照样取数，请确认" in dialogs.told[0]


def test_a_cell_that_a_merged_area_covers_is_left_and_told(
    book: FakeBook, monkeypatch: pytest.MonkeyPatch
) -> None:
    merged = book.sheets["附件1"].range((6, 3), (7, 3))
    rows = range(6, 8)

    def is_merged(cells: FakeRange) -> bool | None:
        last = cells.row + cells.shape[0] - 1, cells.column + cells.shape[1] - 1
        holds = cells.sheet is merged.sheet and cells.column <= 3 <= last[1]
        touched = [r for r in rows if holds and cells.row <= r <= last[0]]
        if not touched:
            return False
        return True if cells.column == last[1] and last[0] in rows and cells.row in rows else None

    monkeypatch.setattr(FakeRange, "merge_cells", property(is_merged))
    monkeypatch.setattr(FakeRange, "merge_area", property(lambda c: merged if is_merged(c) else c))
    book.selection = book.sheets["台账"].range((30, 2), (31, 3))
    desk, dialogs = desk_with(source="选中的区域", column="中央补助资金", overwrite=True)
    assert press("fill_allocation", book, desk), dialogs.warned
    assert "填了 1 格" in dialogs.told[0]
    assert "阜康市：「附件1」C7在合并的格里，写不进去，没有填" in dialogs.told[0]
    assert filled(book)[:2] == [9.0, 529]


@pytest.mark.parametrize(
    ("button", "answers"), [("fill_allocation", {"source": FILE}), ("import_notice", {})]
)
def test_every_kind_of_file_that_is_read_is_offered(
    book: FakeBook, button: str, answers: dict[str, object]
) -> None:
    desk, dialogs = desk_with(**answers)
    assert not press(button, book, desk)
    assert dialogs.asked[-1].key == "file"
    assert dialogs.asked[-1].kinds == FILE_SUFFIXES
