"""New workbooks for tests: made, filled in, computed anew, read back."""

from __future__ import annotations

import io
from collections.abc import Callable
from pathlib import Path
from typing import Any

import formualizer
import openpyxl
import pytest

from xianbiao.export.workbook import workbook_bytes
from xianbiao.model.allocation import AllocationTable
from xianbiao.model.notices import Notice
from xianbiao.readers import read_notice
from xianbiao.sheets.blank import blank_notice, fund_called
from xianbiao.sheets.layout import keys
from xianbiao.sheets.layout.book import working_book

ONE, TWO, THREE = "巴财社〔2025〕3号", "巴财社〔2025〕40号", "巴财社〔2025〕77号"
CASES: dict[str, tuple[str, str, str, tuple[str, ...]]] = {
    "allocation of a prefecture": ("allocation", "652300", "hardship", ()),
    "allocation of another fund": ("allocation", "652800", "rural_revitalisation", ()),
    "allocation of a province": ("allocation", "650000", "hardship", ()),
    "allocation of a city under the centre": ("allocation", "110000", "hardship", ()),
    "adjustment without a number": ("adjustment", "652300", "hardship", ()),
    "adjustment of one document": ("adjustment", "652800", "hardship", (ONE,)),
    "adjustment of two documents": ("adjustment", "652800", "hardship", (ONE, TWO)),
    "adjustment of three documents": (
        "adjustment",
        "652800",
        "rural_revitalisation",
        (ONE, TWO, THREE),
    ),
}
each_case = pytest.mark.parametrize("case", CASES.values(), ids=CASES)


def made(case: tuple[str, str, str, tuple[str, ...]], year: int = 2025) -> Notice:
    """The notice of a case."""
    kind, region, fund, documents = case
    return blank_notice(kind, region, fund_called(fund), year, documents)


def table_of(notice: Notice) -> AllocationTable:
    """The table, which is always there."""
    assert notice.allocation is not None
    return notice.allocation


def filled(notice: Notice, path: Path, fill: Callable[[Any], None] = lambda book: None) -> Notice:
    """The workbook written, filled in, computed anew, and read back."""
    book = openpyxl.load_workbook(io.BytesIO(workbook_bytes(working_book(notice, ()))))
    fill(book)
    buffer = io.BytesIO()
    book.save(buffer)
    path.write_bytes(formualizer.recalculate_xlsx_bytes(buffer.getvalue())["bytes"])
    return read_notice([path])


def type_amounts(book: Any) -> None:
    """Type 100, 101, … into every empty amount."""
    sheet = book["附件1"]
    value = 100
    for row in sheet.iter_rows(min_row=4, min_col=1, max_col=_width(sheet)):
        if not str(row[0].value or "").isdigit():
            continue
        for cell in row[2:]:
            if cell.value is None:
                cell.value, value = value, value + 1


def _width(sheet: Any) -> int:
    return next(m.max_col for m in sheet.merged_cells.ranges if m.coord.startswith("A2:"))


def results(path: Path) -> list[str]:
    """The results on 校验."""
    sheet = openpyxl.load_workbook(path, data_only=True)[keys.REGISTER_SHEET]
    return [str(row[5]) for row in sheet.iter_rows(min_row=5, values_only=True) if row[5]]
