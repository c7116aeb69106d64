"""上一处: jumps to the previous finding of the list."""

from __future__ import annotations

from typing import TYPE_CHECKING

from xianbiao.excel.desk import Desk
from xianbiao.excel.finding_list import current_number, findings_on, jump_to

if TYPE_CHECKING:
    import xlwings as xw


def previous_finding(book: xw.Book, desk: Desk) -> None:
    """Jump back; at the beginning of the list say so and stay."""
    findings = findings_on(book)
    current = current_number(book)
    if current == 0:
        desk.dialogs.tell(f"还没有跳到哪一处（共 {len(findings)} 处）；先点“下一处”")
        return
    wanted = current - 1
    found = next((f for f in findings if f.number == wanted), None)
    if found is None:
        desk.dialogs.tell(f"已经是第一处（共 {len(findings)} 处）")
        return
    jump_to(book, found, len(findings))
