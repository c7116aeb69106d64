"""The functions on the sheets of the blank workbooks: 单位 and 工作日历 serve as they are."""

from __future__ import annotations

from functools import cache
from pathlib import Path

import pytest
import python_calamine

from functions.asking import ask, ask_column, column
from xianbiao.model.places import load_places
from xianbiao.sheets.layout import keys

BUILT = Path(__file__).resolve().parents[2] / "workbook_templates" / "built"
WORKBOOKS = [
    path
    for path in sorted(BUILT.glob("*.xlsx"))
    if keys.UNITS_SHEET in python_calamine.CalamineWorkbook.from_path(path).sheet_names
]
"""The working workbooks; files of a county have neither sheet."""

each_workbook = pytest.mark.parametrize("workbook", WORKBOOKS, ids=lambda path: path.stem)


@cache
def sheet(workbook: Path, name: str) -> list[list[object]]:
    """All rows of a sheet, from its very first cell."""
    book = python_calamine.CalamineWorkbook.from_path(workbook)
    return [list(row) for row in book.get_sheet_by_name(name).to_python(skip_empty_area=False)]


def below_header(workbook: Path, name: str, head: str) -> list[list[object]]:
    """The rows of a sheet from its header on, as a clerk selects them."""
    rows = sheet(workbook, name)
    return rows[next(i for i, row in enumerate(rows) if head in row) :]


def test_there_are_workbooks_to_try() -> None:
    assert WORKBOOKS


@each_workbook
def test_the_sheet_of_units_serves_as_it_is(workbook: Path) -> None:
    units = below_header(workbook, keys.UNITS_SHEET, "名称")
    header = [str(cell) for cell in units[0]]
    rows = [row for row in units[1:] if row[header.index("名称")]]
    names = column(*(row[header.index("名称")] for row in rows))
    assert rows
    assert ask_column("XB_UNIT", names, units) == [row[header.index("全称")] for row in rows]
    for row, code in zip(rows, ask_column("XB_UNITCODE", names, units), strict=True):
        assert code == (row[header.index("代码")] or "无代码")
        assert code == "无代码" or load_places().get(code) is not None


@each_workbook
@pytest.mark.parametrize("whole", [True, False], ids=["whole sheet", "below the header"])
def test_the_working_calendar_serves_as_it_is(workbook: Path, whole: bool) -> None:
    name = keys.CALENDAR_SHEET
    days = sheet(workbook, name) if whole else below_header(workbook, name, "日期")
    years = sorted({row[0].year for row in days if hasattr(row[0], "year")})
    for start in (f"{years[0]}-01-20", f"{years[-1]}-04-28"):
        own = ask("XB_DUE", start, "5个工作日", days)
        assert own == ask("XB_DUE", start, "5个工作日")
        assert own.startswith("20")


@each_workbook
def test_a_holiday_that_the_clerk_adds_counts(workbook: Path) -> None:
    days = [list(row) for row in below_header(workbook, keys.CALENDAR_SHEET, "日期")]
    kind = days[0].index("类型")
    at, row = next((i, row) for i, row in enumerate(days) if row[kind] == "工作日")
    before = str(days[at - 1][0])[:10]
    first = ask("XB_DUE", before, "1个工作日", days)
    assert first == str(row[0])[:10]
    days[at][kind] = "放假"
    assert ask("XB_DUE", before, "1个工作日", days) > first
