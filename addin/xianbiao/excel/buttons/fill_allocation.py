"""填分配表: takes amounts from a selected range, another sheet or a file."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from xianbiao.excel.books import file_of, is_visible, sheet_called
from xianbiao.excel.desk import Desk
from xianbiao.excel.dialogs import Question, answered, listed
from xianbiao.excel.live import (
    allocation_of,
    grid_called,
    notice_and_grids,
    require_working,
)
from xianbiao.excel.merges import merges_of
from xianbiao.excel.own_grids import whole_grid
from xianbiao.excel.progress import Cancelled
from xianbiao.excel.selections import selected_grid
from xianbiao.excel.side_sheets import LOG_SHEET, UNDO_SHEET
from xianbiao.model.allocation import AllocationTable
from xianbiao.model.errors import UnreadableTable
from xianbiao.model.records import replace
from xianbiao.model.refs import Ref
from xianbiao.readers.notice import FILE_SUFFIXES
from xianbiao.readers.notice import read_grids as grids_of_file
from xianbiao.sheets.addresses import Area
from xianbiao.sheets.fill.allocation import ColumnsUnclear, Filling
from xianbiao.sheets.fill.allocation import fill_allocation as plan_filling
from xianbiao.sheets.fill.source import Source, best_source
from xianbiao.sheets.grid import Grid

if TYPE_CHECKING:
    import xlwings as xw

LABEL = "填分配表"
SELECTED, SHEET, FILE = "选中的区域", "另一张表", "一个文件"


def fill_allocation(book: xw.Book, desk: Desk) -> None:
    """Ask where the amounts are, match them by recipient, and show what did not match.

    Amounts that stand there already are replaced only when the clerk agrees. Raises
    UnreadableTable where the source holds no recipient of the table, or another unit.
    """
    require_working(book)
    with desk.progress(book, "读取") as advance:
        notice, grids = notice_and_grids(book, advance)
    table = allocation_of(book, notice)
    target = _with_merges(book, grid_called(book, grids, table.ref.sheet or ""), table)
    found = _source_grids(book, desk, target)
    source = best_source(found, table)
    filling = _filling(desk, table, target, source)
    if filling.replaced and not _may_replace(desk, filling):
        raise Cancelled(f"没有填：{len(filling.replaced)} 格原有不同的数，没有同意改写")
    desk.apply(book, LABEL, filling.patches)
    said = [f"填了 {filling.filled} 格，{filling.same} 格本来就相同"]
    if filling.problems:
        said += ["没有填的、要核对的：", listed(filling.problems)]
        desk.log(book, LABEL, "；".join(filling.problems), sheet=target.sheet or "")
    said += [remark for grid in found for remark in grid.remarks]
    desk.dialogs.tell("\n".join(said))


def _source_grids(book: xw.Book, desk: Desk, target: Grid) -> list[Grid]:
    """The grids that the clerk names."""
    options = (SELECTED, SHEET, FILE)
    asked = Question("source", "数据在哪里", SELECTED, options=options)
    match answered(desk.dialogs.choose(asked)):
        case "选中的区域":
            return [selected_grid(book)]
        case "另一张表":
            return [_other_sheet(book, desk, target)]
    question = Question("file", "数据在哪个文件", kinds=FILE_SUFFIXES)
    path = Path(answered(desk.dialogs.open_file(question)))
    return [grid for grid in grids_of_file(path) if not grid.is_hidden]


def _other_sheet(book: xw.Book, desk: Desk, target: Grid) -> Grid:
    never = (target.sheet, LOG_SHEET, UNDO_SHEET)
    names = [s.name for s in book.sheets if is_visible(s) and s.name not in never]
    name = answered(desk.dialogs.choose(Question("sheet", "数据在哪张表", options=tuple(names))))
    sheet = sheet_called(book, name)
    if sheet is None:
        raise UnreadableTable("没有这张表", ref=Ref(file_of(book), name), todo="从列表里选一张")
    return whole_grid(sheet, file_of(book))


def _with_merges(book: xw.Book, target: Grid, table: AllocationTable) -> Grid:
    """The grid of the table with the areas that were merged among its rows."""
    sheet = sheet_called(book, target.sheet or "")
    lines = [row.ref.position[0] - 1 for row in table.rows]
    if sheet is None or not lines:
        return target
    width = max(len(row) for row in target.rows)
    return replace(target, merges=merges_of(sheet, Area(min(lines), 0, max(lines), width - 1)))


def _filling(desk: Desk, table: AllocationTable, target: Grid, source: Source) -> Filling:
    """The filling; where the words do not tell which column is meant, the clerk does."""
    try:
        return plan_filling(table, target, source)
    except ColumnsUnclear as unclear:
        if len(source.columns) != 1:
            raise
        question = Question(
            "column",
            f"“{source.columns[0].name}”填到分配表的哪一列",
            options=tuple(unclear.options),
        )
        column = answered(desk.dialogs.choose(question))
        return plan_filling(table, target, source, column)


def _may_replace(desk: Desk, filling: Filling) -> bool:
    text = f"有 {len(filling.replaced)} 格原有不同的数：\n{listed(filling.replaced)}\n改写吗？"
    return desk.dialogs.confirm(Question("overwrite", text))
