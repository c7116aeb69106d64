"""The catalogue of functions (help.toml): what Excel, the command line and 帮助 say of each."""

from __future__ import annotations

from functools import cache
from pathlib import Path
from typing import Any

from xianbiao.model.compiled_data import toml_values
from xianbiao.model.errors import DataFileError, words_of
from xianbiao.model.records import Record

CATEGORY = "县表"
LONGEST = 255
"""How many characters Excel keeps of a description."""

_FILE = "help.toml"


class ArgumentHelp(Record, frozen=True):
    """One argument: its name in the formula, its Chinese title, what to give."""

    name: str
    title: str
    doc: str
    optional: bool


class Example(Record, frozen=True):
    """A call with its answer: the formula as typed, what stands in its cells, what it gives."""

    formula: str
    given: tuple[object, ...]
    gives: object


class FunctionHelp(Record, frozen=True):
    """One function: its description, its arguments, what it gives, remarks, examples."""

    name: str
    title: str
    doc: str
    gives: str
    remarks: tuple[str, ...]
    arguments: tuple[ArgumentHelp, ...]
    examples: tuple[Example, ...]

    @property
    def usage(self) -> str:
        """The call with its arguments by title, optional ones in brackets."""
        words = [f"[{a.title}]" if a.optional else a.title for a in self.arguments]
        return f"{self.name}({', '.join(words)})"


@cache
def load_help() -> tuple[FunctionHelp, ...]:
    """Every function in the order of the help. Raises DataFileError when the file is malformed."""
    try:
        return tuple(_function(row) for row in _values()["function"])
    except (KeyError, TypeError, ValueError) as error:
        raise DataFileError(f"函数说明 {_FILE} 有误：{words_of(error)}") from error


@cache
def common_rules() -> tuple[str, ...]:
    """How every function reads its cells, one sentence each."""
    return tuple(str(rule) for rule in _values()["rules"])


def _values() -> dict[str, Any]:
    return toml_values(Path(__file__).with_name(_FILE))


def find_help(name: str) -> FunctionHelp:
    """The help of one function. Raises KeyError for a name that is none."""
    return _by_name()[name]


def help_lines(function: FunctionHelp) -> list[str]:
    """The help of one function as lines of text."""
    lines = [f"{function.usage}    {function.title}", f"  {function.doc}"]
    width = max(len(a.title) for a in function.arguments)
    for argument in function.arguments:
        optional = "（可不填）" if argument.optional else ""
        lines.append(f"    {argument.title.ljust(width, '　')}  {optional}{argument.doc}")
    lines.append(f"  结果：{function.gives}")
    lines += [f"  · {remark}" for remark in function.remarks]
    lines += [f"  例：{e.formula}  →  {_shown(e.gives)}" for e in function.examples]
    return lines


def help_rows() -> list[list[str]]:
    """The catalogue as rows for a sheet: name, category, description, then every argument."""
    return [[f.name, CATEGORY, f.doc, *(a.doc for a in f.arguments)] for f in load_help()]


def _shown(value: object) -> str:
    if isinstance(value, list):
        return "；".join(_shown(row) if isinstance(row, list) else str(row) for row in value)
    return str(value)


@cache
def _by_name() -> dict[str, FunctionHelp]:
    return {function.name: function for function in load_help()}


def _function(row: dict[str, object]) -> FunctionHelp:
    return FunctionHelp(
        name=str(row["name"]),
        title=str(row["title"]),
        doc=str(row["doc"]),
        gives=str(row["gives"]),
        remarks=tuple(map(str, _list(row.get("remarks", [])))),
        arguments=tuple(_argument(_dict(a)) for a in _list(row["argument"])),
        examples=tuple(_example(_dict(e)) for e in _list(row["example"])),
    )


def _argument(row: dict[str, object]) -> ArgumentHelp:
    return ArgumentHelp(
        str(row["name"]), str(row["title"]), str(row["doc"]), bool(row.get("optional", False))
    )


def _example(row: dict[str, object]) -> Example:
    return Example(str(row["formula"]), tuple(_list(row["given"])), row["gives"])


def _list(value: object) -> list[object]:
    if not isinstance(value, list):
        raise TypeError(f"{value!r} 不是一组")
    return value


def _dict(value: object) -> dict[str, object]:
    if not isinstance(value, dict):
        raise TypeError(f"{value!r} 不是一个表")
    return value
