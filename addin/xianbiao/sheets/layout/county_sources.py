"""资金来源: the amount by source, with the tag of direct funds that never changes."""

from __future__ import annotations

from xianbiao.model.records import Record
from xianbiao.sheets.layout import county_keys
from xianbiao.sheets.layout.county_facts import County
from xianbiao.sheets.layout.county_parts import (
    FIRST,
    amount_rule,
    amount_state,
    put_foot,
    put_sheet_head,
)
from xianbiao.sheets.plan import Area, Formula, SheetPlan
from xianbiao.sheets.styles import Style

SOURCES = ("中央直达资金", "其他中央资金", "地方资金")
NO_TAG = "文件未注明"
_HEADER = (
    "序号",
    county_keys.SOURCE_HEADING,
    county_keys.TAG_HEADING,
    county_keys.AMOUNT_HEADING,
    "核对",
)
_WIDTHS = (7.0, 24.0, 32.0, 20.0, 16.0)
_TAG, _AMOUNT, _STATE = 2, 3, 4
_ASIDE = 6
_NOTES = (
    "1. 三项都要填，没有的来源填 0；三项之和应等于分配金额。",
    "2. 直达资金标识随文件下达，从分配到使用保持不变，已锁定。",
    "3. 同一指标既有中央直达又有地方资金的，按来源分别列示。",
)


class SourcePlaces(Record, frozen=True):
    """Where the amounts by source and the tag stand."""

    sheet: str
    amounts: Area
    tag: tuple[int, int]
    sent_tag: str
    """The address of the tag as it was sent out, on _meta."""
    table: Area


def sources_sheet(
    county: County, allocated: Formula, sent_tag: str
) -> tuple[SheetPlan, SourcePlaces]:
    """The sheet 资金来源 with three rows to fill in; `allocated` is the amount in 万元."""
    plan = SheetPlan(county_keys.SOURCES_SHEET, tab_colour="#70AD47")
    plan.columns(*_WIDTHS, 3, 30)
    put_sheet_head(plan, county, "资金来源表", _HEADER, _ASIDE)
    for number, source in enumerate(SOURCES, start=1):
        row = FIRST + number - 1
        plan.put(row, 0, number, Style.ISSUED_TEXT)
        plan.put(row, 1, source, Style.ISSUED_LEFT)
        tag = county.tag or NO_TAG if number == 1 else "—"
        plan.put(row, _TAG, tag, Style.ISSUED_TEXT)
        plan.put(row, _AMOUNT, None, Style.FILL)
        plan.put(row, _STATE, Formula(f"={amount_state(county, row)}"), Style.ISSUED_STATE)
        plan.at_least(row, 30)
    last = FIRST + len(SOURCES) - 1
    amounts = Area(FIRST, _AMOUNT, last, _AMOUNT)
    plan.results.append(Area(FIRST, _STATE, last, _STATE))
    plan.validations.append(amount_rule(county, amounts))
    bottom = put_foot(plan, amounts, allocated, _NOTES)
    return plan, SourcePlaces(plan.name, amounts, (FIRST, _TAG), sent_tag, Area(0, 0, bottom, 4))
