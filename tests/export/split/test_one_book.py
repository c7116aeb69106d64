"""One workbook with a sheet for each recipient: its titles, its checks, and how it is put down."""

from __future__ import annotations

import hashlib
import json
from pathlib import Path

import openpyxl
import pytest
import python_calamine
import xlsxwriter
from clerk import BOTH, COUNTIES, FORMS, TABLE, WHOLE, write_clerk
from test_habits import planned
from test_leaks import workbook

from xianbiao.cli import main
from xianbiao.export.package import bound_parts
from xianbiao.export.package.source import SourceBook
from xianbiao.export.split.one_book import export_book
from xianbiao.export.split.options import SplitOptions
from xianbiao.export.split.prepared import ExportCancelled
from xianbiao.export.split.titles import Titles, book_name
from xianbiao.model.errors import ExportRefused, XianbiaoError
from xianbiao.model.recipients import Recipient, RecipientKind
from xianbiao.model.records import replace
from xianbiao.sheets.split_plan import SplitPlan

Capture = pytest.CaptureFixture[str]
NAMES = [name for name, _ in COUNTIES]


def export(tmp_path: Path, *arguments: str, **book: object) -> int:
    """The command on a clerk's workbook; the folder is 县."""
    path = write_clerk(tmp_path / "表.xlsx", **book)  # type: ignore[arg-type]
    return main(["export", str(path), "--out", str(tmp_path / "县"), "--sheets", *arguments])


@pytest.mark.parametrize(
    ("habit", "sheets"),
    [
        (TABLE, NAMES),
        (FORMS, NAMES),
        (BOTH, [title for name in NAMES for title in (f"{name}_附件1", name)]),
    ],
)
def test_sheets_are_named_by_their_recipients_in_the_order_of_the_table(
    tmp_path: Path, habit: str, sheets: list[str]
) -> None:
    assert export(tmp_path, habit=habit) == 0
    path = tmp_path / "县" / "表_各单位.xlsx"
    assert openpyxl.load_workbook(path).sheetnames == sheets
    assert python_calamine.CalamineWorkbook.from_path(path).sheet_names == sheets


def test_each_sheet_shows_its_recipients_own_rows_total_and_blanks(tmp_path: Path) -> None:
    assert export(tmp_path) == 0
    path = tmp_path / "县" / "表_各单位.xlsx"
    book, stored = openpyxl.load_workbook(path), openpyxl.load_workbook(path, data_only=True)
    for index, (name, amount) in enumerate(COUNTIES):
        rows = list(stored[f"{name}_附件1"].iter_rows(min_row=4, values_only=True))
        assert rows == [
            (index + 1, name, 100 + index, amount),
            (None, "合计", 100 + index, amount),
            (f"注：下达你县（市）{amount}万元。", None, None, None),
        ]
        assert book[name]["B2"].value == f"='{name}_附件1'!D4"
        assert stored[name]["B2"].value == amount


def test_a_sheet_for_all_is_there_once(tmp_path: Path) -> None:
    assert export(tmp_path, "--common", "说明", habit=TABLE) == 0
    book = openpyxl.load_workbook(tmp_path / "县" / "表_各单位.xlsx")
    assert book.sheetnames == [*NAMES, "说明"]
    assert book["说明"]["A1"].value == "请于收文后30日内分解下达"


def test_a_sheet_for_all_that_came_first_stays_first(tmp_path: Path) -> None:
    with xlsxwriter.Workbook(str(tmp_path / "表.xlsx")) as book:
        book.add_worksheet("依据").write(0, 0, "按人数分配")
        sheet = book.add_worksheet("附件1")
        sheet.write(0, 0, "2024年困难群众救助补助资金分配表（单位：万元）")
        sheet.write_row(1, 0, ("县市", "金额"))
        for row, county in enumerate(COUNTIES, 2):
            sheet.write_row(row, 0, county)
        book.add_worksheet("说明").write(0, 0, "请于收文后30日内分解下达")
    arguments = ["--sheets", "--common", "依据", "说明"]
    out = tmp_path / "县"
    assert main(["export", str(tmp_path / "表.xlsx"), "--out", str(out), *arguments]) == 0
    made = openpyxl.load_workbook(out / "表_各单位.xlsx")
    assert made.sheetnames == ["依据", *NAMES, "说明"]
    assert made.active.title == "依据"


def test_a_sheet_for_all_with_figures_of_its_own_is_there_for_each(
    tmp_path: Path, capsys: Capture
) -> None:
    book = openpyxl.load_workbook(write_clerk(tmp_path / "原.xlsx", habit=TABLE))
    book["附件1"].delete_rows(8)
    book["说明"]["A2"] = "本次下达        万元"
    book.save(tmp_path / "表.xlsx")
    out = ["--out", str(tmp_path / "县"), "--sheets", "--common", "说明"]
    assert main(["export", str(tmp_path / "表.xlsx"), *out]) == 0
    assert "「说明」按单位填了数，每个单位一张" in capsys.readouterr().err
    made = openpyxl.load_workbook(tmp_path / "县" / "表_各单位.xlsx")
    for name, amount in COUNTIES:
        assert made[f"{name}_说明"]["A2"].value == f"本次下达{amount}万元"


def test_the_list_tells_sheets_amounts_and_the_hash(tmp_path: Path, capsys: Capture) -> None:
    assert export(tmp_path, habit=TABLE) == 0
    manifest = json.loads((tmp_path / "县" / "表_各单位_清单.json").read_text(encoding="utf-8"))
    assert manifest["total"] == str(WHOLE)
    assert [(r["recipient"], r["amount"], r["sheets"]) for r in manifest["recipients"]] == [
        (name, str(amount), [name]) for name, amount in COUNTIES
    ]
    data = (tmp_path / "县" / manifest["file"]).read_bytes()
    assert manifest["sha256"] == hashlib.sha256(data).hexdigest()
    assert "「说明」没有给单位" in capsys.readouterr().err


def test_an_older_workbook_is_kept_and_the_same_left_alone(tmp_path: Path) -> None:
    out = tmp_path / "县"
    out.mkdir()
    (out / "表_各单位.xlsx").write_bytes(b"old")
    assert export(tmp_path) == 0
    assert (out / "表_各单位 (2).xlsx").read_bytes() == b"old"
    stamps = {p.name: p.stat().st_mtime_ns for p in out.iterdir()}
    main(["export", str(tmp_path / "表.xlsx"), "--out", str(out), "--sheets"])
    assert {p.name: p.stat().st_mtime_ns for p in out.iterdir()} == stamps


def test_one_recipient_can_be_asked_for_and_a_name_chosen(tmp_path: Path) -> None:
    assert export(tmp_path, "--only", "阜康市", "--name", "{原名}_{金额}", habit=TABLE) == 0
    assert openpyxl.load_workbook(tmp_path / "县" / "表_529.xlsx").sheetnames == ["阜康市"]


@pytest.mark.parametrize(
    ("arguments", "book", "message"),
    [
        ([], {"total": 9999}, "各单位之和与合计不符"),
        ([], {"昌吉市": "约829"}, "金额无法识别"),
        (["--name", "{单位}"], {}, "不能用的项目"),
        (["--only", "石河子市"], {}, "没有这个单位"),
    ],
)
def test_a_refused_export_leaves_nothing(
    tmp_path: Path, capsys: Capture, arguments: list[str], book: dict[str, object], message: str
) -> None:
    assert export(tmp_path, *arguments, **book) == 2
    assert message in capsys.readouterr().err
    assert [p.name for p in tmp_path.iterdir()] == ["表.xlsx"]


def test_a_workbook_and_pdf_are_not_made_together(tmp_path: Path, capsys: Capture) -> None:
    with pytest.raises(SystemExit):
        export(tmp_path, "--pdf")
    assert "--pdf 和 --sheets 只能用一个" in capsys.readouterr().err


def test_a_cancelled_export_leaves_nothing(tmp_path: Path) -> None:
    book = write_clerk(tmp_path / "表.xlsx")
    done: list[str] = []
    with pytest.raises(ExportCancelled):
        export_book(
            SourceBook.open(book),
            planned(book),
            tmp_path / "县",
            progress=lambda name, *_: done.append(name),
            cancelled=lambda: len(done) == 2,
        )
    assert [p.name for p in tmp_path.iterdir()] == ["表.xlsx"]


@pytest.mark.parametrize(
    ("before", "after", "message"),
    [
        (b"<v>529</v>", b"<v>592</v>", "「阜康市」 读回的金额与分配表不符"),
        (b"<v>829</v>", b"", "「昌吉市」 读回的金额与分配表不符"),
    ],
)
def test_a_sheet_read_back_otherwise_stops_the_export(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, before: bytes, after: bytes, message: str
) -> None:
    book = write_clerk(tmp_path / "表.xlsx", habit=TABLE)
    real = bound_parts.unselected
    monkeypatch.setattr(bound_parts, "unselected", lambda d: real(d).replace(before, after))
    with pytest.raises(ExportRefused, match=message):
        export_book(SourceBook.open(book), planned(book), tmp_path / "县")
    assert [p.name for p in tmp_path.iterdir()] == ["表.xlsx"]


def test_names_of_others_in_a_sheet_are_told_and_do_not_stop_the_export(tmp_path: Path) -> None:
    plan = workbook(tmp_path / "表.xlsx", 7, note="东东西县另行通知")
    delivery = export_book(SourceBook.open(tmp_path / "表.xlsx"), plan, tmp_path / "出")
    (note,) = delivery.notes
    assert note.endswith(
        "等6个的表里还有别的单位的名称或金额：只在局里用；外发请用每个单位一个文件"
    )
    assert "东东西县、" not in note


def test_three_hundred_sheets_add_up(tmp_path: Path) -> None:
    plan = workbook(tmp_path / "表.xlsx", 300)
    delivery = export_book(SourceBook.open(tmp_path / "表.xlsx"), plan, tmp_path / "出")
    read = python_calamine.CalamineWorkbook.from_path(delivery.path)
    shown = [read.get_sheet_by_name(n).to_python(skip_empty_area=False) for n in read.sheet_names]
    assert len(shown) == 300
    assert sum(int(grid[3][2]) for grid in shown) == delivery.total
    assert [grid[3][1] for grid in shown] == read.sheet_names


def plan_of_names(*names: str) -> SplitPlan:
    """A plan of recipients only."""
    return SplitPlan(
        tuple(Recipient(i, n, n, None, RecipientKind.PLACE) for i, n in enumerate(names, 1))
    )


@pytest.mark.parametrize(
    ("names", "titles"),
    [
        (("甲/乙[开发区]", "丙"), ["甲_乙_开发区_", "丙"]),
        (("长" * 40, "长" * 41), ["长" * 31, "长" * 27 + " (2)"]),
        (("𠮷" * 20, "b"), ["𠮷" * 15, "b"]),
        (("Abc", "aBC"), ["Abc", "aBC (2)"]),
        (("说明", "历史"), ["说明 (2)", "历史"]),
        (("'甲'", "History"), ["甲", "History (2)"]),
    ],
)
def test_titles_are_what_excel_allows_and_never_the_same(
    names: tuple[str, str], titles: list[str]
) -> None:
    given = Titles(plan_of_names(*names), ["说明"])
    assert [given.of(i, ["附件1"])["附件1"] for i in (0, 1)] == titles
    for title in titles:
        assert len(title.encode("utf-16-le")) <= 62


@pytest.mark.parametrize(
    ("own", "titles"),
    [
        ("甲", ["甲_附件1", "甲"]),
        ("甲绩效", ["甲", "甲绩效"]),
        ("Sheet2", ["甲", "甲_Sheet2"]),
    ],
)
def test_a_sheet_that_names_its_recipient_keeps_its_title(own: str, titles: list[str]) -> None:
    plan = replace(plan_of_names("甲", "乙"), own_sheets={own: 0})
    assert list(Titles(plan).of(0, ["附件1", own]).values()) == titles


def test_a_title_that_was_changed_is_remembered() -> None:
    given = Titles(plan_of_names("甲/乙", "丙"))
    assert [given.of(i, ["附件1"])["附件1"] for i in (0, 1)] == ["甲_乙", "丙"]
    assert given.shortened == ["甲/乙→甲_乙"]


def test_the_name_of_the_workbook_may_not_name_one_recipient() -> None:
    with pytest.raises(XianbiaoError, match="不能用的项目"):
        book_name("{序号}_{单位}", plan_of_names("甲"), None, "表")
    assert book_name("{原名}：{文号}", plan_of_names("甲"), None, "表") == "表：.xlsx"
    assert SplitOptions().name == "{序号}_{单位}_{文号}"
