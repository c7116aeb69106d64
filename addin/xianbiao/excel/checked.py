"""Checks the open workbook for every button that speaks of findings, whatever workbook it is.

One of ours is read where its tables are known to stand, a returned county file as it was sent
out, and a clerk's own by recognition.
"""

from __future__ import annotations

import tempfile
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from xianbiao.excel.books import file_of, is_county, is_own, sheet_called
from xianbiao.excel.copies import copy_of
from xianbiao.excel.live import grid_called, notice_and_grids, read_grid, require_working
from xianbiao.excel.own_grids import own_grids
from xianbiao.excel.progress import Advance
from xianbiao.model.findings import Finding
from xianbiao.model.notices import Notice
from xianbiao.model.records import Record
from xianbiao.sheets.grid import Grid
from xianbiao.sheets.layout import keys
from xianbiao.sheets.side_sheets import RESULT_SHEET

if TYPE_CHECKING:
    import xlwings as xw


class Register(Record, frozen=True):
    """校验 of a workbook of ours, and the notice that it judges."""

    notice: Notice
    grid: Grid


class Checked(Record, frozen=True):
    """What is wrong with a workbook as it stands now.

    `register` is None where the findings are listed on 核对结果; `results` is that sheet, if it
    is there already. `hidden` are the sheets that were not checked.
    """

    findings: Sequence[Finding]
    register: Register | None = None
    results: Grid | None = None
    hidden: Sequence[str] = ()


def checked(book: xw.Book, advance: Advance) -> Checked:
    """Read and check the workbook; `advance` is told each sheet before it is read.

    Raises UnreadableTable for one of ours that lost its marks, and for one in which neither a
    notice nor a table is recognised.
    """
    from xianbiao.checks import check

    if is_county(book):
        return _checked_county(book, advance)
    if is_own(book):
        from xianbiao.readers.notice import notice_of

        grids = own_grids(book, advance)
        notice = notice_of(file_of(book), grids)
        results = next((grid for grid in grids if grid.sheet == RESULT_SHEET), None)
        return Checked(check(notice), results=results, hidden=notice.hidden_sheets)
    require_working(book)
    notice, grids = notice_and_grids(book, advance)
    register = Register(notice, grid_called(book, grids, keys.REGISTER_SHEET))
    return Checked(check(notice), register)


def _checked_county(book: xw.Book, advance: Advance) -> Checked:
    """A returned county file is compared with what was sent by its fingerprints, in its file."""
    from xianbiao.checks.county_rules import check_return
    from xianbiao.readers.converted import called
    from xianbiao.readers.county import read_county
    from xianbiao.readers.notice import read_grids

    advance("工作簿", 1, 1)
    with (
        tempfile.TemporaryDirectory(prefix="xianbiao-") as folder,
        called(file_of(book), Path(folder)),
    ):
        path = copy_of(book, Path(folder))
        findings = check_return(read_county(path, read_grids(path)))
    listing = sheet_called(book, RESULT_SHEET)
    file = file_of(book)
    results = read_grid(listing, file, numbers_as_shown=False) if listing is not None else None
    return Checked(findings, results=results)
