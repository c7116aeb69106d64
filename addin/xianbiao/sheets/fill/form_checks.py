"""The rows on 校验 for new target forms, and what the forms tell the sheets that read them."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from typing import TypeAlias

from xianbiao.model.records import Record
from xianbiao.sheets.addresses import Area, address, column_letters, quoted
from xianbiao.sheets.fill.form_targets import TargetRows
from xianbiao.sheets.fill.workbook import Workbook
from xianbiao.sheets.layout import keys
from xianbiao.sheets.layout.checklist import value_check
from xianbiao.sheets.layout.context import FormPlaces, FormSlot, TargetCell
from xianbiao.sheets.layout.form_content import FormContent
from xianbiao.sheets.layout.head import LIGHT_COLUMN, LIGHT_ROW
from xianbiao.sheets.layout.matrix import Line
from xianbiao.sheets.layout.register import (
    LEFT,
    STATE,
    SUBJECT,
    Check,
    light_formula,
    put_check,
)
from xianbiao.sheets.layout.target_checks import TargetBlock, understood_check, weaker_check
from xianbiao.sheets.patch import Change, patch_at
from xianbiao.sheets.plan import Formula, SheetPlan


class MissingForm(Record, frozen=True):
    """A form to be made: of a recipient (its place among the rows of the table) or of the area."""

    region: str
    row: int | None


NewForm: TypeAlias = tuple[MissingForm, FormPlaces, FormContent]


class Library(Record, frozen=True):
    """Where 指标库 holds its indicators: rows by key, its last column, and its rows of counts.

    `filled_row` tells how many targets a form has, `money_row` its recipient's money, and
    `formed_row` in how many rows of the table that money stands, once the form is filled in.
    """

    rows: dict[str, int]
    right: int
    filled_row: int
    money_row: int
    formed_row: int


def targets_of(form: MissingForm, places: FormPlaces, content: FormContent) -> list[TargetCell]:
    """The cells with the values of a new form."""
    slot = FormSlot(places.sheet, form.region, None, form.row, form.row is None)
    sheet, column = quoted(places.sheet), places.values.left
    return [
        TargetCell(slot, line.key, line.name, f"{sheet}!{address(row, column, absolute=True)}")
        for row, line in enumerate(content.lines, start=places.values.top)
    ]


def form_checks(
    book: Workbook, new: Sequence[NewForm], blocks: Sequence[TargetBlock], rows: TargetRows | None
) -> Iterator[tuple[str, Check]]:
    """The checks of the new forms with their numbers, rule by rule."""
    places = [(p.sheet, p.values.top, p.values.left) for _, p, _ in new]
    checks = [value_check(form.region, at) for form, at, _ in new]
    checks += [understood_check(block, at) for block, at in zip(blocks, places, strict=False)]
    if rows is not None and rows.wanted:
        counties = zip(new, blocks, places, strict=True)
        checks += [weaker_check(b, at) for (form, _, _), b, at in counties if form.row is not None]
    grid = book.grid(keys.REGISTER_SHEET)
    known = [grid.rows[at][0].stripped.partition("-")[0] for at in book.check_rows()]
    for check in checks:
        known.append(check.rule)
        yield f"{check.rule}-{known.count(check.rule)}", check


def form_lines(new: Sequence[NewForm], checks: Sequence[tuple[str, Check]]) -> list[Line]:
    """What 核对一览 tells of each new form."""
    lines = [Line(form.region, form.row) for form, _, _ in new]
    for line in lines:
        for number, check in checks:
            if check.subject == line.name:
                line.numbers.setdefault(check.rule, []).append(number)
    return lines


def register_patches(
    book: Workbook, library: Library, checks: Sequence[tuple[str, Check]], forms: int
) -> Iterator[Change]:
    """The rows on 校验 for new forms, the light over them too, and the count of forms widened.

    The list of findings below makes room; 全面核对 writes it anew.
    """
    entered = book.entered(keys.REGISTER_SHEET)
    rows = book.check_rows()
    plan = SheetPlan(keys.REGISTER_SHEET)
    for at, (number, check) in enumerate(checks, start=rows[-1] + 1):
        put_check(plan, at, number, check, book.parameter(keys.TOLERANCE))
    bottom = rows[-1] + len(checks)
    lines = [
        [plan.cells[at, column].value for column in range(SUBJECT + 1)]
        for at in range(rows[-1] + 1, bottom + 1)
    ]
    yield from book.without_list()
    for offset, line in enumerate(lines):
        yield patch_at(plan.name, rows[-1] + 1 + offset, 0, [line], (rows[-1], 0))
    states = Area(rows[0], STATE, bottom, STATE).absolute
    light = Formula(f"={light_formula(states)}")
    yield patch_at(plan.name, LIGHT_ROW, LIGHT_COLUMN, [[light]])
    right = library.right + forms
    for at in rows:
        left = entered[at][LEFT]
        if not isinstance(left, Formula):
            continue
        wider = _widened(left.text, library, right)
        if wider != left.text:
            yield patch_at(plan.name, at, LEFT, [[Formula(wider)]])


def _widened(formula: str, library: Library, right: int) -> str:
    """A formula whose ranges over the rows of counts reach to the new last column."""
    for row in (library.filled_row, library.money_row, library.formed_row):
        last = column_letters(library.right)
        pattern = rf"(指标库!\$[A-Z]+\${row + 1}:)\${last}\${row + 1}\b"
        formula = re.sub(pattern, rf"\g<1>${column_letters(right)}${row + 1}", formula)
    return formula
