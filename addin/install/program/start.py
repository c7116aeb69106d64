"""Starts the Python process that serves Excel: `start.py {class id}`.

`start.py --check` looks whether it could. It is run with -I -S: nothing of other Pythons on the
machine, no variable and no package of theirs, has a part in it.
"""

from __future__ import annotations

import os
import site
import sys
from collections.abc import Callable, Iterator

HERE = os.path.dirname(os.path.abspath(__file__))
CHECK = "--check"


def modules() -> Iterator[str]:
    """The modules without which no button works, imported one after the other."""
    from importlib import import_module

    for name in ("pythoncom", "xlwings", "lxml.etree", "msgspec", "openpyxl", "formualizer"):
        import_module(name)
        yield name
    yield import_module("xianbiao.excel.server").__name__


def bridge() -> Iterator[str]:
    """The library through which Excel calls."""
    import ctypes

    path = os.path.join(HERE, "xlwings64.dll")
    function = ctypes.CDLL(path).XLPyDLLActivateAuto
    yield f"{os.path.basename(path)} {function.__name__}"


def check(steps: tuple[Callable[[], Iterator[str]], ...] = (modules, bridge)) -> int:
    """Take each step and tell of it; 1 where one fails."""
    for step in steps:
        try:
            for name in step():
                print(f"  ✔ {name}")
        except Exception as error:
            print(f"  ✘ {step.__name__}：{type(error).__name__}：{error}")
            return 1
    return 0


if __name__ == "__main__":
    if hasattr(sys.stdout, "reconfigure"):
        sys.stdout.reconfigure(encoding="utf-8")
    site.addsitedir(os.path.join(HERE, "lib"))
    if sys.argv[1:] == [CHECK]:
        sys.exit(check())
    from xianbiao.excel.server import serve

    serve(sys.argv[1])
