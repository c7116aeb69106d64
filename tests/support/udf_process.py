"""A process in which xlwings runs worksheet functions as on Windows; one JSON line per request.

It is a process of its own, for the stubs of Windows change xlwings for good. A request is the
name of a method of `Requests` with its arguments; a cell is a JSON value, or `{"date": …}`.
"""

from __future__ import annotations

import datetime as dt
import importlib
import io
import json
import sys
import types
from pathlib import Path
from typing import Any

sys.path.insert(0, str(Path(__file__).parent))

import windows_stub

MODULE = "xianbiao.excel.functions"


class Requests:
    """What the process does when it is asked."""

    def __init__(self) -> None:
        self.udfs = windows_stub.install()
        self.module = importlib.import_module(MODULE)

    def source(self) -> str:
        """The VBA that xlwings itself would write for the functions."""
        target = io.StringIO()
        book = types.SimpleNamespace(Name="xianbiao.xlam")
        self.udfs.generate_vba_wrapper(MODULE, self.module, target, book)
        return target.getvalue()

    def described(self) -> dict[str, Any]:
        """What xlwings knows of each function."""
        found = (getattr(self.module, name) for name in dir(self.module))
        known = [f.__xlfunc__ for f in found if hasattr(f, "__xlfunc__")]
        return {
            info["name"]: {
                "category": info["category"],
                "volatile": info["volatile"],
                "async_mode": info["async_mode"],
                "call_in_wizard": info["call_in_wizard"],
                "doc": info["ret"]["doc"],
                "args": [[a["name"], a["doc"], "optional" in a] for a in info["args"]],
            }
            for info in known
        }

    def call(self, name: str, arguments: list[Any]) -> Any:
        """A function called as the wrapper calls it: the value that the cells get."""
        given = tuple(_com(argument) for argument in arguments)
        result = self.udfs.call_udf(MODULE, name, given)
        if len(result) == 1:
            (row,) = result
            result = row[0] if len(row) == 1 else row
        return _plain(result)

    def modules(self) -> list[str]:
        """Which modules are imported by now."""
        return sorted(sys.modules)


def _com(argument: Any) -> Any:
    """An argument as COM hands it over: a range, a bare value, or nothing."""
    match argument:
        case {"range": rows}:
            return windows_stub.ComRange([[_cell(cell) for cell in row] for row in rows])
        case {"array": rows}:
            return tuple(tuple(_cell(cell) for cell in row) for row in rows)
        case {"missing": True}:
            return windows_stub.MISSING
    return _cell(argument)


def _cell(value: Any) -> Any:
    match value:
        case {"date": text}:
            day = dt.datetime.fromisoformat(text)
            return windows_stub.TimeType(day.year, day.month, day.day, tzinfo=dt.UTC)
        case {"error": code}:
            return int(code)
        case int() if not isinstance(value, bool):
            return float(value)
    return value


def _plain(value: Any) -> Any:
    if isinstance(value, list | tuple):
        return [_plain(each) for each in value]
    if isinstance(value, dt.datetime):
        return {"date": value.date().isoformat(), "zone": str(value.tzinfo)}
    return value


def main() -> None:
    """Answer every line of the input with one line: the result, or what went wrong."""
    requests = Requests()
    for line in sys.stdin:
        name, arguments = json.loads(line)
        try:
            answer = {"result": getattr(requests, name)(*arguments)}
        except Exception as error:  # the test shows it
            answer = {"error": f"{type(error).__name__}: {error}"}
        print(json.dumps(answer), flush=True)


if __name__ == "__main__":
    main()
