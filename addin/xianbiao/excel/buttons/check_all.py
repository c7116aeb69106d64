"""全面核对: every rule on what the open workbook holds now, written onto 校验 or 核对结果."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from xianbiao.excel.checked import Checked, checked
from xianbiao.excel.desk import Desk
from xianbiao.excel.dialogs import Question
from xianbiao.excel.finding_list import forget_current
from xianbiao.excel.progress import Cancelled
from xianbiao.model.findings import tally
from xianbiao.sheets.fill.register import register_patches
from xianbiao.sheets.fill.results import results_change
from xianbiao.sheets.side_sheets import RESULT_SHEET

if TYPE_CHECKING:
    import xlwings as xw

    from xianbiao.sheets.patch import Change

LABEL = "全面核对"
_ASK = (
    "{counts}。要在这个工作簿最后加一张“{sheet}”列出来"
    "（另加日志和隐藏的撤销记录；您的表一格不动）。加吗？"
)


def check_all(book: xw.Book, desk: Desk) -> None:
    """Check the workbook and list the findings; colours nothing.

    In a workbook of ours 可能原因 and the list below it are written on 校验. A clerk's own and a
    returned county file get the list on 核对结果; asks before that sheet is added, and adds none
    where all is well.
    """
    with desk.progress(book, "读取") as advance:
        found = checked(book, advance)
    errors, hints = tally(found.findings)
    counts = f"错误 {errors} 处，提示 {hints} 处"
    if found.findings or found.results or found.register:
        changes = _changes(book, desk, found, counts)
        desk.apply(book, LABEL, changes)
        forget_current(book)
    where = f"“{RESULT_SHEET}”" if found.register is None else "“校验”表下方"
    said = f"{counts}，已列在{where}；点“下一处”逐处查看"
    words = [said if found.findings else "没有发现错误，也没有提示"]
    if found.hidden:
        words.append(f"没有核对隐藏的工作表：{'、'.join(found.hidden)}")
    desk.dialogs.tell("\n".join(words))


def _changes(book: xw.Book, desk: Desk, found: Checked, counts: str) -> Sequence[Change]:
    title = f"{desk.time} {LABEL}"
    if found.register is not None:
        known = found.register
        return register_patches(known.grid, known.notice, found.findings, title)
    if found.results is None:
        asked = Question("add", _ASK.format(counts=counts, sheet=RESULT_SHEET))
        if not desk.dialogs.confirm(asked):
            raise Cancelled(f"没有加“{RESULT_SHEET}”，工作簿没有改动")
    last = book.sheets[len(book.sheets) - 1].name
    return results_change(found.findings, found.hidden, found.results, title, last)
