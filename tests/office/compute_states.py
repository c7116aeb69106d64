"""Computes states of a workbook in LibreOffice; run by the Python that has its `uno`.

    compute_states.py SOFFICE SOURCE STATES RESULTS

STATES holds `places`, cells to be read, and `states`, each a list of cells with their values:
sheet, row and column from 1, value. RESULTS gets the values of `places` for every state, each
computed from the workbook as it was opened; #VALUE! stands for every error value.
"""

from __future__ import annotations

import json
import sys
from pathlib import Path

import uno  # noqa: F401  it finds the next import
from com.sun.star.sheet.FormulaResult import ERROR
from com.sun.star.table.CellContentType import EMPTY, FORMULA, VALUE
from steered import desktop_of, opened


def main(soffice, source, states, results):
    asked = json.loads(Path(states).read_text(encoding="utf-8"))
    with desktop_of(soffice) as desktop:
        book = opened(desktop, source)
        try:
            for number in range(book.Sheets.Count):
                book.Sheets.getByIndex(number).unprotect("")
            book.calculateAll()
            found = [_computed(book, edits, asked["places"]) for edits in asked["states"]]
        finally:
            book.close(True)
    Path(results).write_text(json.dumps(found), encoding="utf-8")


def _computed(book, edits, places):
    cells = [_cell(book, *place) for *place, _ in edits]
    kept = [(cell.Type, cell.Formula, cell.Value, cell.String) for cell in cells]
    for cell, (*_, value) in zip(cells, edits, strict=True):
        _put(cell, value)
    book.calculate()
    values = _values(book, places)
    for cell, (kind, formula, number, text) in zip(cells, kept, strict=True):
        if kind == FORMULA:
            cell.Formula = formula
        else:
            _put(cell, None if kind == EMPTY else number if kind == VALUE else text)
    return values


def _values(book, places):
    """The values of cells, sheet by sheet in one reading each."""
    sheets, wrong = {}, set()
    for name in {sheet for sheet, _, _ in places}:
        right = max(c for s, _, c in places if s == name)
        bottom = max(r for s, r, _ in places if s == name)
        area = book.Sheets.getByName(name).getCellRangeByPosition(0, 0, right - 1, bottom - 1)
        sheets[name] = area.getDataArray()
        for found in area.queryFormulaCells(ERROR).RangeAddresses:
            for row in range(found.StartRow, found.EndRow + 1):
                wrong.update((name, row, c) for c in range(found.StartColumn, found.EndColumn + 1))
    return [
        "#VALUE!" if (sheet, row - 1, column - 1) in wrong else sheets[sheet][row - 1][column - 1]
        for sheet, row, column in places
    ]


def _put(cell, value):
    if value is None:
        cell.Formula = ""
    elif isinstance(value, str):
        cell.String = value
    else:
        cell.Value = value


def _cell(book, sheet, row, column):
    return book.Sheets.getByName(sheet).getCellByPosition(column - 1, row - 1)


if __name__ == "__main__":
    main(*sys.argv[1:])
