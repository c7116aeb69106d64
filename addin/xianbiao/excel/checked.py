"""Checks the open workbook, ours or a clerk's own, for every button that speaks of findings."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from xianbiao.excel.books import file_of, is_own
from xianbiao.excel.live import grid_called, notice_and_grids, require_working
from xianbiao.excel.own_grids import own_grids
from xianbiao.excel.progress import Advance
from xianbiao.model.findings import Finding
from xianbiao.model.notices import Notice
from xianbiao.model.records import Record
from xianbiao.readers.notice import notice_of
from xianbiao.sheets.grid import Grid
from xianbiao.sheets.layout import keys
from xianbiao.sheets.side_sheets import RESULT_SHEET

if TYPE_CHECKING:
    import xlwings as xw


class Checked(Record, frozen=True):
    """What a workbook holds now and what is wrong with it.

    `register` is 校验, None in a clerk's own workbook; `results` is 核对结果, where that has one.
    """

    notice: Notice
    findings: Sequence[Finding]
    register: Grid | None
    results: Grid | None


def checked(book: xw.Book, advance: Advance) -> Checked:
    """Read and check the workbook; `advance` is told each sheet before it is read.

    Raises UnreadableTable for a workbook of these programs that is no working one, and for one
    in which neither a notice nor a table is recognised.
    """
    from xianbiao.checks import check

    if is_own(book):
        grids = own_grids(book, advance)
        notice = notice_of(file_of(book), grids)
        results = next((grid for grid in grids if grid.sheet == RESULT_SHEET), None)
        return Checked(notice, check(notice), None, results)
    require_working(book)
    notice, grids = notice_and_grids(book, advance)
    register = grid_called(book, grids, keys.REGISTER_SHEET)
    return Checked(notice, check(notice), register, None)
