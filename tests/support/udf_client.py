"""Asks the process in which xlwings runs worksheet functions as on Windows: see udf_process."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

MISSING = {"missing": True}
"""An optional argument that the formula leaves out."""


class Excel:
    """The process that plays Excel's side of COM."""

    def __init__(self, process: subprocess.Popen[str]) -> None:
        self._process = process

    def ask(self, name: str, *arguments: Any) -> Any:
        """The result of a request; fails with what went wrong in the process."""
        assert self._process.stdin is not None
        assert self._process.stdout is not None
        self._process.stdin.write(json.dumps([name, arguments]) + "\n")
        self._process.stdin.flush()
        answer = json.loads(self._process.stdout.readline())
        assert "error" not in answer, answer
        return answer["result"]

    def call(self, name: str, *arguments: Any) -> Any:
        """A function called as its wrapper calls it."""
        return self.ask("call", name, list(arguments))


@contextmanager
def started_excel() -> Iterator[Excel]:
    """A process of one's own, ended afterwards."""
    program = Path(__file__).with_name("udf_process.py")
    with subprocess.Popen(
        [sys.executable, str(program)],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        text=True,
        encoding="utf-8",
        env={**os.environ, "PYTHONPATH": os.pathsep.join(sys.path), "PYTHONIOENCODING": "utf-8"},
    ) as process:
        yield Excel(process)
        assert process.stdin is not None
        process.stdin.close()
