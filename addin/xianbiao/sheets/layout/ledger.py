"""台账: the documents behind the money, before + change = after."""

from __future__ import annotations

from xianbiao.model.allocation import AllocationTable, Column, ColumnRole
from xianbiao.sheets.layout import keys
from xianbiao.sheets.layout.context import AllocationPlaces, Book, TableEntry
from xianbiao.sheets.layout.head import FIRST_ROW, HEADER_ROW, put_head
from xianbiao.sheets.layout.measure import row_height
from xianbiao.sheets.layout.table_parts import without_figures
from xianbiao.sheets.plan import Area, Formula, SheetPlan, Value, address
from xianbiao.sheets.styles import Style

_HEADER = ("序号", "文号", "事项", "变动前", "变动", "变动后", "附件1所列", "差额")
_WIDTHS = (6.0, 34.0, 44.0, 13.0, 13.0, 13.0, 13.0, 10.0)


def ledger_sheet(book: Book) -> SheetPlan:
    """The sheet 台账: one row per document, its change added up from the allocation table."""
    plan = SheetPlan(keys.LEDGER_SHEET, tab_colour="#A5A5A5")
    plan.columns(*_WIDTHS)
    put_head(plan, "台账", "每份文件一行：变动前 + 变动 = 变动后；金额单位同附件1")
    header = (*_HEADER[:6], f"{book.allocation_sheet}所列", _HEADER[7])
    plan.put_row(HEADER_ROW, 0, header, Style.HEADER)
    row = FIRST_ROW
    table, places = book.table, book.allocation
    if table is not None and places is not None:
        for document, matter, before, change, after in _documents(book, table, places):
            values: tuple[Value, ...] = (
                row - FIRST_ROW + 1,
                document,
                matter,
                before,
                change,
                Formula(f"={address(row, 3)}+{address(row, 4)}"),
                after,
                Formula(f"=ROUND({address(row, 5)}-{address(row, 6)},2)"),
            )
            styles = (*[Style.TEXT] * 3, *[Style.REFERENCE] * 2, Style.CALC, Style.REFERENCE)
            plan.put_row(row, 0, values, (*styles, Style.CALC))
            plan.at_least(row, row_height([(document, _WIDTHS[1]), (matter, _WIDTHS[2])], least=22))
            row += 1
    if row > FIRST_ROW:
        plan.put_row(row, 0, (None, "合计", None), Style.TOTAL)
        for column in range(3, 8):
            area = Area(FIRST_ROW, column, row - 1, column)
            plan.put(row, column, Formula(f"=SUM({area.a1})"), Style.TOTAL)
        plan.at_least(row, 22)
    plan.freeze = (FIRST_ROW, 2)
    plan.printing.landscape = True
    book.tables.append(TableEntry(plan.name, keys.KIND_LEDGER, Area(HEADER_ROW, 0, row, 7)))
    return plan


def _documents(
    book: Book, table: AllocationTable, places: AllocationPlaces
) -> list[tuple[str, str, Value, Value, Value]]:
    """Document, matter, before, change and after: by group for an adjustment, else one row."""
    notice = book.notice
    number = notice.number.stripped if notice.number else keys.PENDING
    title = notice.title.stripped if notice.title else ""
    groups = dict.fromkeys(c.group for c in table.columns if c.role is ColumnRole.CHANGE)
    figures = tuple(e.amount.raw.strip() for e in table.embedded_totals)
    rows: list[tuple[str, str, Value, Value, Value]] = []
    for group in groups:
        parts = [
            _column(table, group, role)
            for role in (ColumnRole.BEFORE, ColumnRole.CHANGE, ColumnRole.AFTER)
        ]
        before, change, after = (_total(places, column) for column in parts)
        rows.append(
            (without_figures(group, figures) or number, f"由{number}调整", before, change, after)
        )
    if not rows and (final := table.final_index) is not None:
        total = Formula(f"={places.total(final)}")
        rows.append((number, title, 0, total, total))
    return rows


def _total(places: AllocationPlaces, column: Column | None) -> Value:
    return Formula(f"={places.total(column.index)}") if column else None


def _column(table: AllocationTable, group: str, role: ColumnRole) -> Column | None:
    return next((c for c in table.columns if c.group == group and c.role is role), None)
