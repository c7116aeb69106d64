"""Writes grids as text: a line is a row, | parts the cells, < joins to the left, ^ to above."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

import xlsxwriter

from xianbiao.model.places import load_places
from xianbiao.model.refs import Ref
from xianbiao.model.tables import RecognisedTable
from xianbiao.sheets.addresses import column_letters
from xianbiao.sheets.grid import Cell, Grid, Merge
from xianbiao.sheets.recognise.tables import read_grid

FILE = "表.xlsx"


def value_of(text: str) -> object:
    """A cell as a spreadsheet holds it: figures as numbers, '12 as text."""
    bare = text.strip(" ")
    if bare.startswith("'"):
        return bare[1:]
    try:
        return int(bare)
    except ValueError:
        pass
    try:
        return float(bare) if bare else None
    except ValueError:
        return bare


def grid_of(text: str, sheet: str = "表") -> Grid:
    """The grid of a drawing. A cell `<` belongs to the merged area on its left, `^` to above."""
    lines = [line.split("|") for line in text.rstrip("\n").splitlines()]
    width = max(map(len, lines))
    marks = [[c.strip(" ") for c in line] + [""] * (width - len(line)) for line in lines]
    rows = [
        [
            Cell(
                None if mark in "<^" else value_of(mark),
                Ref(FILE, sheet, f"{column_letters(c)}{r + 1}", column=c + 1),
            )
            for c, mark in enumerate(line)
        ]
        for r, line in enumerate(marks)
    ]
    return Grid(FILE, sheet, rows, merges=list(_merges(marks)))


def _merges(marks: list[list[str]]) -> list[Merge]:
    found = []
    for r, line in enumerate(marks):
        for c, mark in enumerate(line):
            if mark in ("<", "^"):
                continue
            right, bottom = c, r
            while right + 1 < len(line) and line[right + 1] == "<":
                right += 1
            while bottom + 1 < len(marks) and marks[bottom + 1][c] == "^":
                bottom += 1
            if (right, bottom) != (c, r):
                found.append(Merge(r, c, bottom, right))
    return found


def tables_of(text: str) -> list[RecognisedTable]:
    """What is recognised in a drawing."""
    return read_grid(grid_of(text.removeprefix("\n")), load_places())


def write_grids(path: Path, grids: Sequence[Grid]) -> None:
    """A workbook with these grids as its sheets: values, merged areas, hidden rows and columns."""
    with xlsxwriter.Workbook(str(path)) as book:
        for grid in grids:
            sheet = book.add_worksheet(grid.sheet)
            for m in grid.merges:
                sheet.merge_range(m.top, m.left, m.bottom, m.right, "")
            for r, row in enumerate(grid.rows):
                for c, cell in enumerate(row):
                    if cell.value is not None:
                        sheet.write(r, c, cell.value)
            for r in grid.hidden_rows:
                sheet.set_row(r, None, None, {"hidden": True})
            for c in grid.hidden_columns:
                sheet.set_column(c, c, None, None, {"hidden": True})
