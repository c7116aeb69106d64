"""全面核对: every rule on what the open workbook holds now, written onto 校验."""

from __future__ import annotations

from typing import TYPE_CHECKING

from xianbiao.excel.desk import Desk
from xianbiao.excel.finding_list import forget_current
from xianbiao.excel.live import grid_called, notice_and_grids, require_working
from xianbiao.model.findings import Severity
from xianbiao.sheets.fill.register import register_patches
from xianbiao.sheets.layout import keys

if TYPE_CHECKING:
    import xlwings as xw

LABEL = "全面核对"


def check_all(book: xw.Book, desk: Desk) -> None:
    """Check the workbook and write 可能原因 and the list of findings; colours nothing."""
    from xianbiao.checks import check

    require_working(book)
    with desk.progress(book, "读取") as advance:
        notice, grids = notice_and_grids(book, advance)
    findings = check(notice)
    register = grid_called(book, grids, keys.REGISTER_SHEET)
    patches = register_patches(register, notice, findings, f"{desk.time} {LABEL}")
    desk.apply(book, LABEL, patches)
    forget_current(book)
    errors = sum(f.severity is Severity.ERROR for f in findings)
    hints = len(findings) - errors
    said = f"错误 {errors} 处，提示 {hints} 处，已列在“校验”表下方；点“下一处”逐处查看"
    desk.dialogs.tell(said if findings else "没有发现错误，也没有提示")
