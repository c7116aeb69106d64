"""工作日历: every day with its kind and a running number of working days, open to correction."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping

from xianbiao.model.calendar import WorkCalendar
from xianbiao.model.notices import Notice
from xianbiao.sheets.layout import keys
from xianbiao.sheets.layout.context import Book, TableEntry
from xianbiao.sheets.layout.head import FIRST_ROW, HEADER_ROW, put_head
from xianbiao.sheets.plan import Area, Formula, SheetPlan, Validation, address
from xianbiao.sheets.styles import Style
from xianbiao.sheets.validation import Words

_HEADER = ("日期", "星期", "类型", "说明", "工作日序号")
_WORK, _MAKE_UP, _WEEKEND, _OFF = "工作日", "调休上班", "周末", "放假"
_WEEKDAYS = "一二三四五六日"


def calendar_sheet(book: Book, calendar: WorkCalendar) -> SheetPlan:
    """The sheet 工作日历 for the years around the notice whose arrangement is published."""
    plan = SheetPlan(keys.CALENDAR_SHEET, tab_colour="#A5A5A5")
    plan.columns(18, 7, 12, 34, 12)
    note = "按国务院办公厅公布的放假安排；类型可改，序号自动重排；未公布的年份不列"
    put_head(plan, "工作日历", note)
    plan.put_row(HEADER_ROW, 0, _HEADER, Style.HEADER)
    special: Mapping[dt.date, tuple[str, str]] = {
        date: (str(kind), note) for date, kind, note in calendar.days()
    }
    row = FIRST_ROW
    for day in _days(book.notice, calendar):
        weekend = day.isoweekday() > 5
        kind, why = special.get(day, (_WEEKEND if weekend else _WORK, ""))
        plan.put(row, 0, day, Style.CALC_DATE)
        plan.put(row, 1, _WEEKDAYS[day.weekday()], Style.TEXT)
        plan.put(row, 2, kind, Style.INPUT)
        plan.put(row, 3, why or None, Style.INPUT)
        cell = address(row, 2)
        working = f'IF(OR({cell}="{_WORK}",{cell}="{_MAKE_UP}"),1,0)'
        earlier = "" if row == FIRST_ROW else f"{address(row - 1, 4)}+"
        plan.put(row, 4, Formula(f"={earlier}{working}"), Style.CALC)
        row += 1
    plan.freeze = (FIRST_ROW, 1)
    plan.printing.repeat = (HEADER_ROW, HEADER_ROW)
    if row == FIRST_ROW:
        return plan
    kinds = Area(FIRST_ROW, 2, row - 1, 2)
    words = (_WORK, _MAKE_UP, _WEEKEND, _OFF)
    message = "填当日的类型，从列表中选 · 无单位 · 例 工作日"
    plan.validations.append(Validation(kinds, Words(words), "类型", message))
    dates = plan.ref_area(Area(FIRST_ROW, 0, row - 1, 0))
    book.calendar = (dates, plan.ref_area(Area(FIRST_ROW, 4, row - 1, 4)))
    book.tables.append(TableEntry(plan.name, keys.KIND_CALENDAR, Area(HEADER_ROW, 0, row - 1, 4)))
    return plan


def _days(notice: Notice, calendar: WorkCalendar) -> list[dt.date]:
    """The days from the year of the notice to the year after its budget year, where known."""
    known = sorted(calendar.notices)
    marks = [d.year for d in (notice.date, notice.superior_received) if d]
    marks += [notice.budget_year] if notice.budget_year else []
    years = [y for y in known if not marks or min(marks) <= y <= max(marks) + 1]
    days: list[dt.date] = []
    for year in years:
        day = dt.date(year, 1, 1)
        while day.year == year:
            days.append(day)
            day += dt.timedelta(days=1)
    return days
