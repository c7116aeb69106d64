"""Due dates (到期日): a date and a limit in days or working days, by a calendar."""

from __future__ import annotations

import calendar
import datetime as dt
import re
from decimal import Decimal

from xianbiao.functions.answers import PENDING, Answer, Answers, cell_by_cell
from xianbiao.functions.blocks import CellBlock
from xianbiao.functions.inputs import CellInput, CellProblem, quote
from xianbiao.model.calendar import CalendarGap, DayKind, WorkCalendar, load_calendar
from xianbiao.model.indicators import plain
from xianbiao.model.targets import Target, TargetKind, read_target

_DATE = re.compile(r"(\d{4})(?:年|[-/.])(\d{1,2})(?:月|[-/.])(\d{1,2})日?")
_SERIALS = range(36526, 73415)
"""The day numbers of a spreadsheet from 2000-01-01 to 2100-12-31, counted from 1899-12-30."""

_SERIAL = re.compile(r"(\d{5})(?:\.\d+)?")
_YEARS = range(1950, 2151)
_EPOCH = dt.date(1899, 12, 30)
_KINDS = {"工作日": True, "调休上班": True, "周末": False, "放假": False}
_LONGEST = 3660


def due(date: CellBlock, limit: CellBlock, days: CellBlock) -> Answers:
    """XB_DUE: the last day of each limit; the day of receipt does not count.

    `days` is the sheet 工作日历 (dates in its first column, 工作日, 调休上班, 周末 or 放假 in
    another); without it the published arrangements of the package count. Raises CellProblem
    when that sheet cannot be read.
    """
    known = None if days.is_blank else _read_calendar(days)

    def judge(start: CellInput, term: CellInput) -> Answer:
        text = plain(term.text())
        if start.is_blank or not text:
            start.refuse_error()
            return PENDING
        return _due(read_date(start), read_target(text), term, known)

    return cell_by_cell(judge, date, limit)


def read_date(cell: CellInput) -> dt.date:
    """A date: as the program hands it over, as its day number, or as text 2021年12月22日.

    Raises CellProblem for anything else; a time of day is left out.
    """
    date = _as_date(cell.value, plain(cell.text()))
    if date is None or date.year not in _YEARS:
        raise CellProblem(f"{cell.where}“{quote(cell.text())}”不是日期，请写成 2021-12-22 的样子")
    return date


def _as_date(value: object, text: str) -> dt.date | None:
    match value:
        case dt.datetime():
            return value.date()
        case dt.date():
            return value
        case int() | float() | Decimal() if number := _SERIAL.fullmatch(text):
            days = int(number[1])
            return _EPOCH + dt.timedelta(days=days) if days in _SERIALS else None
    found = _DATE.fullmatch(text)
    try:
        return dt.date(*map(int, found.groups())) if found else None
    except ValueError:
        return None


def _due(start: dt.date, term: Target, cell: CellInput, known: WorkCalendar | None) -> dt.date:
    count = term.value
    is_term = term.kind in (TargetKind.DAYS, TargetKind.WORKDAYS)
    if not is_term or count is None or term.is_range or term.comparison not in (None, "≤"):
        raise CellProblem(
            f"{cell.where}“{quote(cell.text())}”不是期限，请写成 30日 或 3个工作日 的样子"
        )
    if count != count.to_integral_value() or not 0 <= count <= _LONGEST:
        raise CellProblem(f"{cell.where}的天数应当是 0 到 {_LONGEST} 的整数")
    if term.kind is TargetKind.WORKDAYS:
        return _after_working_days(start, int(count), known)
    return _after(start, int(count), term.unit, cell)


def _after(start: dt.date, count: int, unit: str | None, cell: CellInput) -> dt.date:
    if unit == "日":
        return start + dt.timedelta(days=count)
    if unit == "周":
        return start + dt.timedelta(weeks=count)
    if unit in ("个月", "年"):
        months = start.year * 12 + start.month - 1 + count * (12 if unit == "年" else 1)
        year, month = divmod(months, 12)
        if year > dt.MAXYEAR:
            raise CellProblem(f"{cell.where}的期限太长")
        last = calendar.monthrange(year, month + 1)[1]
        return dt.date(year, month + 1, min(start.day, last))
    raise CellProblem(f"{cell.where}的单位“{unit}”推算不出日期，请写日、工作日、周、个月或年")


def _after_working_days(start: dt.date, count: int, known: WorkCalendar | None) -> dt.date:
    try:
        return (known or load_calendar()).add_working_days(start, count)
    except CalendarGap as gap:
        source = "所选的工作日历" if known else "日历"
        raise CellProblem(
            f"{source}里没有 {gap.year} 年的放假安排，推算不出工作日；请补齐日历或人工核对"
        ) from None


def _read_calendar(block: CellBlock) -> WorkCalendar:
    """The sheet 工作日历, every day of which is listed; only its whole years are covered."""
    special: dict[dt.date, tuple[DayKind, str]] = {}
    for row in block.rows:
        words = {plain(c.value) for c in row[1:] if isinstance(c.value, str)}
        kinds = [word for word in _KINDS if word in words]
        for cell in row:
            cell.refuse_error()
        if not kinds:
            if row[0].is_blank or isinstance(row[0].value, str):
                continue
            raise CellProblem(f"{row[0].where}没有类型（工作日、调休上班、周末、放假）")
        day = read_date(row[0])
        kind = DayKind.WORK if _KINDS[kinds[0]] else DayKind.OFF
        if special.setdefault(day, (kind, "")) != (kind, ""):
            raise CellProblem(f"{row[0].where}的 {day} 列了两次，类型不同")
    if not special:
        raise CellProblem(f"{block.title}里没有带类型的日期，请选“工作日历”表从日期到类型的各列")
    years = {day.year for day in special}
    whole = {y: block.title for y in years if _days_of(y) <= special.keys()}
    return WorkCalendar(special, whole)


def _days_of(year: int) -> set[dt.date]:
    first = dt.date(year, 1, 1)
    return {first + dt.timedelta(days=i) for i in range(366 if calendar.isleap(year) else 365)}
