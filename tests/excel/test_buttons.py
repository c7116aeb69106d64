"""Every button on books of both notices, in memory: what it writes, asks, says, and undoes."""

import re
from decimal import Decimal
from pathlib import Path

import pytest

from support.desk import desk_with
from support.fake_book import FakeBook, FakeCell
from support.pdf_writer import Paper, write_pdf
from xianbiao.excel import apply
from xianbiao.excel.finding_list import current_number
from xianbiao.excel.press import press
from xianbiao.excel.registry import BUTTONS
from xianbiao.excel.settings import USER_FILE_VARIABLE
from xianbiao.excel.undo_store import steps
from xianbiao.sheets.patch import AddedSheet

SOURCE = "单位：万元\n县市\t中央补助资金\n合计\t1160\n昌吉市\t830\n阜康市\t529\n呼图壁\t1\n"
CAUSE = 7
NO_LIST = "没有核对清单：还没有核对，或上次核对没有发现问题；请：点“全面核对”"


def state(book: FakeBook) -> tuple[object, ...]:
    app = book.app
    return (
        app.screen_updating,
        app.enable_events,
        app.display_alerts,
        app.calculation,
    )


def column(book: FakeBook, sheet: str, number: int, rows: range) -> list[object]:
    return [book.sheets[sheet].cell(row, number).value for row in rows]


def source_file(folder: Path, text: str = SOURCE) -> Path:
    path = folder / "来源.txt"
    path.write_text(text, encoding="utf-8")
    return path


def test_a_check_writes_the_register_and_nothing_else(book: FakeBook) -> None:
    before = book.picture()
    desk, dialogs = desk_with()
    assert press("check_all", book, desk)
    after = book.picture()
    assert [name for name in before if before[name] != after[name]] == ["校验"]
    assert dialogs.told[0].startswith("错误 ")


def test_a_check_leaves_the_native_formulas(book: FakeBook) -> None:
    def formulas() -> dict[object, object]:
        cells = book.sheets["校验"].cells.items()
        last = max(p[0] for p, c in cells if str(c.entered).startswith("=IF(COUNT"))
        kept = {p: c.entered for p, c in cells if p[0] <= last and p[1] != CAUSE}
        return {p: entered for p, entered in kept.items() if entered is not None}

    before = formulas()
    assert press("check_all", book, desk_with()[0])
    assert formulas() == before


def test_a_difference_gets_its_cause_and_a_passed_check_loses_it(changji: FakeBook) -> None:
    register = changji.sheets["校验"]
    register.cell(5, CAUSE).entered = register.cell(5, CAUSE).value = "旧"
    register.cell(7, CAUSE).entered = register.cell(7, CAUSE).value = "旧"
    assert press("check_all", changji, desk_with()[0])
    assert "98 误写为 89" in str(register.cell(5, CAUSE).value)
    assert register.cell(7, 6).value == "✔ 平"
    assert register.cell(7, CAUSE).value is None


def test_a_second_check_puts_its_list_in_place_of_the_first(changji: FakeBook) -> None:
    desk, _ = desk_with()
    assert press("check_all", changji, desk)
    first = changji.picture()["校验"]
    assert press("check_all", changji, desk)
    assert changji.picture()["校验"] == first


def test_a_shorter_list_leaves_nothing_of_the_longer_one(changji: FakeBook) -> None:
    desk, _ = desk_with()
    assert press("check_all", changji, desk)
    for name in ("昌吉市", "阜康市", "奇台县"):
        for cell in changji.sheets[name].cells.values():
            if cell.value == "≥90%":
                cell.value = cell.entered = "≥91%"
    changji.sheets["附件1"].cell(2, 1).value = "2024年中央财政提前下达困难群众救助补助资金分配表"
    assert press("check_all", changji, desk)
    register = changji.sheets["校验"]
    numbers = [c.value for (_, col), c in sorted(register.cells.items()) if col == 1]
    listed = [n for n in numbers if isinstance(n, float)]
    assert listed == [float(n) for n in range(1, len(listed) + 1)]
    for button in range(2):
        assert press("undo_last", changji, desk), button


def test_jumping_walks_the_list_and_stops_at_its_ends(book: FakeBook) -> None:
    desk, dialogs = desk_with()
    assert press("check_all", book, desk)
    count = sum("处" in text for text in dialogs.told)
    assert count == 1
    assert press("previous_finding", book, desk)
    assert dialogs.told[-1].startswith("还没有跳到哪一处")
    places = []
    for _ in range(3):
        assert press("next_finding", book, desk)
        places.append((book.selected, str(book.app.status_bar).split(" ")[0]))
    assert press("previous_finding", book, desk)
    assert (book.selected, str(book.app.status_bar).split(" ")[0]) == places[1]
    assert book.selected is not None
    assert book.sheets.active.name == book.selected[0]


def test_the_end_of_the_list_is_said(book: FakeBook) -> None:
    desk, dialogs = desk_with()
    assert press("check_all", book, desk)
    for _ in range(200):
        assert press("next_finding", book, desk)
        if dialogs.told[-1].startswith("已经是最后一处"):
            break
    assert dialogs.told[-1] == f"已经是最后一处（共 {current_number(book)} 处）"


def test_jumping_before_a_check_says_what_to_do(book: FakeBook) -> None:
    desk, dialogs = desk_with()
    assert not press("next_finding", book, desk)
    assert dialogs.warned == [f"{book.fullname}：{NO_LIST}"]


def test_a_suggestion_is_shown_asked_for_written_and_undone(changji: FakeBook) -> None:
    desk, dialogs = desk_with(adopt=True)
    form = changji.sheets["附件3"]
    before = changji.picture()
    assert press("check_all", changji, desk)
    checked = changji.picture()
    while changji.selected != ("附件3", 7, 5):
        assert press("next_finding", changji, desk)
    assert press("adopt_suggestion", changji, desk)
    assert form.cell(7, 5).entered == 5198.0
    assert "原来：5189" in dialogs.asked[-1].text
    assert "改为：5198" in dialogs.asked[-1].text
    assert press("undo_last", changji, desk)
    assert changji.picture() == checked
    assert press("undo_last", changji, desk)
    assert changji.picture() == before


def test_a_suggestion_that_is_declined_changes_nothing(changji: FakeBook) -> None:
    desk, _ = desk_with(adopt=False)
    assert press("check_all", changji, desk)
    while changji.selected != ("附件3", 7, 5):
        assert press("next_finding", changji, desk)
    before = changji.picture()
    assert not press("adopt_suggestion", changji, desk)
    assert changji.picture() == before


def test_a_finding_without_a_definite_repair_is_left_to_the_clerk(changji: FakeBook) -> None:
    desk, dialogs = desk_with(adopt=True)
    assert press("check_all", changji, desk)
    assert press("next_finding", changji, desk)
    assert not press("adopt_suggestion", changji, desk)
    assert "没有可以直接采纳的改法" in dialogs.warned[-1]


def test_a_finding_that_no_longer_holds_is_not_repaired(changji: FakeBook) -> None:
    desk, dialogs = desk_with(adopt=True)
    assert press("check_all", changji, desk)
    while changji.selected != ("附件3", 7, 5):
        assert press("next_finding", changji, desk)
    cell = changji.sheets["附件3"].cell(7, 5)
    cell.value = cell.entered = 5198.0
    assert not press("adopt_suggestion", changji, desk)
    assert "不再有错" in dialogs.warned[-1]


def test_amounts_of_a_file_go_to_the_rows_of_their_recipients(
    changji: FakeBook, tmp_path: Path
) -> None:
    desk, dialogs = desk_with(source="一个文件", file=source_file(tmp_path), overwrite=True)
    before = changji.picture()
    assert press("fill_allocation", changji, desk)
    assert column(changji, "附件1", 3, range(6, 9)) == [830.0, 529.0, 693.0]
    assert "填了 1 格，1 格本来就相同" in dialogs.told[0]
    assert "“呼图壁”不在分配表里，疑为“呼图壁县”" in dialogs.told[0]
    assert "来源里没有“木垒县”" in dialogs.told[0]
    assert press("undo_last", changji, desk)
    assert changji.picture() == before


def test_amounts_of_a_printed_table_are_filled_and_what_was_not_read_is_told(
    changji: FakeBook, tmp_path: Path
) -> None:
    rows = [("县市", "中央补助资金"), ("合计", "1359"), ("昌吉市", "830"), ("阜康市", "529")]
    paper = Paper().lines(["单位：万元"]).table(rows).text(280, 800, "— 1 —")
    path = write_pdf(tmp_path / "来源.pdf", paper)
    desk, dialogs = desk_with(source="一个文件", file=path, overwrite=True)
    assert press("fill_allocation", changji, desk)
    assert column(changji, "附件1", 3, range(6, 8)) == [830.0, 529.0]
    assert "第1页的页码没有读" in dialogs.told[0]


def test_other_amounts_are_replaced_only_when_the_clerk_agrees(
    changji: FakeBook, tmp_path: Path
) -> None:
    desk, dialogs = desk_with(source="一个文件", file=source_file(tmp_path), overwrite=False)
    before = changji.picture()
    assert not press("fill_allocation", changji, desk)
    assert changji.picture() == before
    assert "昌吉市「附件1」C6：829 → 830" in dialogs.asked[-1].text


def test_a_selected_range_of_the_same_book_is_a_source(changji: FakeBook) -> None:
    ledger = changji.sheets["台账"]
    for row, (name, amount) in enumerate([("昌吉市", 900.0), ("木垒哈萨克自治县", 1.0)], start=30):
        ledger.cells[row, 2] = FakeCell(name, name)
        ledger.cells[row, 3] = FakeCell(amount, amount)
    changji.selection = ledger.range((30, 2), (31, 3))
    desk, _ = desk_with(source="选中的区域", column="中央补助资金", overwrite=True)
    assert press("fill_allocation", changji, desk)
    assert column(changji, "附件1", 3, range(6, 13)) == [900.0, 529, 693, 579, 912, 803, 1.0]


def test_neither_the_table_itself_nor_the_log_is_offered_as_a_source(changji: FakeBook) -> None:
    assert press("check_all", changji, desk_with()[0])
    assert "日志" in changji.sheets
    desk, dialogs = desk_with(source="另一张表")
    assert not press("fill_allocation", changji, desk)
    offered = dialogs.asked[-1].options
    assert "台账" in offered
    assert not {"附件1", "日志", "_undo"} & set(offered)


def test_a_source_in_another_unit_is_refused(changji: FakeBook, tmp_path: Path) -> None:
    path = source_file(tmp_path, SOURCE.replace("万元", "元"))
    desk, dialogs = desk_with(source="一个文件", file=path, overwrite=True)
    before = changji.picture()
    assert not press("fill_allocation", changji, desk)
    assert changji.picture() == before
    assert "金额单位不同，没有换算" in dialogs.warned[0]


def test_an_export_holds_what_the_open_book_holds(changji: FakeBook, tmp_path: Path) -> None:
    desk, dialogs = desk_with(folder=tmp_path / "县表")
    assert press("export_counties", changji, desk)
    assert len(list((tmp_path / "县表").glob("*.xlsx"))) == 7
    assert "已导出 7 个文件，合计 5198 万元" in dialogs.told[0]
    assert dialogs.shown == [tmp_path / "县表"]
    assert "导出 昌吉市 1/7（按住 Esc 取消）" in changji.app.said
    assert changji.app.status_bar is False


def test_an_export_of_other_figures_is_refused(changji: FakeBook, tmp_path: Path) -> None:
    cell = changji.sheets["附件1"].cell(6, 3)
    cell.value = cell.entered = 838.0
    desk, dialogs = desk_with(folder=tmp_path / "县表")
    assert not press("export_counties", changji, desk)
    assert not (tmp_path / "县表").exists()
    assert "各单位之和与合计不符" in dialogs.warned[0]


@pytest.mark.parametrize(
    ("shown", "said"),
    [
        ("读取 阜康市", "读取已取消（做到 10/"),
        ("导出 昌吉市 1/7", "导出已取消（做到 2/7）"),
        ("导出 吉木萨尔县 6/7", "导出已取消（做到 7/7）"),
    ],
)
def test_a_cancelled_export_leaves_no_file(
    changji: FakeBook, tmp_path: Path, shown: str, said: str
) -> None:
    desk, dialogs = desk_with(
        lambda: str(changji.app.status_bar).startswith(shown), folder=tmp_path / "县表"
    )
    before = state(changji)
    assert not press("export_counties", changji, desk)
    assert list(tmp_path.iterdir()) == []
    assert dialogs.told[0].startswith(said)
    assert state(changji) == before
    assert changji.app.status_bar is False


def test_a_cancelled_check_changes_nothing(book: FakeBook) -> None:
    before = book.picture()
    desk, _ = desk_with(lambda: "/" in str(book.app.status_bar))
    assert not press("check_all", book, desk)
    assert book.picture() == before


def test_progress_names_the_sheet_and_how_many_there_are(changji: FakeBook) -> None:
    assert press("check_all", changji, desk_with()[0])
    count = len([sheet for sheet in changji.sheets if sheet.name not in ("_undo", "日志")])
    assert f"读取 木垒县 14/{count}（按住 Esc 取消）" in changji.app.said
    assert changji.app.status_bar is False


def test_no_folder_no_export(changji: FakeBook) -> None:
    desk, dialogs = desk_with()
    assert not press("export_counties", changji, desk)
    assert dialogs.told == ["已取消，没有改动任何内容"]


def test_forms_are_complete_so_nothing_is_made(book: FakeBook) -> None:
    desk, dialogs = desk_with()
    before = book.picture()
    assert press("generate_forms", book, desk)
    assert book.picture() == before
    assert dialogs.told == ["分配表里的单位都已有绩效表；指标值在“指标库”填"]


def test_an_exception_in_the_middle_of_a_button_restores_book_and_application(
    book: FakeBook,
) -> None:
    desk, dialogs = desk_with()
    before, settings = book.picture(), state(book)
    book.writes_until_failure = 40
    assert not press("check_all", book, desk)
    assert book.picture() == before
    assert state(book) == settings
    assert steps(book) == []
    assert "“全面核对”没有做完" in dialogs.warned[0]
    assert "the application gave up" not in dialogs.warned[0]
    log = book.sheets["日志"]
    assert "the application gave up" in str(log.cell(2, 7).value)


def test_a_workbook_of_others_gets_no_sheet_of_ours(
    changji: FakeBook, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv(USER_FILE_VARIABLE, str(tmp_path / "设置.txt"))
    changji.sheets["_meta"].delete()
    before = [sheet.name for sheet in changji.sheets]
    desk, dialogs = desk_with()
    assert not press("check_all", changji, desk)
    assert "这不是县表的工作簿" in dialogs.warned[0]
    assert [sheet.name for sheet in changji.sheets] == before
    log = (tmp_path / "日志.txt").read_text(encoding="utf-8")
    assert log.startswith("2024-03-05 12:00:00\t张三\t全面核对\t出错：")


def test_an_undo_over_later_changes_asks_first(changji: FakeBook, tmp_path: Path) -> None:
    given = {"source": "一个文件", "file": source_file(tmp_path)}
    assert press("fill_allocation", changji, desk_with(overwrite=True, **given)[0])
    changji.sheets["附件1"].cell(6, 3).entered = 1.0
    desk, dialogs = desk_with(overwrite=False)
    assert not press("undo_last", changji, desk)
    assert "「附件1」C6:C6" in dialogs.asked[0].text
    assert changji.sheets["附件1"].cell(6, 3).entered == 1.0


def test_the_log_and_the_help_come_to_the_front(changji: FakeBook) -> None:
    desk, dialogs = desk_with()
    assert press("show_log", changji, desk)
    assert dialogs.told == ["还没有日志：用县表按钮改过内容后才有"]
    assert press("check_all", changji, desk)
    assert press("show_log", changji, desk)
    assert changji.sheets.active.name == "日志"
    assert press("show_help", changji, desk)
    assert all(f"{button.label}：{button.supertip}" in dialogs.told[-1] for button in BUTTONS)


def test_an_unknown_button_is_named(changji: FakeBook) -> None:
    desk, dialogs = desk_with()
    assert not press("fly", changji, desk)
    assert dialogs.warned[0].startswith(
        "没有这个按钮；实际是：fly；应当是：new_allocation（新建分配表）"
    )


def test_amounts_are_written_as_numbers(changji: FakeBook, tmp_path: Path) -> None:
    path = source_file(tmp_path, SOURCE.replace("830", "830.55"))
    desk, _ = desk_with(source="一个文件", file=path, overwrite=True)
    assert press("fill_allocation", changji, desk)
    assert Decimal(str(changji.sheets["附件1"].cell(6, 3).value)) == Decimal("830.55")


def test_forms_of_added_counties_are_tied_in_and_taken_back(
    changji: FakeBook, monkeypatch: pytest.MonkeyPatch
) -> None:
    drawn: list[AddedSheet] = []

    def draw(book: FakeBook, added: AddedSheet) -> None:
        drawn.append(added)
        book.sheets.add(added.plan.name, book.sheets[added.after])

    monkeypatch.setattr(apply, "draw", draw)
    table = changji.sheets["附件1"]
    for row, name in ((13, "准东开发区"), (14, "高新区")):
        for column, value in ((1, str(row - 5)), (2, name), (3, 10.0)):
            table.cells[row, column] = FakeCell(value, value, locked=False)
    desk, dialogs = desk_with()
    assert press("check_all", changji, desk), dialogs.warned
    before = changji.picture()
    assert press("generate_forms", changji, desk), dialogs.warned
    assert [(a.plan.name, a.after) for a in drawn] == [
        ("准东开发区", "木垒县"),
        ("高新区", "准东开发区"),
    ]
    register, library = changji.sheets["校验"], changji.sheets["指标库"]
    numbers = {str(c.entered): row for (row, col), c in register.cells.items() if col == 1}
    last = numbers["T06-9"]
    new = ["C57-9", "C57-10", "T05-9", "T05-10", "T06-8", "T06-9"]
    assert [numbers[name] for name in new] == list(range(last - 5, last + 1))
    assert register.cell(last + 1, 1).entered is None
    overview = changji.sheets["核对一览"]
    names = [overview.cell(row, 1).value for row in range(6, 20)]
    assert names[8:11] == ["准东开发区", "高新区", None]
    header = [str(overview.cell(4, n).value) for n in range(1, 30)]
    for rule, number in (("C57", "C57-9"), ("T05", "T05-9"), ("T06", "T06-8")):
        at = next(n for n, text in enumerate(header, 1) if text.startswith(rule))
        assert f'"{number}"' in str(overview.cell(14, at).entered)
    ranges = {
        text
        for cell in overview.cells.values()
        for text in re.findall(r"校验!\$[AI]\$5:\$[AI]\$\d+", str(cell.entered))
    }
    assert ranges == {f"校验!$A$5:$A${last}", f"校验!$I$5:$I${last}"}
    reading = changji.sheets["指标核对"]
    regions = [reading.cell(row, 1).value for row in range(5, 400)]
    bottom = 5 + regions.index(None) - 1
    assert {"准东开发区", "高新区"} == set(regions[bottom - 5 - 2 * 19 + 1 : bottom - 4])
    assert f"$C$5:$C${bottom}" in str(reading.cell(5, 13).entered)
    assert "高新区!$E$" in str(reading.cell(bottom, 3).entered)
    assert reading.cell(bottom, 10).has_formula
    assert f"$I$5:$I${last}" in str(register.cell(2, 1).entered)
    assert [library.cell(4, column).entered for column in (15, 16)] == ["准东开发区", "高新区"]
    widened = [c.entered for c in register.cells.values() if ":$P$" in str(c.entered)]
    assert len(widened) == 1
    regions = [c.entered for (_, column), c in changji.sheets["_meta"].cells.items() if column == 5]
    assert {"准东开发区", "高新区"} <= set(regions)
    assert press("undo_last", changji, desk), dialogs.warned
    assert changji.picture() == before


def test_a_click_takes_a_handful_of_calls(book: FakeBook) -> None:
    desk, dialogs = desk_with()
    counts = {}
    for name in ("check_all", "next_finding", "undo_last"):
        book.calls.clear()
        assert press(name, book, desk), dialogs.warned
        counts[name] = sum(book.calls.values())
    assert counts["check_all"] <= 6 * len(book.sheets)
    assert counts["next_finding"] <= 8
    assert counts["undo_last"] <= 60


def test_sheets_that_lack_the_new_forms_are_named(
    changji: FakeBook, monkeypatch: pytest.MonkeyPatch
) -> None:
    def draw(book: FakeBook, added: AddedSheet) -> None:
        book.sheets.add(added.plan.name, book.sheets[added.after])

    monkeypatch.setattr(apply, "draw", draw)
    for column, value in ((1, "8"), (2, "准东开发区"), (3, 10.0)):
        changji.sheets["附件1"].cells[13, column] = FakeCell(value, value, locked=False)
    for name in ("核对一览", "指标核对"):
        changji.sheets[name].delete()
    desk, dialogs = desk_with()
    assert press("generate_forms", changji, desk), dialogs.warned
    assert dialogs.told == [
        "已生成 1 张绩效表：准东开发区；指标值在“指标库”最右边的列填\n"
        "“核对一览”、“指标核对”不在工作簿里，新表没有列进去；要看就用原通知重新导入"
    ]


@pytest.mark.parametrize("button", ["fill_allocation", "generate_forms"])
def test_an_allocation_table_under_another_name_is_asked_back(
    changji: FakeBook, button: str
) -> None:
    changji.sheets["附件1"].name = "附件一"
    desk, dialogs = desk_with()
    assert not press(button, changji, desk)
    assert "找不到工作表“附件1”；请：把改了名的表改回“附件1”" in dialogs.warned[0]


def test_jumping_without_the_register_asks_for_the_register(changji: FakeBook) -> None:
    changji.sheets["校验"].name = "校验表"
    desk, dialogs = desk_with()
    assert not press("next_finding", changji, desk)
    assert "找不到工作表“校验”" in dialogs.warned[0]
