"""Applies changes to an open workbook: the one place that writes what buttons plan.

Before anything is written every touched rectangle is kept for undo; when writing fails half
way, all of it is put back and the error goes on.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING

from xianbiao.excel.app_state import quiet
from xianbiao.excel.log import Entry, require_free, write_log
from xianbiao.excel.new_sheets import draw
from xianbiao.excel.progress import Advance
from xianbiao.excel.protection import unlocked
from xianbiao.excel.ranges import range_of, write
from xianbiao.excel.undo import Recorder
from xianbiao.excel.undo_store import require_ours
from xianbiao.sheets.addresses import address
from xianbiao.sheets.patch import AddedSheet, Change, Patch
from xianbiao.sheets.plan import Formula

if TYPE_CHECKING:
    import xlwings as xw


def apply(
    book: xw.Book,
    changes: Sequence[Change],
    *,
    button: str,
    user: str,
    time: str,
    advance: Advance | None = None,
) -> list[Entry]:
    """Write the changes in their order as one step of undo; returns what the log got.

    `advance` is told each sheet before it is added, and may raise Cancelled. Raises
    XianbiaoError for a sheet or a workbook under a password, and where a clerk's own sheet bears
    the name of the log or of the store of undo; nothing is changed then, nor after any other
    error.
    """
    if not changes:
        return []
    require_ours(book)
    require_free(book)
    patched = [change.sheet for change in changes if isinstance(change, Patch)]
    with quiet(book), unlocked(book, patched):
        recorder = Recorder(book, button, time)
        try:
            entries = list[Entry]()
            for change in _announced(changes, advance):
                entries += _apply(book, change, recorder)
            recorder.close()
            write_log(book, time, user, button, entries)
        except BaseException:
            recorder.roll_back()
            raise
    return entries


def _announced(changes: Sequence[Change], advance: Advance | None) -> Iterator[Change]:
    """The changes, each added sheet told before it comes."""
    total = sum(isinstance(change, AddedSheet) for change in changes)
    done = 0
    for change in changes:
        if isinstance(change, AddedSheet):
            done += 1
            if advance is not None:
                advance(change.plan.name, done, total)
        yield change


def _apply(book: xw.Book, change: Change, recorder: Recorder) -> list[Entry]:
    if isinstance(change, AddedSheet):
        recorder.added(change.plan.name)
        draw(book, change)
        return [Entry(sheet=change.plan.name, new="新增工作表")]
    sheet = book.sheets[change.sheet]
    entered = recorder.keep(change)
    if change.like is not None:
        range_of(sheet, change.like).copy(range_of(sheet, change.area))
    write(sheet, change.area, change.block)
    return list(_entries(change, entered))


def _entries(patch: Patch, entered: Sequence[Sequence[object]]) -> list[Entry]:
    """The cells whose contents changed, or the remark that stands for them all."""
    if patch.remark is not None:
        return [Entry(patch.sheet, patch.area.a1, "（原清单）", patch.remark)]
    found = []
    for r, row in enumerate(patch.block):
        for c, new in enumerate(row):
            old = entered[r][c]
            if _same(old, new):
                continue
            cell = address(patch.area.top + r, patch.area.left + c)
            found.append(Entry(patch.sheet, cell, old, new))
    return found


def _same(old: object, new: object) -> bool:
    """Whether a cell already holds what is written into it."""
    if isinstance(new, Formula):
        return old == Formula(new.text)
    if isinstance(old, Formula):
        return False
    if new is None or new == "":
        return old in (None, "")
    try:
        return float(str(old)) == float(str(new))
    except ValueError:
        return str(old) == str(new)
