"""撤销上一步: puts back what the last button changed."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from xianbiao.excel.app_state import quiet
from xianbiao.excel.books import sheet_called
from xianbiao.excel.desk import Desk
from xianbiao.excel.dialogs import Question, listed
from xianbiao.excel.log import Entry, write_log
from xianbiao.excel.progress import Cancelled
from xianbiao.excel.undo import (
    changed_since,
    forget,
    last_step,
    lost_sheets,
    misplaced,
    take_back,
)
from xianbiao.excel.undo_store import Step
from xianbiao.model.refs import Ref

if TYPE_CHECKING:
    import xlwings as xw

LABEL = "撤销上一步"


def undo_last(book: xw.Book, desk: Desk) -> None:
    """Take the newest step back; cells that were changed after it are restored only when asked.

    Also asks where rows or columns seem to have moved since, and offers to give a step up whose
    sheet is gone.
    """
    step = last_step(book)
    if _is_given_up(book, desk, step):
        return
    _ask_of_changes(book, desk, step)
    there = [name for name in step.added if sheet_called(book, name) is not None]
    gone = [name for name in step.added if name not in there]
    entries = [Entry(kept.sheet, kept.area.a1, new="恢复") for kept in step.kept]
    entries += [Entry(sheet=name, new="删去当时新增的工作表") for name in there]
    with quiet(book):
        take_back(book, step)
        write_log(book, desk.time, desk.settings.user, f"{LABEL}：{step.button}", entries)
    done = [f"恢复 {len(step.kept)} 处"] if step.kept else []
    if there:
        done.append(f"删去当时新增的{_named(there)}")
    words = [f"已撤销“{step.button}”（{step.time}）" + "".join(f"，{each}" for each in done)]
    if gone:
        words.append(f"当时新增的{_named(gone)}不见了或改了名，没有删；改了名的要自己删去")
    desk.dialogs.tell("\n".join(words))


def _is_given_up(book: xw.Book, desk: Desk, step: Step) -> bool:
    """Whether the clerk gives up a step whose sheet is gone, so that those before it can go."""
    lost = lost_sheets(book, step)
    if not lost:
        return False
    text = (
        f"撤销不了“{step.button}”：工作表{_named(lost)}不见了或改了名。\n"
        "改了名的，选“否”，把表名改回来再撤销；已经删除的，选“是”放弃撤销这一步"
        "（工作簿不变，以后从更早的一步撤起）。放弃吗？"
    )
    if not desk.dialogs.confirm(Question("forget", text)):
        return False
    with quiet(book):
        forget(book, step)
        entry = Entry(new=f"放弃：{_named(lost)}不在")
        write_log(book, desk.time, desk.settings.user, f"{LABEL}：{step.button}", [entry])
    desk.dialogs.tell(f"已放弃撤销“{step.button}”（{step.time}），工作簿没有改动")
    return True


def _ask_of_changes(book: xw.Book, desk: Desk, step: Step) -> None:
    """Raises Cancelled where something was changed after the step and shall stay."""
    if lost_sheets(book, step):
        return
    moved = misplaced(book, step)
    if moved:
        text = (
            f"“{step.button}”之后，这些格旁边或上面的文字变了，可能插过、删过行或列，或排过序：\n"
            f"{_places(moved)}\n撤销会把原来的内容写回原来的格，可能写到别的单位那一行。"
            "插过、删过、排过序的请选“否”，先改回来。仍要撤销吗？"
        )
        if not desk.dialogs.confirm(Question("moved", text)):
            raise Cancelled(f"没有撤销“{step.button}”，工作簿没有改动")
    changed = changed_since(book, step)
    if changed:
        text = (
            f"“{step.button}”之后，这些地方又改过：\n{_places(changed)}\n"
            "撤销会连同后来的改动一起恢复。继续吗？"
        )
        if not desk.dialogs.confirm(Question("overwrite", text)):
            raise Cancelled(f"没有撤销“{step.button}”，后来的改动都还在")


def _places(refs: Sequence[Ref]) -> str:
    return listed([ref.where() for ref in refs])


def _named(names: Sequence[str]) -> str:
    return "、".join(f"“{name}”" for name in names)
