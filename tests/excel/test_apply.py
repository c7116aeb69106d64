"""Changes are written in one place: kept for undo, logged, and put back when writing fails."""

from decimal import Decimal

import pytest

from support.fake_book import FakeBook
from xianbiao.excel.apply import apply
from xianbiao.excel.undo import changed_since, last_step, take_back
from xianbiao.excel.undo_store import MOST_STEPS, steps
from xianbiao.model.errors import XianbiaoError
from xianbiao.sheets.patch import Change, patch_at
from xianbiao.sheets.plan import Formula
from xianbiao.sheets.side_sheets import LOG_HEADER

AMOUNTS = patch_at("附件1", 5, 2, [[Decimal("830.5")], [None], [Formula("=C6*2")]])
LOCKED = patch_at("校验", 4, 6, [["疑为错位"], ["95%"]])
FORMULAS = patch_at("校验", 4, 2, [[Decimal(1), Formula("=1+1"), None]])


def do(book: FakeBook, *changes: Change, button: str = "填分配表") -> None:
    apply(book, changes, button=button, user="张三", time="2024-03-05 12:00:00")


def state(book: FakeBook) -> tuple[object, ...]:
    app = book.app
    return app.screen_updating, app.enable_events, app.display_alerts, app.calculation


@pytest.mark.parametrize("patch", [AMOUNTS, LOCKED, FORMULAS])
def test_what_was_overwritten_comes_back_exactly(book: FakeBook, patch: Change) -> None:
    before = book.picture()
    do(book, patch)
    assert book.picture() != before
    take_back(book, last_step(book))
    assert book.picture() == before
    assert steps(book) == []


def test_a_text_that_looks_like_a_number_stays_a_text(changji: FakeBook) -> None:
    do(changji, LOCKED)
    assert changji.sheets["校验"].cell(6, 7).value == "95%"


def test_a_protected_sheet_is_protected_again_as_it_was(changji: FakeBook) -> None:
    api = changji.sheets["校验"].api
    api.options = {"AllowFormattingColumns": True}
    do(changji, LOCKED)
    assert api.ProtectContents
    assert api.options["AllowFormattingColumns"]
    assert not api.options["AllowSorting"]


def test_a_sheet_under_a_password_is_refused_and_nothing_is_written(changji: FakeBook) -> None:
    changji.sheets["校验"].api.options = {"password": True}
    before = changji.picture()
    with pytest.raises(XianbiaoError, match="「校验」：工作表有密码保护"):
        do(changji, LOCKED)
    assert changji.picture() == before


@pytest.mark.parametrize("cells", range(12))
def test_a_failure_at_any_cell_puts_everything_back(changji: FakeBook, cells: int) -> None:
    before, settings = changji.picture(), state(changji)
    do(changji, patch_at("单位", 4, 5, [["别名"]]))
    kept = changji.picture()
    changji.writes_until_failure = cells
    with pytest.raises(RuntimeError, match="gave up"):
        do(changji, AMOUNTS, LOCKED, FORMULAS)
    assert changji.picture() == kept
    assert state(changji) == settings
    assert changji.sheets["校验"].api.ProtectContents
    take_back(changji, last_step(changji))
    assert changji.picture() == before


def test_the_application_is_quiet_while_writing_and_as_before_afterwards(
    changji: FakeBook,
) -> None:
    changji.app.calculation, changji.app.enable_events = "semiautomatic", False
    settings = state(changji)
    changji.sheets["附件1"].activate()
    do(changji, AMOUNTS)
    assert state(changji) == settings
    assert changji.sheets.active.name == "附件1"


def test_ten_steps_are_kept_and_the_oldest_goes(changji: FakeBook) -> None:
    pictures = []
    for number in range(MOST_STEPS + 2):
        pictures.append(changji.picture())
        do(changji, patch_at("附件1", 5, 2, [[Decimal(number)], [Formula(f"=C5+{number}")]]))
    for picture in reversed(pictures[2:]):
        take_back(changji, last_step(changji))
        assert changji.picture() == picture
    with pytest.raises(XianbiaoError, match="没有可以撤销的操作"):
        last_step(changji)


def test_a_long_record_is_cut_into_cells_and_read_again(changji: FakeBook) -> None:
    before = changji.picture()
    block = [[Formula(f'="{"长" * 200}"') for _ in range(20)] for _ in range(20)]
    do(changji, patch_at("台账", 20, 0, block))
    do(changji, patch_at("台账", 20, 0, [[None] * 20] * 20))
    take_back(changji, last_step(changji))
    assert changji.sheets["台账"].cell(21, 1).entered == f'="{"长" * 200}"'
    take_back(changji, last_step(changji))
    assert changji.picture() == before


def test_a_later_change_by_hand_is_noticed(changji: FakeBook) -> None:
    do(changji, AMOUNTS)
    assert changed_since(changji, last_step(changji)) == []
    changji.sheets["附件1"].cell(7, 3).entered = 3.0
    assert [r.where() for r in changed_since(changji, last_step(changji))] == ["「附件1」C6:C8"]


def test_changes_over_each_other_are_taken_back_in_turn(changji: FakeBook) -> None:
    before = changji.picture()
    do(changji, AMOUNTS, patch_at("附件1", 6, 2, [[Decimal(1)], [Decimal(2)], [Formula("=C7")]]))
    take_back(changji, last_step(changji))
    assert changji.picture() == before


def test_a_rectangle_that_does_not_come_back_is_named(changji: FakeBook) -> None:
    do(changji, AMOUNTS)
    changji.sheets["_undo"].cell(2, 3).entered = 5.0
    with pytest.raises(XianbiaoError, match=r"「附件1」C6:C8：“填分配表”没有完全恢复"):
        take_back(changji, last_step(changji))


def test_a_lost_sheet_stops_the_undo_before_anything_changes(changji: FakeBook) -> None:
    do(changji, AMOUNTS, LOCKED)
    changji.sheets["校验"].name = "核对"
    before = changji.picture()
    with pytest.raises(XianbiaoError, match="工作表“校验”不见了或改了名"):
        take_back(changji, last_step(changji))
    assert changji.picture() == before


def test_every_changed_cell_is_logged_with_old_and_new(changji: FakeBook) -> None:
    do(changji, AMOUNTS)
    log = changji.sheets["日志"]
    rows = [[log.cell(r, c).value for c in range(1, 8)] for r in range(1, 5)]
    who = ["2024-03-05 12:00:00", "张三", "填分配表", "附件1"]
    assert rows == [
        list(LOG_HEADER),
        [*who, "C6", "829", 830.5],
        [*who, "C7", "529", "（空）"],
        [*who, "C8", "693", "=C6*2"],
    ]


def test_what_stays_the_same_is_not_logged(changji: FakeBook) -> None:
    do(changji, patch_at("附件1", 5, 2, [[Decimal(829)]]))
    assert "日志" not in [sheet.name for sheet in changji.sheets]


def test_a_protected_structure_is_said_in_words(changji: FakeBook) -> None:
    changji.structure_is_protected = True
    with pytest.raises(XianbiaoError, match="撤销工作簿保护"):
        do(changji, AMOUNTS)


def test_the_number_of_calls_does_not_grow_with_the_cells(changji: FakeBook) -> None:
    do(changji, patch_at("台账", 20, 0, [[Decimal(1)]]))
    counts = []
    for height in (2, 200):
        changji.calls.clear()
        do(changji, patch_at("台账", 20, 0, [[Decimal(height)] * 6] * height))
        counts.append(sum(changji.calls.values()))
    assert counts[0] == counts[1] <= 20


def test_a_record_that_an_application_broke_in_two_lines_is_read(changji: FakeBook) -> None:
    do(changji, FORMULAS)
    (step,) = steps(changji)
    record = changji.sheets["_undo"].cell(1, 1)
    text = str(record.entered)
    record.value = record.entered = text.replace("12:00", "12:\n00")
    assert steps(changji) == [step]
