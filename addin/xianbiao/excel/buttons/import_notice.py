"""导入通知: a notice, as a document, text or tables, becomes a working workbook."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from xianbiao.excel.desk import Desk
from xianbiao.excel.dialogs import Question, answered
from xianbiao.excel.new_books import write_and_open
from xianbiao.model.findings import tally
from xianbiao.readers.notice import FILE_SUFFIXES

if TYPE_CHECKING:
    import xlwings as xw


def import_notice(book: xw.Book, desk: Desk) -> None:
    """Ask for the notice and for the new file; tell what the check found.

    Raises UnreadableFile, UnreadableTable, AmbiguousTotal or UnknownRecipient as the import of
    the command line does; nothing is written then.
    """
    from xianbiao.checks import check
    from xianbiao.readers import read_notice

    question = Question("file", "通知文件（Word、PDF、文本或表格）", kinds=FILE_SUFFIXES)
    source = Path(answered(desk.dialogs.open_file(question)))
    notice = read_notice([source])
    findings = check(notice)
    proposed = f"{source.stem}-工作簿.xlsx"
    made = write_and_open(book, desk, "导入通知", notice, findings, proposed)
    errors, hints = tally(findings)
    said = [
        f"已生成 {made.name}：{len(notice.recipients)} 个单位，{len(notice.forms)} 张绩效表",
        f"原通知有错误 {errors} 处，提示 {hints} 处，详见“校验”表",
    ]
    if notice.reports:
        said.append(f"其中 {notice.reports} 张是自评表，按绩效目标表导入；得分在原文件里核对")
    if notice.hidden_sheets:
        said.append(f"隐藏的工作表没有读：{'、'.join(notice.hidden_sheets)}")
    said += notice.remarks
    desk.dialogs.tell("\n".join(said))
