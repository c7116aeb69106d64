"""核对结果 as a file: hidden helper columns, one page wide, and read back as it was listed."""

from __future__ import annotations

from pathlib import Path

import openpyxl
import pytest

from xianbiao.export.workbook import write_workbook
from xianbiao.model.errors import XianbiaoError
from xianbiao.model.findings import Finding, Severity
from xianbiao.model.refs import Ref
from xianbiao.readers.notice import read_grids
from xianbiao.sheets.fill.findings import listed_findings
from xianbiao.sheets.fill.results import results_change
from xianbiao.sheets.grid import Cell, Grid
from xianbiao.sheets.patch import AddedSheet, Patch
from xianbiao.sheets.side_sheets import RESULT_SHEET, is_side_sheet


def finding(cell: str, severity: Severity = Severity.ERROR) -> Finding:
    return Finding("C03", severity, Ref("a.xlsx", "表!一", cell), "合计不符")


FINDINGS = [finding("B1", Severity.HINT), finding("B6")]


def written(findings: list[Finding], folder: Path) -> Grid:
    (change,) = results_change(findings, ["旧表"], None, "今天 全面核对", "表!一")
    assert isinstance(change, AddedSheet)
    write_workbook([change.plan], folder / "a.xlsx")
    (grid,) = read_grids(folder / "a.xlsx")
    return grid


def test_the_list_is_read_back_errors_first(tmp_path: Path) -> None:
    grid = written(FINDINGS, tmp_path)
    assert is_side_sheet(grid)
    found = listed_findings(grid)
    assert [(f.number, f.sheet, f.cell, f.result) for f in found] == [
        (1, "表!一", "B6", "✘ 错误"),
        (2, "表!一", "B1", "△ 提示"),
    ]
    assert "旧表" in grid.rows[1][0].text


def test_the_helper_columns_are_hidden_and_the_list_prints_one_page_wide(tmp_path: Path) -> None:
    written(FINDINGS, tmp_path)
    sheet = openpyxl.load_workbook(tmp_path / "a.xlsx")[RESULT_SHEET]
    assert [sheet.column_dimensions[c].hidden for c in "HIJ"] == [False, True, True]
    assert sheet.page_setup.orientation == "landscape"
    assert (sheet.sheet_properties.pageSetUpPr.fitToPage, sheet.page_setup.fitToHeight) == (True, 0)
    assert sheet.print_title_rows == "$3:$3"


def test_an_empty_list_says_so_and_is_read_as_empty(tmp_path: Path) -> None:
    grid = written([], tmp_path)
    assert grid.rows[3][1].text == "没有发现错误，也没有提示"
    assert listed_findings(grid) == []


@pytest.mark.parametrize("count", [0, 1, 2, 7])
def test_a_new_list_covers_the_whole_of_the_old_one(tmp_path: Path, count: int) -> None:
    old = written(FINDINGS, tmp_path)
    changes = results_change([finding(f"B{n}") for n in range(1, count + 1)], [], old, "", "")
    covered = {
        r for c in changes if isinstance(c, Patch) for r in range(c.area.top, c.area.bottom + 1)
    }
    assert covered.issuperset({0, 1, *range(3, len(old.rows))})
    assert not covered & {2}
    assert len(covered) == 2 + max(count, 2)


def test_a_sheet_of_this_name_with_other_contents_is_refused() -> None:
    other = Grid("a.xlsx", RESULT_SHEET, [[Cell("领导意见", Ref("a.xlsx", RESULT_SHEET, "A1"))]])
    with pytest.raises(XianbiaoError, match="已经有一张别的"):
        results_change(FINDINGS, [], other, "", "")
