"""附件N: the allocation or adjustment table, as printed, with native totals."""

from __future__ import annotations

from xianbiao.model.allocation import AllocationTable
from xianbiao.model.refs import Ref, Text
from xianbiao.sheets.layout import keys
from xianbiao.sheets.layout.context import AllocationPlaces, Book, TableEntry
from xianbiao.sheets.layout.head import put_light
from xianbiao.sheets.layout.measure import height, units
from xianbiao.sheets.layout.table_parts import (
    grid_columns,
    put_header,
    row_cells,
    summed,
    value_of,
    words,
)
from xianbiao.sheets.plan import Area, Formula, SheetPlan, address
from xianbiao.sheets.styles import Style

_LABEL, _TITLE, _UNIT, _HEADER = 0, 1, 2, 3
_TITLE_SIZE = 18.0


def allocation_sheet(book: Book, table: AllocationTable) -> SheetPlan:
    """The sheet of the allocation table; it leaves the addresses of all amounts in the book."""
    plan = SheetPlan(book.allocation_sheet, tab_colour="#5B9BD5")
    columns = grid_columns(table)
    right = len(columns) - 1
    set_widths(plan, table, columns)
    put_top(plan, table, right)
    aside = right + 2
    plan.widths[right + 1], plan.widths[aside] = 3, 46
    put_light(plan, 0, aside)
    _put_unit(plan, book, table, right, aside)
    first = put_header(plan, table, _HEADER, columns)
    total_first = table.total is not None and _stands_above(table)
    start = first + 1 if total_first else first
    last = start + len(table.rows) - 1
    total_row = None if table.total is None else (first if total_first else last + 1)
    places = AllocationPlaces(plan.name, start, last, total_row, columns)
    for offset, row in enumerate(table.rows):
        at = start + offset
        for column, value, style in row_cells(table, row, at, columns):
            plan.put(at, column, value, style)
        fill_row(plan, at, right)
    if total_row is not None:
        _put_total(plan, table, places, total_row)
        fill_row(plan, total_row, right)
    bottom = max(last, total_row or 0)
    finish(plan, table, first, bottom, right)
    book.allocation = places
    area = Area(_HEADER, 0, bottom, right)
    book.tables.append(TableEntry(plan.name, keys.KIND_ALLOCATION, area))
    return plan


def put_top(plan: SheetPlan, table: AllocationTable, right: int) -> None:
    """The label 附件N and the title, as printed."""
    plan.put(_LABEL, 0, _printed(table.label), Style.ANNEX_LABEL)
    plan.at_least(_LABEL, 24)
    title = _printed(table.title) or ""
    plan.merge(Area(_TITLE, 0, _TITLE, right), title or None, Style.ANNEX_TITLE)
    width = sum(plan.widths.get(c, 10) for c in range(right + 1))
    plan.at_least(_TITLE, height(title, width, _TITLE_SIZE, least=34))


def unit_text(table: AllocationTable) -> str | None:
    """The line that states the unit, as printed; None where the notice prints none."""
    return next((m.text.stripped for m in table.units if m.stated), None)


def set_widths(plan: SheetPlan, table: AllocationTable, columns: dict[int, int]) -> None:
    """Widths that show every name and header word on at most two lines, in an A4 line."""
    amounts = {c.index for c in table.columns}
    for index, column in columns.items():
        if index == table.name_column:
            longest = max((units(r.name.stripped) for r in table.all_rows()), default=8)
            plan.widths[column] = max(18.0, longest * 1.15 + 2)
        elif index == table.sequence_column:
            plan.widths[column] = 8
        elif index in amounts:
            plan.widths[column] = 13.5 if len(amounts) > 3 else 24
        else:
            plan.widths[column] = 13


def fill_row(plan: SheetPlan, row: int, right: int) -> None:
    """Give every cell of a printed row its border and the row its height."""
    for column in range(right + 1):
        if (row, column) not in plan.cells:
            plan.put(row, column, None, Style.ANNEX_TEXT)
    plan.at_least(row, 22)


def finish(plan: SheetPlan, table: AllocationTable, first: int, bottom: int, right: int) -> None:
    """Print area, titles and the frozen header."""
    plan.freeze = (first, 0)
    plan.printing.area = Area(0, 0, bottom, right)
    plan.printing.landscape = len(table.columns) > 4
    plan.printing.repeat = (_HEADER, first - 1)


def _put_unit(plan: SheetPlan, book: Book, table: AllocationTable, right: int, aside: int) -> None:
    printed = unit_text(table)
    area = Area(_UNIT, 0, _UNIT, right)
    plan.merge(area, printed, Style.ANNEX_UNIT)
    plan.at_least(_UNIT, 20)
    if printed is None:
        own, parameter = address(_UNIT, 0), book.parameters[keys.UNIT]
        text = f"{keys.PENDING} 未印金额单位，请在左侧补“单位：万元”，并填参数“{keys.UNIT}”"
        formula = f'=IF(OR({own}="",{parameter}=""),"{text}","")'
        plan.put(_UNIT, aside, Formula(formula), Style.NOTE)


def _put_total(plan: SheetPlan, table: AllocationTable, places: AllocationPlaces, at: int) -> None:
    assert table.total is not None
    for index, text in words(table, table.total):
        plan.put(at, places.columns[index], text, Style.ANNEX_TOTAL)
    totals = summed(table)
    for column in table.columns:
        place = places.columns[column.index]
        if column.index in totals and table.rows:
            area = Area(places.first, place, places.last, place)
            plan.put(at, place, Formula(f"=SUM({area.a1})"), Style.ANNEX_TOTAL)
        else:
            plan.put(at, place, value_of(table.total.amounts.get(column.index)), Style.ANNEX_TOTAL)


def _stands_above(table: AllocationTable) -> bool:
    assert table.total is not None
    return not table.rows or _order(table.total.ref) < _order(table.rows[0].ref)


def _order(ref: Ref) -> int:
    if ref.line is not None:
        return ref.line
    digits = "".join(ch for ch in ref.cell or "" if ch.isdigit())
    return int(digits or 0)


def _printed(text: Text | None) -> str | None:
    return (text.stripped or None) if text else None
