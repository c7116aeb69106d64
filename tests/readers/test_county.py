"""A county file that comes back: what was changed, moved, or filled in wrongly is named."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable
from importlib import resources
from pathlib import Path
from typing import Any

import openpyxl
import pytest

from xianbiao.checks.county_rules import COUNTY_RULES, check_return
from xianbiao.cli import main
from xianbiao.export.county import county_bytes, write_blank_county
from xianbiao.model.findings import Finding, Severity
from xianbiao.model.notices import Notice
from xianbiao.model.records import replace
from xianbiao.readers import read_notice
from xianbiao.readers.county import is_county, read_county
from xianbiao.readers.notice import read_grids
from xianbiao.sheets.blank import fund_called
from xianbiao.sheets.grid import Cell, Grid

CHANGJI, BAZHOU = "changji-2023-70.txt", "bazhou-2021-96.txt"
CODES, SOURCES, SHARE, TARGETS = "功能科目", "资金来源", "分配", "绩效目标"
Edit = Callable[[Any], None]


def row_of(file: str, index: int) -> tuple[Notice, Any, int]:
    """A notice with its tag, its table, and the row of one recipient."""
    with resources.as_file(resources.files("xianbiao.demo") / file) as path:
        notice = read_notice([path])
    notice.tag = "01 中央直达资金"
    return notice, notice.allocation, index


@pytest.fixture(scope="module")
def sent(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The file of 昌吉市 (829 万元) as it was sent out."""
    path: Path = tmp_path_factory.mktemp("sent") / "昌吉市.xlsx"
    path.write_bytes(county_bytes(*row_of(CHANGJI, 0)))
    return path


def fill_right(book: Any) -> None:
    """All that the county of 829 万元 fills in when it gets the file."""
    book["首页"]["B20"] = dt.datetime(2023, 12, 25)
    book[CODES]["B5"], book[CODES]["D5"] = "2081901", 800.5
    book[CODES]["B6"], book[CODES]["D6"] = "2081902", 28.5
    book[SOURCES]["D5"], book[SOURCES]["D6"], book[SOURCES]["D7"] = 829, 0, 0


def returned(sent: Path, folder: Path, *edits: Edit) -> Path:
    """The file after some edits, saved by another program."""
    book = openpyxl.load_workbook(sent)
    for edit in edits:
        edit(book)
    path = folder / "交回.xlsx"
    book.save(path)
    return path


def findings(path: Path) -> list[Finding]:
    """What the program finds in a file."""
    grids = read_grids(path)
    assert is_county(grids)
    return check_return(read_county(path, grids))


def errors(path: Path) -> dict[str, Finding]:
    """The first error of each rule."""
    found: dict[str, Finding] = {}
    for finding in findings(path):
        if finding.severity is Severity.ERROR:
            found.setdefault(finding.rule, finding)
    return found


def put(sheet: str, **cells: object) -> Edit:
    """An edit that writes values into cells of one sheet."""

    def edit(book: Any) -> None:
        for place, value in cells.items():
            book[sheet][place] = value

    return edit


class Grids:
    """The grids of a file, edited like a workbook without saving and computing it anew."""

    def __init__(self, grids: list[Grid]) -> None:
        self.grids = {grid.sheet: replace(grid, rows=[r[:] for r in grid.rows]) for grid in grids}

    def __getitem__(self, sheet: str) -> GridSheet:
        return GridSheet(self.grids[sheet])


class GridSheet:
    """One grid, whose cells are set by their addresses."""

    def __init__(self, grid: Grid) -> None:
        self.grid = grid

    def __setitem__(self, place: str, value: object) -> None:
        row, column = int(place[1:]) - 1, ord(place[0]) - ord("A")
        old = self.grid.rows[row][column]
        self.grid.rows[row][column] = Cell(value, old.ref)


@pytest.fixture(scope="module")
def right(sent: Path, tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, list[Grid]]:
    """The file filled in rightly, and its grids."""
    path = returned(sent, tmp_path_factory.mktemp("right"), fill_right)
    return path, read_grids(path)


def insert(sheet: Any, at: int, count: int) -> None:
    """Insert rows as a spreadsheet program does: merged cells move and grow with them."""
    moved = [(m.min_row, m.min_col, m.max_row, m.max_col) for m in sheet.merged_cells.ranges]
    for top, left, bottom, right in moved:
        sheet.unmerge_cells(None, top, left, bottom, right)
    if count > 0:
        sheet.insert_rows(at, count)
    else:
        sheet.delete_rows(at, -count)
    for top, left, bottom, right in moved:
        first = top + (count if top >= at else 0)
        last = bottom + (count if bottom >= at else 0)
        if last >= first:
            sheet.merge_cells(None, first, left, last, right)


def test_a_file_as_sent_holds_what_the_notice_gives(sent: Path) -> None:
    read = read_county(sent, read_grids(sent))
    assert (read.recipient, read.number) == ("昌吉市", "昌州财社〔2023〕70号")
    assert read.sent == 829
    assert read.share is not None
    assert (read.share.value, read.share.ref.sheet) == (829, SHARE)
    assert read.sent_tag == "01 中央直达资金"
    assert len(read.listed) == 9
    assert next(line.name.stripped for line in read.sources) == "中央直达资金"
    assert read.central is not None
    assert read.central.value == 829
    assert len(read.results) == 21
    assert [line.budget.value for line in read.spent] == [829, 829, 0]
    assert read.issued == dt.date(2023, 12, 22)


def test_a_file_as_sent_has_no_error_and_says_what_is_to_be_filled_in(sent: Path) -> None:
    found = findings(sent)
    assert {f.severity for f in found} == {Severity.HINT}
    assert {"K01", "K05", "C91"} <= {f.rule for f in found}


def test_a_file_filled_in_rightly_is_clean(sent: Path, tmp_path: Path) -> None:
    assert findings(returned(sent, tmp_path, fill_right)) == []


@pytest.mark.parametrize("file", [CHANGJI, BAZHOU])
def test_every_file_as_sent_comes_back_without_an_error(file: str, tmp_path: Path) -> None:
    notice, table, _ = row_of(file, 0)
    for index in range(0, len(table.rows), 6):
        path = tmp_path / f"{index}.xlsx"
        path.write_bytes(county_bytes(notice, table, index))
        assert errors(path) == {}
        final = table.final_amount(table.rows[index])
        read = read_county(path, read_grids(path))
        assert read.share is not None
        assert final is not None
        assert read.share.value == read.sent == final.value


def test_a_blank_county_file_has_no_error(tmp_path: Path) -> None:
    path = tmp_path / "县.xlsx"
    write_blank_county("652301", fund_called("hardship"), 2025, "", path)
    assert errors(path) == {}


FILLED: dict[str, tuple[Edit, str, str, str, str]] = {
    "sum of codes": (put(CODES, D6=25.8), "K01", CODES, "D5", "826.3 ≠ 下达金额 829，差 −2.7"),
    "swapped digits": (put(CODES, D5=850.0), "K01", CODES, "D5", "878.5 ≠ 下达金额 829"),
    "negative": (put(CODES, D6=-28.5), "K02", CODES, "D6", "负数：-28.5"),
    "too fine": (put(CODES, D5=800.499, D6=28.501), "K02", CODES, "D5", "小数过多：800.499"),
    "text": (put(CODES, D6="28.5万元"), "K02", CODES, "D6", "不是数字：28.5万元"),
    "number as text": (put(SOURCES, D5="829"), "K02", SOURCES, "D5", "不是数字：829"),
    "code not listed": (put(CODES, B6="2081999"), "C70", CODES, "B6", "2081999 不在本年度"),
    "code twice": (put(CODES, B6="2081901"), "K03", CODES, "B6", "重复"),
    "no amount": (put(CODES, B7="2082001"), "K04", CODES, "D7", "没有金额"),
    "no code": (put(CODES, B6=None), "K04", CODES, "B6", "没有科目"),
    "sum of sources": (put(SOURCES, D7=10), "K05", SOURCES, "D5", "839 ≠ 下达金额 829，差 +10"),
    "local for central": (put(SOURCES, D5=800, D7=29), "K06", SOURCES, "D5", "800 ≠ 绩效目标"),
    "tag": (put(SOURCES, C5="02 参照直达资金"), "K07", SOURCES, "C5", "02 参照直达资金"),
    "tag with a blank less": (put(SOURCES, C5="01中央直达资金"), "K07", SOURCES, "C5", "01中央"),
    "tag emptied": (put(SOURCES, C5=None), "K07", SOURCES, "C5", "已清空"),
    "overspent": (put(TARGETS, F8=829.01), "K08", TARGETS, "F8", "829.01 超过预算数 829"),
    "date too early": (put("首页", B20=dt.datetime(2023, 12, 1)), "C91", "首页", "B20", "早于"),
    "no date": (put("首页", B20="收到"), "C91", "首页", "B20", "不是日期：收到"),
}
"""What a county fills in wrongly: the edit, the rule, sheet and cell that it names, its words."""

LOCKED: dict[str, tuple[Edit, str, str, str, str]] = {
    "share": (put(SHARE, C5=892), "K10", SHARE, "C5", "现为 892，下发时是 829"),
    "share as text": (put(SHARE, C5="829"), "K10", SHARE, "C5", "现为 829"),
    "target": (put(TARGETS, E15="≥80%"), "K00", TARGETS, "E15", "现为“≥80%”"),
    "title": (put("首页", B9="另一份文件"), "K00", "首页", "B9", "另一份文件"),
    "result overwritten": (put("校验", F6="✔ 平"), "K00", "校验", "F6", "✔ 平"),
}
"""What nobody may change."""


def is_named(fault: Finding, path: Path, place: tuple[str, str], said: str) -> bool:
    """Whether a finding names file, sheet, cell, both sides, and what to do."""
    where = (fault.ref.file, fault.ref.sheet, fault.ref.cell) == (str(path), *place)
    sides = fault.left is not None and fault.right is not None
    return where and sides and said in fault.message and bool(fault.suggestion)


@pytest.mark.parametrize(("edit", "rule", "sheet", "cell", "said"), FILLED.values(), ids=FILLED)
def test_a_wrong_entry_is_named_with_sheet_and_cell_and_what_to_do(
    edit: Edit, rule: str, sheet: str, cell: str, said: str, right: tuple[Path, list[Grid]]
) -> None:
    path, grids = right
    book = Grids(grids)
    edit(book)
    found = check_return(read_county(path, list(book.grids.values())))
    assert any(f.rule == rule and is_named(f, path, (sheet, cell), said) for f in found), found


@pytest.mark.parametrize(("edit", "rule", "sheet", "cell", "said"), LOCKED.values(), ids=LOCKED)
def test_a_changed_locked_cell_is_named_with_what_stands_there(
    edit: Edit, rule: str, sheet: str, cell: str, said: str, sent: Path, tmp_path: Path
) -> None:
    path = returned(sent, tmp_path, fill_right, edit)
    found = findings(path)
    assert any(f.rule == rule and is_named(f, path, (sheet, cell), said) for f in found), found


def test_a_locked_cell_that_decides_an_amount_is_named_by_both_rules(
    sent: Path, tmp_path: Path
) -> None:
    assert set(errors(returned(sent, tmp_path, fill_right, put(SHARE, C5=892)))) == {"K00", "K10"}


@pytest.mark.parametrize(
    ("sheet", "at", "count", "said"),
    [
        (CODES, 7, 1, "第 7 行处插入了 1 行"),
        (CODES, 5, 3, "第 5 行处插入了 3 行"),
        (TARGETS, 16, 2, "第 16 行处插入了 2 行"),
        (SOURCES, 5, 1, "第 5 行处插入了 1 行"),
    ],
)
def test_inserted_rows_are_one_finding_and_the_rest_is_read_where_it_went(
    sheet: str, at: int, count: int, said: str, sent: Path, tmp_path: Path
) -> None:
    path = returned(sent, tmp_path, fill_right, lambda b: insert(b[sheet], at, count))
    found = [f for f in findings(path) if f.rule == "K00"]
    assert [f.ref.sheet for f in found] == [sheet]
    assert said in found[0].message
    read = read_county(path, read_grids(path))
    assert sum(line.amount.value or 0 for line in read.breakdown) == 829
    assert sum(line.amount.value or 0 for line in read.sources) == 829
    assert len(read.results) == 21
    assert set(errors(path)) == {"K00"}


def test_deleted_rows_are_one_finding(sent: Path, tmp_path: Path) -> None:
    path = returned(sent, tmp_path, fill_right, lambda b: insert(b[TARGETS], 20, -2))
    (fault,) = (f for f in findings(path) if f.rule == "K00")
    assert "从第 20 行起删去了 2 行" in fault.message
    assert fault.ref.sheet == TARGETS


def test_a_change_below_an_inserted_row_is_found_where_it_went(sent: Path, tmp_path: Path) -> None:
    def edit(book: Any) -> None:
        insert(book[TARGETS], 16, 2)
        book[TARGETS]["D24"] = "另一项指标"

    found = [f for f in findings(returned(sent, tmp_path, edit)) if f.rule == "K00"]
    assert ["第 16 行" in found[0].message, found[1].ref.cell] == [True, "D24"]
    assert len(found) == 2


def test_a_value_in_place_of_a_formula_is_found_beside_moved_rows(
    sent: Path, tmp_path: Path
) -> None:
    def edit(book: Any) -> None:
        insert(book[TARGETS], 16, 2)
        book["校验"]["F6"] = "✔ 平"

    found = [f for f in findings(returned(sent, tmp_path, edit)) if f.rule == "K00"]
    assert ("校验", "F6") in [(f.ref.sheet, f.ref.cell) for f in found]


def test_results_are_asked_for_once_the_first_is_there(sent: Path, tmp_path: Path) -> None:
    path = returned(sent, tmp_path, fill_right, put(TARGETS, F15="98%"))
    found = findings(path)
    assert {(f.rule, f.severity) for f in found} == {("K09", Severity.HINT)}
    assert len(found) == 20


def test_every_rule_is_tried_here() -> None:
    tried = {fault[1] for fault in (*FILLED.values(), *LOCKED.values())} | {"K09"}
    assert tried == {rule.code for rule in COUNTY_RULES}


def test_the_command_checks_a_returned_file(
    sent: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["check", str(returned(sent, tmp_path, fill_right))]) == 0
    assert "没有发现问题" in capsys.readouterr().out
    wrong = returned(sent, tmp_path, fill_right, put(SHARE, C5=892), put(CODES, D6=25.8))
    assert main(["check", str(wrong)]) == 1
    said = capsys.readouterr().out
    assert "[K00 锁定的内容与下发时一致] 「分配」C5" in said
    assert "[K01 功能科目之和 = 分配金额] 「功能科目」D5" in said
    assert "处理：" in said


def test_a_file_without_its_marks_is_refused(
    sent: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    def edit(book: Any) -> None:
        del book["_meta"]

    assert main(["check", str(returned(sent, tmp_path, edit))]) == 2
    assert "_meta" in capsys.readouterr().err
