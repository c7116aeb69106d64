"""Writes the rules for typing into a sheet as native data validations."""

from __future__ import annotations

import datetime as dt
from typing import Any

from xianbiao.sheets.validation import (
    AnyValue,
    Custom,
    Dates,
    Listed,
    Longest,
    Number,
    Rule,
    Validation,
    Whole,
    Words,
)


def put_validation(sheet: Any, validation: Validation) -> None:
    """Write one validation to an XlsxWriter sheet."""
    options = _options(validation.rule) | {
        "input_title": validation.title,
        "input_message": validation.message,
        "error_title": validation.title,
        "error_message": validation.error_text,
        "error_type": "stop" if validation.stop else "warning",
    }
    area = validation.area
    sheet.data_validation(area.top, area.left, area.bottom, area.right, options)


def _options(rule: Rule) -> dict[str, Any]:
    match rule:
        case AnyValue():
            return {"validate": "any"}
        case Words(words):
            return {"validate": "list", "source": list(words)}
        case Listed(cells):
            return {"validate": "list", "source": f"={cells}"}
        case Whole(low, high):
            return _between("integer", low, high)
        case Number(low, high):
            return _between("decimal", float(low), float(high))
        case Dates(first, last):
            return _between("date", _day(first), _day(last))
        case Longest(length):
            return {"validate": "length", "criteria": "<=", "value": length}
        case Custom(formula):
            return {"validate": "custom", "value": f"={formula}"}


def _between(kind: str, low: Any, high: Any) -> dict[str, Any]:
    return {"validate": kind, "criteria": "between", "minimum": low, "maximum": high}


def _day(day: dt.date | str) -> dt.date | str:
    return f"={day}" if isinstance(day, str) else day
