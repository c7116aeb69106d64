"""xianbiao fn: the functions of cells (XB_…) on values from the command line."""

from __future__ import annotations

import argparse
import datetime as dt
import json
import re
import sys
from collections.abc import Iterable
from decimal import Decimal
from typing import TYPE_CHECKING

from xianbiao.cli.parser import FOUND, OK, UNREADABLE, Commands
from xianbiao.model.errors import XianbiaoError
from xianbiao.model.expressions import expression

if TYPE_CHECKING:
    from xianbiao.functions.answers import Answer, Answers

_NUMBER = expression(r"-?(0|[1-9][0-9]*)(\.[0-9]+)?")
_GROUPED = expression(r"-?[0-9]{1,3}(,[0-9]{3})*,0[0-9]{2}(,[0-9]{3})*(\.[0-9]+)?")
_STDIN = "-"


def add(commands: Commands) -> None:
    """Add this command with its arguments."""
    parser = commands.add_parser("fn", help="用单元格函数（XB_…）算给出的值；不带参数列出全部函数")
    parser.add_argument("--json", action="store_true", help="以 JSON 输出")
    parser.add_argument("name", nargs="?", metavar="函数", help="例如 XB_SHARE；只写函数显示其说明")
    parser.add_argument(
        "values",
        nargs=argparse.REMAINDER,
        metavar="值",
        help="各参数的值：逗号分列、分号分行（3,3,4），或 JSON（[[3],[3]]）；- 从标准输入读",
    )
    parser.set_defaults(run=_run)


def _run(options: argparse.Namespace) -> int:
    from xianbiao.functions.calling import call
    from xianbiao.functions.catalogue import common_rules, find_help, help_lines, load_help

    if options.name is None:
        for function in load_help():
            print("\n".join(help_lines(function)), end="\n\n")
        print("共同的规则\n" + "\n".join(f"  · {rule}" for rule in common_rules()))
        return OK
    name = options.name.upper()
    try:
        described = find_help(name)
    except KeyError:
        names = "、".join(f.name for f in load_help())
        raise XianbiaoError(
            f"没有“{options.name}”这个函数", todo=f"从这些里选一个：{names}"
        ) from None
    as_json = options.json or "--json" in options.values
    given = [v for v in options.values if v != "--json"]
    if not given:
        print("\n".join(help_lines(described)))
        return OK
    if given.count(_STDIN) > 1:
        raise XianbiaoError("标准输入只能给一个参数", todo="只写一个 -")
    answers = call(name, *(_value(sys.stdin.read() if v == _STDIN else v) for v in given))
    print(_as_json(answers) if as_json else _as_text(answers))
    return _result(answers)


def _value(text: str) -> object:
    """An argument: JSON that begins with [, else cells parted by commas or tabs, rows by ;."""
    text = text.strip("\r\n")
    if text.lstrip().startswith("["):
        try:
            return json.loads(text, parse_float=Decimal)
        except ValueError as error:
            raise XianbiaoError(
                "这个值不是 JSON", found=text[:40], todo="核对括号和引号"
            ) from error
    if _GROUPED.fullmatch(text):
        raise XianbiaoError(
            f"“{text}”里的逗号会被当作分列",
            todo=f'写成 {text.replace(",", "")}，或用 JSON：["{text}"]',
        )
    return [[_cell(cell) for cell in re.split("[,\t]", row)] for row in re.split("[;\n]", text)]


def _cell(text: str) -> object:
    stripped = text.strip()
    return Decimal(stripped) if _NUMBER.fullmatch(stripped) else stripped


def _as_text(answers: Answers) -> str:
    return "\n".join("\t".join(_shown(a) for a in row) for row in answers)


def _shown(answer: Answer) -> str:
    from xianbiao.model.amounts import format_amount

    if isinstance(answer, Decimal):
        return format_amount(answer)
    return "" if answer is None else str(answer)


def _as_json(answers: Answers) -> str:
    return json.dumps([[_plain(a) for a in row] for row in answers], ensure_ascii=False)


def _plain(answer: Answer) -> object:
    if isinstance(answer, Decimal):
        return int(answer) if answer == answer.to_integral_value() else float(answer)
    return answer.isoformat() if isinstance(answer, dt.date) else answer


def _result(answers: Answers) -> int:
    """2 where a value could not be served, 1 where something does not tie, else 0."""
    texts = [a for a in _flat(answers) if isinstance(a, str)]
    if any(t.startswith("#") for t in texts):
        return UNREADABLE
    return FOUND if any(t.startswith("✘") or t == "未达标" for t in texts) else OK


def _flat(answers: Answers) -> Iterable[Answer]:
    return (answer for row in answers for answer in row)
