"""xianbiao import: a notice, as text or tables, becomes a workbook."""

from __future__ import annotations

import argparse
from pathlib import Path

from xianbiao.cli.parser import FILES, OK, Commands
from xianbiao.cli.unread import say_what_is_unread


def add(commands: Commands) -> None:
    """Add this command with its arguments."""
    parser = commands.add_parser("import", help="通知文本或表格 → 工作簿")
    parser.add_argument("source", nargs="+", type=Path, metavar="通知", help=FILES)
    parser.add_argument(
        "--out", required=True, type=Path, metavar="工作簿.xlsx", help="写到哪里；已有的文件不覆盖"
    )
    parser.set_defaults(run=_run)


def _run(options: argparse.Namespace) -> int:
    from xianbiao.checks import check
    from xianbiao.export.importing import import_notice
    from xianbiao.export.report import summary
    from xianbiao.model.document_numbers import is_document_number
    from xianbiao.readers import read_notice

    notice = read_notice(options.source)
    say_what_is_unread(notice)
    findings = check(notice)
    import_notice(notice, findings, options.out)
    print(f"已写出 {options.out}：{len(notice.recipients)} 个单位，{len(notice.forms)} 张绩效表")
    if notice.reports:
        print(f"其中 {notice.reports} 张是自评表，按绩效目标表导入；得分在原文件里核对")
    if notice.number is None:
        print("没有认出文号：请在“参数”表的“文号”填上，导出时文件名要用")
    elif not is_document_number(notice.number.text):
        print(f"没有认出文号：“{notice.number.stripped}”照原文保留，请在“参数”表核对")
    print(f"{summary(findings)}；详见“校验”表，或运行 xianbiao check {options.source[0]}")
    return OK
