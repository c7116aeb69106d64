"""The command line: new, import, check, export, demo; every message in Chinese."""

from __future__ import annotations

import argparse
import datetime as dt
import json
import re
import sys
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, NoReturn

from xianbiao import __version__
from xianbiao.model.errors import XianbiaoError, words_of

if TYPE_CHECKING:
    from xianbiao.model.notices import Notice

OK, FOUND, UNREADABLE = 0, 1, 2
DEFAULT_FUND = "hardship"
"""The key of the fund that `new` takes when none is named."""

_YEARS = range(1990, 2101)

_TRANSLATED = (
    (re.compile(r"the following arguments are required: (.+)"), r"缺少参数：\1"),
    (re.compile(r"unrecognized arguments: (.+)"), r"不认识的参数：\1"),
    (
        re.compile(r"argument 类型: invalid choice: '(.*?)'.*"),
        r"没有“\1”这种工作簿，可选 allocation（分配）、adjustment（调整）",
    ),
    (re.compile(r"argument (.*?): invalid int value: '(.*?)'"), r"\1 应当是整数，实际是“\2”"),
    (re.compile(r"argument .*?: invalid choice: '(.*?)'.*"), r"没有“\1”这个命令"),
    (re.compile(r"argument (.*?): expected .*"), r"\1 后面要写一个值"),
)


class _Parser(argparse.ArgumentParser):
    """An argparse parser whose own words are Chinese."""

    def __init__(self, **options: object) -> None:
        super().__init__(add_help=False, **options)  # type: ignore[arg-type]
        self._positionals.title = "参数"
        self._optionals.title = "选项"
        self.add_argument("-h", "--help", action="help", help="显示本帮助")

    def format_usage(self) -> str:
        return super().format_usage().replace("usage:", "用法：", 1)

    def format_help(self) -> str:
        return super().format_help().replace("usage:", "用法：", 1)

    def error(self, message: str) -> NoReturn:
        for pattern, chinese in _TRANSLATED:
            if pattern.fullmatch(message):
                message = pattern.sub(chinese, message)
                break
        self.exit(UNREADABLE, f"{self.format_usage()}错误：{message}。加 -h 看帮助。\n")


def main(arguments: Sequence[str] | None = None) -> int:
    """Run one command; returns 0 nothing wrong, 1 faults found, 2 unreadable or refused."""
    for stream in (sys.stdout, sys.stderr):
        if hasattr(stream, "reconfigure"):
            stream.reconfigure(errors="replace")
    options = _parser().parse_args(arguments)
    run: Callable[[argparse.Namespace], int] = options.run
    try:
        return run(options)
    except XianbiaoError as error:
        print(f"错误：{error}", file=sys.stderr)
        return UNREADABLE
    except BrokenPipeError:
        sys.stderr.close()
        return OK
    except OSError as error:
        place = error.filename or ""
        print(
            f"错误：{place}：读写失败（{words_of(error)}）；请核对文件夹权限，关闭占用该文件的程序",
            file=sys.stderr,
        )
        return UNREADABLE
    except KeyboardInterrupt:
        print("已取消，没有写出文件", file=sys.stderr)
        return UNREADABLE


def _parser() -> _Parser:
    parser = _Parser(prog="xianbiao", description="县表：核对分配通知，生成工作簿和各县文件。")
    parser.add_argument(
        "--version", action="version", version=f"xianbiao {__version__}", help="显示版本"
    )
    commands = parser.add_subparsers(
        title="命令", metavar="命令", required=True, parser_class=_Parser
    )
    creating = commands.add_parser("new", help="新建分配或调整工作簿，单位已填好")
    creating.add_argument(
        "kind",
        choices=("allocation", "adjustment"),
        metavar="类型",
        help="allocation 分配表，adjustment 调整分配表",
    )
    creating.add_argument(
        "out", type=Path, metavar="工作簿.xlsx", help="写到哪里；已有的文件不覆盖"
    )
    creating.add_argument(
        "--region", required=True, metavar="代码", help="分配资金的地区，六位代码，例如 652300"
    )
    creating.add_argument("--fund", default=DEFAULT_FUND, metavar="资金", help="资金名称或键")
    creating.add_argument("--year", type=int, metavar="年度", help="预算年度；默认今年")
    creating.add_argument(
        "--documents", nargs="+", default=(), metavar="文号", help="调整所涉及的各份原文件"
    )
    creating.set_defaults(run=_new)
    importing = commands.add_parser("import", help="通知文本或表格 → 工作簿")
    importing.add_argument("source", nargs="+", type=Path, metavar="通知", help=".txt 或 .xlsx")
    importing.add_argument(
        "--out", required=True, type=Path, metavar="工作簿.xlsx", help="写到哪里；已有的文件不覆盖"
    )
    importing.set_defaults(run=_import)
    checking = commands.add_parser("check", help="核对通知或工作簿，指出每一处错误")
    checking.add_argument("file", nargs="+", type=Path, metavar="文件", help=".txt、.xlsx 或 .xlsm")
    checking.add_argument("--json", action="store_true", help="以 JSON 输出")
    checking.set_defaults(run=_check)
    exporting = commands.add_parser("export", help="工作簿 → 每个单位一个文件")
    exporting.add_argument("book", type=Path, metavar="工作簿.xlsx", help="填好的工作簿")
    exporting.add_argument("--out", required=True, type=Path, metavar="文件夹", help="写到哪里")
    exporting.add_argument("--only", metavar="单位", help="只导出这一个单位")
    exporting.set_defaults(run=_export)
    showing = commands.add_parser("demo", help="用两份真实通知演示全过程")
    showing.add_argument(
        "dir", nargs="?", type=Path, default=Path("demo"), metavar="文件夹", help="默认 demo"
    )
    showing.set_defaults(run=_demo)
    return parser


def _new(options: argparse.Namespace) -> int:
    from xianbiao.export.importing import import_notice
    from xianbiao.sheets.blank import blank_notice, fund_called

    year = dt.date.today().year if options.year is None else options.year
    if year not in _YEARS:
        raise XianbiaoError("预算年度不对", found=str(year), expected="四位年份，例如 2025")
    fund = fund_called(options.fund)
    notice = blank_notice(options.kind, options.region, fund, year, options.documents)
    import_notice(notice, (), options.out)
    print(f"已新建 {options.out}：{year}年{fund.name}，{len(notice.recipients)} 个单位")
    print("先补“参数”里标“○待填”的各项，再填“附件1”的金额；填好后运行 xianbiao check 核对")
    return OK


def _import(options: argparse.Namespace) -> int:
    from xianbiao.checks import check
    from xianbiao.export.importing import import_notice
    from xianbiao.export.report import summary
    from xianbiao.model.document_numbers import is_document_number
    from xianbiao.readers import read_notice

    notice = read_notice(options.source)
    _say_what_is_unread(notice)
    findings = check(notice)
    import_notice(notice, findings, options.out)
    print(f"已写出 {options.out}：{len(notice.recipients)} 个单位，{len(notice.forms)} 张绩效表")
    if notice.number is None:
        print("没有认出文号：请在“参数”表的“文号”填上，导出时文件名要用")
    elif not is_document_number(notice.number.text):
        print(f"没有认出文号：“{notice.number.stripped}”照原文保留，请在“参数”表核对")
    print(f"{summary(findings)}；详见“校验”表，或运行 xianbiao check {options.source[0]}")
    return OK


def _check(options: argparse.Namespace) -> int:
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
        _say_what_is_unread(notice)
        findings += found
        if not options.json:
            print(report(str(file), found))
    if options.json:
        print(json.dumps([f.to_json() for f in findings], ensure_ascii=False, indent=2))
    if result == OK and any(f.severity is Severity.ERROR for f in findings):
        return FOUND
    return result


def _export(options: argparse.Namespace) -> int:
    from xianbiao.checks import check
    from xianbiao.export.deliver import export_counties
    from xianbiao.export.progress import progress_bar
    from xianbiao.model.amounts import format_amount
    from xianbiao.model.findings import Severity
    from xianbiao.readers import read_notice

    notice = read_notice([options.book])
    _say_what_is_unread(notice)
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


def _say_what_is_unread(notice: Notice) -> None:
    if notice.hidden_sheets:
        print(f"未核对隐藏工作表：{'、'.join(notice.hidden_sheets)}", file=sys.stderr)


def _demo(options: argparse.Namespace) -> int:
    from xianbiao.demo.run import run_demo

    run_demo(options.dir)
    return OK
