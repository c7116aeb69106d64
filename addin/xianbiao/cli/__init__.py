"""The command line: one module for each command, every message in Chinese."""

from __future__ import annotations

import importlib
import sys
from argparse import Namespace
from collections.abc import Callable, Sequence
from functools import cache

from xianbiao import __version__
from xianbiao.cli.parser import OK, UNREADABLE, Parser
from xianbiao.model.errors import XianbiaoError, remedy_of, words_of

_COMMANDS = {
    "new": "xianbiao.cli.new",
    "import": "xianbiao.cli.importing",
    "check": "xianbiao.cli.check",
    "inspect": "xianbiao.cli.inspect",
    "export": "xianbiao.cli.export",
    "button": "xianbiao.cli.button",
    "fn": "xianbiao.cli.fn",
    "demo": "xianbiao.cli.demo",
}
"""In the order of the help; each module has `add(commands)`, which names its function `run`."""


def main(arguments: Sequence[str] | None = None) -> int:
    """Run one command; returns 0 nothing wrong, 1 faults found, 2 unreadable or refused."""
    for stream in (sys.stdout, sys.stderr):
        if hasattr(stream, "reconfigure"):
            stream.reconfigure(errors="replace")
    words = sys.argv[1:] if arguments is None else list(arguments)
    options = parser_for(words).parse_args(words)
    run: Callable[[Namespace], int] = options.run
    try:
        return run(options)
    except XianbiaoError as error:
        print(f"错误：{error}", file=sys.stderr)
        return UNREADABLE
    except BrokenPipeError:
        sys.stderr.close()
        return OK
    except OSError as error:
        place = f"{error.filename}：" if error.filename else ""
        said = f"{place}读写失败；实际是：{words_of(error)}；请：{remedy_of(error)}"
        print(f"错误：{said}", file=sys.stderr)
        return UNREADABLE
    except KeyboardInterrupt:
        print("已取消，没有写出文件", file=sys.stderr)
        return UNREADABLE


def parser_for(words: Sequence[str]) -> Parser:
    """The parser of a command line: the command it names alone, else all, for the help."""
    return _parser(next((word for word in words[:1] if word in _COMMANDS), None))


@cache
def _parser(command: str | None) -> Parser:
    """The parser with one command, with all where it is None."""
    parser = Parser(prog="xianbiao", description="县表：核对分配通知，生成工作簿和各县文件。")
    parser.add_argument(
        "--version", action="version", version=f"xianbiao {__version__}", help="显示版本"
    )
    commands = parser.add_subparsers(
        title="命令", metavar="命令", required=True, parser_class=Parser
    )
    for name in _COMMANDS if command is None else (command,):
        importlib.import_module(_COMMANDS[name]).add(commands)
    return parser
