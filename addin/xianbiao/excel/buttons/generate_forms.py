"""生成绩效表: a form for each recipient, and the area, that has none yet."""

from __future__ import annotations

from typing import TYPE_CHECKING

from xianbiao.excel.books import file_of, sheet_called
from xianbiao.excel.desk import Desk
from xianbiao.excel.live import notice_and_grids, read_grid, require_working
from xianbiao.excel.ranges import read_formulas, used_area
from xianbiao.model.errors import UnreadableTable
from xianbiao.model.refs import Ref
from xianbiao.sheets.fill.forms import form_changes, missing_forms
from xianbiao.sheets.fill.places import allocation_places
from xianbiao.sheets.fill.workbook import Workbook
from xianbiao.sheets.layout import keys

if TYPE_CHECKING:
    import xlwings as xw

LABEL = "生成绩效表"


def generate_forms(book: xw.Book, desk: Desk) -> None:
    """Add the missing forms, filled from 指标库; say so where none is missing."""
    require_working(book)
    with desk.progress(book, "读取") as advance:
        notice, grids = notice_and_grids(book, advance)
    if notice.allocation is None or not notice.allocation.rows:
        raise UnreadableTable(
            "没有分配表，不知道有哪些单位", ref=Ref(file_of(book)), todo="先新建分配表或导入通知"
        )
    known = {grid.sheet: grid for grid in grids if grid.sheet and grid.rows}
    library = sheet_called(book, keys.LIBRARY_SHEET)
    if library is not None:
        known[keys.LIBRARY_SHEET] = read_grid(library, file_of(book), numbers_as_shown=False)
    register = book.sheets[keys.REGISTER_SHEET]
    entered = {keys.REGISTER_SHEET: read_formulas(register, used_area(register))}
    workbook = Workbook(file_of(book), [s.name for s in book.sheets], known, entered)
    missing = missing_forms(notice, workbook)
    if not missing:
        desk.dialogs.tell("分配表里的单位都已有绩效表；指标值在“指标库”填")
        return
    changes = form_changes(notice, workbook, allocation_places(notice.allocation), missing)
    desk.apply(book, LABEL, changes)
    names = "、".join(form.region for form in missing)
    desk.dialogs.tell(f"已生成 {len(missing)} 张绩效表：{names}；指标值在“指标库”最右边的列填")
