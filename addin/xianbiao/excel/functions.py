"""The functions in cells (XB_…) as xlwings calls them; what they do is in xianbiao.functions.

Every argument arrives as rows × columns with error values as text (`#N/A`); every result leaves
as rows × columns of numbers, texts and dates. Names of arguments stand in the VBA wrappers.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable
from decimal import Decimal
from typing import Any, TypeVar

from xianbiao.excel.api import arg, func, ret
from xianbiao.functions.answers import Answer
from xianbiao.functions.calling import call
from xianbiao.functions.catalogue import CATEGORY, find_help

Rows = list[list[Any]]
_Function = TypeVar("_Function", bound=Callable[..., Rows])


def _worksheet_function(function: _Function) -> _Function:
    """Register a function under 县表 with the descriptions of the catalogue.

    `func` comes last, for `arg` and `ret` set its options back.
    """
    described = find_help(function.__name__)
    function.__doc__ = described.doc
    registered = ret()(function)
    for argument in described.arguments:
        registered = arg(argument.name, ndim=2, err_to_str=True, doc=argument.doc)(registered)
    result: _Function = func(category=CATEGORY, call_in_wizard=False)(registered)
    return result


@_worksheet_function
def XB_CHECK(printed: Any, parts: Any, tolerance: Any = None) -> Rows:
    return _answer("XB_CHECK", printed, parts, tolerance)


@_worksheet_function
def XB_DIFF(printed: Any, parts: Any) -> Rows:
    return _answer("XB_DIFF", printed, parts)


@_worksheet_function
def XB_WHY(printed: Any, parts: Any) -> Rows:
    return _answer("XB_WHY", printed, parts)


@_worksheet_function
def XB_ADJUST(before: Any, change: Any, after: Any) -> Rows:
    return _answer("XB_ADJUST", before, change, after)


@_worksheet_function
def XB_TIE(left_table: Any, right_table: Any, units: Any = None) -> Rows:
    return _answer("XB_TIE", left_table, right_table, units)


@_worksheet_function
def XB_UNIT(unit: Any, units: Any = None) -> Rows:
    return _answer("XB_UNIT", unit, units)


@_worksheet_function
def XB_UNITCODE(unit: Any, units: Any = None) -> Rows:
    return _answer("XB_UNITCODE", unit, units)


@_worksheet_function
def XB_SUBJECT(code: Any, budget_year: Any = None) -> Rows:
    return _answer("XB_SUBJECT", code, budget_year)


@_worksheet_function
def XB_TARGETOK(target: Any) -> Rows:
    return _answer("XB_TARGETOK", target)


@_worksheet_function
def XB_TARGET(target: Any, actual: Any) -> Rows:
    return _answer("XB_TARGET", target, actual)


@_worksheet_function
def XB_SHARE(
    total: Any, weights: Any, digits: Any = None, floor: Any = None, cap: Any = None
) -> Rows:
    return _answer("XB_SHARE", total, weights, digits, floor, cap)


@_worksheet_function
def XB_CAPITAL(amount: Any, unit: Any = None) -> Rows:
    return _answer("XB_CAPITAL", amount, unit)


@_worksheet_function
def XB_DOCNO(number: Any) -> Rows:
    return _answer("XB_DOCNO", number)


@_worksheet_function
def XB_DUE(start: Any, limit: Any, work_calendar: Any = None) -> Rows:
    return _answer("XB_DUE", start, limit, work_calendar)


def _answer(name: str, *given: Any) -> Rows:
    return [[_cell(value) for value in row] for row in call(name, *given)]


def _cell(value: Answer) -> float | str | dt.datetime:
    """A value that COM carries unchanged; Decimal would be cut to the four places of currency."""
    match value:
        case Decimal():
            return float(value)
        case dt.date():
            return dt.datetime(value.year, value.month, value.day)
        case None:
            return ""
        case _:
            return value
