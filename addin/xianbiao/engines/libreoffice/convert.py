"""Values between Python and cells: what a text becomes when it is entered, dates, errors."""

from __future__ import annotations

import datetime as dt
import math
import re
from collections.abc import Callable
from decimal import Decimal
from numbers import Real
from typing import Any

from xianbiao.engines.libreoffice.number_formats import DATE_CODE, DATETIME_CODE, TIME_CODE
from xianbiao.model.records import Record

_EPOCH = dt.datetime(1899, 12, 30)
_ONE_DAY = dt.timedelta(days=1)

ERROR_WORDS = {
    502: "#VALUE!",
    503: "#NUM!",
    519: "#VALUE!",
    521: "#NULL!",
    524: "#REF!",
    525: "#NAME?",
    532: "#DIV/0!",
    32767: "#N/A",
}
_ERRORS = frozenset(ERROR_WORDS.values())
_NUMBER = re.compile(r"[+-]?(?:\d+\.?\d*|\.\d+)(?:[eE][+-]?\d+)?")
_GROUPED = re.compile(r"[+-]?\d{1,3}(?:,\d{3})+(?:\.\d*)?")
_PERCENT = re.compile(r"([+-]?(?:\d+\.?\d*|\.\d+)) ?%")
_DAY = re.compile(r"(\d{4})([-/])(\d{1,2})\2(\d{1,2})(?: (\d{1,2}):(\d{2})(?::(\d{2}))?)?")
_TIME = re.compile(r"(\d{1,2}):(\d{2})(?::(\d{2}))?")


class CellError(str):
    """An error value of a cell, such as `#N/A`: raw values carry it, converted values its word."""


class Entry(Record, frozen=True):
    """What a cell receives: a number, a text or a formula, and the format that goes with it."""

    content: float | str
    is_formula: bool = False
    format: str | None = None


def error_word(code: int) -> CellError:
    """The error that Excel shows for an error code of LibreOffice."""
    return CellError(ERROR_WORDS.get(code, "#VALUE!"))


def to_serial(moment: dt.datetime) -> float:
    """Days since 1899-12-30; a time zone is dropped, as xlwings drops it."""
    return (moment.replace(tzinfo=None) - _EPOCH) / _ONE_DAY


def to_moment(serial: float) -> dt.datetime | float:
    """The day and time of a serial number, to the millisecond; outside the calendar, the number."""
    try:
        return _EPOCH + dt.timedelta(milliseconds=round(serial * 86_400_000))
    except OverflowError:
        return serial


def entry(value: Any) -> Entry:
    """What entering a value into a cell of format General leaves there, as Excel does it.

    A text that reads as a number, a percentage, a day (2024-1-5, 2024/1/5), a time, TRUE or an
    error becomes one; a leading apostrophe keeps it a text; `=` begins a formula.
    """
    match value:
        case None | "":
            return Entry("")
        case bool():
            return Entry(float(value), format="BOOLEAN")
        case CellError():
            return Entry(f"={value}", is_formula=True)
        case str():
            return _typed(value)
        case dt.datetime():
            return Entry(to_serial(value), format=_code_of(value))
        case dt.date():
            return Entry(
                to_serial(dt.datetime(value.year, value.month, value.day)), format=DATE_CODE
            )
        case dt.time():
            return Entry(_seconds(value.hour, value.minute, value.second), format=TIME_CODE)
        case dt.timedelta():
            return Entry(value / _ONE_DAY, format=TIME_CODE)
        case Decimal() | Real():
            return Entry(float(value))
    raise TypeError(f"{type(value).__name__} cannot be written to a cell")


def text_entry(value: Any) -> Entry:
    """What entering a value into a cell of format Text leaves there: always a text."""
    found = entry(value)
    if isinstance(value, str):
        return Entry(value[1:] if value.startswith("'") else str(value))
    if isinstance(value, bool):
        return Entry(str(value).upper())
    return Entry(number_text(found.content) if isinstance(found.content, float) else found.content)


def number_text(number: float) -> str:
    """A number as Excel writes it into a formula bar: 5, 1.5, 1E+20."""
    if number.is_integer() and abs(number) < 1e15:
        return str(int(number))
    text = f"{number:.15g}".upper()
    return re.sub(r"E([+-])0+(?=\d)", r"E\1", text)


def _typed(text: str) -> Entry:
    """What typing a text into a cell leaves there."""
    if text.startswith("'"):
        return Entry(text[1:])
    if text.startswith("=") and len(text) > 1:
        return Entry(text, is_formula=True)
    trimmed = text.strip()
    if trimmed.upper() in ("TRUE", "FALSE"):
        return Entry(float(trimmed.upper() == "TRUE"), format="BOOLEAN")
    if trimmed in _ERRORS:
        return Entry(f"={trimmed}", is_formula=True)
    if not trimmed.isascii() or not any("0" <= letter <= "9" for letter in trimmed):
        return Entry(text)
    if _NUMBER.fullmatch(trimmed) and math.isfinite(float(trimmed)):
        return Entry(float(trimmed))
    if _GROUPED.fullmatch(trimmed):
        code = "#,##0.00" if "." in trimmed else "#,##0"
        return Entry(float(trimmed.replace(",", "")), format=code)
    percent = _PERCENT.fullmatch(trimmed)
    if percent:
        code = "0.00%" if "." in percent.group(1) else "0%"
        return Entry(float(Decimal(percent.group(1)) / 100), format=code)
    return _moment(trimmed) or Entry(text)


def _moment(text: str) -> Entry | None:
    """A text that reads as a day or a time of day; None for any other."""
    time = _TIME.fullmatch(text)
    if time:
        hour, minute, second = (int(part or 0) for part in time.groups())
        if hour < 24 and minute < 60 and second < 60:
            return Entry(_seconds(hour, minute, second), format=TIME_CODE)
    day = _DAY.fullmatch(text)
    if not day:
        return None
    year, _, month, date, *clock = day.groups()
    hour, minute, second = (int(part or 0) for part in clock)
    try:
        moment = dt.datetime(int(year), int(month), int(date), hour, minute, second)
    except ValueError:
        return None  # 2024-2-30 stays a text
    if moment.year < 1900:
        return None
    return Entry(to_serial(moment), format=DATETIME_CODE if clock[0] else DATE_CODE)


def _seconds(hour: int, minute: int, second: int) -> float:
    return (hour * 3600 + minute * 60 + second) / 86_400


def _code_of(moment: dt.datetime) -> str:
    return DATE_CODE if moment.time() == dt.time() else DATETIME_CODE


def prepare(value: Any) -> Any:
    """A value on its way to a cell: pandas' and numpy's own kinds become Python's.

    Neither library is imported: their values are told by what they can do.
    """
    if value is None or isinstance(value, str | bool | int | dt.datetime):
        return _not_a_time(value)
    if type(value).__name__ in ("NAType", "NaTType"):
        return None
    if hasattr(value, "to_pydatetime"):
        return _not_a_time(value.to_pydatetime())
    if hasattr(value, "dtype") and hasattr(value, "item"):
        return prepare(_numpy_scalar(value))
    if isinstance(value, Real | Decimal) and value != value:
        return None
    return value if _is_writable(value) else str(value)


def _not_a_time(value: Any) -> Any:
    """pandas' NaT says that it is a datetime, and is none."""
    if type(value).__name__ in ("NaTType", "NAType"):
        return None
    return value.to_pydatetime() if hasattr(value, "to_pydatetime") else value


def _numpy_scalar(value: Any) -> Any:
    """Python's value of a numpy scalar; a moment finer than Python's is cut to microseconds."""
    if getattr(value.dtype, "kind", "") == "M":
        return value.astype("datetime64[us]").item()
    return value.item()


def _is_writable(value: Any) -> bool:
    return isinstance(value, Real | Decimal | dt.date | dt.time | dt.timedelta)


def cleaned(
    data: Any,
    moment: Callable[..., Any],
    empty: Any,
    number: Callable[[float], Any] | None,
    errors_as_text: bool,
) -> list[list[Any]]:
    """Raw values as `Range.options` asks for them; errors are None unless asked for as text."""

    def one(value: Any) -> Any:
        match value:
            case None | "":
                return empty
            case CellError():
                return str(value) if errors_as_text else None
            case dt.datetime():
                return moment(
                    year=value.year,
                    month=value.month,
                    day=value.day,
                    hour=value.hour,
                    minute=value.minute,
                    second=value.second,
                    microsecond=value.microsecond,
                    tzinfo=None,
                )
            case float() if number is not None:
                return number(value)
        return value

    return [[one(value) for value in row] for row in data]
