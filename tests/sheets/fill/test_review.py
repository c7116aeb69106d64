"""认表 offers under 改为 what may be written there, and is read again with the words aside."""

from __future__ import annotations

from pathlib import Path

import openpyxl

from xianbiao.export.workbook import write_workbook
from xianbiao.model.places import load_places
from xianbiao.model.refs import Ref
from xianbiao.readers.notice import read_grids
from xianbiao.sheets.fill.review import review_change
from xianbiao.sheets.grid import Cell, Grid
from xianbiao.sheets.patch import AddedSheet, Patch
from xianbiao.sheets.recognise.tables import read_tables
from xianbiao.sheets.recognise.tables.memory import CHOICES, SHEET, corrections_in

ROWS = (("资金分配表", "", ""), ("县市", "人数", "金额"), ("昌吉市", 3, 40), ("阜康市", 4, 60))


def own_grid() -> Grid:
    rows = [
        [
            Cell(value or None, Ref("a.xlsx", "表一", f"{'ABC'[c]}{r}", column=c + 1))
            for c, value in enumerate(row)
        ]
        for r, row in enumerate(ROWS, start=1)
    ]
    return Grid("a.xlsx", "表一", rows)


def added() -> AddedSheet:
    change = review_change(read_tables([own_grid()], load_places()), None, "表一")
    assert isinstance(change, AddedSheet)
    return change


def test_the_file_of_the_sheet_has_one_drop_down_over_every_line(tmp_path: Path) -> None:
    write_workbook([added().plan], tmp_path / "a.xlsx")
    sheet = openpyxl.load_workbook(tmp_path / "a.xlsx")[SHEET]
    (rule,) = sheet.data_validations.dataValidation
    lines = [row for row in range(1, sheet.max_row + 1) if sheet.cell(row, 4).value in CHOICES]
    assert lines
    assert all(f"H{row}" in rule.sqref for row in lines)
    assert f"MATCH($D{min(lines)}," in rule.formula1
    columns = {sheet.cell(1, c).value: c for c in range(9, sheet.max_column + 1)}
    for target, words in CHOICES.items():
        column = columns[target]
        assert [sheet.cell(row, column).value for row in range(2, 2 + len(words))] == list(words)
        spans = [d for d in sheet.column_dimensions.values() if d.min <= column <= d.max]
        assert [span.hidden for span in spans] == [True]


def test_the_words_aside_disturb_no_correction(tmp_path: Path) -> None:
    plan = added().plan
    row = next(r for (r, c), cell in plan.cells.items() if c == 3 and cell.value == "列")
    plan.put(row, 7, "人数", plan.cells[row, 7].style)
    write_workbook([plan], tmp_path / "a.xlsx")
    (noted,) = [g for g in read_grids(tmp_path / "a.xlsx") if g.sheet == SHEET]
    found = corrections_in([noted])
    assert [(c.target, c.value) for c in found.items] == [("列", "人数")]
    assert found.faults == []
    again = review_change(
        read_tables([own_grid()], load_places(), corrections=found), noted, "表一"
    )
    assert isinstance(again, Patch)
    assert again.area.right == 7
