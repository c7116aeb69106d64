"""Draws a planned sheet into an open workbook, with its styles, merges and print settings.

The sheet is written as a small workbook without formulas, opened, and copied over by the
application; the formulas follow then, so that none of them points into the small workbook.
"""

from __future__ import annotations

import tempfile
from pathlib import Path
from typing import TYPE_CHECKING

from xianbiao.excel.protection import unlocked
from xianbiao.excel.ranges import write
from xianbiao.model.records import replace
from xianbiao.sheets.patch import AddedSheet, gathered
from xianbiao.sheets.plan import Formula, SheetPlan

if TYPE_CHECKING:
    import xlwings as xw


def draw(book: xw.Book, added: AddedSheet) -> None:
    """Add the sheet behind the sheet that `added` names."""
    from xianbiao.export.workbook import write_workbook

    plan = added.plan
    formulas = {
        place: cell.value for place, cell in plan.cells.items() if isinstance(cell.value, Formula)
    }
    with tempfile.TemporaryDirectory(prefix="xianbiao-") as folder:
        path = Path(folder) / "sheet.xlsx"
        write_workbook([_bare(plan)], path)
        source = book.app.books.open(str(path))
        try:
            source.sheets[0].copy(after=book.sheets[added.after], name=plan.name)
        finally:
            source.close()
    book.activate()
    sheet = book.sheets[plan.name]
    with unlocked(book, [plan.name]):
        for patch in gathered(plan.name, formulas):
            write(sheet, patch.area, patch.block)


def _bare(plan: SheetPlan) -> SheetPlan:
    """The plan with its formulas left out: their cells keep their style."""
    cells = {
        place: replace(cell, value=None) if isinstance(cell.value, Formula) else cell
        for place, cell in plan.cells.items()
    }
    return replace(plan, cells=cells)
