"""An argparse parser whose own words are Chinese."""

from __future__ import annotations

import argparse
from typing import NoReturn, Protocol

from xianbiao.model.expressions import expression

OK, FOUND, UNREADABLE = 0, 1, 2
"""Exit codes: nothing wrong, faults found, unreadable or refused."""
FILES = ".txt、.docx、.pdf、.xlsx、.xlsm、.csv；.doc、.xls 等要有 LibreOffice"
"""Which files are read, for the help."""

_TRANSLATED = (
    (expression(r"the following arguments are required: (.+)"), r"缺少参数：\1"),
    (expression(r"unrecognized arguments: (.+)"), r"不认识的参数：\1"),
    (
        expression(r"argument 类型: invalid choice: '(.*?)'.*"),
        r"没有“\1”这种工作簿，可选 allocation（分配）、adjustment（调整）、county（县文件）",
    ),
    (expression(r"argument (.*?): invalid int value: '(.*?)'"), r"\1 应当是整数，实际是“\2”"),
    (expression(r"argument .*?: invalid choice: '(.*?)'.*"), r"没有“\1”这个命令"),
    (expression(r"argument (.*?): not allowed with argument (.*)"), r"\1 和 \2 只能用一个"),
    (expression(r"argument (.*?): expected .*"), r"\1 后面要写一个值"),
)


class Parser(argparse.ArgumentParser):
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


class Commands(Protocol):
    """Where a command adds its parser: what `ArgumentParser.add_subparsers` returns."""

    def add_parser(self, name: str, *, help: str) -> argparse.ArgumentParser: ...
