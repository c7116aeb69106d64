"""Parts that the allocation table shares between the working workbook and a county's file."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from decimal import Decimal

from xianbiao.model.allocation import (
    AllocationRow,
    AllocationTable,
    ColumnRole,
    Equation,
    tie_text,
)
from xianbiao.model.amounts import Amount, same
from xianbiao.model.money_units import NAMES
from xianbiao.model.refs import Text
from xianbiao.sheets.layout.measure import units
from xianbiao.sheets.plan import Area, Formula, SheetPlan, Value, address
from xianbiao.sheets.styles import Style

_UNSUMMED = (ColumnRole.COUNT, ColumnRole.NOTE)


def grid_columns(table: AllocationTable) -> dict[int, int]:
    """The sheet column of each grid column, so that the table begins in column A."""
    first = min(
        [table.name_column, *(c.index for c in (*table.columns, *table.notes))]
        + [c for c in (table.area_column, table.sequence_column) if c is not None]
    )
    last = max([table.name_column, *(c.index for c in (*table.columns, *table.notes))])
    return {index: index - first for index in range(first, last + 1)}


def summed(table: AllocationTable) -> list[int]:
    """The grid indexes of the columns that have a total."""
    return [c.index for c in table.columns if c.role not in _UNSUMMED]


def formula_columns(table: AllocationTable) -> dict[int, Equation]:
    """The columns that others determine, each with one equation and never in a circle."""
    chosen: dict[int, Equation] = {}

    def depends(column: int, on: int) -> bool:
        if column == on:
            return True
        terms = chosen[column].terms if column in chosen else ()
        return any(depends(term, on) for term in terms)

    for equation in table.equations:
        circular = any(depends(term, equation.result) for term in equation.terms)
        if equation.result not in chosen and not circular:
            chosen[equation.result] = equation
    return chosen


def holds(row: AllocationRow, equation: Equation) -> bool:
    """Whether the printed amounts of a row are readable and satisfy an equation."""
    result = row.amounts.get(equation.result)
    terms = [row.amounts.get(t) for t in equation.terms]
    if result is None or result.value is None:
        return False
    if any(t is None or t.is_unreadable or t.says_none for t in terms):
        return False
    known = zip(equation.terms, terms, strict=True)
    added = (equation.signed(i, t.value) for i, t in known if t is not None and t.value is not None)
    return same(result.value, sum(added, Decimal(0)))


def sum_formula(equation: Equation, row: int, columns: Mapping[int, int]) -> Formula:
    """The formula of an equation in a row: `=D6+E6`."""
    return Formula("=" + equation.added(lambda term: address(row, columns[term])))


def equation_text(table: AllocationTable, equation: Equation, hidden: tuple[str, ...] = ()) -> str:
    """An equation in words, without the figures that must not be shown."""
    text = equation.text or tie_text(
        table.column(equation.result).full_name,
        [(table.column(t).full_name, t in equation.minus) for t in equation.terms],
    )
    return without_figures(text, hidden)


def row_cells(
    table: AllocationTable, row: AllocationRow, at: int, columns: Mapping[int, int]
) -> Iterator[tuple[int, Value, Style]]:
    """The cells of one recipient's row: printed values, and formulas where the header ties."""
    for index, text in words(table, row):
        yield columns[index], text, Style.ANNEX_TEXT
    for index, text in remarks(table, row):
        yield columns[index], text, Style.ANNEX_LEFT
    formulas = formula_columns(table)
    for column in table.columns:
        amount = row.amounts.get(column.index)
        equation = formulas.get(column.index)
        place = columns[column.index]
        if equation is None or amount is None or amount.is_blank:
            yield place, value_of(amount), Style.ANNEX_INPUT
        elif holds(row, equation):
            yield place, sum_formula(equation, at, columns), Style.ANNEX_FORMULA
        else:
            yield place, value_of(amount), Style.IMPORTED


def words(table: AllocationTable, row: AllocationRow) -> Iterator[tuple[int, str | None]]:
    """The texts of a row by grid column: sequence, area, name."""
    if table.sequence_column is not None:
        yield table.sequence_column, row.sequence.stripped if row.sequence else None
    if table.area_column is not None:
        yield table.area_column, row.area.stripped if row.area else None
    yield table.name_column, row.name.stripped


def remarks(table: AllocationTable, row: AllocationRow) -> Iterator[tuple[int, str | None]]:
    """What the columns of words say of a row, by grid column."""
    for column in table.notes:
        note = row.notes.get(column.index)
        yield column.index, (note.stripped or None) if note else None


def value_of(amount: Amount | None) -> Value:
    """An amount for a cell: the number, the text that is none, or nothing."""
    if amount is None or amount.is_blank:
        return None
    return amount.value if amount.is_number else amount.raw


def put_header(
    plan: SheetPlan,
    table: AllocationTable,
    top: int,
    columns: Mapping[int, int],
    hidden: tuple[str, ...] = (),
) -> int:
    """Write the header with its merged cells and return the first row below it.

    `hidden` are figures inside header words that must not be shown, with the unit behind them.
    """
    grid = [[_header_text(line, i, hidden) for i in columns] for line in table.header]
    depth, width = len(grid), len(columns)
    covered: set[tuple[int, int]] = set()
    for r in range(depth):
        for c in range(width):
            if (r, c) in covered:
                continue
            area = _span(grid, r, c, covered)
            covered.update(_cells(area))
            shifted = Area(top + area.top, area.left, top + area.bottom, area.right)
            plan.merge(shifted, grid[r][c] or None, Style.ANNEX_HEADER)
    for r in range(depth):
        longest = max((units(text) for text in grid[r]), default=0)
        plan.at_least(top + r, 40 if longest > 14 else 24)
    return top + depth


def without_figures(text: str, figures: tuple[str, ...]) -> str:
    """A header word without the totals written inside it, and without their unit."""
    for figure in figures:
        text = re.sub(rf"\s*{re.escape(figure)}\s*({NAMES})?", "", text)
    return text.strip()


def _header_text(cells: list[Text], index: int, hidden: tuple[str, ...]) -> str:
    return without_figures(cells[index].stripped if index < len(cells) else "", hidden)


def _span(grid: list[list[str]], r: int, c: int, covered: set[tuple[int, int]]) -> Area:
    """The merged area of a header cell: to the right over sub-headers, else down over blanks."""
    depth, width = len(grid), len(grid[0])
    right = c
    if grid[r][c] and any(grid[below][c] for below in range(r + 1, depth)):
        while (
            right + 1 < width
            and not grid[r][right + 1]
            and (r, right + 1) not in covered
            and any(grid[below][right + 1] for below in range(r + 1, depth))
        ):
            right += 1
    bottom = r
    while bottom + 1 < depth and not any(grid[bottom + 1][k] for k in range(c, right + 1)):
        bottom += 1
    return Area(r, c, bottom, right)


def _cells(area: Area) -> Iterator[tuple[int, int]]:
    for r in range(area.top, area.bottom + 1):
        for c in range(area.left, area.right + 1):
            yield r, c
