"""The sheet of one target form (区域绩效目标表), print-ready, with its repairs beside it."""

from __future__ import annotations

import re

from xianbiao.model.forms import FundRole
from xianbiao.sheets.layout import keys
from xianbiao.sheets.layout.context import Book, FormPlaces, FormSlot, TableEntry, TargetCell
from xianbiao.sheets.layout.form_content import (
    FormContent,
    FormLine,
    generated_content,
    printed_content,
)
from xianbiao.sheets.layout.form_remarks import put_remarks, widen
from xianbiao.sheets.layout.head import put_light
from xianbiao.sheets.layout.library import LibraryRow
from xianbiao.sheets.layout.measure import height, row_height
from xianbiao.sheets.layout.register import in_wan
from xianbiao.sheets.layout.repairs import put_repairs
from xianbiao.sheets.plan import Area, Formula, SheetPlan, Value
from xianbiao.sheets.styles import Style

_WIDTHS = (10.0, 12.0, 19.0, 44.0, 20.0)
_RIGHT = len(_WIDTHS) - 1
_SIZE = 11.0
_GOALS_PART = 380.0
"""No row may be higher than 409 points; longer goals go over several merged rows."""


def working_form(book: Book, slot: FormSlot) -> SheetPlan:
    """A form of the working workbook, filled from 指标库 and, where generated, from 附件1."""

    def make(row: LibraryRow, name: str, _value: str | None) -> tuple[Value, Value]:
        source = book.library[slot.sheet, row.key]
        fetched = Formula(f"={book.library_names[row.key]}")
        return fetched if name == row.name else name, Formula(
            f'=IF({source}="","{keys.PENDING}",{source})'
        )

    if slot.form is not None:
        content = printed_content(slot.form, book.notice, make)
    else:
        amount = _allocated(book, slot)
        content = generated_content(
            slot.region, book.notice, make, amount, is_prefecture=slot.is_prefecture
        )
    plan, places = form_sheet(slot.sheet, content)
    aside = places.table.right + 2
    put_light(plan, 0, aside)
    for row, line in enumerate(content.lines, start=places.values.top):
        ref = plan.ref(row, places.values.left)
        book.targets.append(TargetCell(slot, line.key, line.name, ref))
    kind = keys.KIND_GENERATED_FORM if content.generated else keys.KIND_FORM
    book.tables.append(TableEntry(slot.sheet, kind, places.table, slot.region))
    repairs = put_repairs(plan, content, places.values.top - 1, aside)
    if repairs is not None:
        book.tables.append(TableEntry(slot.sheet, keys.KIND_REPAIRS, repairs, slot.region))
    book.forms.append((slot, places))
    return plan


def form_sheet(name: str, content: FormContent) -> tuple[SheetPlan, FormPlaces]:
    """Draw a form; its values and amounts are inputs unless they are formulas."""
    plan = SheetPlan(name, tab_colour="#70AD47")
    plan.columns(*_WIDTHS, 3)
    total = sum(_WIDTHS)
    plan.put(0, 0, content.label or None, Style.ANNEX_LABEL)
    plan.at_least(0, 24)
    plan.merge(Area(1, 0, 1, _RIGHT), content.title or None, Style.ANNEX_TITLE)
    plan.at_least(1, height(content.title, total, 18, least=34))
    plan.merge(Area(2, 0, 2, _RIGHT), content.subtitle or None, Style.ANNEX_SUBTITLE)
    plan.at_least(2, 22)
    row = _put_fields(plan, content, 3)
    funds, row = _put_funds(plan, content, row)
    row = _put_goals(plan, content, row)
    plan.put_row(row, 0, content.header, Style.ANNEX_HEADER)
    plan.at_least(row, 24)
    first = row + 1
    last = _put_lines(plan, content.lines, first, content.header[0])
    right = _RIGHT
    if content.remarks_label:
        right += 1
        remarks = [line.remark for line in content.lines]
        put_remarks(plan, (first - 1, right), content.remarks_label, remarks, Style.ANNEX_LEFT)
        widen(plan, range(1, first - 1), _RIGHT, 1)
        plan.widths[right + 1] = 3
    table = Area(0, 0, last, right)
    plan.printing.area = table
    plan.printing.one_page_high = True
    for line, note in enumerate(content.notes, start=1):
        plan.put(line, right + 2, note, Style.NOTE)
    return plan, FormPlaces(name, funds, Area(first, _RIGHT, last, _RIGHT), table)


def _allocated(book: Book, slot: FormSlot) -> Value:
    table = book.table
    index = table.final_index if table else None
    if table is None or book.allocation is None or index is None:
        return None
    if slot.is_prefecture:
        return in_wan(book.parameters[keys.SCALE], book.allocation.total(index))
    if slot.row is None:
        return None
    amount = book.allocation.looked_up(slot.row, index)
    return in_wan(book.parameters[keys.SCALE], amount)


def _put_fields(plan: SheetPlan, content: FormContent, row: int) -> int:
    for pairs in content.fields:
        (name, value), *second = pairs
        plan.merge(Area(row, 0, row, 1), name, Style.ANNEX_HEADER)
        texts = [(name, _WIDTHS[0] + _WIDTHS[1])]
        if second:
            plan.put(row, 2, value, Style.ANNEX_TEXT)
            plan.put(row, 3, second[0][0], Style.ANNEX_HEADER)
            plan.put(row, 4, second[0][1], Style.ANNEX_TEXT)
            texts += [(str(value or ""), _WIDTHS[2]), (str(second[0][1] or ""), _WIDTHS[4])]
        else:
            plan.merge(Area(row, 2, row, _RIGHT), value, Style.ANNEX_TEXT)
        plan.at_least(row, row_height(texts, _SIZE, least=24))
        row += 1
    return row


def _put_funds(
    plan: SheetPlan, content: FormContent, row: int
) -> tuple[dict[FundRole, tuple[int, int]], int]:
    places: dict[FundRole, tuple[int, int]] = {}
    bottom = row + max(1, len(content.funds)) - 1
    plan.merge(Area(row, 0, bottom, 1), _folded(content.funds_label), Style.ANNEX_HEADER)
    for offset, (role, label, value) in enumerate(content.funds):
        at = row + offset
        plan.merge(Area(at, 2, at, 3), label, Style.ANNEX_LEFT)
        formula = isinstance(value, Formula)
        plan.put(at, 4, value, Style.ANNEX_FORMULA if formula else Style.ANNEX_INPUT)
        plan.at_least(at, 22)
        places.setdefault(role, (at, 4))
    return places, bottom + 1


def _folded(label: str) -> str:
    """A label with what stands in brackets on a line of its own."""
    return re.sub(r"\s*([(（])", r"\n\1", label)


def _put_goals(plan: SheetPlan, content: FormContent, row: int) -> int:
    width = sum(_WIDTHS[2:])
    needed = height(content.goals, width, _SIZE, least=60)
    parts = int(-(-needed // _GOALS_PART))
    bottom = row + parts - 1
    plan.merge(Area(row, 0, bottom, 1), content.goals_label, Style.ANNEX_HEADER)
    plan.merge(Area(row, 2, bottom, _RIGHT), content.goals or None, Style.ANNEX_LEFT)
    for at in range(row, bottom + 1):
        plan.at_least(at, needed / parts)
    return bottom + 1


def _put_lines(plan: SheetPlan, lines: list[FormLine], first: int, label: str) -> int:
    last = first + max(1, len(lines)) - 1
    plan.merge(Area(first, 0, last, 0), label, Style.ANNEX_HEADER)
    for top, bottom in _runs([line.level1 for line in lines]):
        plan.merge(Area(first + top, 1, first + bottom, 1), lines[top].level1, Style.ANNEX_TEXT)
    for top, bottom in _runs([f"{line.level1}\n{line.level2}" for line in lines]):
        plan.merge(Area(first + top, 2, first + bottom, 2), lines[top].level2, Style.ANNEX_TEXT)
    for offset, line in enumerate(lines):
        at = first + offset
        fetched = isinstance(line.name_cell, Formula)
        plan.put(at, 3, line.name_cell, Style.ANNEX_FETCHED if fetched else Style.ANNEX_LEFT)
        fetched = isinstance(line.value_cell, Formula)
        plan.put(at, 4, line.value_cell, Style.ANNEX_FORMULA if fetched else Style.ANNEX_TEXT)
        texts = ((line.name, _WIDTHS[3]), (line.text, _WIDTHS[4]))
        plan.at_least(at, row_height(texts, _SIZE, least=24))
    return last


def _runs(labels: list[str]) -> list[tuple[int, int]]:
    """First and last index of every run of equal labels."""
    runs: list[tuple[int, int]] = []
    for index, label in enumerate(labels):
        if runs and labels[runs[-1][0]] == label:
            runs[-1] = (runs[-1][0], index)
        else:
            runs.append((index, index))
    return runs
