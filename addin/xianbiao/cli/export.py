"""xianbiao export: one file for each recipient of a workbook."""

from __future__ import annotations

import argparse
from pathlib import Path

from xianbiao.cli.parser import OK, Commands
from xianbiao.cli.unread import say_what_is_unread


def add(commands: Commands) -> None:
    """Add this command with its arguments."""
    parser = commands.add_parser("export", help="工作簿 → 每个单位一个文件")
    parser.add_argument("book", type=Path, metavar="工作簿.xlsx", help="填好的工作簿")
    parser.add_argument("--out", required=True, type=Path, metavar="文件夹", help="写到哪里")
    parser.add_argument("--only", metavar="单位", help="只导出这一个单位")
    parser.set_defaults(run=_run)


def _run(options: argparse.Namespace) -> int:
    from xianbiao.checks import check
    from xianbiao.export.deliver import export_counties
    from xianbiao.export.progress import progress_bar
    from xianbiao.model.amounts import format_amount
    from xianbiao.model.findings import Severity
    from xianbiao.readers import read_notice

    notice = read_notice([options.book])
    say_what_is_unread(notice)
    findings = check(notice)
    with progress_bar("导出") as advance:
        delivery = export_counties(notice, findings, options.out, options.only, advance)
    unit = (notice.allocation.unit if notice.allocation else None) or "万元"
    for file in delivery.files:
        print(f"{file.path}  {file.recipient} {format_amount(file.amount)} {unit}")
    print(f"共 {len(delivery.files)} 个文件，清单 {delivery.manifest}")
    if errors := sum(f.severity is Severity.ERROR for f in findings):
        print(f"注意：核对还有 {errors} 处错误，见 xianbiao check {options.book}")
    return OK
