"""撤销上一步: puts back what the last button changed."""

from __future__ import annotations

from typing import TYPE_CHECKING

from xianbiao.excel.app_state import quiet
from xianbiao.excel.desk import Desk
from xianbiao.excel.dialogs import Question, listed
from xianbiao.excel.log import Entry, write_log
from xianbiao.excel.progress import Cancelled
from xianbiao.excel.undo import changed_since, last_step, take_back

if TYPE_CHECKING:
    import xlwings as xw

LABEL = "撤销上一步"


def undo_last(book: xw.Book, desk: Desk) -> None:
    """Take the newest step back; cells that were changed after it are restored only when asked."""
    step = last_step(book)
    changed = changed_since(book, step)
    if changed:
        places = listed([ref.where() for ref in changed])
        warning = "撤销会连同后来的改动一起恢复。继续吗？"
        text = f"“{step.button}”之后，这些地方又改过：\n{places}\n{warning}"
        if not desk.dialogs.confirm(Question("overwrite", text)):
            raise Cancelled(f"没有撤销“{step.button}”，后来的改动都还在")
    entries = [Entry(kept.sheet, kept.area.a1, new="恢复") for kept in step.kept]
    entries += [Entry(sheet=name, new="删去当时新增的工作表") for name in step.added]
    with quiet(book):
        take_back(book, step)
        write_log(book, desk.time, desk.settings.user, f"{LABEL}：{step.button}", entries)
    desk.dialogs.tell(f"已撤销“{step.button}”（{step.time}），恢复 {len(step.kept)} 处")
