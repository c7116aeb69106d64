"""一键导出县表 on a clerk's own workbook: a file for each recipient, or one workbook with all."""

from __future__ import annotations

from pathlib import Path

import openpyxl
import pytest
import xlsxwriter

from support.desk import desk_with
from support.fake_book import FakeBook
from xianbiao.excel.dialogs import Question
from xianbiao.excel.dialogs_console import ConsoleDialogs
from xianbiao.excel.own_export import ONE_BOOK, ONE_EACH, ONE_PDF
from xianbiao.excel.press import press
from xianbiao.model.errors import XianbiaoError
from xianbiao.sheets.side_sheets import LOG_HEADER

COUNTIES = (("昌吉市", 829), ("阜康市", 529), ("呼图壁县", 693), ("玛纳斯县", 579))


@pytest.fixture(autouse=True)
def _own_log(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """The log of the person who runs the tests stays as it is."""
    (tmp_path / "own").mkdir()
    monkeypatch.setenv("XIANBIAO_SETTINGS", str(tmp_path / "own" / "设置.txt"))


@pytest.fixture
def own(tmp_path: Path) -> FakeBook:
    """A table of two panels and a sheet of notes, open."""
    path = tmp_path / "我的表.xlsx"
    with xlsxwriter.Workbook(str(path)) as book:
        sheet = book.add_worksheet("分配")
        sheet.merge_range("A1:D1", "2024年困难群众救助补助资金分配表")
        sheet.write("A2", "单位：万元")
        sheet.write_row("A3", ["县市", "金额", "县市", "金额"])
        for index, (name, amount) in enumerate(COUNTIES):
            sheet.write_row(3 + index % 2, 2 * (index // 2), [name, amount])
        book.add_worksheet("说明").write("A1", "请于收文后30日内分解下达")
    return FakeBook(path)


def sheets(path: Path) -> list[str]:
    """The titles of a file's sheets."""
    return openpyxl.load_workbook(path).sheetnames


def test_each_recipient_gets_a_file(own: FakeBook, tmp_path: Path) -> None:
    out = tmp_path / "县"
    desk, dialogs = desk_with(folder=out, form=ONE_EACH, common=True)
    assert press("export_counties", own, desk)
    files = sorted(out.glob("*.xlsx"))
    assert [p.stem.partition("_")[2] for p in files] == [name for name, _ in COUNTIES]
    assert all(sheets(p) == ["分配", "说明"] for p in files)
    assert dialogs.told[0].startswith("已导出 4 个文件，合计 2630 万元\n注意：")
    assert dialogs.shown == [out]
    assert "导出 玛纳斯县 4/4（按住 Esc 取消）" in own.app.said


def test_everybody_gets_a_sheet_of_one_workbook(own: FakeBook, tmp_path: Path) -> None:
    out = tmp_path / "县"
    desk, dialogs = desk_with(folder=out, form=ONE_BOOK, common=False)
    assert press("export_counties", own, desk)
    assert [p.name for p in out.glob("*.xlsx")] == ["我的表_各单位.xlsx"]
    assert sheets(out / "我的表_各单位.xlsx") == [name for name, _ in COUNTIES]
    assert "已导出 我的表_各单位.xlsx，4 个单位，合计 2630 万元" in dialogs.told[0]
    assert "「说明」没有给单位" in dialogs.told[0]
    assert "--common" not in dialogs.told[0]


def test_each_recipient_gets_a_pdf_that_the_application_prints(
    own: FakeBook, tmp_path: Path
) -> None:
    out, in_front = tmp_path / "县", list[bool]()
    own.activate = lambda: in_front.append(True)
    desk, dialogs = desk_with(folder=out, form=ONE_PDF, common=True)
    assert press("export_counties", own, desk)
    files = sorted(out.glob("*.pdf"))
    assert [p.stem.partition("_")[2] for p in files] == [name for name, _ in COUNTIES]
    assert {p.read_text(encoding="utf-8") for p in files} == {"分配\n说明\n"}
    assert not list(out.glob("*.xlsx"))
    assert own.app.opened == [(f"{p.stem}.xlsx", False) for p in files]
    assert in_front
    assert "导出 PDF 3/4（按住 Esc 取消）" in own.app.said
    assert dialogs.told[0].startswith("已导出 4 个文件，合计 2630 万元")


def test_pdfs_that_were_printed_stay_for_the_next_click_when_one_fails(
    own: FakeBook, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    out = tmp_path / "县"
    print_all = FakeBook.to_pdf

    def fails(book: FakeBook, path: str, **options: object) -> None:
        if "呼图壁县" in path:
            raise OSError(28, "No space left on device")
        print_all(book, path, **options)  # type: ignore[arg-type]

    monkeypatch.setattr(FakeBook, "to_pdf", fails)
    desk, dialogs = desk_with(folder=out, form=ONE_PDF, common=True)
    assert not press("export_counties", own, desk)
    assert "03_呼图壁县.xlsx：没有印成 PDF" in dialogs.warned[0]
    assert "再运行一次，只做剩下的（已生成的 2 个 PDF 留着）" in dialogs.warned[0]
    assert not out.exists()
    assert all(not is_open for _, is_open in own.app.opened)
    monkeypatch.setattr(FakeBook, "to_pdf", print_all)
    own.app.opened.clear()
    assert press("export_counties", own, desk)
    assert len(list(out.glob("*.pdf"))) == 4
    assert [name for name, _ in own.app.opened] == ["03_呼图壁县.xlsx", "04_玛纳斯县.xlsx"]


def test_the_form_is_asked_before_the_folder_each_time(own: FakeBook, tmp_path: Path) -> None:
    desk, dialogs = desk_with(folder=tmp_path / "县", form=ONE_EACH, common=True)
    assert press("export_counties", own, desk)
    assert press("export_counties", own, desk)
    asked = [q.key for q in dialogs.asked]
    assert asked == ["common", "form", "folder"] * 2
    assert dialogs.asked[1].options == (ONE_EACH, ONE_BOOK, ONE_PDF)
    assert dialogs.asked[2].default == str(tmp_path / "县表")


def test_the_export_holds_what_was_changed_since_the_book_was_saved(
    own: FakeBook, tmp_path: Path
) -> None:
    own.sheets["分配"].cell(4, 2).entered = 830.0
    desk, dialogs = desk_with(folder=tmp_path / "县", form=ONE_EACH, common=True)
    assert press("export_counties", own, desk)
    assert "合计 2631 万元" in dialogs.told[0]
    assert openpyxl.load_workbook(own.fullname)["分配"]["B4"].value == 829


@pytest.fixture
def wrong(tmp_path: Path) -> FakeBook:
    """A table in which one amount is not its number of people times the standard, open."""
    path = tmp_path / "我的表.xlsx"
    with xlsxwriter.Workbook(str(path)) as book:
        sheet = book.add_worksheet("分配")
        sheet.merge_range("A1:D1", "2024年孤儿基本生活补助资金分配表")
        sheet.write("A2", "单位：万元")
        sheet.write_row("A3", ["县市", "人数（人）", "标准（万元/人）", "金额"])
        for row, (name, count) in enumerate((("昌吉市", 20), ("阜康市", 10), ("玛纳斯县", 30)), 3):
            sheet.write_row(row, 0, [name, count, 1.2, count * 1.2 + (name == "阜康市")])
        sheet.write_row(6, 0, ["合计", 60, "", 73])
    return FakeBook(path)


def test_errors_about_amounts_are_shown_before_anything_else_is_asked(
    wrong: FakeBook, tmp_path: Path
) -> None:
    desk, dialogs = desk_with(folder=tmp_path / "县", form=ONE_EACH, errors=False)
    assert not press("export_counties", wrong, desk)
    assert [q.key for q in dialogs.asked] == ["errors"]
    assert dialogs.asked[0].text.startswith("核对有 1 处金额错误：\n· 「分配」D5 ")
    assert dialogs.told == ["没有导出，没有写出文件；点“全面核对”查看错误"]
    assert not (tmp_path / "县").exists()


def test_the_clerk_may_export_in_spite_of_errors_and_is_reminded(
    wrong: FakeBook, tmp_path: Path
) -> None:
    desk, dialogs = desk_with(folder=tmp_path / "县", form=ONE_EACH, errors=True)
    assert press("export_counties", wrong, desk)
    assert len(list((tmp_path / "县").glob("*.xlsx"))) == 3
    assert "注意：核对还有 1 处错误，点“全面核对”查看" in dialogs.told[0]


@pytest.mark.parametrize("missing", ["form", "folder"])
def test_without_an_answer_nothing_is_written(own: FakeBook, tmp_path: Path, missing: str) -> None:
    answers: dict[str, object] = {"folder": tmp_path / "县", "form": ONE_EACH, "common": True}
    del answers[missing]
    desk, dialogs = desk_with(**answers)
    assert not press("export_counties", own, desk)
    assert dialogs.told == ["已取消，没有改动任何内容"]
    assert not (tmp_path / "县").exists()


@pytest.mark.parametrize("form", [ONE_EACH, ONE_BOOK])
def test_a_cancelled_export_writes_nothing(own: FakeBook, tmp_path: Path, form: str) -> None:
    desk, dialogs = desk_with(
        lambda: str(own.app.status_bar).startswith("导出 昌吉市"),
        folder=tmp_path / "县",
        form=form,
        common=True,
    )
    assert not press("export_counties", own, desk)
    assert not (tmp_path / "县").exists()
    assert dialogs.told[0].startswith("导出已取消")


def test_what_cannot_be_divided_is_refused_in_one_sentence(own: FakeBook, tmp_path: Path) -> None:
    own.sheets["分配"].cell(5, 1).entered = "玛纳斯县"
    desk, dialogs = desk_with(folder=tmp_path / "县", form=ONE_EACH, common=True)
    assert not press("export_counties", own, desk)
    assert "同一个单位分在几处" in dialogs.warned[0]
    assert not (tmp_path / "县").exists()


def test_a_book_without_recipients_is_refused_before_anything_is_asked(tmp_path: Path) -> None:
    path = tmp_path / "空.xlsx"
    with xlsxwriter.Workbook(str(path)) as book:
        book.add_worksheet("记事").write("A1", "明天开会")
    desk, dialogs = desk_with(folder=tmp_path / "县", form=ONE_EACH, common=True)
    assert not press("export_counties", FakeBook(path), desk)
    assert "没有认出可以拆给单位的行或表" in dialogs.warned[0]
    assert dialogs.asked == []


@pytest.mark.parametrize("agrees", [True, False])
def test_a_table_that_is_not_clear_goes_to_everybody_only_when_the_clerk_says_so(
    tmp_path: Path, agrees: bool
) -> None:
    path = tmp_path / "我的表.xlsx"
    with xlsxwriter.Workbook(str(path)) as book:
        for name, _ in COUNTIES:
            book.add_worksheet(name).write("A1", "请按时上报")
        sheet = book.add_worksheet("联系")
        for row, line in enumerate([("姓名", "电话"), ("张三", 139), ("李四", 138)]):
            sheet.write_row(row, 0, line)
    desk, dialogs = desk_with(folder=tmp_path / "县", form=ONE_EACH, unclear=agrees)
    done = press("export_counties", FakeBook(path), desk)
    asked = [q.text for q in dialogs.asked if q.key == "unclear"]
    assert len(asked) == 1
    assert "整张表原样给每个单位吗？" in asked[0]
    assert done is agrees, dialogs.warned
    assert (tmp_path / "县").exists() is agrees


def test_a_copy_that_is_not_there_is_said(own: FakeBook, tmp_path: Path) -> None:
    own.api.SaveCopyAs = lambda _path: None
    desk, dialogs = desk_with(folder=tmp_path / "县", form=ONE_EACH)
    assert not press("export_counties", own, desk)
    assert "工作簿的副本写不出来" in dialogs.warned[0]


def test_on_the_command_line_a_form_is_named_by_its_number_or_its_words() -> None:
    question = Question("form", "导出成什么", ONE_EACH, options=(ONE_EACH, ONE_BOOK))
    assert ConsoleDialogs({"form": "2"}).choose(question) == ONE_BOOK
    assert ConsoleDialogs({"form": ONE_BOOK}).choose(question) == ONE_BOOK
    with pytest.raises(XianbiaoError, match="导出成什么"):
        ConsoleDialogs({"form": "合并"}).choose(question)


def with_log(own: FakeBook, *lines: tuple[str, ...]) -> FakeBook:
    """The workbook with a sheet 日志, and with the store of undo."""
    path = Path(own.fullname)
    book = openpyxl.load_workbook(path)
    log = book.create_sheet("日志")
    for line in lines:
        log.append(line)
    book.create_sheet("_undo")["A1"] = "step:{}"
    book["_undo"].sheet_state = "veryHidden"
    book.save(path)
    return FakeBook(path)


def test_the_sheets_of_the_add_in_are_nobodys(own: FakeBook, tmp_path: Path) -> None:
    line = ("2024-03-05 12:00:00", "张三", "识别", "分配", "B4", "昌吉市 829", "昌吉市 830")
    book = with_log(own, LOG_HEADER, line)
    desk, dialogs = desk_with(folder=tmp_path / "县", form=ONE_EACH, common=True)
    assert press("export_counties", book, desk), dialogs.warned
    assert dialogs.asked[0].text.startswith("「说明」没有认出")
    assert all(sheets(p) == ["分配", "说明"] for p in (tmp_path / "县").glob("*.xlsx"))
    assert "日志" not in dialogs.told[0]


def test_a_log_of_the_clerks_own_is_a_sheet_like_any_other(own: FakeBook, tmp_path: Path) -> None:
    book = with_log(own, ("工作日志",))
    desk, dialogs = desk_with(folder=tmp_path / "县", form=ONE_EACH, common=True)
    assert press("export_counties", book, desk), dialogs.warned
    assert all(sheets(p) == ["分配", "说明", "日志"] for p in (tmp_path / "县").glob("*.xlsx"))


def test_a_fault_is_told_of_the_open_workbook_not_of_its_copy(
    own: FakeBook, tmp_path: Path
) -> None:
    own.sheets["分配"].cell(4, 2).entered = "约829"
    desk, dialogs = desk_with(folder=tmp_path / "县", form=ONE_EACH, common=True)
    assert not press("export_counties", own, desk)
    assert dialogs.warned[0].startswith(f"{own.fullname}「分配」B4：")


@pytest.mark.parametrize("button", ["fill_allocation", "generate_forms"])
def test_buttons_for_workbooks_of_ours_name_those_for_an_own_one(
    own: FakeBook, button: str
) -> None:
    desk, dialogs = desk_with()
    assert not press(button, own, desk)
    assert "这不是县表的工作簿" in dialogs.warned[0]
    assert "“全面核对”" in dialogs.warned[0]
