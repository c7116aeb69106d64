"""撤销: keeps what a click overwrites, and puts it back exactly, ten clicks deep."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from xianbiao.excel.books import file_of, sheet_called
from xianbiao.excel.protection import unlocked
from xianbiao.excel.ranges import area_of, range_of, read_formulas, write
from xianbiao.excel.undo_marks import area_mark, mark_of, sheet_mark, surroundings
from xianbiao.excel.undo_store import (
    COPIES_COLUMN,
    MOST_STEPS,
    Kept,
    Step,
    drop,
    next_row,
    put_record,
    steps,
    store,
)
from xianbiao.model.errors import XianbiaoError, words_of
from xianbiao.model.refs import Ref
from xianbiao.sheets.addresses import Area
from xianbiao.sheets.patch import Patch, rectangles, size
from xianbiao.sheets.plan import Formula

if TYPE_CHECKING:
    import xlwings as xw


class Recorder:
    """Keeps one step while its changes are written; `close` makes it the newest step."""

    def __init__(self, book: xw.Book, button: str, time: str) -> None:
        self._book = book
        self._sheet = store(book)
        known = steps(book)
        self.step = Step(button, time, top=next_row(known))

    def keep(self, patch: Patch) -> list[list[object]]:
        """Copy a rectangle before it is overwritten; returns what had been entered there.

        A single cell is kept with the whole merged area that it heads.
        """
        sheet, step = self._book.sheets[patch.sheet], self.step
        whole = patch.area
        if size(whole) == (1, 1):
            whole = area_of(range_of(sheet, whole).merge_area)
        entered = read_formulas(sheet, whole)
        formulas = _formulas(entered, whole)
        copy = _copy_area(step, whole, step.rows)
        range_of(sheet, whole).copy(range_of(self._sheet, copy))
        for area, _block in formulas:
            range_of(self._sheet, _moved(area, whole, copy)).clear_contents()
        step.kept.append(Kept(patch.sheet, whole, step.rows, formulas, mark_of(entered)))
        step.rows += size(whole)[0]
        return entered

    def added(self, sheet: str) -> None:
        """Keep that a sheet is added."""
        self.step.added.append(sheet)

    def close(self) -> None:
        """Mark what was written, and let the oldest step go where there are more than ten."""
        for kept in self.step.kept:
            kept.after = _present_mark(self._book, kept)
        for kept, mark in zip(self.step.kept, _surroundings(self._book, self.step), strict=True):
            kept.around = mark
        self.step.added_after = [sheet_mark(self._book.sheets[n]) for n in self.step.added]
        put_record(self._sheet, self.step)
        for old in reversed(steps(self._book)[:-MOST_STEPS]):
            drop(self._sheet, old)

    def roll_back(self) -> None:
        """Put everything back after a failure, and forget the step."""
        restore(self._book, self.step)
        if self.step.rows:
            drop(self._sheet, self.step)


def last_step(book: xw.Book) -> Step:
    """The newest step; raises XianbiaoError where there is none."""
    found = steps(book)
    if not found:
        raise XianbiaoError(
            "没有可以撤销的操作",
            ref=Ref(file_of(book)),
            expected=f"本工作簿里用县表按钮做过的最近 {MOST_STEPS} 步",
            todo="手工改动用 Ctrl+Z 撤销",
        )
    return found[-1]


def changed_since(book: xw.Book, step: Step) -> list[Ref]:
    """The rectangles and added sheets of a step in which something was changed after it."""
    places = [
        Ref(file_of(book), kept.sheet, kept.area.a1)
        for kept in step.kept
        if sheet_called(book, kept.sheet) is not None and _present_mark(book, kept) != kept.after
    ]
    for name, mark in zip(step.added, step.added_after, strict=False):  # none in older records
        sheet = sheet_called(book, name)
        if sheet is not None and sheet_mark(sheet) != mark:
            places.append(Ref(file_of(book), name))
    return places


def misplaced(book: xw.Book, step: Step) -> list[Ref]:
    """The rectangles of a step that may no longer stand where they stood.

    The words beside or above them are others now, as after rows were inserted or sorted.
    """
    return [
        Ref(file_of(book), kept.sheet, kept.area.a1)
        for kept, mark in zip(step.kept, _surroundings(book, step), strict=True)
        if mark and kept.around and mark != kept.around
    ]


def lost_sheets(book: xw.Book, step: Step) -> list[str]:
    """The sheets that a step changed and that are gone, or bear another name."""
    names = dict.fromkeys(kept.sheet for kept in step.kept)
    return [name for name in names if sheet_called(book, name) is None]


def forget(book: xw.Book, step: Step) -> None:
    """Give a step up: what it changed stays, and the step before it is the newest."""
    drop(store(book), step)


def take_back(book: xw.Book, step: Step) -> None:
    """Put back what a step overwrote and remove the sheets that it added.

    Raises XianbiaoError when a sheet of the step is no longer there, and nothing changes then;
    and when the application gives up half way: the step stays, to be taken back again.
    """
    lost = lost_sheets(book, step)
    if lost:
        raise XianbiaoError(
            f"撤销不了“{step.button}”",
            ref=Ref(file_of(book)),
            found=f"工作表“{lost[0]}”不见了或改了名",
            todo=f"把表名改回“{lost[0]}”再撤销",
        )
    try:
        restore(book, step)
    except XianbiaoError:
        raise
    except Exception as error:
        raise XianbiaoError(
            f"撤销“{step.button}”做到一半停了（{words_of(error)}）",
            ref=Ref(file_of(book)),
            todo="再点一次“撤销上一步”；仍不行就不要存盘，关闭后重新打开工作簿",
        ) from error
    drop(store(book), step)


def restore(book: xw.Book, step: Step) -> None:
    """Copy every rectangle back, newest first, then its formulas; delete the added sheets.

    Some applications refuse in silence to paste over merged cells: these are parted first, the
    copy merges them again. Raises XianbiaoError where a rectangle did not come back all the same.
    """
    copies, failed = store(book), list[Kept]()
    with unlocked(book, [kept.sheet for kept in step.kept]):
        for kept in reversed(step.kept):
            sheet = book.sheets[kept.sheet]
            target = range_of(sheet, kept.area)
            if target.merge_cells is not False:
                target.unmerge()
            copy = _copy_area(step, kept.area, kept.copy_row)
            range_of(copies, copy).copy(target)
            for area, block in kept.formulas:
                write(sheet, area, [[Formula(text) for text in row] for row in block])
            if _present_mark(book, kept) != kept.before:
                failed.append(kept)
    for name in reversed(step.added):
        added = sheet_called(book, name)
        if added is not None:
            added.delete()
    if failed:
        raise XianbiaoError(
            f"“{step.button}”没有完全恢复",
            ref=Ref(file_of(book), failed[0].sheet, failed[0].area.a1),
            todo="不要存盘，关闭后重新打开工作簿",
        )


def _formulas(
    entered: Sequence[Sequence[object]], area: Area
) -> list[tuple[Area, list[list[str]]]]:
    """The formulas of an area in rectangles that hold formulas only."""
    cells = {
        (r, c): formula.text
        for r, row in enumerate(entered)
        for c, formula in enumerate(row)
        if isinstance(formula, Formula)
    }
    found = []
    for part in rectangles(cells):
        rows, columns = range(part.top, part.bottom + 1), range(part.left, part.right + 1)
        block = [[cells[r, c] for c in columns] for r in rows]
        top, left = area.top + part.top, area.left + part.left
        height, width = size(part)
        found.append((Area(top, left, top + height - 1, left + width - 1), block))
    return found


def _copy_area(step: Step, area: Area, row: int) -> Area:
    """Where the copy of an area stands on the sheet of the steps."""
    height, width = size(area)
    top = step.top + row
    return Area(top, COPIES_COLUMN, top + height - 1, COPIES_COLUMN + width - 1)


def _moved(area: Area, origin: Area, target: Area) -> Area:
    """An area inside `origin`, moved to the same place inside `target`."""
    down, right = target.top - origin.top, target.left - origin.left
    return Area(area.top + down, area.left + right, area.bottom + down, area.right + right)


def _present_mark(book: xw.Book, kept: Kept) -> str:
    """A mark over what is entered in a rectangle now."""
    return area_mark(book.sheets[kept.sheet], kept.area)


def _surroundings(book: xw.Book, step: Step) -> list[str]:
    """The mark of each rectangle's surroundings, each sheet read once; "" where it is gone."""
    found = [""] * len(step.kept)
    for name in dict.fromkeys(kept.sheet for kept in step.kept):
        sheet = sheet_called(book, name)
        if sheet is None:
            continue
        places = [i for i, kept in enumerate(step.kept) if kept.sheet == name]
        marks = surroundings(sheet, [step.kept[i].area for i in places])
        for i, mark in zip(places, marks, strict=True):
            found[i] = mark
    return found
