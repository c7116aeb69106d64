"""The options of an export hold for recipients side by side too, and what is unclear is refused."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import openpyxl
import pytest
import xlsxwriter
from side_books import COUNTIES, MAKERS, TITLE
from test_habits import planned

from xianbiao.cli import main
from xianbiao.export.package.source import SourceBook
from xianbiao.export.split.deliver import export_split
from xianbiao.export.split.dividing import sharing_of
from xianbiao.export.split.lanes import LaneSplitter
from xianbiao.export.split.options import SplitOptions, Totals
from xianbiao.export.split.splitter import Splitter
from xianbiao.model.errors import ExportRefused, UnreadableTable

Capture = pytest.CaptureFixture[str]


def values(path: Path, sheet: str | None = None) -> list[list[object]]:
    """What the filled cells of a sheet show, row by row."""
    book = openpyxl.load_workbook(path, data_only=True)
    chosen = book[sheet] if sheet else book.worksheets[0]
    rows = [[c for c in row if c is not None] for row in chosen.iter_rows(values_only=True)]
    return [row for row in rows if row]


def write(path: Path, rows: list[list[object]], merges: tuple[str, ...] = ()) -> Path:
    """A workbook with one sheet that holds these rows below a title."""
    with xlsxwriter.Workbook(str(path)) as book:
        sheet = book.add_worksheet("分配")
        sheet.write(0, 0, TITLE)
        sheet.write(1, 0, "单位：万元")
        for number, row in enumerate(rows, start=2):
            for column, value in enumerate(row):
                if value is not None:
                    sheet.write(number, column, value)
        for merge in merges:
            sheet.merge_range(merge, None)
    return path


@pytest.mark.parametrize("shape", MAKERS)
def test_the_total_can_be_left_out(tmp_path: Path, shape: str) -> None:
    made = MAKERS[shape](tmp_path / f"{shape}.xlsx")
    out = tmp_path / "县"
    assert main(["export", str(made.path), "--out", str(out), "--drop-total"]) == 0
    for path in out.glob("*.xlsx"):
        name = path.stem.partition("_")[2]
        sheet = openpyxl.load_workbook(path, data_only=True).worksheets[0]
        texts = [c.value for row in sheet.iter_rows() for c in row if c.value is not None]
        whole = [v for v in texts if v == made.amounts[name]]
        assert len(whole) == 1, name
        assert ("合计" in texts, "总计" in texts) == (shape.startswith("转置"), False)


@pytest.mark.parametrize("shape", ["三栏", "转置"])
def test_a_workbook_of_all_has_a_sheet_for_each(tmp_path: Path, shape: str) -> None:
    made = MAKERS[shape](tmp_path / f"{shape}.xlsx")
    single, out = tmp_path / "县", tmp_path / "合"
    assert main(["export", str(made.path), "--out", str(single)]) == 0
    assert main(["export", str(made.path), "--out", str(out), "--sheets"]) == 0
    book = out / f"{shape}_各单位.xlsx"
    assert openpyxl.load_workbook(book).sheetnames == list(COUNTIES)
    for path in single.glob("*.xlsx"):
        assert values(book, path.stem.partition("_")[2]) == values(path)


def test_blanks_can_be_left_open_and_one_recipient_chosen(tmp_path: Path) -> None:
    made = MAKERS["三栏"](tmp_path / "表.xlsx")
    arguments = ["export", str(made.path), "--out", str(tmp_path / "县"), "--only", "木垒县"]
    assert main([*arguments, "--no-fill", "--name", "{单位}{金额}"]) == 0
    assert [p.name for p in (tmp_path / "县").glob("*.xlsx")] == ["木垒县7777.xlsx"]
    shown = values(tmp_path / "县" / "木垒县7777.xlsx")
    assert shown[-1] == ["注：下达你县（市）____万元，专款专用。"]


def test_a_clerk_is_told_what_happens_to_the_sheet(tmp_path: Path, capsys: Capture) -> None:
    made = MAKERS["转置"](tmp_path / "表.xlsx")
    assert main(["export", str(made.path), "--out", str(tmp_path / "县"), "--groups"]) == 0
    told = capsys.readouterr().err
    assert "「分配」是转置的表：别的单位的列清空并隐藏" in told
    assert "「分配」里画各单位数字的图表去掉" in told


def test_tables_of_rows_alone_are_divided_as_before(tmp_path: Path) -> None:
    plain = [["县市", "金额"], ["昌吉市", 1234], ["阜康市", 2345], ["合计", 3579]]
    path = write(tmp_path / "表.xlsx", plain)
    assert isinstance(sharing_of(SourceBook.open(path), planned(path), SplitOptions()), Splitter)


def test_a_table_of_rows_and_one_of_panels_go_together(tmp_path: Path) -> None:
    with xlsxwriter.Workbook(str(tmp_path / "表.xlsx")) as book:
        for name, rows in (
            ("附件1", [["县市", "金额"], ["昌吉市", 1234], ["阜康市", 2345], ["合计", 3579]]),
            ("附件2", [["县市", "金额", "县市", "金额"], ["阜康市", 4567, "昌吉市", 5678]]),
            ("附件3", [["项目", "昌吉市", "阜康市"], ["低保", 8761, 9872], ["孤儿", 4321, 5432]]),
        ):
            sheet = book.add_worksheet(name)
            sheet.write(0, 0, f"{TITLE}（{name}）")
            sheet.write(1, 0, "单位：万元")
            for number, row in enumerate(rows, start=2):
                sheet.write_row(number, 0, row)
    out = tmp_path / "县"
    assert main(["export", str(tmp_path / "表.xlsx"), "--out", str(out)]) == 0
    first = next(out.glob("*昌吉市*.xlsx"))
    assert values(first, "附件1")[3:] == [["昌吉市", 1234], ["合计", 1234]]
    assert values(first, "附件2")[2:] == [["县市", "金额"], ["昌吉市", 5678]]
    assert values(first, "附件3")[2:] == [["项目", "昌吉市"], ["低保", 8761], ["孤儿", 4321]]


def test_remarks_on_the_items_go_to_everybody(tmp_path: Path) -> None:
    rows: list[list[object]] = [
        ["项目", "昌吉市", "阜康市", "合计", "备注"],
        ["城市低保", 1234, 2345, 3579, "含提前下达"],
        ["农村低保", 4321, 5432, 9753, None],
    ]
    out = tmp_path / "县"
    assert main(["export", str(write(tmp_path / "表.xlsx", rows)), "--out", str(out)]) == 0
    assert [p.stem for p in sorted(out.glob("*.xlsx"))] == ["01_昌吉市", "02_阜康市"]
    assert values(out / "02_阜康市.xlsx")[2:] == [
        ["项目", "阜康市", "合计", "备注"],
        ["城市低保", 2345, 2345, "含提前下达"],
        ["农村低保", 5432, 5432],
    ]


@pytest.mark.parametrize(
    ("rows", "summary"),
    [
        (
            [
                ["县市", "金额", "县市", "金额"],
                ["昌吉市", 1234, "昌吉市", 4321],
                ["阜康市", 1111, "奇台县", 2222],
            ],
            "同一个单位分在几处",
        ),
        (
            [
                ["县市", "金额", "县市", "金额"],
                ["昌吉市", 1234, "合计", 1234],
            ],
            "",
        ),
        (
            [
                ["项目", "昌吉市", "阜康市", "合计", None],
                ["城市低保", 1234, 2345, 3579, "另行下达"],
                ["农村低保", 4321, 5432, 9753, None],
            ],
            "不知道这一列是哪个单位的",
        ),
    ],
)
def test_what_is_unclear_is_refused(
    tmp_path: Path, rows: list[list[object]], summary: str, capsys: Capture
) -> None:
    path = write(tmp_path / "表.xlsx", rows)
    assert main(["export", str(path), "--out", str(tmp_path / "县")]) == 2
    assert summary in capsys.readouterr().err
    assert not list(tmp_path.glob("县/*"))


def test_a_wrong_total_of_a_transposed_table_is_refused(tmp_path: Path) -> None:
    rows: list[list[object]] = [
        ["项目", "昌吉市", "阜康市", "合计"],
        ["城市低保", 1234, 2345, 3580],
        ["农村低保", 4321, 5432, 9753],
        ["合计", 5555, 7777, 13332],
    ]
    path = write(tmp_path / "表.xlsx", rows)
    with pytest.raises(ExportRefused, match="各单位之和与合计不符"):
        export_split(SourceBook.open(path), planned(path), tmp_path / "县")


def test_a_file_that_shows_another_amount_is_refused(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Even where only one item of a transposed table is wrong and its total is right."""
    made = MAKERS["转置"](tmp_path / "表.xlsx")
    right = LaneSplitter.file

    def wrong(self: LaneSplitter, cut: Any) -> bytes:
        data = right(self, cut)
        path = tmp_path / "错.xlsx"
        path.write_bytes(data)
        book = openpyxl.load_workbook(path)
        book.worksheets[0]["B4"] = 1
        book.save(path)
        return path.read_bytes()

    monkeypatch.setattr(LaneSplitter, "file", wrong)
    with pytest.raises(ExportRefused, match="读回的金额与分配表不符"):
        export_split(SourceBook.open(made.path), planned(made.path), tmp_path / "县")


def test_a_note_that_names_another_recipient_stops_the_export(tmp_path: Path) -> None:
    rows: list[list[object]] = [
        ["县市", "金额", "县市", "金额"],
        ["昌吉市", 1234, "奇台县", 4321],
        ["阜康市", 1111, "合计", 6666],
        ["注：阜康市含上年结余"],
    ]
    path = write(tmp_path / "表.xlsx", rows)
    with pytest.raises(ExportRefused, match="含有其他单位的内容"):
        export_split(SourceBook.open(path), planned(path), tmp_path / "县")
    assert not (tmp_path / "县").exists()


def test_a_formula_without_a_stored_result_is_refused_when_it_reads_others(tmp_path: Path) -> None:
    with xlsxwriter.Workbook(str(tmp_path / "表.xlsx")) as book:
        sheet = book.add_worksheet("分配")
        sheet.write(0, 0, TITLE)
        sheet.write(1, 0, "单位：万元")
        sheet.write_row(2, 0, ["县市", "金额", "县市", "金额"])
        sheet.write_row(3, 0, ["昌吉市", 1234, "奇台县", 4321])
        sheet.write_row(4, 0, ["阜康市", 1111, "木垒县", 2222])
        sheet.write_formula(7, 0, "=D4/B4", None, "")
    path = tmp_path / "表.xlsx"
    with pytest.raises(ExportRefused, match="公式要换成结果"):
        export_split(SourceBook.open(path), planned(path), tmp_path / "县")


def test_a_row_that_has_no_room_beside_the_total_is_refused(tmp_path: Path) -> None:
    rows: list[list[object]] = [
        ["县市", "金额", "县市", "金额", "县市", "金额"],
        ["昌吉市", 1234, "奇台县", 4321, "合计", 5555],
    ]
    path = write(tmp_path / "表.xlsx", rows)
    plan, source = planned(path), SourceBook.open(path)
    with pytest.raises(UnreadableTable, match="没有空出一行"):
        export_split(source, plan, tmp_path / "县")
    dropped = SplitOptions(totals=Totals.DROPPED)
    assert len(export_split(source, plan, tmp_path / "县", dropped).files) == 2
