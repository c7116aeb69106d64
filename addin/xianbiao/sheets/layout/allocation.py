"""附件N: the allocation or adjustment table, as printed, with native totals."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

from xianbiao.model.allocation import AllocationRow, AllocationTable
from xianbiao.model.refs import Ref, Text
from xianbiao.sheets.layout import keys
from xianbiao.sheets.layout.context import CAPACITY, AllocationPlaces, Book, TableEntry
from xianbiao.sheets.layout.head import put_light
from xianbiao.sheets.layout.measure import height, units
from xianbiao.sheets.layout.table_parts import (
    grid_columns,
    put_header,
    remarks,
    row_cells,
    summed,
    value_of,
    words,
)
from xianbiao.sheets.layout.validations import allocation_validations
from xianbiao.sheets.plan import Area, Formula, SheetPlan, Value, address
from xianbiao.sheets.styles import Style

_LABEL, _TITLE, UNIT_ROW = 0, 1, 2
FIRST_HEADER_ROW = keys.FIRST_HEADER_ROW
_TITLE_SIZE = 18.0
_PAGE = 86.0
"""The width of an upright A4 page, in widths of a digit."""

_LANDSCAPE = 110.0
_AMOUNTS = ((3, 24.0), (9, 13.5), (10**6, 10.0))
"""How wide a column of amounts is, by how many there are at most."""

_WIDEST_REMARK = 36.0
_RECIPIENT, _TOTAL, _OTHER = "recipient", "total", "other"


def allocation_sheet(book: Book, table: AllocationTable) -> SheetPlan:
    """The sheet of the allocation table; it leaves the addresses of all amounts in the book."""
    plan = SheetPlan(book.allocation_sheet, tab_colour="#5B9BD5")
    columns = grid_columns(table)
    right = len(columns) - 1
    set_widths(plan, table, columns, list(table.all_rows()))
    put_top(plan, table, right)
    aside = right + 2
    plan.widths[right + 1], plan.widths[aside] = 3, 46
    put_light(plan, 0, aside)
    _put_unit(plan, book, table, right, aside)
    first = put_header(plan, table, FIRST_HEADER_ROW, columns)
    places = AllocationPlaces(plan.name, [], None, columns, [], columns[table.name_column])
    bottom = first - 1
    for bottom, (kind, row) in enumerate(_printed_order(table), start=first):
        if kind == _RECIPIENT:
            places.rows.append(bottom)
            places.names.append(row.name.stripped)
            cells = row_cells(table, row, bottom, columns)
        else:
            cells = _other_row(table, row, columns)
        if kind == _TOTAL:
            places.total_row = bottom
        for column, value, style in cells:
            plan.put(bottom, column, value, style)
        fill_row(plan, bottom, right)
        fit_remarks(plan, table, row, bottom, columns)
    reach_down(places, table)
    if places.total_row is not None and places.rows:
        for index in summed(table):
            runs = ",".join(a.a1 for a in places.runs(index))
            formula = Formula(f"=SUM({runs})")
            plan.put(places.total_row, columns[index], formula, Style.ANNEX_TOTAL)
    finish(plan, table, first, bottom, right)
    book.allocation = places if places.rows else None
    if places.rows:
        plan.validations.extend(allocation_validations(book, table, places))
    area = Area(0, 0, bottom, right)
    book.tables.append(TableEntry(plan.name, keys.KIND_ALLOCATION, area))
    return plan


def reach_down(places: AllocationPlaces, table: AllocationTable) -> None:
    """Let the sums reach below the last row where neither total nor subtotal stands there."""
    others = table.subtotals or table.other_totals
    on_top = places.total_row is None or (bool(places.rows) and places.total_row < places.rows[0])
    if places.rows and on_top and not others:
        places.capacity = max(places.rows[0] + CAPACITY - 1, places.rows[-1])


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


def set_widths(
    plan: SheetPlan,
    table: AllocationTable,
    columns: dict[int, int],
    rows: Sequence[AllocationRow],
) -> None:
    """Widths that show every name and header word on at most two lines, in an A4 line."""
    amounts = {c.index for c in table.columns}
    for index, column in columns.items():
        if index == table.name_column:
            longest = max((units(r.name.stripped) for r in rows), default=8)
            plan.widths[column] = max(18.0, longest * 1.15 + 2)
        elif index == table.sequence_column:
            plan.widths[column] = 8
        elif index in amounts:
            plan.widths[column] = next(w for most, w in _AMOUNTS if len(amounts) <= most)
        else:
            texts = [text or "" for row in rows for i, text in remarks(table, row) if i == index]
            longest = max((units(text) for text in texts), default=0)
            plan.widths[column] = min(max(13.0, longest + 2), _WIDEST_REMARK)
    _fill_page(plan, table, columns)


def _fill_page(plan: SheetPlan, table: AllocationTable, columns: Mapping[int, int]) -> None:
    """Widen the names and amounts of a small table to a page, which one wide page else blows up."""
    places = [place for index, place in columns.items() if index != table.sequence_column]
    lacking = _PAGE - sum(plan.widths[place] for place in columns.values())
    if lacking <= 0:
        return
    whole = sum(plan.widths[place] for place in places)
    for place in places:
        plan.widths[place] += round(lacking * plan.widths[place] / whole, 1)


def fill_row(plan: SheetPlan, row: int, right: int) -> None:
    """Give every cell of a printed row its border and the row its height."""
    for column in range(right + 1):
        if (row, column) not in plan.cells:
            plan.put(row, column, None, Style.ANNEX_TEXT)
    plan.at_least(row, 22)


def fit_remarks(
    plan: SheetPlan,
    table: AllocationTable,
    row: AllocationRow,
    at: int,
    columns: Mapping[int, int],
) -> None:
    """Make a row as high as its longest remark needs."""
    for index, text in remarks(table, row):
        plan.at_least(at, height(text or "", plan.widths[columns[index]], least=22))


def finish(plan: SheetPlan, table: AllocationTable, first: int, bottom: int, right: int) -> None:
    """Print area, titles and the frozen header."""
    plan.freeze = (first, 0)
    plan.printing.area = Area(0, 0, bottom, right)
    width = sum(plan.widths.get(c, 10) for c in range(right + 1))
    plan.printing.landscape = len(table.columns) > 4 or width > _LANDSCAPE
    plan.printing.repeat = (FIRST_HEADER_ROW, first - 1)


def _put_unit(plan: SheetPlan, book: Book, table: AllocationTable, right: int, aside: int) -> None:
    printed = unit_text(table)
    area = Area(UNIT_ROW, 0, UNIT_ROW, right)
    plan.merge(area, printed, Style.ANNEX_UNIT)
    plan.at_least(UNIT_ROW, 20)
    if printed is None:
        own, parameter = address(UNIT_ROW, 0), book.parameters[keys.UNIT]
        text = f"{keys.PENDING} 未印金额单位，请在左侧补“单位：万元”，并填参数“{keys.UNIT}”"
        formula = f'=IF(OR({own}="",{parameter}=""),"{text}","")'
        plan.put(UNIT_ROW, aside, Formula(formula), Style.NOTE)


def _printed_order(table: AllocationTable) -> list[tuple[str, AllocationRow]]:
    """Recipients, total and subtotals as they stood in the source."""
    rows = [(_RECIPIENT, row) for row in table.rows]
    rows += [(_TOTAL, table.total)] if table.total is not None else []
    rows += [(_OTHER, row) for row in (*table.subtotals, *table.other_totals)]
    return sorted(rows, key=lambda pair: _order(pair[1].ref))


def _other_row(
    table: AllocationTable, row: AllocationRow, columns: Mapping[int, int]
) -> Iterator[tuple[int, Value, Style]]:
    """A total or subtotal as printed; the total's sums are put over it."""
    for index, text in (*words(table, row), *remarks(table, row)):
        yield columns[index], text, Style.ANNEX_TOTAL
    for column in table.columns:
        yield columns[column.index], value_of(row.amounts.get(column.index)), Style.ANNEX_TOTAL


def _order(ref: Ref) -> int:
    if ref.line is not None:
        return ref.line
    digits = "".join(ch for ch in ref.cell or "" if ch.isdigit())
    return int(digits or 0)


def _printed(text: Text | None) -> str | None:
    return (text.stripped or None) if text else None
