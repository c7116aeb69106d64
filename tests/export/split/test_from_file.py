"""A clerk's workbook is read and recognised once: the plan and the check look at the same."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

import pytest
import xlsxwriter

from xianbiao.checks import check
from xianbiao.cli import main
from xianbiao.export.split.from_file import OwnContents, contents_of
from xianbiao.export.split.gate import errors_of
from xianbiao.export.split.opening import open_book
from xianbiao.model.tables import RowKind
from xianbiao.readers.notice import read_grids
from xianbiao.readers.tables import tables_among
from xianbiao.sheets.recognise import tables as readers
from xianbiao.sheets.recognise.tables.memory import NO_TABLE, ROW, SHEET, TABLE, review_rows

Rows = Sequence[Sequence[object]]

NAMESAKES: Rows = (
    ("2024年临时救助补助资金分配表",),
    ("单位：万元",),
    ("地区", "中央资金", "合计"),
    ("全省合计", 100, 100),
    ("西安市", 60, 60),
    ("市本级", 20, 20),
    ("蓝田县", 40, 40),
    ("榆林市", 40, 40),
    ("市本级", 10, 10),
    ("府谷县", 30, 30),
)
WRONG: Rows = (
    ("2024年补助资金分配表（单位：万元）",),
    ("县市", "金额"),
    ("昌吉市", 10),
    ("阜康市", 20),
    ("机动", 5),
    ("合计", 30),
)


def written(path: Path, *sheets: tuple[str, Rows], hidden: bool = False) -> Path:
    """A workbook of these sheets, the last of them hidden if it shall be."""
    with xlsxwriter.Workbook(str(path)) as book:
        for name, rows in sheets:
            sheet = book.add_worksheet(name)
            for number, row in enumerate(rows):
                sheet.write_row(number, 0, row)
        if hidden:
            sheet.hide()
    return path


def contents(path: Path) -> OwnContents:
    return contents_of(open_book(path, path.parent), str(path))


def test_an_export_recognises_the_tables_once(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    seen: list[object] = []
    read = readers.read_tables
    monkeypatch.setattr(readers, "read_tables", lambda *a: seen.append(a) or read(*a))
    book = written(tmp_path / "表.xlsx", ("分配", NAMESAKES))
    assert main(["export", str(book), "--out", str(tmp_path / "县")]) == 0
    assert len(seen) == 1


def test_planning_changes_nothing_of_what_was_recognised(tmp_path: Path) -> None:
    """Namesakes bear the names of their cities in the plan; the check reads what is written."""
    found = contents(written(tmp_path / "表.xlsx", ("分配", NAMESAKES)))
    findings, tables = check(found.notice), repr(found.tables)
    plan = found.plan()
    assert [r.name for r in plan.recipients][::2] == ["西安市本级", "榆林市本级"]
    assert found.plan() == plan
    assert (check(found.notice), repr(found.tables)) == (findings, tables)


def test_the_plan_takes_the_tables_that_inspect_shows(tmp_path: Path) -> None:
    path = written(tmp_path / "表.xlsx", ("分配", NAMESAKES), ("错", WRONG))
    shown, _ = tables_among(read_grids(path))
    assert [(t.sheet, t.area, t.rows) for t in contents(path).tables] == [
        (t.sheet, t.area, t.rows) for t in shown
    ]


@pytest.mark.parametrize("hidden", [False, True], ids=["shown", "hidden"])
def test_what_is_noted_as_no_table_is_not_checked(tmp_path: Path, hidden: bool) -> None:
    path = written(tmp_path / "表.xlsx", ("分配", NAMESAKES), ("错", WRONG))
    assert {f.ref.sheet for f in errors_of(contents(path).notice)} == {"错"}
    rows = review_rows(tables_among(read_grids(path))[0])
    next(row for row in rows if row[0] == "错" and row[3] == TABLE)[-1] = NO_TABLE
    sheets = (("分配", NAMESAKES), ("错", WRONG), (SHEET, rows))
    found = contents(written(path, *sheets, hidden=hidden))
    assert [t.sheet for t in found.tables] == ["分配"]
    assert errors_of(found.notice) == []


@pytest.mark.parametrize("hidden", [False, True], ids=["shown", "hidden"])
def test_corrections_are_followed_by_the_check_even_where_their_sheet_is_hidden(
    tmp_path: Path, hidden: bool
) -> None:
    path = written(tmp_path / "表.xlsx", ("错", WRONG))
    assert errors_of(contents(path).notice)
    rows = review_rows(tables_among(read_grids(path))[0])
    next(row for row in rows if row[2:4] == ["机动", ROW])[-1] = RowKind.ASIDE.value
    found = contents(written(path, ("错", WRONG), (SHEET, rows), hidden=hidden))
    assert [r.kind for r in found.tables[0].rows][2] is RowKind.ASIDE
    assert errors_of(found.notice) == []
