"""xianbiao check: every fault of notices, workbooks or returned county files, as text or JSON."""

from __future__ import annotations

import argparse
import sys
from pathlib import Path

from xianbiao.cli.parser import FILES, FOUND, OK, UNREADABLE, Commands
from xianbiao.cli.unread import say_what_is_unread
from xianbiao.model.errors import XianbiaoError
from xianbiao.model.findings import Finding, Severity
from xianbiao.model.lasting import lasting


def add(commands: Commands) -> None:
    """Add this command with its arguments."""
    parser = commands.add_parser("check", help="核对通知、工作簿或交回的县文件，指出每一处错误")
    parser.add_argument("file", nargs="+", type=Path, metavar="文件", help=FILES)
    parser.add_argument("--json", action="store_true", help="以 JSON 输出")
    parser.set_defaults(run=_run)


def _run(options: argparse.Namespace) -> int:
    from xianbiao.export.report import report

    findings: list[Finding] = []
    result = OK
    for file in options.file:
        try:
            found = _findings(file)
        except XianbiaoError as error:
            print(f"错误：{error}", file=sys.stderr)
            result = UNREADABLE
            continue
        findings += found
        if not options.json:
            print(report(str(file), found))
    if options.json:
        import json

        print(json.dumps([f.to_json() for f in findings], ensure_ascii=False, indent=2))
    if result == OK and any(f.severity is Severity.ERROR for f in findings):
        return FOUND
    return result


@lasting()
def _findings(file: Path) -> list[Finding]:
    """What is wrong with one file, by what it is: a returned county file, else a notice."""
    from xianbiao.checks import check
    from xianbiao.readers.county import is_county, read_county
    from xianbiao.readers.notice import notice_of, read_grids

    grids = read_grids(file)
    if is_county(grids):
        from xianbiao.checks.county_rules import check_return

        return check_return(read_county(file, grids))
    notice = notice_of(str(file), grids)
    found = check(notice)
    say_what_is_unread(notice)
    return found
