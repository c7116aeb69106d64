"""Formulas of a working workbook over which somebody typed a value.

A typed value may be right today and will not follow tomorrow's change. Rows and columns may
have moved, so the cells are found by what they are, not by where they stood.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping, Sequence

from xianbiao.model.allocation import ColumnRole
from xianbiao.model.indicators import plain
from xianbiao.model.notices import Notice
from xianbiao.model.refs import Text
from xianbiao.readers.table_places import TablePlace, cut
from xianbiao.sheets.grid import Cell, Grid
from xianbiao.sheets.layout import keys

_FORMS = (keys.KIND_FORM, keys.KIND_GENERATED_FORM)
_NAMES = "三级指标"
_REGISTER_COLUMNS = (4, 5, 8)


def overwritten_formulas(
    notice: Notice,
    grids: Mapping[str | None, Grid],
    tables: Sequence[TablePlace],
    formulas: Collection[int] = (),
) -> Iterator[Text]:
    """Cells with a value in place of a formula: targets in forms, totals, ties, the register.

    `formulas` are the columns of the allocation table that were made as formulas throughout.
    """
    for place in tables:
        grid = grids.get(place.sheet)
        if grid is None:
            continue
        if place.kind in _FORMS:
            yield from _typed(_targets(cut(grid, place)))
        elif place.kind == keys.KIND_REGISTER:
            yield from _typed(_results(grid, place))
        elif place.kind == keys.KIND_ALLOCATION:
            yield from _typed(_sums(notice, grid, formulas))


def _typed(cells: Iterator[Cell]) -> Iterator[Text]:
    yield from (c.as_text() for c in cells if not c.is_formula)


def _targets(grid: Grid) -> Iterator[Cell]:
    """The value cells of a form: beside the name, in every row under the header that has one."""
    for start, header in enumerate(grid.rows):
        name = next((i for i, c in enumerate(header) if plain(c.text) == _NAMES), None)
        if name is not None:
            below = (r for r in grid.rows[start + 1 :] if len(r) > name + 1)
            yield from (r[name + 1] for r in below if not r[name].is_blank)
            return


def _results(grid: Grid, place: TablePlace) -> Iterator[Cell]:
    """Difference, result and state of every numbered row of 校验."""
    for row in grid.rows[place.top + 1 :]:
        if keys.CHECK_NUMBER.fullmatch(row[0].stripped):
            yield from (row[i] for i in _REGISTER_COLUMNS if i < len(row))


def _sums(notice: Notice, grid: Grid, formulas: Collection[int]) -> Iterator[Cell]:
    """The total row, and the tied columns made as formulas or in which most rows hold one."""
    table = notice.allocation
    if table is None or notice.file != grid.file:
        return
    by_cell = {c.ref.cell: c for row in grid.rows for c in row}
    if table.total is not None:
        for column in table.columns:
            if column.role is not ColumnRole.COUNT:
                yield by_cell[table.total.amount(column).ref.cell]
    for result in dict.fromkeys(equation.result for equation in table.equations):
        cells = [by_cell[r.amounts[result].ref.cell] for r in table.rows]
        if result in formulas or sum(c.is_formula for c in cells) * 2 > len(cells):
            yield from cells
