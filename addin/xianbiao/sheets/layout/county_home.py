"""首页 of a county file: how much, from which document, for what, by when, and what to do."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence

from xianbiao.model.records import Record
from xianbiao.sheets.layout import county_keys, keys
from xianbiao.sheets.layout.context import AllocationPlaces
from xianbiao.sheets.layout.county_facts import County, capital_text
from xianbiao.sheets.layout.county_look import fit_rows
from xianbiao.sheets.layout.county_share import share_in_wan
from xianbiao.sheets.layout.county_sources import NO_TAG
from xianbiao.sheets.layout.head import light
from xianbiao.sheets.layout.parameters import batch_of, income_of, stated_unit
from xianbiao.sheets.layout.register import STATE
from xianbiao.sheets.plan import Area, Formula, SheetPlan, Value, address, link, quoted
from xianbiao.sheets.styles import Style
from xianbiao.sheets.validation import Dates, Validation

FIRST = 4
_RIGHT = 5
_WIDTHS = (15.0, 17.0, 17.0, 15.0, 17.0, 13.0)
_UNSAID = "文件未载明"
_ROW = 32.0
_EARLIEST = dt.date(2000, 1, 1)
_LATEST = dt.date(2100, 12, 31)


class HomePlaces(Record, frozen=True):
    """Where the date of receipt and the date of the notice stand, and the table's area."""

    received: tuple[int, int]
    issued: str | None
    tasks: int
    table: Area


class Task(Record, frozen=True):
    """Something to do: on which sheet, from which rows of 校验 its state comes."""

    text: str
    sheet: str
    rows: tuple[int, int]


def home_sheet(county: County, share: AllocationPlaces) -> tuple[SheetPlan, HomePlaces]:
    """The sheet without its list of tasks, which needs the rows of 校验."""
    notice = county.notice
    plan = SheetPlan(keys.HOME_SHEET, tab_colour="#FFC000")
    plan.columns(*_WIDTHS)
    plan.merge(Area(0, 0, 0, _RIGHT), f"{county.name}资金下达一览", Style.HOME_TITLE)
    plan.at_least(0, 46)
    plan.merge(Area(1, 0, 1, _RIGHT), light(), Style.HOME_LIGHT)
    plan.results.append(Area(1, 0, 1, _RIGHT))
    plan.at_least(1, 28)
    unit = "" if stated_unit(county.table) else f"；原表未标单位，按{county.unit}"
    note = f"本文件只含本单位的数，金额取自“{keys.SHARE_SHEET}”{unit}；黄底可填写，其余已锁定"
    plan.merge(Area(2, 0, 2, _RIGHT), note, Style.HOME_NOTE)
    plan.at_least(2, 20)
    row = _put_amount(plan, county, share)
    row = _band(plan, row, "依据哪份文件")
    row = _line(plan, row, keys.NUMBER, county.number or None, Style.HOME_STRONG)
    title = notice.title.stripped if notice.title else None
    row = _line(plan, row, keys.TITLE, title)
    issued = plan.ref(row, 1) if notice.date else None
    superior = notice.superior.number if notice.superior else _UNSAID
    row = _pair(plan, row, (keys.DATE, notice.date), (county_keys.SUPERIOR, superior))
    row = _band(plan, row, "用在哪里")
    row = _line(plan, row, keys.FUND, county.fund, Style.HOME_STRONG)
    row = _line(plan, row, county_keys.PURPOSES, notice.fund.purposes if notice.fund else None)
    batch = batch_of(notice) or _UNSAID
    row = _pair(plan, row, (keys.YEAR, notice.budget_year), (keys.BATCH, batch))
    row = _band(plan, row, "怎么列账")
    row = _line(plan, row, keys.TAG, county.tag or NO_TAG, Style.HOME_STRONG)
    row = _line(plan, row, keys.INCOME, income_of(notice) or _UNSAID)
    expenditure = notice.fund.expenditure_class if notice.fund else None
    if expenditure:
        expenditure += f"（细化到项级，填“{county_keys.CODES_SHEET}”）"
    row = _line(plan, row, county_keys.EXPENDITURE, expenditure)
    row = _band(plan, row, f"什么时候办完（收文后 {county_keys.DUE_DAYS} 日内）")
    received = (row, 1)
    row = _put_dates(plan, row)
    places = HomePlaces(received, issued, row, Area(FIRST, 0, row - 1, _RIGHT))
    fit_rows(plan, Area(FIRST + 2, 0, row - 1, _RIGHT), _ROW)
    return plan, places


def put_tasks(plan: SheetPlan, places: HomePlaces, tasks: Sequence[Task]) -> None:
    """The list of what to do, each with its state and a link, and the end of the page."""
    row = _band(plan, places.tasks, "要做什么")
    plan.at_least(places.tasks, _ROW)
    first = row
    for number, task in enumerate(tasks, start=1):
        plan.put(row, 0, number, Style.HOME_LABEL)
        plan.merge(Area(row, 1, row, 3), task.text, Style.HOME_TEXT)
        plan.put(row, 4, _stage(*task.rows), Style.RESULT)
        target = places.received if task.sheet == plan.name else (0, 0)
        plan.put(row, _RIGHT, link(task.sheet, *target, task.sheet), Style.LINK)
        row += 1
    fit_rows(plan, Area(first, 0, row - 1, 3), _ROW)
    plan.results.append(Area(first, 4, row - 1, 4))
    plan.printing.area = Area(0, 0, row - 1, _RIGHT)
    plan.printing.one_page_high = True


def _put_amount(plan: SheetPlan, county: County, share: AllocationPlaces) -> int:
    source = share_in_wan(county, share)
    words = None if county.amount is None else capital_text(county.table, county.amount)
    row = FIRST
    plan.put(row, 0, keys.AMOUNT, Style.HOME_LABEL)
    plan.merge(Area(row, 1, row, _RIGHT), source, Style.HOME_AMOUNT)
    plan.at_least(row, 84)
    row += 1
    plan.put(row, 0, keys.CAPITALS, Style.HOME_LABEL)
    plan.merge(Area(row, 1, row, _RIGHT), words, Style.HOME_CAPITALS)
    plan.at_least(row, 50)
    return row + 1


def _put_dates(plan: SheetPlan, row: int) -> int:
    date = address(row, 1)
    counted = f'IF(ISNUMBER({date}),{date}+{county_keys.DUE_DAYS},"✘ 不是日期")'
    due = f'=IF({date}="","{keys.PENDING}",{counted})'
    _pair(plan, row, (county_keys.RECEIVED, None), (county_keys.DUE, Formula(due)))
    plan.merges = [a for a in plan.merges if (a.top, a.left) != (row, 1)]
    plan.merge(Area(row, 1, row, 2), None, Style.HOME_INPUT)
    plan.results.append(Area(row, 4, row, _RIGHT))
    message = "填收到本文件的日期 · 年-月-日 · 例 2024-1-5"
    rule = Dates(_EARLIEST, _LATEST)
    plan.validations.append(Validation(Area(row, 1, row, 1), rule, county_keys.RECEIVED, message))
    return row + 1


def _band(plan: SheetPlan, row: int, text: str) -> int:
    plan.merge(Area(row, 0, row, _RIGHT), text, Style.HOME_BAND)
    return row + 1


def _line(
    plan: SheetPlan, row: int, label: str, value: Value, style: Style = Style.HOME_TEXT
) -> int:
    plan.put(row, 0, label, Style.HOME_LABEL)
    plan.merge(Area(row, 1, row, _RIGHT), value, style)
    return row + 1


def _pair(plan: SheetPlan, row: int, first: tuple[str, Value], second: tuple[str, Value]) -> int:
    for column, (label, value) in ((0, first), (3, second)):
        dated = isinstance(value, dt.date | Formula)
        plan.put(row, column, label, Style.HOME_LABEL)
        style = Style.HOME_DATE if dated else Style.HOME_TEXT
        plan.merge(Area(row, column + 1, row, column + 2), value, style)
    return row + 1


def _stage(first: int, last: int) -> Formula:
    """✘, ○ or ✔ from the states of some rows of 校验."""
    states = f"{quoted(keys.REGISTER_SHEET)}!{Area(first, STATE, last, STATE).absolute}"
    failed, blank = f"COUNTIF({states},2)", f"COUNTIF({states},3)"
    waiting = f'IF({blank}>0,"○ "&{blank}&" 项待填","✔ 已办妥")'
    return Formula(f'=IF({failed}>0,"✘ "&{failed}&" 项不符",{waiting})')
