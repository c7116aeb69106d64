"""Several tables by recipient on one sheet, and headers that repeat, are divided table by table."""

from __future__ import annotations

import json
import zipfile
from pathlib import Path
from typing import Any

import openpyxl
import pytest
import soundness
import xlsxwriter
from opc import Package
from stacked_books import DIBAO, FIRST, HEAD, LINSHI, SECOND, Row, full_book, table, write
from test_habits import planned

from xianbiao.cli import main
from xianbiao.export.package.source import SourceBook
from xianbiao.export.split.deliver import export_split
from xianbiao.model.records import replace

Capture = pytest.CaptureFixture[str]
NAMES = ("昌吉市", "阜康市", "奇台县", "玛纳斯县")
PAGE: list[Row] = [*DIBAO[:5], HEAD, *DIBAO[5:]]
UNIT: Row = ("", "", "单位：万元")


def export(tmp_path: Path, rows: list[Row], *words: str) -> int:
    """Write rows into a sheet and export the workbook into 县."""
    path = write(tmp_path / "表.xlsx", rows)
    return main(["export", str(path), "--out", str(tmp_path / "县"), *words])


def file_of(tmp_path: Path, name: str) -> Path:
    (path,) = (tmp_path / "县").glob(f"*_{name}.xlsx")
    return path


def shown(tmp_path: Path, name: str, sheet: str = "附件1") -> list[tuple[object, ...]]:
    """The filled rows of a file without their blank cells."""
    book = openpyxl.load_workbook(file_of(tmp_path, name), data_only=True)
    rows = [tuple(v for v in row if v is not None) for row in book[sheet].iter_rows(values_only=1)]
    return [row for row in rows if row]


def listed(tmp_path: Path) -> dict[str, Any]:
    """The manifest, its files by their recipients."""
    manifest = json.loads((tmp_path / "县" / "清单.json").read_text(encoding="utf-8"))
    return {**manifest, "files": {f["recipient"]: f for f in manifest["files"]}}


def test_each_file_has_of_every_table_title_header_own_row_and_total(tmp_path: Path) -> None:
    assert export(tmp_path, [*DIBAO, (), *LINSHI]) == 0
    assert shown(tmp_path, "阜康市") == [
        ("2024年低保补助资金分配表",),
        ("单位：万元",),
        HEAD,
        (2, "阜康市", 3127.5),
        ("合计", 3127.5),
        ("2024年临时救助资金分配表",),
        ("单位：万元",),
        HEAD,
        (2, "阜康市", 7283.25),
        ("合计", 7283.25),
    ]


@pytest.mark.parametrize(
    ("name", "kept", "gone"),
    [
        ("奇台县", "2024年低保补助资金分配表", "临时救助"),
        ("玛纳斯县", "2024年临时救助资金分配表", "低保"),
    ],
)
def test_a_table_without_a_recipient_is_left_out_with_title_and_notes(
    tmp_path: Path, name: str, kept: str, gone: str
) -> None:
    notes: list[Row] = [(), ("注：低保资金按月发放",), ()]
    assert export(tmp_path, [*DIBAO, *notes, *LINSHI, (), ("联系人：张三",)]) == 0
    rows = shown(tmp_path, name)
    assert (rows[0], rows[-1]) == ((kept,), ("联系人：张三",))
    assert [row for row in rows if gone in str(row)] == []
    assert [row[1] for row in rows if len(row) == 3 and row != HEAD] == [name]


RATES: list[Row] = [
    *(("救助标准表",), ("项目", "月标准（元）")),
    *(("城市低保", 640), ("农村低保", 420)),
]


def test_rates_between_the_tables_are_for_everybody(tmp_path: Path) -> None:
    assert export(tmp_path, [*DIBAO, (), *RATES, (), *LINSHI]) == 0
    assert shown(tmp_path, "奇台县")[-4:] == RATES
    assert shown(tmp_path, "玛纳斯县")[:5] == [*RATES, LINSHI[0]]


def test_rates_beside_a_table_leave_its_lines_alone(tmp_path: Path) -> None:
    beside = [(*(*row, "", "")[:3], "", *rate) for row, rate in zip(LINSHI, RATES, strict=False)]
    assert export(tmp_path, [*DIBAO, (), *beside, *LINSHI[len(beside) :]]) == 0
    assert [row for row in shown(tmp_path, "奇台县") if "临时" in str(row)] == []
    assert shown(tmp_path, "玛纳斯县")[0][0] == LINSHI[0][0]


def test_the_title_of_the_whole_sheet_stays_where_the_first_table_goes(tmp_path: Path) -> None:
    rows: list[Row] = [("2024年救助资金分配表",), UNIT, ("一、低保",), *table("", FIRST, None)]
    rows += [("二、临时救助",), *table("", SECOND, None)]
    assert export(tmp_path, rows) == 0
    assert shown(tmp_path, "玛纳斯县") == [
        ("2024年救助资金分配表",),
        ("单位：万元",),
        ("二、临时救助",),
        HEAD,
        (3, "玛纳斯县", 6352.75),
        ("合计", 6352.75),
    ]


def test_totals_go_from_every_table_where_the_clerk_wants_none(tmp_path: Path) -> None:
    both = sum(a for _, a in (*FIRST, *SECOND))
    assert export(tmp_path, [*DIBAO, (), *LINSHI, ("", "总计", both)], "--drop-total") == 0
    assert [row for row in shown(tmp_path, "昌吉市") if "计" in str(row)] == []


@pytest.mark.parametrize("gap", [[], [()]])
def test_a_total_of_all_tables_is_added_up_for_each_recipient(
    tmp_path: Path, gap: list[Row]
) -> None:
    both = sum(a for _, a in (*FIRST, *SECOND))
    assert export(tmp_path, [*DIBAO, (), *LINSHI, *gap, ("", "总计", both)]) == 0
    ends = [shown(tmp_path, name)[-1] for name in NAMES]
    assert ends == [("总计", n) for n in (9274.75, 10410.75, 2139.75, 6352.75)]


def test_a_second_table_may_have_no_total_or_a_single_recipient(tmp_path: Path) -> None:
    third = table("2024年应急资金分配表", (("玛纳斯县", 777.75),), total=None)
    second = table("2024年临时救助资金分配表", SECOND[:2], total=None)
    assert export(tmp_path, [*DIBAO, (), *second, (), *third]) == 0
    assert shown(tmp_path, "昌吉市")[-1] == (1, "昌吉市", 5161.5)
    assert shown(tmp_path, "玛纳斯县") == [third[0], ("单位：万元",), HEAD, (1, "玛纳斯县", 777.75)]


def test_a_recipient_twice_in_one_table_has_both_rows_added(tmp_path: Path) -> None:
    rows = (*SECOND[:2], ("昌吉市", 1212.5))
    second = table("2024年临时救助资金分配表", rows)
    assert export(tmp_path, [*DIBAO, (), *second]) == 0
    assert shown(tmp_path, "昌吉市")[-3:] == [
        (1, "昌吉市", 5161.5),
        (3, "昌吉市", 1212.5),
        ("合计", 6374.0),
    ]


@pytest.mark.parametrize("at", [0, 1])
def test_a_total_that_is_not_the_sum_of_its_own_table_is_refused(
    tmp_path: Path, at: int, capsys: Capture
) -> None:
    tables = [DIBAO, LINSHI]
    tables[at] = [*tables[at][:-1], ("", "合计", 9999.5)]
    place = f"「附件1」C{(7, 15)[at]}"
    assert export(tmp_path, [*tables[0], (), *tables[1]]) == 2
    said = capsys.readouterr().err
    assert f"{place}：核对有错误 C03：“金额”合计写 9999.5" in said
    assert "--with-errors" not in said
    assert export(tmp_path, [*tables[0], (), *tables[1]], "--with-errors") == 2
    assert f"{place}：各单位之和与合计不符" in capsys.readouterr().err
    assert not (tmp_path / "县").exists()


def test_the_amount_is_that_of_the_first_table_with_the_recipient(
    tmp_path: Path, capsys: Capture
) -> None:
    assert export(tmp_path, [*DIBAO, (), *LINSHI]) == 0
    manifest = listed(tmp_path)
    amounts = {name: manifest["files"][name]["amount"] for name in NAMES}
    assert amounts == {
        "昌吉市": "4113.25",
        "阜康市": "3127.5",
        "奇台县": "2139.75",
        "玛纳斯县": "6352.75",
    }
    first, second = (
        "「附件1」第3行起《2024年低保补助资金分配表》",
        ("「附件1」第11行起《2024年临时救助资金分配表》"),
    )
    assert manifest["files"]["阜康市"]["amount_from"] == first
    assert manifest["files"]["玛纳斯县"]["amount_from"] == second
    assert manifest["files"]["阜康市"]["tables"] == [
        {"table": first, "amount": "3127.5", "unit": "万元"},
        {"table": second, "amount": "7283.25", "unit": "万元"},
    ]
    told = capsys.readouterr().err
    assert "每个单位的金额取自第一张有该单位的分配表" in told
    assert f"{first}3个单位，{second}1个单位" in told
    assert "「附件1」上有2张按单位列的表" in told


def test_amounts_in_another_unit_are_turned_into_that_of_the_list(
    tmp_path: Path, capsys: Capture
) -> None:
    second = table(
        "2024年临时救助资金分配表", (("昌吉市", 512500), ("玛纳斯县", 735400)), "单位：元"
    )
    assert export(tmp_path, [*DIBAO, (), *second]) == 0
    manifest = listed(tmp_path)
    assert (manifest["unit"], manifest["files"]["玛纳斯县"]["amount"]) == ("万元", "73.54")
    assert manifest["files"]["玛纳斯县"]["tables"][0]["amount"] == "735400"
    assert manifest["total"] == "9454.04"
    assert shown(tmp_path, "玛纳斯县")[-1] == ("合计", 735400)
    assert "《2024年临时救助资金分配表》以元计，清单里换算成万元" in capsys.readouterr().err


def test_a_blank_means_the_table_above_it_and_one_below_all_is_left(
    tmp_path: Path, capsys: Capture
) -> None:
    note: Row = ("注：下达你县（市）        万元。",)
    third = table("2024年应急资金分配表", (("昌吉市", 77.5), ("阜康市", 88.5)), total=None)
    rows = [*DIBAO, note, (), *LINSHI, note, (), *third, (), ("共拨付        万元",)]
    assert export(tmp_path, rows) == 0
    texts = [
        row[0] for row in shown(tmp_path, "昌吉市") if "拨付" in str(row) or "下达" in str(row)
    ]
    assert texts == [
        "注：下达你县（市）4113.25万元。",
        "注：下达你县（市）5161.5万元。",
        "共拨付        万元",
    ]
    assert "第25行待填的金额不知道指哪一张表，没有填" in capsys.readouterr().err


@pytest.mark.parametrize(
    "rows",
    [
        PAGE,
        [*DIBAO[:5], (), HEAD, *DIBAO[5:]],
        [*DIBAO[:5], ("2024年低保补助资金分配表（续）",), UNIT, HEAD, *DIBAO[5:]],
        [*DIBAO[:5], (), *DIBAO[:3], *DIBAO[5:]],
        [*DIBAO[:5], UNIT, HEAD, *DIBAO[5:]],
        [*DIBAO[:5], ("续表",), HEAD, *DIBAO[5:]],
        [*DIBAO[:5], HEAD, DIBAO[5], HEAD, DIBAO[6]],
    ],
    ids=["header", "gap", "title-on", "title-again", "unit", "words", "before-total"],
)
def test_a_header_that_repeats_stands_once_in_each_file(
    tmp_path: Path, rows: list[Row], capsys: Capture
) -> None:
    assert export(tmp_path, rows) == 0
    for number, (name, amount) in enumerate(FIRST, 1):
        assert shown(tmp_path, name) == [*DIBAO[:3], (number, name, amount), ("合计", amount)] or (
            shown(tmp_path, name)
            == [DIBAO[0], ("单位：万元",), HEAD, (number, name, amount), ("合计", amount)]
        )
    assert "是重复的表头，单位文件里只留第一次的" in capsys.readouterr().err


def test_a_page_ends_where_both_of_its_neighbours_stay(full: Path, tmp_path: Path) -> None:
    path = write(tmp_path / "表.xlsx", PAGE, lambda _, sheet: sheet.set_h_pagebreaks([5]))
    assert main(["export", str(path), "--out", str(tmp_path / "县")]) == 0
    assert [breaks_of(tmp_path, name) for name in NAMES[:3]] == [[], [], []]
    assert [breaks_of(full, name) for name in NAMES] == [[7], [7], [], []]


def breaks_of(folder: Path, name: str) -> list[int]:
    """The rows below which a page ends by hand."""
    sheet = openpyxl.load_workbook(file_of(folder, name))["附件1"]
    return [b.id for b in sheet.row_breaks.brk]


def test_a_line_between_the_pages_that_is_no_header_is_refused(
    tmp_path: Path, capsys: Capture
) -> None:
    assert export(tmp_path, [*DIBAO[:5], ("山区各县",), HEAD, *DIBAO[5:]]) == 2
    assert "「附件1」A6" in (told := capsys.readouterr().err)
    assert "不能拆" in told


def test_tables_side_by_side_are_refused_with_their_places(tmp_path: Path, capsys: Capture) -> None:
    rows: list[Row] = [("2024年低保补助资金分配表", "", "", "", "2024年临时救助资金分配表")]
    rows += [("县市", "金额（万元）", "", "", "县市", "金额（万元）")]
    both = zip(FIRST, SECOND, strict=True)
    rows += [(one, a, "", "", other, b) for (one, a), (other, b) in both]
    assert export(tmp_path, rows) == 2
    told = capsys.readouterr().err
    assert "左右并排" in told
    assert "A2:B5 和 E2:F5" in told


def test_panels_beside_another_table_are_refused_with_the_reason(
    tmp_path: Path, capsys: Capture
) -> None:
    panels: list[Row] = [("2024年低保补助资金分配表（单位：万元）",)]
    panels += [("县市", "金额", "", "县市", "金额")]
    panels += [("昌吉市", 411, "", "阜康市", 312), ("奇台县", 213, "", "合计", 936)]
    assert export(tmp_path, [*panels, (), *LINSHI]) == 2
    told = capsys.readouterr().err
    assert "并列的表，又有别的按单位列的表，不能拆" in told
    assert "分到几张工作表" in told


def test_inspect_shows_every_table_and_which_gives_the_amount(
    tmp_path: Path, capsys: Capture
) -> None:
    path = write(tmp_path / "表.xlsx", [*DIBAO, (), *LINSHI])
    main(["inspect", str(path)])
    page = capsys.readouterr().out
    assert "1. 分配表　「附件1」A3:C7" in page
    assert "2. 分配表　「附件1」A11:C15" in page
    assert "导出时每个单位的金额取自第1张表；那里没有的单位取自第2张表" in page
    main(["inspect", "--json", str(path)])
    assert [t["amount_rank"] for t in json.loads(capsys.readouterr().out)] == [1, 2]


@pytest.fixture(scope="module")
def full(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The folder with the files of the full workbook in 县."""
    folder = tmp_path_factory.mktemp("full")
    path = full_book(folder / "表.xlsx")
    assert main(["export", str(path), "--out", str(folder / "县"), "--common", "说明"]) == 0
    return folder


@pytest.mark.parametrize("name", NAMES)
def test_nothing_of_another_recipient_stays_in_any_part(full: Path, name: str) -> None:
    with zipfile.ZipFile(file_of(full, name)) as package:
        parts = {n: package.read(n).decode("utf-8", "replace") for n in package.namelist()}
    others = {n for n in NAMES if n != name}
    words = {*others, *(f"{a:g}" for rows in (FIRST, SECOND) for n, a in rows if n in others)}
    words |= {f"{a - 1000:g}" for n, a in FIRST if n in others} | {"9380.5", "18797.5", "28178"}
    assert len(words) > len(others)
    assert [(part, w) for part, text in parts.items() for w in words if w in text] == []


@pytest.mark.parametrize("name", NAMES)
def test_the_packages_are_sound(full: Path, name: str) -> None:
    package = Package.read(file_of(full, name))
    checks = (
        soundness.broken_relationships,
        soundness.unreached_parts,
        soundness.wrong_content_types,
        soundness.lost_references,
        soundness.missing_results,
        soundness.disordered_cells,
        soundness.missing_strings,
        soundness.overlapping_merges,
        soundness.twice_defined_names,
    )
    assert [fault for check in checks for fault in check(package)] == []


@pytest.mark.parametrize(
    ("name", "area", "names", "heights", "merges", "frozen"),
    [
        ("昌吉市", "$A$1:$F$6,$A$8:$F$16", {"低保合计": "$C$5", "临时救助": "$C$11:$C$11"},
         {4: 23, 5: 26, 11: 32, 12: 35}, ["A1:D1", "A8:D8"], "A4"),
        ("奇台县", "$A$1:$F$6,$A$8:$F$11", {"低保合计": "$C$5"}, {4: 25, 5: 26}, ["A1:D1"], "A4"),
        ("玛纳斯县", "$A$1:$F$9", {"临时救助": "$C$4:$C$4"}, {4: 34, 5: 35}, ["A1:D1"], None),
    ],
)  # fmt: skip
def test_what_hangs_on_the_sheet_follows_its_table(
    full: Path,
    name: str,
    area: str,
    names: dict[str, str],
    heights: dict[int, int],
    merges: list[str],
    frozen: str | None,
) -> None:
    book = openpyxl.load_workbook(file_of(full, name))
    sheet = book["附件1"]
    assert sheet.print_area.replace("'附件1'!", "") == area
    assert {n: d.attr_text.replace("附件1!", "") for n, d in book.defined_names.items()} == names
    assert {
        row: round(sheet.row_dimensions[row].height / 0.75 * 0.75) for row in heights
    } == heights
    assert [str(r) for r in sheet.merged_cells.ranges] == merges
    assert sheet.freeze_panes == frozen
    comments = [c.comment.text for row in sheet.iter_rows() for c in row if c.comment]
    assert comments
    assert all(text.startswith(name) for text in comments)
    assert not any(sheet.row_dimensions[r].hidden for r in range(1, sheet.max_row + 1))


def test_formulas_between_the_tables_say_what_is_each_recipients(full: Path) -> None:
    told = {name: [row[-1] for row in shown(full, name)][-3:-1] for name in NAMES}
    assert told == {
        "昌吉市": [9274.75, "两项共9274.75万元"],
        "阜康市": [10410.75, "两项共10410.75万元"],
        "奇台县": [2139.75, "两项共2139.75万元"],
        "玛纳斯县": [6352.75, "两项共6352.75万元"],
    }
    reads = {name: shown(full, name, "说明")[0] for name in NAMES}
    assert reads == {
        "昌吉市": (5161.5,),
        "阜康市": (7283.25,),
        "奇台县": (0,),
        "玛纳斯县": (6352.75,),
    }
    sheet = openpyxl.load_workbook(file_of(full, "昌吉市"))["附件1"]
    assert (sheet["C12"].value, sheet["C15"].value) == ("=SUM(C11:C11)", "=C5+C12")


def test_one_workbook_of_all_has_both_tables_of_each(tmp_path: Path) -> None:
    path = full_book(tmp_path / "表.xlsx")
    words = ["export", str(path), "--out", str(tmp_path / "县"), "--sheets", "--common", "说明"]
    assert main(words) == 0
    book = openpyxl.load_workbook(tmp_path / "县" / "表_各单位.xlsx", data_only=True)
    assert [n for n in book.sheetnames if n in NAMES] == list(NAMES)
    assert (book["昌吉市"]["C4"].value, book["昌吉市"]["C11"].value) == (4113.25, 5161.5)
    assert book["玛纳斯县"]["C4"].value == 6352.75


def test_a_list_whose_table_was_left_out_is_called_by_no_other(tmp_path: Path) -> None:
    path = tmp_path / "表.xlsx"
    with xlsxwriter.Workbook(str(path)) as book:
        sheet = book.add_worksheet("附件1")
        sheet.write("A1", "2024年低保补助资金分配表（单位：万元）")
        heads = [{"header": "县市"}, {"header": "金额"}]
        sheet.add_table("A2:B5", {"name": "低保", "columns": heads, "data": FIRST})
        sheet.write("A8", "2024年临时救助资金分配表（单位：万元）")
        lookup = {"header": "低保数", "formula": "=VLOOKUP([@县市],低保[],2,FALSE)"}
        sheet.add_table("A9:C12", {"name": "临时", "columns": [*heads, lookup], "data": SECOND})
        for row, (name, _) in enumerate(SECOND, 9):
            text = "=IFERROR(VLOOKUP(临时[[#This Row],[县市]],低保[],2,FALSE),0)"
            sheet.write_formula(row, 2, text, None, dict(FIRST).get(name, 0))
    assert main(["export", str(path), "--out", str(tmp_path / "县")]) == 0
    assert shown(tmp_path, "昌吉市")[-1] == ("昌吉市", 5161.5, 4113.25)
    assert shown(tmp_path, "玛纳斯县")[-1] == ("玛纳斯县", 6352.75, 0)
    with zipfile.ZipFile(file_of(tmp_path, "玛纳斯县")) as package:
        lists = [n for n in package.namelist() if "/tables/" in n]
        texts = [package.read(n).decode() for n in package.namelist()]
    assert len(lists) == 1
    assert [text for text in texts if "低保[" in text] == []


def test_amounts_stored_as_text_in_rows_of_parts_are_the_recipients_own(tmp_path: Path) -> None:
    rows: list[Row] = [("2024年低保补助资金分配表",), ("", "", "单位：万元"), HEAD]
    rows += [
        (1, "昌吉市", "4,113.25"),
        ("", "其中：市本级", "3,001.13"),
        ("", "二工镇", "1,112.12"),
    ]
    rows += [(2, "阜康市", "3,127.50"), ("", "合计", "7,240.75")]
    assert export(tmp_path, rows) == 0
    assert ("其中：市本级", "3,001.13") in shown(tmp_path, "昌吉市")


@pytest.mark.parametrize(
    ("columns", "name", "frozen"),
    [(0, "昌吉市", "A4"), (0, "玛纳斯县", None), (2, "昌吉市", "C4"), (2, "玛纳斯县", "C1")],
)
def test_a_view_is_frozen_by_what_is_left_of_its_rows(
    tmp_path: Path, columns: int, name: str, frozen: str | None
) -> None:
    rows = [*DIBAO, (), *LINSHI]
    path = write(tmp_path / "表.xlsx", rows, lambda _, sheet: sheet.freeze_panes(3, columns))
    assert main(["export", str(path), "--out", str(tmp_path / "县")]) == 0
    sheet = openpyxl.load_workbook(file_of(tmp_path, name))["附件1"]
    assert sheet.freeze_panes == frozen
    panes = [s.pane for s in sheet.sheet_view.selection]
    pane = sheet.sheet_view.pane
    assert panes == ([None] if pane is None else panes)
    assert pane is None or pane.activePane in panes


def test_a_plan_that_knows_no_block_takes_only_rows_and_totals(tmp_path: Path) -> None:
    path = write(tmp_path / "表.xlsx", [*DIBAO, (), *LINSHI])
    plan = planned(path)
    plan = replace(plan, tables=tuple(replace(t, block=None) for t in plan.tables))
    export_split(SourceBook.open(path), plan, tmp_path / "县")
    assert shown(tmp_path, "奇台县")[-4:] == [("合计", 2139.75), *shown_heads(LINSHI)]


def shown_heads(rows: list[Row]) -> list[Row]:
    """Title, unit and header of a table as a file shows them."""
    return [tuple(v for v in row if v != "") for row in rows[:3]]
