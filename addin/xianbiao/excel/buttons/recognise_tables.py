"""识别: shows what was recognised of a clerk's own workbook on 认表, and follows corrections."""

from __future__ import annotations

from typing import TYPE_CHECKING

from xianbiao.excel.books import file_of
from xianbiao.excel.desk import Desk
from xianbiao.excel.dialogs import Question
from xianbiao.excel.live import meta_grid
from xianbiao.excel.own_grids import own_grids
from xianbiao.excel.progress import Cancelled
from xianbiao.model.errors import UnreadableTable
from xianbiao.model.refs import Ref
from xianbiao.readers.tables import tables_among
from xianbiao.sheets.fill.review import review_change
from xianbiao.sheets.recognise.tables.memory import SHEET

if TYPE_CHECKING:
    import xlwings as xw

LABEL = "识别"


def recognise_tables(book: xw.Book, desk: Desk) -> None:
    """Read every visible sheet as the corrections on 认表 say, and write 认表 anew.

    Asks before the sheet is added. Raises UnreadableTable for a workbook of ours, whose tables
    need no recognition, and where no table is found.
    """
    if meta_grid(book) is not None:
        raise UnreadableTable(
            "这是县表自己的工作簿，各表的位置已经记着，不用识别",
            ref=Ref(file_of(book)),
            todo="要找错请点“全面核对”",
        )
    with desk.progress(book, "读取") as advance:
        grids = own_grids(book, advance)
    old = next((grid for grid in grids if grid.sheet == SHEET), None)
    tables, _ = tables_among(grids)
    if not tables and old is None:
        raise UnreadableTable(
            "没有认出表格",
            ref=Ref(file_of(book)),
            expected="有表头的表，单位竖排或横排",
            todo="检查表头是否完整；隐藏的工作表不看",
        )
    change = review_change(tables, old, book.sheets[len(book.sheets) - 1].name)
    if old is None and not desk.dialogs.confirm(Question("add", _ASK)):
        raise Cancelled("没有加“认表”，工作簿没有改动")
    desk.apply(book, LABEL, [change])
    book.sheets[SHEET].activate()
    doubts = sum(len(table.doubts) for table in tables)
    clear = sum(table.is_understood for table in tables)
    desk.dialogs.tell(
        f"认出 {len(tables)} 张表，其中 {clear} 张可以用，没认清 {doubts} 处，都写在“{SHEET}”；"
        "认错的在“改为”里写好，再点一次“识别”"
    )


_ASK = f"要在这个工作簿最后加一张“{SHEET}”，写明认出了什么（另加日志和隐藏的撤销记录）。加吗？"
