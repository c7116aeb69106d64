"""生成绩效表: a form for each recipient, and the area, that has none yet."""

from __future__ import annotations

from typing import TYPE_CHECKING

from xianbiao.excel.books import file_of, sheet_called
from xianbiao.excel.desk import Desk
from xianbiao.excel.live import (
    allocation_of,
    lost_sheet,
    notice_and_grids,
    read_grid,
    require_working,
)
from xianbiao.excel.ranges import read_formulas, used_area
from xianbiao.sheets.fill.forms import form_changes, lost_forms, missing_forms, not_covered
from xianbiao.sheets.fill.places import allocation_places
from xianbiao.sheets.fill.workbook import Workbook
from xianbiao.sheets.layout import keys

if TYPE_CHECKING:
    import xlwings as xw

LABEL = "生成绩效表"


def generate_forms(book: xw.Book, desk: Desk) -> None:
    """Add the missing forms, filled from 指标库; say so where none is missing.

    Raises UnreadableTable where none is missing but a form that was there is lost.
    """
    require_working(book)
    with desk.progress(book, "读取") as advance:
        notice, grids = notice_and_grids(book, advance)
    allocation = allocation_of(book, notice)
    known = {grid.sheet: grid for grid in grids if grid.sheet and grid.rows}
    workbook = Workbook(file_of(book), [s.name for s in book.sheets], known, {})
    missing, gone = missing_forms(notice, workbook), lost_forms(workbook)
    if gone and not missing:
        raise lost_sheet(book, *gone)
    if not missing:
        desk.dialogs.tell("分配表里的单位都已有绩效表；指标值在“指标库”填")
        return
    workbook = _with_overviews(book, workbook)
    changes = form_changes(notice, workbook, allocation_places(allocation), missing)
    desk.apply(book, LABEL, changes)
    names = "、".join(form.region for form in missing)
    said = [f"已生成 {len(missing)} 张绩效表：{names}；指标值在“指标库”最右边的列填"]
    lost = "、".join(f"“{name}”" for name in not_covered(workbook))
    if lost:
        said.append(f"{lost}不在工作簿里，新表没有列进去；要看就用原通知重新导入")
    if gone:
        said.append(f"注意：{lost_sheet(book, *gone).describe()}")
    if any(form.row is None for form in missing):
        said.append("州级表是新加的，县级目标弱于州级的核对（T06）还没有；用原通知重新导入后才有")
    desk.dialogs.tell("\n".join(said))


def _with_overviews(book: xw.Book, known: Workbook) -> Workbook:
    """The workbook with the sheets that new forms are brought onto, and what was entered there."""
    grids = dict(known.grids)
    entered: dict[str, list[list[object]]] = {}
    for name in (keys.LIBRARY_SHEET, keys.REGISTER_SHEET, keys.MATRIX_SHEET, keys.READING_SHEET):
        sheet = sheet_called(book, name)
        if sheet is not None:
            grids[name] = read_grid(sheet, file_of(book), numbers_as_shown=False)
            entered[name] = read_formulas(sheet, used_area(sheet))
    return Workbook(known.file, known.sheet_names, grids, entered)
