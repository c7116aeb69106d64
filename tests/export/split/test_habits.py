"""The three habits of clerks: one row, one sheet, or both for each recipient."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import openpyxl
import pytest
from clerk import BOTH, COUNTIES, FORMS, TABLE, WHOLE, write_clerk, write_summary

from xianbiao.cli import main
from xianbiao.export.package.row_writer import RowWriter
from xianbiao.export.package.source import SourceBook
from xianbiao.export.split.deliver import export_split
from xianbiao.export.split.from_file import contents_of
from xianbiao.export.split.opening import open_book
from xianbiao.export.split.prepared import ExportCancelled
from xianbiao.model.errors import ExportRefused, XianbiaoError
from xianbiao.sheets.split_plan import SplitPlan

Capture = pytest.CaptureFixture[str]


def planned(path: Path, *common: str) -> SplitPlan:
    """The plan of a workbook as the command makes it."""
    return contents_of(open_book(path, path.parent), str(path)).plan(common)


def values(path: Path, sheet: str) -> list[list[object]]:
    """The stored values of a sheet, row by row."""
    book = openpyxl.load_workbook(path, data_only=True)
    return [list(row) for row in book[sheet].iter_rows(values_only=True)]


@pytest.mark.parametrize(
    ("habit", "sheets"),
    [(TABLE, ["附件1"]), (FORMS, ["阜康市"]), (BOTH, ["附件1", "阜康市"])],
)
def test_each_recipient_gets_its_rows_and_its_sheets(
    tmp_path: Path, habit: str, sheets: list[str]
) -> None:
    book = write_clerk(tmp_path / "表.xlsx", habit=habit)
    assert main(["export", str(book), "--out", str(tmp_path / "县")]) == 0
    files = sorted(p.name for p in (tmp_path / "县").glob("*.xlsx"))
    assert files == [f"{i:02d}_{name}.xlsx" for i, (name, _) in enumerate(COUNTIES, 1)]
    assert openpyxl.load_workbook(tmp_path / "县" / files[1]).sheetnames == sheets


def test_the_file_shows_the_recipients_own_figures(tmp_path: Path) -> None:
    book = write_clerk(tmp_path / "表.xlsx")
    assert main(["export", str(book), "--out", str(tmp_path / "县"), "--common", "说明"]) == 0
    path = tmp_path / "县" / "02_阜康市.xlsx"
    assert values(path, "附件1")[3:] == [
        [2, "阜康市", 101, 529],
        [None, "合计", 101, 529],
        ["注：下达你县（市）529万元。", None, None, None],
    ]
    assert values(path, "阜康市")[1] == ["下达金额（万元）", 529]
    assert openpyxl.load_workbook(path)["阜康市"]["B2"].value == "=附件1!D4"
    assert values(path, "说明") == [["请于收文后30日内分解下达"]]


def test_a_table_reads_the_form_that_is_there_and_no_other(tmp_path: Path) -> None:
    book, out = write_summary(tmp_path / "表.xlsx"), tmp_path / "县"
    assert main(["export", str(book), "--out", str(out), "--common", "说明"]) == 0
    for index, (name, amount) in enumerate(COUNTIES, 1):
        path = out / f"{index:02d}_{name}.xlsx"
        file = openpyxl.load_workbook(path)
        assert file.sheetnames == ["附件1", name, "说明"]
        assert file["附件1"]["D4"].value == f"={name}!B2"
        assert values(path, "附件1")[3][3] == amount
        assert file["说明"]["A1"].value == "已定"
        assert [s.title for s in file if s.sheet_view.tabSelected] in ([file.active.title], [])
        assert file.active.title == (name if index == 2 else "附件1")


def test_a_sheet_that_nobody_gets_is_named(tmp_path: Path, capsys: Capture) -> None:
    book = write_clerk(tmp_path / "表.xlsx")
    main(["export", str(book), "--out", str(tmp_path / "县")])
    assert "「说明」没有给单位；要给就加 --common 说明" in capsys.readouterr().err


def test_a_total_can_be_left_out_and_a_name_chosen(tmp_path: Path) -> None:
    book = write_clerk(tmp_path / "表.xlsx", habit=TABLE)
    out = tmp_path / "县"
    arguments = ["--drop-total", "--no-fill", "--name", "{单位}{金额}万元", "--only", "阜康市"]
    assert main(["export", str(book), "--out", str(out), *arguments]) == 0
    assert sorted(p.name for p in out.iterdir()) == ["清单.json", "阜康市529万元.xlsx"]
    assert values(out / "阜康市529万元.xlsx", "附件1")[4:] == [
        ["注：下达你县（市）        万元。", None, None, None]
    ]


def test_the_manifest_tells_amounts_and_hashes(tmp_path: Path) -> None:
    book = write_clerk(tmp_path / "表.xlsx")
    main(["export", str(book), "--out", str(tmp_path / "县")])
    manifest = json.loads((tmp_path / "县" / "清单.json").read_text(encoding="utf-8"))
    assert manifest["total"] == str(WHOLE)
    assert [f["amount"] for f in manifest["files"]] == [str(a) for _, a in COUNTIES]
    for entry in manifest["files"]:
        data = (tmp_path / "县" / entry["file"]).read_bytes()
        assert hashlib.sha256(data).hexdigest() == entry["sha256"]


def test_a_file_of_other_content_is_kept_and_the_same_left_alone(tmp_path: Path) -> None:
    book, out = write_clerk(tmp_path / "表.xlsx"), tmp_path / "县"
    out.mkdir()
    (out / "01_昌吉市.xlsx").write_bytes(b"old")
    main(["export", str(book), "--out", str(out)])
    assert (out / "01_昌吉市 (2).xlsx").read_bytes() == b"old"
    stamps = {p.name: p.stat().st_mtime_ns for p in out.iterdir()}
    main(["export", str(book), "--out", str(out)])
    assert {p.name: p.stat().st_mtime_ns for p in out.iterdir()} == stamps


def test_a_cancelled_export_leaves_nothing_and_can_be_run_again(tmp_path: Path) -> None:
    book, out = write_clerk(tmp_path / "表.xlsx"), tmp_path / "县"
    done: list[str] = []
    with pytest.raises(ExportCancelled):
        export_split(
            SourceBook.open(book),
            planned(book),
            out,
            progress=lambda name, *_: done.append(name),
            cancelled=lambda: len(done) == 2,
        )
    assert [p.name for p in tmp_path.iterdir()] == ["表.xlsx"]
    assert len(export_split(SourceBook.open(book), planned(book), out).files) == len(COUNTIES)


@pytest.mark.parametrize(
    ("make", "arguments", "message"),
    [
        (lambda p: write_clerk(p, total=9999), [], "各单位之和与合计不符"),
        (lambda p: write_clerk(p, 昌吉市="约829"), [], "金额无法识别"),
        (lambda p: write_clerk(p), ["--name", "{县名}"], "不认识的项目"),
        (lambda p: write_clerk(p), ["--name", "{文号}"], "分不出各单位"),
        (lambda p: write_clerk(p), ["--only", "石河子市"], "没有这个单位"),
        (lambda p: write_clerk(p), ["--common", "封面"], "没有这张工作表"),
    ],
)
def test_a_refused_export_leaves_nothing(
    tmp_path: Path,
    capsys: Capture,
    make: Callable[[Path], Path],
    arguments: list[str],
    message: str,
) -> None:
    book = make(tmp_path / "表.xlsx")
    assert main(["export", str(book), "--out", str(tmp_path / "县"), *arguments]) == 2
    assert message in capsys.readouterr().err
    assert [p.name for p in tmp_path.iterdir()] == ["表.xlsx"]


def test_an_amount_read_back_otherwise_stops_the_export(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    book = write_clerk(tmp_path / "表.xlsx", habit=TABLE)
    real = RowWriter.row

    def altered(writer: RowWriter, *rest: Any, **named: Any) -> bytes:
        return real(writer, *rest, **named).replace(b"<v>529</v>", b"<v>592</v>")

    monkeypatch.setattr(RowWriter, "row", altered)
    with pytest.raises(ExportRefused, match="读回的金额与分配表不符"):
        export_split(SourceBook.open(book), planned(book), tmp_path / "县")
    assert [p.name for p in tmp_path.iterdir()] == ["表.xlsx"]


def test_an_uncomputed_formula_that_must_become_a_value_is_refused(tmp_path: Path) -> None:
    book = tmp_path / "表.xlsx"
    write_clerk(book, habit=TABLE)
    loaded = openpyxl.load_workbook(book)
    loaded["附件1"]["E5"] = "=RANK(D5,D4:D7)"
    for row, (_, amount) in enumerate(COUNTIES, 4):
        loaded["附件1"].cell(row, 4, amount)
    loaded["附件1"]["C8"], loaded["附件1"]["D8"] = 406, WHOLE
    loaded.save(book)
    with pytest.raises(XianbiaoError, match="没有存结果"):
        export_split(SourceBook.open(book), planned(book), tmp_path / "县")
