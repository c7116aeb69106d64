"""帮助: what every button does."""

from __future__ import annotations

from typing import TYPE_CHECKING

from xianbiao import __version__
from xianbiao.excel.desk import Desk
from xianbiao.excel.registry import BUTTONS, GROUPS

if TYPE_CHECKING:
    import xlwings as xw


def show_help(book: xw.Book, desk: Desk) -> None:
    """Tell the use of the buttons, group by group."""
    desk.dialogs.tell(help_text())


def help_text() -> str:
    """The help, one line for each button."""
    lines = [f"县表 {__version__}"]
    for group in GROUPS:
        lines.append(f"【{group}】")
        lines += [f"{b.label}：{b.supertip}" for b in BUTTONS if b.group == group]
    return "\n".join(lines)
