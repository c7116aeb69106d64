"""xianbiao demo: the whole way on two real notices."""

from __future__ import annotations

import argparse
from pathlib import Path

from xianbiao.cli.parser import OK, Commands


def add(commands: Commands) -> None:
    """Add this command with its arguments."""
    parser = commands.add_parser("demo", help="用两份真实通知演示全过程")
    parser.add_argument(
        "dir", nargs="?", type=Path, default=Path("demo"), metavar="文件夹", help="默认 demo"
    )
    parser.set_defaults(run=_run)


def _run(options: argparse.Namespace) -> int:
    from xianbiao.demo.run import run_demo

    run_demo(options.dir)
    return OK
