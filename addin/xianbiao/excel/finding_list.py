"""The list of findings as the buttons walk it: what stands there, and which is current.

It stands on 校验; in a clerk's own workbook and in a returned county file on 核对结果.

The current place is kept in a cell of the sheet of undo, so that each click may come from a
fresh Python process.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from xianbiao.excel.books import file_of, is_county, is_own, sheet_called
from xianbiao.excel.live import lost_sheet, read_grid, require_working
from xianbiao.excel.ranges import range_of, read_values, write
from xianbiao.excel.side_sheets import UNDO_SHEET
from xianbiao.model.errors import XianbiaoError
from xianbiao.model.refs import Ref
from xianbiao.sheets.addresses import Area
from xianbiao.sheets.fill.findings import ListedFinding, listed_findings
from xianbiao.sheets.layout import keys
from xianbiao.sheets.side_sheets import RESULT_SHEET

if TYPE_CHECKING:
    import xlwings as xw

_POINTER = Area(0, 450, 0, 450)
"""Right of the bands of undo, which move up when one of them goes."""


def findings_on(book: xw.Book) -> list[ListedFinding]:
    """The findings of the last 全面核对; raises XianbiaoError where there is no list."""
    name = listing_name(book)
    sheet = sheet_called(book, name)
    if sheet is None and name == keys.REGISTER_SHEET:
        require_working(book)
        raise lost_sheet(book, name)
    found = list[ListedFinding]()
    if sheet is not None:
        found = listed_findings(read_grid(sheet, file_of(book), numbers_as_shown=False))
    if not found:
        raise XianbiaoError(
            "没有核对清单：还没有核对，或上次核对没有发现问题",
            ref=Ref(file_of(book)),
            todo="点“全面核对”",
        )
    return found


def listing_name(book: xw.Book) -> str:
    """The sheet on which 全面核对 lists its findings."""
    return RESULT_SHEET if is_county(book) or is_own(book) else keys.REGISTER_SHEET


def current_number(book: xw.Book) -> int:
    """The number of the current finding, 0 before the first."""
    sheet = sheet_called(book, UNDO_SHEET)
    value = read_values(sheet, _POINTER)[0][0] if sheet is not None else None
    return int(value) if isinstance(value, int | float) else 0


def forget_current(book: xw.Book) -> None:
    """Begin the list anew."""
    sheet = sheet_called(book, UNDO_SHEET)
    if sheet is not None:
        write(sheet, _POINTER, [[None]])
    book.app.status_bar = False


def jump_to(book: xw.Book, finding: ListedFinding, count: int) -> None:
    """Select the cell of a finding, make it the current one, and say in the status bar what it is.

    Raises XianbiaoError when its sheet is gone.
    """
    target = sheet_called(book, finding.sheet) if finding.sheet else None
    if target is None and finding.sheet:
        raise XianbiaoError(
            "跳不过去",
            ref=Ref(file_of(book), finding.sheet),
            found="这张表不见了或改了名",
            todo="把表名改回来，或重新点“全面核对”",
        )
    store = sheet_called(book, UNDO_SHEET)
    if store is not None:
        write(store, _POINTER, [[finding.number]])
    sheet = target or book.sheets[listing_name(book)]
    sheet.activate()
    if target is not None and finding.cell:
        target.range(finding.cell).select()
    else:
        range_of(sheet, Area(finding.row, 0, finding.row, 0)).select()
    parts = [part for part in finding.cause.split("；") if part and part not in finding.message]
    advice = "".join(f"；{part}" for part in parts)
    place = f"{finding.number}/{count} {finding.result} {finding.rule}"
    book.app.status_bar = f"{place} {finding.message}{advice}"
