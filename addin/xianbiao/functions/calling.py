"""Calling a function by its name: the one way in for cells, buttons and the command line."""

from __future__ import annotations

from collections.abc import Callable
from importlib import import_module

from xianbiao.functions.answers import Answers, message, shortened
from xianbiao.functions.blocks import CellBlock, read_block, used_rows
from xianbiao.functions.catalogue import ArgumentHelp, find_help
from xianbiao.functions.inputs import CellProblem
from xianbiao.model.errors import XianbiaoError

_HOMES = {
    "XB_CHECK": ("totals", "check"),
    "XB_DIFF": ("totals", "difference"),
    "XB_WHY": ("totals", "why"),
    "XB_ADJUST": ("adjustment", "adjust"),
    "XB_TIE": ("ties", "tie"),
    "XB_UNIT": ("units", "full_names"),
    "XB_UNITCODE": ("units", "codes"),
    "XB_SUBJECT": ("subjects", "subject"),
    "XB_TARGETOK": ("targets", "target_ok"),
    "XB_TARGET": ("targets", "target"),
    "XB_SHARE": ("share", "share"),
    "XB_CAPITAL": ("capital", "capitals"),
    "XB_DOCNO": ("document_numbers", "document_number"),
    "XB_DUE": ("due", "due"),
}
"""Module and function of each name; a module is imported when it is first called."""

NAMES = tuple(_HOMES)


def call(name: str, *given: object) -> Answers:
    """What a function answers: rows × columns, one cell where a message or one value is all.

    `given` are the arguments in order: a value, a list of values (a row) or a list of rows; None
    and those left out are blank. No input raises: what cannot be served is a message behind a #.
    """
    try:
        answers = _function(name)(*_blocks(name, given))
    except CellProblem as problem:
        answers = [[message(problem)]]
    except XianbiaoError as error:
        answers = [[f"#{error}"]]
    return [[shortened(answer) for answer in row] for row in answers]


def _function(name: str) -> Callable[..., Answers]:
    module, function = _HOMES[name]
    found: Callable[..., Answers] = getattr(import_module(f"xianbiao.functions.{module}"), function)
    return found


def _blocks(name: str, given: tuple[object, ...]) -> list[CellBlock]:
    arguments = find_help(name).arguments
    if len(given) > len(arguments):
        raise CellProblem(f"{name} 最多 {len(arguments)} 个参数，给了 {len(given)} 个")
    padded = used_rows([*given, *[None] * (len(arguments) - len(given))])
    _refuse_lacking(name, arguments, len(given))
    return [read_block(v, a.title) for v, a in zip(padded, arguments, strict=True)]


def _refuse_lacking(name: str, arguments: tuple[ArgumentHelp, ...], given: int) -> None:
    lacking = [a.title for a in arguments[given:] if not a.optional]
    if lacking:
        raise CellProblem(f"{name} 缺少参数：{'、'.join(lacking)}")
