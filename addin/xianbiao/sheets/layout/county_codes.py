"""功能科目: the amount broken down by function code, chosen from the year's list beside it."""

from __future__ import annotations

from xianbiao.model.records import Record
from xianbiao.sheets.layout import county_keys, keys
from xianbiao.sheets.layout.county_facts import County
from xianbiao.sheets.layout.county_parts import (
    FIRST,
    HEADER,
    amount_rule,
    amount_state,
    put_foot,
    put_sheet_head,
)
from xianbiao.sheets.plan import Area, Formula, SheetPlan, address
from xianbiao.sheets.styles import Style
from xianbiao.sheets.validation import Listed, Validation

ROWS = 9
UNKNOWN = "无此科目"
_HEADER = ("序号", county_keys.CODE_HEADING, "科目名称", county_keys.AMOUNT_HEADING, "核对")
_WIDTHS = (7.0, 18.0, 38.0, 20.0, 16.0)
_CODE, _NAME, _AMOUNT, _STATE = 1, 2, 3, 4
_LIST = 6
_LAST = FIRST + ROWS - 1
_NOTES = (
    "1. 代码从下拉列表选本年度项级科目，名称自动带出；每个科目只占一行。",
    "2. 金额填数字，单位万元；各行之和应等于分配金额，用不到的行留空。",
    "3. 列表在本表右侧，不打印；确需列表以外的科目，请先与下达单位核对。",
)


class CodePlaces(Record, frozen=True):
    """Where the breakdown stands: its inputs, and the list to choose from."""

    sheet: str
    codes: Area
    amounts: Area
    names: Area
    listed: Area | None
    table: Area


def codes_sheet(county: County, allocated: Formula) -> tuple[SheetPlan, CodePlaces]:
    """The sheet 功能科目 with nine rows to fill in; `allocated` is the amount in 万元."""
    plan = SheetPlan(county_keys.CODES_SHEET, tab_colour="#70AD47")
    plan.columns(*_WIDTHS, 3, 14, 44)
    put_sheet_head(plan, county, "功能科目分解表", _HEADER, _LIST)
    listed = _put_list(plan, county)
    for number in range(1, ROWS + 1):
        row = FIRST + number - 1
        plan.put(row, 0, number, Style.ISSUED_TEXT)
        plan.put(row, _CODE, None, Style.FILL_CODE)
        name = Style.ISSUED_LEFT if listed else Style.FILL_LEFT
        plan.put(row, _NAME, _name(row, listed), name)
        plan.put(row, _AMOUNT, None, Style.FILL)
        plan.put(row, _STATE, _state(county, row), Style.ISSUED_STATE)
        plan.at_least(row, 26)
    amounts = Area(FIRST, _AMOUNT, _LAST, _AMOUNT)
    codes = Area(FIRST, _CODE, _LAST, _CODE)
    plan.results.append(Area(FIRST, _STATE, _LAST, _STATE))
    if listed is not None:
        message = "从列表中选本年度的项级科目代码 · 七位数字 · 例 " + next(iter(county.codes))
        rule = Listed(Area(listed.top, _LIST, listed.bottom, _LIST).absolute)
        plan.validations.append(Validation(codes, rule, "功能科目代码", message))
    plan.validations.append(amount_rule(county, amounts))
    bottom = put_foot(plan, amounts, allocated, _NOTES)
    places = CodePlaces(
        plan.name, codes, amounts, Area(FIRST, _NAME, _LAST, _NAME), listed, Area(0, 0, bottom, 4)
    )
    return plan, places


def _put_list(plan: SheetPlan, county: County) -> Area | None:
    year = "" if county.notice.budget_year is None else f"{county.notice.budget_year}年"
    plan.put(HEADER - 1, _LIST, f"{year}可选科目（下拉列表的来源，不打印）", Style.NOTE)
    plan.put_row(HEADER, _LIST, (county_keys.LISTED_HEADING, "科目名称"), Style.ASIDE_HEADER)
    for row, pair in enumerate(county.codes.items(), start=FIRST):
        plan.put_row(row, _LIST, pair, Style.ASIDE)
    if not county.codes:
        return None
    return Area(FIRST, _LIST, FIRST + len(county.codes) - 1, _LIST + 1)


def _name(row: int, listed: Area | None) -> Formula | None:
    """The name of the chosen code; typed in where there is no list."""
    if listed is None:
        return None
    codes = Area(listed.top, _LIST, listed.bottom, _LIST).absolute
    names = Area(listed.top, _LIST + 1, listed.bottom, _LIST + 1).absolute
    code = address(row, _CODE)
    found = f'IFERROR(INDEX({names},MATCH({code}&"",{codes},0)),"{UNKNOWN}")'
    return Formula(f'=IF({code}="","",{found})')


def _state(county: County, row: int) -> Formula:
    code, name, amount = (address(row, c) for c in (_CODE, _NAME, _AMOUNT))
    codes = Area(FIRST, _CODE, _LAST, _CODE).absolute
    same = f'SUMPRODUCT(--({codes}&""={code}&""))'
    known = f'IF({name}="{UNKNOWN}","✘ 不在列表",IF({same}>1,"✘ 重复",{amount_state(county, row)}))'
    blank = f'IF({amount}="","","{keys.PENDING}科目")'
    return Formula(f'=IF({code}="",{blank},{known})')
