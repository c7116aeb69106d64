"""Parts of the sheets on which a county divides its amount: head, amount rule, sums, notes."""

from __future__ import annotations

from collections.abc import Sequence
from decimal import Decimal

from xianbiao.sheets.layout import county_keys, keys
from xianbiao.sheets.layout.county_facts import County
from xianbiao.sheets.layout.head import put_light
from xianbiao.sheets.layout.measure import height
from xianbiao.sheets.plan import Area, Formula, SheetPlan, address
from xianbiao.sheets.styles import Style
from xianbiao.sheets.validation import Custom, Validation

HEADER, FIRST = 3, 4
_RIGHT = 4
_AMOUNT = 3


def put_sheet_head(
    plan: SheetPlan, county: County, title: str, header: Sequence[str], aside: int
) -> None:
    """Title, subtitle, unit and column names of a table to fill in; the light stands beside."""
    year = "" if county.notice.budget_year is None else f"{county.notice.budget_year}年度"
    plan.merge(Area(0, 0, 0, _RIGHT), f"{county.name}{title}", Style.ISSUED_TITLE)
    plan.at_least(0, 38)
    subtitle = f"（{year}{county.fund}　{county.number}）"
    plan.merge(Area(1, 0, 1, _RIGHT), subtitle, Style.ISSUED_SUBTITLE)
    plan.at_least(1, height(subtitle, _width(plan), 12, least=24))
    plan.merge(Area(2, 0, 2, _RIGHT), "单位：万元", Style.ISSUED_UNIT)
    plan.at_least(2, 22)
    plan.put_row(HEADER, 0, header, Style.ISSUED_HEADER)
    plan.at_least(HEADER, 28)
    put_light(plan, 0, aside)
    plan.freeze = (FIRST, 0)


def amount_rule(county: County, area: Area) -> Validation:
    """Amounts are numbers, not negative unless the county's own is, with few decimals."""
    cell = address(area.top, area.left)
    scale = 10**county.decimals
    parts = [f"ISNUMBER({cell})", f"ABS({cell}*{scale}-ROUND({cell}*{scale},0))<0.001"]
    if not is_negative(county):
        parts.append(f"{cell}>=0")
    sign = "" if is_negative(county) else "不小于 0 的"
    message = f"填{sign}数字，最多 {county.decimals} 位小数 · 单位万元 · 例 120.5"
    return Validation(area, Custom(f"AND({','.join(parts)})"), "金额", message)


def is_wrong(county: County, cell: str) -> str:
    """Whether an amount is negative or has too many decimals, as a condition of a formula."""
    scale = 10**county.decimals
    fine = f"ABS({cell}*{scale}-ROUND({cell}*{scale},0))>=0.001"
    return fine if is_negative(county) else f"OR({cell}<0,{fine})"


def amount_state(county: County, row: int) -> str:
    """What is said beside an amount, as a formula part: to be filled in, wrong, or right."""
    cell = address(row, _AMOUNT)
    sound = f'IF({is_wrong(county, cell)},"✘ 负数或位数","✔")'
    return f'IF({cell}="","{keys.PENDING}",IF(ISNUMBER({cell}),{sound},"✘ 非数字"))'


def is_negative(county: County) -> bool:
    """Whether the county's own amount is taken back rather than given."""
    return (county.wan or Decimal(0)) < 0


def put_foot(plan: SheetPlan, amounts: Area, allocated: Formula, notes: Sequence[str]) -> int:
    """Total, allocated amount, difference and notes below the rows; the last printed row."""
    row = amounts.bottom + 1
    total, given = address(row, _AMOUNT), address(row + 1, _AMOUNT)
    gap = Formula(f'=IF({given}="","",ROUND({total}-{given},6))')
    values = (Formula(f"=SUM({amounts.a1})"), allocated, gap)
    for offset, (label, value) in enumerate(zip(county_keys.TOTALS, values, strict=True)):
        style = Style.ANNEX_TOTAL if offset == 0 else Style.ANNEX_FORMULA
        name = Style.ISSUED_HEADER if offset == 0 else Style.ISSUED_TEXT
        plan.merge(Area(row + offset, 0, row + offset, _AMOUNT - 1), label, name)
        plan.put(row + offset, _AMOUNT, value, style)
        plan.put(row + offset, _RIGHT, None, Style.ISSUED_STATE)
        plan.at_least(row + offset, 26)
    row += len(county_keys.TOTALS)
    for note in notes:
        plan.merge(Area(row, 0, row, _RIGHT), note, Style.ISSUED_NOTE)
        plan.at_least(row, height(note, _width(plan), 10, least=20))
        row += 1
    plan.printing.area = Area(0, 0, row - 1, _RIGHT)
    plan.printing.one_page_high = True
    return row - 1


def _width(plan: SheetPlan) -> float:
    return sum(plan.widths[c] for c in range(_RIGHT + 1))
