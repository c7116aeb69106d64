"""Brings new target forms onto 核对一览: a line for each, and every formula over the new checks."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

from xianbiao.model.expressions import expression
from xianbiao.model.records import replace
from xianbiao.sheets.fill.workbook import Workbook
from xianbiao.sheets.layout import keys
from xianbiao.sheets.layout.context import Book
from xianbiao.sheets.layout.head import FIRST_ROW, HEADER_ROW
from xianbiao.sheets.layout.matrix import FIRST_RULE, SHARE_HEADER, Line, Register, put_line
from xianbiao.sheets.patch import Change, Position, gathered, patch_at
from xianbiao.sheets.plan import Formula, SheetPlan, Value

_RANGE = expression(rf"('?{keys.REGISTER_SHEET}'?!\$([A-Z]+)\$\d+:\$\2\$)\d+\b")


def line_patches(
    workbook: Workbook, book: Book, lines: Sequence[Line], bottom: int
) -> Iterator[Change]:
    """The patches of 核对一览 for checks on 校验 down to the row `bottom`; none without the sheet.

    A recipient that has its line already gets the marks of its new checks there.
    """
    if keys.MATRIX_SHEET not in workbook.grids:
        return
    grid, entered = workbook.grid(keys.MATRIX_SHEET), workbook.entered(keys.MATRIX_SHEET)
    header = grid.rows[HEADER_ROW] if len(grid.rows) > HEADER_ROW else []
    rules = [cell.text.partition("\n")[0].strip() for cell in header[FIRST_RULE:]]
    rules = [rule for rule in rules if rule and rule not in SHARE_HEADER]
    names = {row[0].stripped: at for at, row in enumerate(grid.rows) if at > HEADER_ROW and row}
    register = Register(bottom)
    cells = dict(_reaching(entered, bottom))
    last = max((at for name, at in names.items() if name), default=FIRST_ROW)
    for line in lines:
        if line.name in names:
            cells.update(_marks(names[line.name], line.numbers, rules, register))
            continue
        last += 1
        plan = SheetPlan(keys.MATRIX_SHEET)
        put_line(plan, book, last, line, rules, register)
        right = FIRST_RULE + len(rules) + len(SHARE_HEADER)
        values = [plan.cells[last, column].value for column in range(right)]
        yield patch_at(plan.name, last, 0, [values], (FIRST_ROW + 1, 0), f"{line.name}一行")
    for patch in gathered(keys.MATRIX_SHEET, cells):
        yield replace(patch, remark="取数范围加上新表")


def _marks(
    at: int, numbers: Mapping[str, Sequence[str]], rules: Sequence[str], register: Register
) -> Iterator[tuple[Position, Value]]:
    for offset, rule in enumerate(rules):
        if rule in numbers:
            formula = Formula(f"={register.worst(numbers[rule])}")
            yield (at, FIRST_RULE + offset), formula


def _reaching(entered: Sequence[Sequence[object]], bottom: int) -> Iterator[tuple[Position, Value]]:
    """The formulas whose ranges over 校验 reach less far than its new last row."""
    for r, row in enumerate(entered):
        for c, cell in enumerate(row):
            if isinstance(cell, Formula):
                wider = _RANGE.sub(rf"\g<1>{bottom + 1}", cell.text)
                if wider != cell.text:
                    yield (r, c), Formula(wider)
