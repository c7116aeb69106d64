"""_meta: what the workbook is and where every table stands, for the program that reads it."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from xianbiao import __version__
from xianbiao.model.allocation import AllocationTable
from xianbiao.sheets.layout import keys
from xianbiao.sheets.layout.context import TableEntry
from xianbiao.sheets.layout.table_parts import formula_columns, holds
from xianbiao.sheets.plan import SheetPlan, Visibility
from xianbiao.sheets.styles import Style


def meta_sheet(
    template: str,
    source: str,
    tables: Sequence[TableEntry],
    tag: str | None = None,
    allocation: AllocationTable | None = None,
) -> SheetPlan:
    """The very hidden sheet: key and value, then one row `table` for every table.

    A table row holds: table | sheet | kind | range | region. `tag` is the tag of direct funds
    with which a working workbook was made. Below stand the amounts of the allocation table,
    columns | sheet | kind | name | name …, and a row for every equation between them:
    tie | sheet | formulas | result | term | term …
    """
    plan = SheetPlan(keys.META_SHEET, visibility=Visibility.VERY_HIDDEN)
    plan.columns(12, 24, 20, 14, 20)
    name = source.replace("\\", "/").rpartition("/")[2]
    heads = [
        (keys.META_TEMPLATE, template),
        (keys.META_VERSION, __version__),
        (keys.META_SOURCE, name),
    ]
    if tag is not None:
        heads.append((keys.META_TAG, tag))
    for row, pair in enumerate(heads):
        plan.put_row(row, 0, pair, Style.TEXT)
    for row, table in enumerate(tables, start=len(heads)):
        values = (keys.META_TABLE, table.sheet, table.kind, table.area.a1, table.region or None)
        plan.put_row(row, 0, values, Style.TEXT)
    sheet = next((t.sheet for t in tables if t.kind == keys.KIND_ALLOCATION), None)
    if allocation is not None and sheet is not None:
        rows = _columns_and_ties(allocation, sheet)
        for at, texts in enumerate(rows, start=len(heads) + len(tables)):
            plan.put_row(at, 0, texts, Style.TEXT)
    return plan


def _columns_and_ties(table: AllocationTable, sheet: str) -> Iterator[tuple[str | None, ...]]:
    names = [column.plain_name for column in table.columns]
    yield keys.META_COLUMNS, sheet, keys.KIND_ALLOCATION, *names
    given = formula_columns(table)
    for equation in table.equations:
        all_formulas = given.get(equation.result) is equation and all(
            not row.amounts[equation.result].is_without and holds(row, equation)
            for row in table.rows
        )
        mark = keys.TIE_OF_FORMULAS if all_formulas else None
        tied = [table.column(equation.result).plain_name]
        for term in equation.terms:
            taken_off = keys.TIE_MINUS if term in equation.minus else ""
            tied.append(taken_off + table.column(term).plain_name)
        yield keys.META_TIE, sheet, mark, *tied
