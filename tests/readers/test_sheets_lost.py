"""Workbooks whose sheets are hidden, renamed, deleted, or wider than they were made."""

from __future__ import annotations

from importlib import resources
from pathlib import Path

import openpyxl
import pytest
from openpyxl.worksheet.worksheet import Worksheet

from xianbiao.checks import check
from xianbiao.cli import main
from xianbiao.model.errors import UnreadableTable
from xianbiao.model.findings import Finding
from xianbiao.readers import read_notice

NOTICE = """昌吉回族自治州财政局文件
昌州财社〔2024〕18号
关于下达2024年困难群众救助补助资金的通知
各县（市）财政局、民政局：
附件：2024年困难群众救助补助资金分配表
昌吉回族自治州财政局
2024年3月5日

附件：
2024年困难群众救助补助资金分配表
单位：万元
县市\t金额
合计\t300
昌吉市\t100
阜康市\t200
"""
CODES = """
附件2：
困难群众救助补助资金支出功能科目表
科目代码\t科目名称
2081901\t城市最低生活保障金支出
2081902\t农村最低生活保障金支出
2082001\t临时救助支出
"""
LISTED = """附件：1.2024年困难群众救助补助资金分配表
2.困难群众救助补助资金支出功能科目表"""


def imported(folder: Path, text: str) -> Path:
    source, book = folder / "通知.txt", folder / "工作簿.xlsx"
    source.write_text(text, encoding="utf-8")
    assert main(["import", str(source), "--out", str(book)]) == 0
    return book


@pytest.fixture
def book(tmp_path: Path) -> Path:
    with resources.as_file(resources.files("xianbiao.demo") / "changji-2023-70.txt") as source:
        out = tmp_path / "工作簿.xlsx"
        assert main(["import", str(source), "--out", str(out)]) == 0
    return out


def errors(book: Path) -> dict[str, list[Finding]]:
    result: dict[str, list[Finding]] = {}
    for finding in check(read_notice([book])):
        if finding.severity == "error":
            result.setdefault(finding.rule, []).append(finding)
    return result


def foreign(path: Path, state: str) -> Path:
    """A workbook of somebody's own with a draft of its table on another sheet."""
    book = openpyxl.Workbook()
    sheet = book.active
    assert isinstance(sheet, Worksheet)
    sheet.title = "附件1"
    draft = book.create_sheet("附件1（底稿）")
    draft.sheet_state = state
    book.create_sheet("空").sheet_state = "hidden"
    for page, total in ((sheet, 300), (draft, 299)):
        rows = ["2024年补助资金分配表"], ["单位：万元"], ["县市", "金额"], ["合计", total]
        for row in (*rows, ["昌吉市", 100], ["阜康市", 200]):
            page.append(row)
    book.save(path)
    return path


@pytest.mark.parametrize("state", ["hidden", "veryHidden"])
def test_a_hidden_sheet_is_not_judged_and_named(
    tmp_path: Path, state: str, capsys: pytest.CaptureFixture[str]
) -> None:
    path = foreign(tmp_path / "自己的表.xlsx", state)
    notice = read_notice([path])
    assert len(notice.tables) == 1
    assert notice.hidden_sheets == ["附件1（底稿）"]
    assert not errors(path)
    assert main(["check", str(path)]) == 0
    assert capsys.readouterr().err == "未核对隐藏工作表：附件1（底稿）\n"


def test_a_shown_draft_is_judged(tmp_path: Path) -> None:
    assert "C03" in errors(foreign(tmp_path / "自己的表.xlsx", "visible"))


def test_a_workbook_with_nothing_but_hidden_sheets_says_so(tmp_path: Path) -> None:
    path = foreign(tmp_path / "自己的表.xlsx", "hidden")
    workbook = openpyxl.load_workbook(path)
    workbook["空"].sheet_state = "visible"
    workbook["附件1"].sheet_state = "hidden"
    workbook.active = workbook.sheetnames.index("空")
    workbook.save(path)
    with pytest.raises(UnreadableTable, match="隐藏的工作表没有读：附件1、附件1（底稿）"):
        read_notice([path])


def test_a_working_workbook_keeps_its_hidden_sheets(
    book: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    workbook = openpyxl.load_workbook(book)
    workbook["附件1"].sheet_state = "hidden"
    workbook.save(book)
    notice = read_notice([book])
    assert len(notice.recipients) == 7
    assert notice.hidden_sheets == []


def test_a_working_workbook_without_its_marks_is_not_judged(book: Path) -> None:
    workbook = openpyxl.load_workbook(book)
    del workbook["_meta"]
    workbook.save(book)
    with pytest.raises(UnreadableTable) as caught:
        read_notice([book])
    assert "缺少内部标记表 _meta" in str(caught.value)
    assert "备份" in str(caught.value)
    assert "重新导入" in str(caught.value)


@pytest.mark.parametrize("sheet", ["附件1", "昌吉市", "参数"])
def test_a_renamed_or_deleted_sheet_is_an_error(book: Path, sheet: str) -> None:
    before = errors(book)
    assert "T04" not in before
    workbook = openpyxl.load_workbook(book)
    workbook[sheet].title = "改了名"
    workbook.save(book)
    (lost,) = errors(book)["T04"]
    assert (lost.ref.sheet, lost.left) == (sheet, sheet)
    assert f"工作表“{sheet}”不见了（改名或删除）" in lost.message


def test_an_export_names_the_sheet_that_is_lost(
    book: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    workbook = openpyxl.load_workbook(book)
    workbook["附件1"].title = "改了名"
    workbook.save(book)
    assert main(["export", str(book), "--out", str(tmp_path / "县表")]) == 2
    assert "恢复不见了的工作表：附件1" in capsys.readouterr().err


def test_a_column_inserted_into_the_table_moves_none_out_of_it(book: Path) -> None:
    workbook = openpyxl.load_workbook(book)
    sheet = workbook["附件1"]
    sheet["F1"], sheet["E1"] = sheet["E1"].value, None
    for row in range(4, 13):
        sheet.cell(row, 4).value = sheet.cell(row, 3).value
        sheet.cell(row, 3).value = None
    sheet["C4"], sheet["C6"], sheet["D5"] = "备注", "含上年结转", "=SUM(D6:D12)"
    workbook.save(book)
    table = read_notice([book]).allocation
    assert table is not None
    assert table.final_column is not None
    assert table.final_column.full_name == "中央补助资金"
    amounts = [table.final_amount(row) for row in table.rows]
    assert [a and a.value for a in amounts] == [829, 529, 693, 579, 912, 803, 853]
    assert table.total is not None
    total = table.final_amount(table.total)
    assert total is not None
    assert total.value == 5198


def test_a_column_typed_beside_the_table_leaves_the_light_outside(book: Path) -> None:
    workbook = openpyxl.load_workbook(book)
    workbook["附件1"]["D4"] = "备注"
    workbook["附件1"]["D6"] = "含上年结转"
    workbook.save(book)
    notice = read_notice([book])
    assert notice.allocation is not None
    assert notice.allocation.label is not None
    assert len(notice.recipients) == 7


def test_an_entry_without_number_comes_back_without_number(tmp_path: Path) -> None:
    book = imported(tmp_path, NOTICE)
    entries = read_notice([book]).entries
    assert [(e.number, e.name.stripped) for e in entries] == [
        (None, "2024年困难群众救助补助资金分配表")
    ]
    assert "C13" not in errors(book)


def test_numbered_entries_keep_their_numbers(tmp_path: Path) -> None:
    text = NOTICE.replace("附件：2024年困难群众救助补助资金分配表", LISTED)
    book = imported(tmp_path, text.replace("\n附件：\n", "\n附件1：\n") + CODES)
    assert [e.number for e in read_notice([book]).entries] == [1, 2]


@pytest.mark.parametrize("code_first", [True, False])
def test_codes_stand_under_their_own_heading(tmp_path: Path, code_first: bool) -> None:
    codes = CODES
    if not code_first:
        lines = [line.split("\t") for line in CODES.splitlines()]
        codes = "\n".join("\t".join(reversed(cells)) for cells in lines) + "\n"
    text = NOTICE.replace("附件：2024年困难群众救助补助资金分配表", LISTED)
    book = imported(tmp_path, text.replace("\n附件：\n", "\n附件1：\n") + codes)
    sheet = openpyxl.load_workbook(book)["附件2"]
    shown = [[sheet.cell(row, column).value for column in (1, 2)] for row in (4, 5)]
    wanted = [["科目代码", "科目名称"], ["2081901", "城市最低生活保障金支出"]]
    assert shown == (wanted if code_first else [row[::-1] for row in wanted])
    (table,) = read_notice([book]).code_tables
    assert next((r.code.stripped, r.name.stripped) for r in table.rows) == tuple(wanted[1])
    assert "C70" not in errors(book)
    register = openpyxl.load_workbook(book, data_only=True)["校验"]
    results = [row[5] for row in register.iter_rows(values_only=True) if "C70" in str(row[0])]
    assert len(results) == 4
    assert all(str(result).startswith("✔") for result in results)
