"""分配: the recipient's own line of the allocation table, under the header as printed."""

from __future__ import annotations

from decimal import Decimal

from xianbiao.model.amounts import format_amount
from xianbiao.model.money_units import WAN_OF
from xianbiao.sheets.layout import keys
from xianbiao.sheets.layout.allocation import (
    FIRST_HEADER_ROW,
    fill_row,
    finish,
    fit_remarks,
    put_top,
    set_widths,
    unit_text,
)
from xianbiao.sheets.layout.context import AllocationPlaces
from xianbiao.sheets.layout.county_facts import County
from xianbiao.sheets.layout.county_look import lock_issued
from xianbiao.sheets.layout.head import put_light
from xianbiao.sheets.layout.table_parts import grid_columns, put_header, row_cells
from xianbiao.sheets.plan import Area, Formula, SheetPlan
from xianbiao.sheets.styles import Style


def share_sheet(county: County) -> tuple[SheetPlan, AllocationPlaces]:
    """The sheet 分配, and where its amounts stand; everything on it is locked."""
    table, row = county.table, county.row
    plan = SheetPlan(keys.SHARE_SHEET, tab_colour="#5B9BD5")
    columns = grid_columns(table)
    right = len(columns) - 1
    set_widths(plan, table, columns, [row])
    put_top(plan, table, right)
    plan.widths[right + 1], plan.widths[right + 2] = 3, 30
    put_light(plan, 0, right + 2)
    unit = Area(FIRST_HEADER_ROW - 1, 0, FIRST_HEADER_ROW - 1, right)
    plan.merge(unit, unit_text(table), Style.ANNEX_UNIT)
    first = put_header(plan, table, FIRST_HEADER_ROW, columns, hidden_figures(county))
    for column, value, style in row_cells(table, row, first, columns):
        plan.put(first, column, value, style)
    fill_row(plan, first, right)
    fit_remarks(plan, table, row, first, columns)
    finish(plan, table, first, first, right)
    lock_issued(plan)
    return plan, AllocationPlaces(plan.name, [first], None, columns)


def share_in_wan(county: County, share: AllocationPlaces) -> Formula | None:
    """What the recipient gets in the end, in 万元 by the table's unit; None without such a column.

    The sheet is locked, so that the unit is that of the table when the file was made.
    """
    final = county.table.final_index
    if final is None:
        return None
    factor = WAN_OF.get(county.unit, Decimal(1))
    times = f"*{format_amount(factor)}" if factor > 1 else f"/{format_amount(1 / factor)}"
    amount = share.cell(0, final)
    return Formula(f'=IF({amount}="","",{amount}{times if factor != 1 else ""})')


def hidden_figures(county: County) -> tuple[str, ...]:
    """The totals inside header words, which a single recipient must not see."""
    return tuple(e.amount.raw.strip() for e in county.table.embedded_totals)
