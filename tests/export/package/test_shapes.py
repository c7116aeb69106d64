"""Files that share a shape are those that a cutter of their own would have made."""

from __future__ import annotations

import re
import zipfile
from io import BytesIO
from pathlib import Path

import openpyxl
import pytest
import xlsxwriter
from workbooks import FEATURES, NAMES, SHEET, Made

from xianbiao.export.package.cut import SheetCut
from xianbiao.export.package.marks import Marks
from xianbiao.export.package.row_map import RowMap
from xianbiao.export.package.source import SourceBook
from xianbiao.export.split.options import SplitOptions
from xianbiao.export.split.splitter import Splitter
from xianbiao.model.recipients import Recipient, RecipientKind
from xianbiao.model.records import replace
from xianbiao.sheets.split_plan import SplitPlan, TableSplit


@pytest.mark.parametrize("name", FEATURES)
@pytest.mark.parametrize("all_sheets", [False, True])
def test_a_file_has_the_same_bytes_alone_and_after_all_others(
    made: dict[str, Made], name: str, *, all_sheets: bool
) -> None:
    path, plan = made[name].path, made[name].plan
    if all_sheets:
        sheets = (s.entry.name for s in SourceBook.open(path).sheets)
        plan = replace(plan, common_sheets=tuple(s for s in sheets if s != SHEET))
    together = Splitter(SourceBook.open(path), plan, SplitOptions())
    cutter = together.cutter()
    files = [cutter.file(together.share(i).cut) for i in reversed(range(len(NAMES)))]
    for index, file in enumerate(reversed(files)):
        alone = Splitter(SourceBook.open(path), plan, SplitOptions())
        assert alone.cutter().file(alone.share(index).cut) == file


def two_column_table(path: Path, *, total_between: bool) -> tuple[SourceBook, SplitPlan]:
    """Four recipients of one row each, their total below them or in the middle."""
    rows = [2, 3, 5, 6] if total_between else [2, 3, 4, 5]
    total = 4 if total_between else 6
    with xlsxwriter.Workbook(str(path)) as book:
        sheet = book.add_worksheet(SHEET)
        sheet.write_row(0, 0, ["单位", "金额"])
        for row, name in zip(rows, NAMES, strict=False):
            sheet.write_row(row - 1, 0, [name, row * 1000 + 1])
        whole = sum(row * 1000 + 1 for row in rows)
        sheet.write(total - 1, 0, "合计")
        if total_between:
            sheet.write(total - 1, 1, whole)
        else:
            sheet.write_formula(total - 1, 1, "=SUM(B2:B5)", None, whole)
        sheet.freeze_panes(1, 1)
        reader = book.add_worksheet("公用")
        for row in range(2, 6):
            reader.write_formula(row - 1, 0, f"='{SHEET}'!B{row}", None, row * 1000 + 1)
    recipients = tuple(
        Recipient(i, n, n, None, RecipientKind.PLACE) for i, n in enumerate(NAMES[:4], 1)
    )
    owners = {row: index for index, row in enumerate(rows)}
    table = TableSplit(SHEET, owners, (total,), sums=(2,), final=2, unit="元")
    common = () if total_between else ("公用",)
    return SourceBook.open(path), SplitPlan(recipients, (table,), common_sheets=common)


def shapes(source: SourceBook, *sheets: str) -> int:
    """How many shapes the files have that keep one of the four rows and some whole sheets."""
    marks = Marks(source, {SHEET: ((2, 5),)})
    whole = [SheetCut(name) for name in sheets]
    rows = [RowMap.without({2, 3, 4, 5} - {row}) for row in range(2, 6)]
    return len({marks.key([SheetCut(SHEET, kept), *whole]) for kept in rows})


def test_the_ends_of_ranges_and_frozen_panes_tell_no_rows_apart(tmp_path: Path) -> None:
    source, _ = two_column_table(tmp_path / "表.xlsx", total_between=False)
    assert shapes(source) == 1


def test_cells_that_are_referred_to_do(tmp_path: Path) -> None:
    source, _ = two_column_table(tmp_path / "表.xlsx", total_between=False)
    assert shapes(source, "公用") == 4


def test_a_total_between_the_recipients_keeps_its_place_below_or_above(tmp_path: Path) -> None:
    source, plan = two_column_table(tmp_path / "表.xlsx", total_between=True)
    splitter = Splitter(source, plan, SplitOptions())
    cutter = splitter.cutter()
    found = []
    for index in range(4):
        file = openpyxl.load_workbook(BytesIO(cutter.file(splitter.share(index).cut)))
        found.append([row[0].value for row in file[SHEET].iter_rows()])
    assert found == [
        ["单位", NAMES[0], "合计"],
        ["单位", NAMES[1], "合计"],
        ["单位", "合计", NAMES[2]],
        ["单位", "合计", NAMES[3]],
    ]


def test_a_chart_over_all_rows_keeps_copies_of_the_recipients_own_cells(tmp_path: Path) -> None:
    path, amounts = tmp_path / "图.xlsx", {row: row * 1000 + 1 for row in range(21, 26)}
    with xlsxwriter.Workbook(str(path)) as book:
        sheet = book.add_worksheet(SHEET)
        for (row, amount), name in zip(amounts.items(), NAMES, strict=True):
            sheet.write_row(row - 1, 0, [name, amount])
        chart = book.add_chart({"type": "pie"})
        chart.add_series({"categories": [SHEET, 20, 0, 24, 0], "values": [SHEET, 20, 1, 24, 1]})
        sheet.insert_chart("D40", chart)
    recipients = tuple(Recipient(i, n, n, None, RecipientKind.PLACE) for i, n in enumerate(NAMES))
    table = TableSplit(SHEET, {row: i for i, row in enumerate(amounts)}, sums=(2,), final=2)
    splitter = Splitter(SourceBook.open(path), SplitPlan(recipients, (table,)), SplitOptions())
    cutter = splitter.cutter()
    for index, (name, amount) in enumerate(zip(NAMES, amounts.values(), strict=True)):
        with zipfile.ZipFile(BytesIO(cutter.file(splitter.share(index).cut))) as package:
            copies = re.findall(r"<c:v>(.*?)</c:v>", package.read("xl/charts/chart1.xml").decode())
        assert copies == [name, str(amount)]


def shared(data: bytes) -> bytes:
    """The package with the formulas of its second sheet shared, as Excel stores a column."""
    result = BytesIO()
    with zipfile.ZipFile(BytesIO(data)) as old, zipfile.ZipFile(result, "w") as new:
        for name in old.namelist():
            content = old.read(name)
            if name == "xl/worksheets/sheet2.xml":
                first, rest = content.split(b"</f>", 1)
                first = first.replace(b"<f>", b'<f t="shared" ref="A2:A5" si="0">')
                rest = re.sub(rb"<f>[^<]*</f>", b'<f t="shared" si="0"/>', rest)
                content = first + b"</f>" + rest
            new.writestr(name, content)
    return result.getvalue()


@pytest.mark.parametrize("is_shared", [False, True])
def test_a_column_that_reads_the_table_follows_each_recipients_row(
    tmp_path: Path, *, is_shared: bool
) -> None:
    path = tmp_path / "表.xlsx"
    source, plan = two_column_table(path, total_between=False)
    if is_shared:
        source = SourceBook(shared(path.read_bytes()), str(path))
    splitter = Splitter(source, plan, SplitOptions())
    cutter = splitter.cutter()
    for index in range(4):
        file = openpyxl.load_workbook(BytesIO(cutter.file(splitter.share(index).cut)))
        formulas = {c.row: c.value for c in file["公用"]["A"] if str(c.value).startswith("=")}
        assert formulas == {index + 2: f"='{SHEET}'!B2"}
