"""What was exported, read by a program that shares no code with the writer, is the model.

Both notices are exported; python-calamine reads every file back, and each amount, indicator
and target is compared with the model, which is then re-added to the total of the table.
"""

from __future__ import annotations

from decimal import Decimal
from functools import cache
from importlib import resources
from pathlib import Path

import pytest
from python_calamine import CalamineWorkbook

from xianbiao.checks import check
from xianbiao.export.deliver import export_counties
from xianbiao.export.workbook import write_workbook
from xianbiao.model.allocation import AllocationRow, AllocationTable
from xianbiao.model.notices import Notice
from xianbiao.readers import read_notice
from xianbiao.sheets.layout.book import working_book

NOTICES = ("changji-2023-70", "bazhou-2021-96")
Rows = list[list[object]]


@cache
def model(name: str) -> Notice:
    return read_notice([Path(str(resources.files("xianbiao.demo") / f"{name}.txt"))])


@pytest.fixture(scope="module", params=NOTICES)
def exported(
    request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory
) -> tuple[Notice, list[Path]]:
    notice = model(request.param)
    out = tmp_path_factory.mktemp("export")
    return notice, [f.path for f in export_counties(notice, check(notice), out).files]


def table_of(notice: Notice) -> AllocationTable:
    assert notice.allocation is not None
    return notice.allocation


def rows_of(path: Path, sheet: str) -> Rows:
    return CalamineWorkbook.from_path(str(path)).get_sheet_by_name(sheet).to_python()


def number(value: object) -> Decimal:
    assert isinstance(value, int | float)
    return Decimal(str(value))


def own_line(rows: Rows, row: AllocationRow) -> list[object]:
    return next(line for line in rows if row.name.stripped in line)


def test_each_file_holds_every_amount_of_its_line(exported: tuple[Notice, list[Path]]) -> None:
    notice, paths = exported
    table = table_of(notice)
    for path, row in zip(paths, table.rows, strict=True):
        line = own_line(rows_of(path, "分配"), row)
        amounts = [number(v) for v in line if isinstance(v, int | float)]
        wanted = [row.amount(c).value for c in table.columns]
        assert amounts[-len(wanted) :] == wanted, path.name


def test_the_amounts_of_all_files_add_up_to_the_total(exported: tuple[Notice, list[Path]]) -> None:
    notice, paths = exported
    table = table_of(notice)
    final = [c.index for c in table.columns].index(table.final_index or 0) - len(table.columns)
    read = sum(
        number(
            [v for v in own_line(rows_of(path, "分配"), row) if isinstance(v, int | float)][final]
        )
        for path, row in zip(paths, table.rows, strict=True)
    )
    assert table.total is not None
    total = table.final_amount(table.total)
    assert total is not None
    assert read == total.value


def test_each_form_holds_every_indicator_of_its_tier_with_its_target(
    exported: tuple[Notice, list[Path]],
) -> None:
    notice, paths = exported
    for path, row in zip(paths, table_of(notice).rows, strict=True):
        rows = rows_of(path, "绩效目标")
        assert row.recipient is not None
        form = notice.form_for(row.recipient)
        printed = {p.name: p.value or "○待填" for p in form.placed} if form else {}
        source = form or notice.prefecture_form
        assert source is not None
        names = {
            p.name
            for p in source.placed
            if form or p.indicator is None or p.indicator.suits_a_county
        }
        read = {line[3]: line[4] for line in rows if len(line) > 4 and line[3] in names}
        assert set(read) == names
        for name, value in read.items():
            assert value == printed.get(name, "○待填"), (path.name, name)


@pytest.mark.parametrize("name", NOTICES)
def test_the_working_workbook_holds_every_cell_of_the_table(name: str, tmp_path: Path) -> None:
    notice = model(name)
    path = tmp_path / "book.xlsx"
    write_workbook(working_book(notice, check(notice)), path)
    table = table_of(notice)
    rows = rows_of(path, "附件1")
    assert table.total is not None
    for row in (table.total, *table.rows):
        line = own_line(rows, row)
        for column in table.columns:
            amount = row.amount(column)
            stored = line[column.index]
            if amount.value is None:
                assert stored in ("", None)
            else:
                assert number(stored) == amount.value, (row.name.text, column.full_name)


@pytest.mark.parametrize("name", NOTICES)
def test_the_working_workbook_read_back_is_the_same_notice(name: str, tmp_path: Path) -> None:
    notice = model(name)
    path = tmp_path / "book.xlsx"
    write_workbook(working_book(notice, check(notice)), path)
    again = read_notice([path])
    assert again.number is not None
    assert notice.number is not None
    assert again.number.stripped == notice.number.stripped
    assert [r.name for r in again.recipients] == [r.name for r in notice.recipients]
    assert [e.text for e in table_of(again).equations] == [
        e.text for e in table_of(notice).equations
    ]
    forms = {f.region: f for f in again.forms}
    for form in notice.forms:
        back = forms[form.region]
        assert [(p.name, p.level2, p.value) for p in back.placed] == [
            (p.name, p.level2, p.value) for p in form.placed
        ]
        assert [f.amount.value for f in back.funds] == [f.amount.value for f in form.funds]
