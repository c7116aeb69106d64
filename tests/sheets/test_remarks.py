"""Columns of remarks (备注) come along as text: into the workbook, back again, to the county."""

from __future__ import annotations

import io
from decimal import Decimal
from importlib import resources
from pathlib import Path

import openpyxl
import pytest

from xianbiao.checks import check
from xianbiao.export.county import county_bytes
from xianbiao.export.workbook import write_workbook
from xianbiao.model.findings import Severity
from xianbiao.model.notices import Notice
from xianbiao.readers import read_notice
from xianbiao.sheets.layout.book import working_book

REMARK = "含临时救助 50 万元，请于 2024 年 3 月底前拨付到位，不得结转"
NOTES = {"昌吉市": REMARK, "奇台县": "0012"}
FORM_NOTES = {"城乡低保标准": "按自治区公布的标准", "政策知晓率": "抽样调查"}


def text_with_remarks() -> str:
    """昌州财社〔2023〕70号 with 备注 in the allocation table and in the prefecture's form."""
    source = resources.files("xianbiao.demo") / "changji-2023-70.txt"
    lines = source.read_text(encoding="utf-8").split("\n")
    form = False
    for at, line in enumerate(lines):
        cells = line.split("\t")
        if line.startswith("序号\t县市"):
            lines[at] = f"{line}\t备注"
        elif len(cells) == 3 and cells[1] in ("昌吉州", *NOTES, "阜康市"):
            lines[at] = f"{line}\t{NOTES.get(cells[1], '')}"
        elif line.startswith("(2024年度"):
            form = "昌吉州" in line
        elif form and line.startswith("绩效指标\t一级指标"):
            lines[at] = f"{line}\t备注"
        elif form and len(cells) == 5 and cells[3] in FORM_NOTES:
            lines[at] = f"{line}\t{FORM_NOTES[cells[3]]}"
    return "\n".join(lines)


@pytest.fixture(scope="module")
def notice(tmp_path_factory: pytest.TempPathFactory) -> Notice:
    path: Path = tmp_path_factory.mktemp("remarks") / "通知.txt"
    path.write_text(text_with_remarks(), encoding="utf-8")
    return read_notice([path])


@pytest.fixture(scope="module")
def book(notice: Notice, tmp_path_factory: pytest.TempPathFactory) -> Path:
    path: Path = tmp_path_factory.mktemp("remarks") / "工作簿.xlsx"
    write_workbook(working_book(notice, check(notice)), path)
    return path


def said(notice: Notice) -> dict[str, str]:
    """The remarks of the allocation table by recipient."""
    table = notice.allocation
    assert table is not None
    (column,) = table.notes
    return {
        row.name.stripped: row.notes[column.index].stripped
        for row in table.rows
        if row.notes.get(column.index)
    }


def said_in_form(notice: Notice) -> dict[str, str]:
    """The remarks of the prefecture's form by indicator."""
    form = notice.prefecture_form
    assert form is not None
    return {p.name: r.stripped for p in form.placed if (r := form.remark(p)) is not None}


def test_remarks_are_read_as_text_and_change_no_amount(notice: Notice) -> None:
    assert said(notice) == NOTES
    table = notice.allocation
    assert table is not None
    assert [c.name for c in table.columns] == ["中央补助资金"]
    assert [c.name for c in table.notes] == ["备注"]
    assert table.final_amount(table.rows[0]).value == Decimal(829)  # type: ignore[union-attr]


def test_remarks_of_a_form_are_read_as_text_and_change_no_target(notice: Notice) -> None:
    assert said_in_form(notice) == FORM_NOTES
    with resources.as_file(resources.files("xianbiao.demo") / "changji-2023-70.txt") as path:
        plain = read_notice([path])
    for form, other in zip(notice.forms, plain.forms, strict=True):
        assert [(p.name, p.value) for p in form.placed] == [(p.name, p.value) for p in other.placed]
        assert len(form.damages) == len(other.damages)


def test_the_working_workbook_shows_them_as_text(book: Path) -> None:
    sheets = openpyxl.load_workbook(book)
    table = sheets["附件1"]
    assert table["D4"].value == "备注"
    shown = {row[1].value: row[3] for row in table.iter_rows(min_row=5, max_row=12)}
    assert {name: shown[name].value for name in NOTES} == NOTES
    assert shown["奇台县"].data_type == "s"
    assert "D" in str(table.print_area)
    values = [c.value for row in sheets["附件3"].iter_rows() for c in row]
    assert set(FORM_NOTES.values()) < set(values)
    assert "备注" in values


def test_a_long_remark_has_the_height_it_needs(book: Path) -> None:
    table = openpyxl.load_workbook(book)["附件1"]
    row = next(r[1].row for r in table.iter_rows(min_row=5) if r[1].value == "昌吉市")
    assert table.row_dimensions[row].height > 30


def test_the_working_workbook_is_read_back_with_them(notice: Notice, book: Path) -> None:
    again = read_notice([book])
    assert said(again) == NOTES
    assert said_in_form(again) == FORM_NOTES
    errors = {f.rule for f in check(again) if f.severity is Severity.ERROR}
    assert errors <= {f.rule for f in check(notice) if f.severity is Severity.ERROR}


def test_a_county_gets_its_own_remark_and_no_other(notice: Notice) -> None:
    table = notice.allocation
    assert table is not None
    texts = {}
    for index in (0, 1):
        sheets = openpyxl.load_workbook(io.BytesIO(county_bytes(notice, table, index)))
        texts[index] = [c.value for row in sheets["分配"].iter_rows() for c in row if c.value]
        assert "备注" in texts[index]
    assert REMARK in texts[0]
    assert not set(NOTES.values()) & set(texts[1])


def test_a_county_form_keeps_its_remarks_behind_the_columns_to_fill_in(notice: Notice) -> None:
    form = notice.forms[1]
    label, remark = notice.forms[0].remarks_label, notice.forms[0].remarks[0]
    assert label is not None
    first = next(p for p in form.placed if p.ref is not None)
    assert first.ref is not None
    table = notice.allocation
    assert table is not None
    form.remarks_label, form.remarks = label, [type(remark)("县里的备注", first.ref)]
    try:
        sheets = openpyxl.load_workbook(io.BytesIO(county_bytes(notice, table, 0)))
    finally:
        form.remarks_label, form.remarks = None, []
    rows = list(sheets["绩效目标"].iter_rows(values_only=True))
    header = next(row for row in rows if "三级指标" in row)
    assert header[4:8] == ("全年目标值", "实际完成值", "偏差原因", "备注")
    assert [row[7] for row in rows if row[3] == first.name] == ["县里的备注"]
