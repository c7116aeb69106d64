"""单位: the recipients with their names, codes and aliases."""

from __future__ import annotations

from xianbiao.model.recipients import RecipientKind
from xianbiao.sheets.layout import keys
from xianbiao.sheets.layout.context import Book, TableEntry
from xianbiao.sheets.layout.head import FIRST_ROW, HEADER_ROW, put_head
from xianbiao.sheets.layout.validations import ANY_PLACE, unit_validations
from xianbiao.sheets.plan import Area, SheetPlan, Value
from xianbiao.sheets.styles import Style

SPARE = 10
"""Rows below the last recipient, open for further ones."""

_HEADER = ("序号", "名称", "全称", "代码", "类型", "别名")


def units_sheet(book: Book) -> SheetPlan:
    """The sheet 单位: one row per recipient, in the order of the allocation table.

    Drop-downs of recipients take their names from here, those in the spare rows too.
    """
    plan = SheetPlan(keys.UNITS_SHEET, tab_colour="#FFC000")
    plan.columns(8, 24, 30, 12, 10, 40)
    note = "分配表各行的单位；别名以、分隔；没有行政区划代码的单位（开发区、本级等）代码留空"
    put_head(plan, "单位", note)
    plan.put_row(HEADER_ROW, 0, _HEADER, Style.HEADER)
    row = FIRST_ROW
    for recipient in book.notice.recipients:
        aliases = "、".join(recipient.aliases)
        values: tuple[Value, ...] = (
            recipient.order,
            recipient.name,
            recipient.full_name,
            recipient.code,
            recipient.kind.value,
            aliases or None,
        )
        plan.put_row(row, 0, values, (Style.TEXT, *[Style.INPUT] * 5))
        plan.at_least(row, 20)
        row += 1
    last = row + SPARE - 1
    for spare in range(row, last + 1):
        plan.put_row(spare, 0, [None] * 6, (Style.TEXT, *[Style.INPUT] * 5))
    kinds = [kind.value for kind in RecipientKind]
    example = next((r.name for r in book.notice.recipients), ANY_PLACE)
    plan.validations.extend(unit_validations(Area(FIRST_ROW, 1, last, 5), kinds, example))
    plan.printing.area = Area(0, 0, row - 1, 5)
    plan.freeze = (FIRST_ROW, 2)
    plan.printing.repeat = (HEADER_ROW, HEADER_ROW)
    book.tables.append(TableEntry(plan.name, keys.KIND_UNITS, Area(HEADER_ROW, 0, row - 1, 5)))
    return plan
