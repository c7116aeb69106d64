"""xianbiao check: every fault of notices or workbooks, as text or JSON."""

from __future__ import annotations

import argparse
import json
import sys
from pathlib import Path

from xianbiao.cli.parser import FOUND, OK, UNREADABLE, Commands
from xianbiao.cli.unread import say_what_is_unread
from xianbiao.model.errors import XianbiaoError


def add(commands: Commands) -> None:
    """Add this command with its arguments."""
    parser = commands.add_parser("check", help="核对通知或工作簿，指出每一处错误")
    parser.add_argument("file", nargs="+", type=Path, metavar="文件", help=".txt、.xlsx 或 .xlsm")
    parser.add_argument("--json", action="store_true", help="以 JSON 输出")
    parser.set_defaults(run=_run)


def _run(options: argparse.Namespace) -> int:
    from xianbiao.checks import check
    from xianbiao.export.report import report
    from xianbiao.model.findings import Finding, Severity
    from xianbiao.readers import read_notice

    findings: list[Finding] = []
    result = OK
    for file in options.file:
        try:
            notice = read_notice([file])
            found = check(notice)
        except XianbiaoError as error:
            print(f"错误：{error}", file=sys.stderr)
            result = UNREADABLE
            continue
        say_what_is_unread(notice)
        findings += found
        if not options.json:
            print(report(str(file), found))
    if options.json:
        print(json.dumps([f.to_json() for f in findings], ensure_ascii=False, indent=2))
    if result == OK and any(f.severity is Severity.ERROR for f in findings):
        return FOUND
    return result
