"""Brings the values of new target forms onto 指标核对, where formulas read them."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from xianbiao.model.indicators import plain
from xianbiao.model.notices import Notice
from xianbiao.model.records import Record
from xianbiao.sheets.addresses import column_letters
from xianbiao.sheets.fill.workbook import Workbook
from xianbiao.sheets.layout import keys
from xianbiao.sheets.layout.context import TargetCell
from xianbiao.sheets.layout.head import FIRST_ROW
from xianbiao.sheets.layout.target_checks import (
    NAME,
    NUMBER,
    REGION,
    SOURCE,
    TargetBlock,
    put_value,
)
from xianbiao.sheets.patch import Change, patch_at
from xianbiao.sheets.plan import Formula, SheetPlan, Value


class TargetRows(Record, frozen=True):
    """Where 指标核对 ends: its last value, how many texts it reads, the prefecture's rows."""

    last: int
    kinds: int
    wanted: dict[str, int]


def target_rows(book: Workbook, notice: Notice) -> TargetRows | None:
    """What stands on 指标核对; None where the workbook has no such sheet or no value there."""
    if keys.READING_SHEET not in book.grids:
        return None
    rows = book.grid(keys.READING_SHEET).rows[FIRST_ROW:]
    values = [row for row in rows if len(row) > NUMBER and not row[REGION].is_blank]
    if not values:
        return None
    printed = notice.prefecture_form
    own = {*(notice.area.names if notice.area else ()), *([printed.region] if printed else ())}
    wanted = {
        plain(row[NAME].text): at
        for at, row in enumerate(values, start=FIRST_ROW)
        if row[REGION].stripped in own
    }
    kinds = sum(len(row) > NUMBER and not row[NUMBER].is_blank for row in rows)
    return TargetRows(FIRST_ROW + len(values) - 1, kinds, wanted)


def blocks_below(rows: TargetRows, forms: Sequence[list[TargetCell]]) -> list[TargetBlock]:
    """The blocks of new forms, one below the other."""
    blocks, first = list[TargetBlock](), rows.last + 1
    for cells in forms:
        blocks.append(TargetBlock(cells, first))
        first += len(cells)
    return blocks


def target_patches(
    book: Workbook, rows: TargetRows, blocks: Sequence[TargetBlock]
) -> Iterator[Change]:
    """The values of the new forms, and the texts to be read gathered from them too."""
    plan = SheetPlan(keys.READING_SHEET)
    for block in blocks:
        for at, cell in enumerate(block.cells, start=block.first):
            wanted = rows.wanted.get(cell.key, rows.wanted.get(plain(cell.name)))
            put_value(plan, at, cell, None if cell.slot.is_prefecture else wanted, rows.kinds)
        lines: list[list[Value]] = [
            [plan.cells[at, c].value if (at, c) in plan.cells else None for c in range(NUMBER - 1)]
            for at in range(block.first, block.last + 1)
        ]
        remark = f"{block.cells[0].slot.region} {len(lines)} 项指标值"
        look = (FIRST_ROW, 0)
        yield patch_at(plan.name, block.first, 0, lines, look, remark)
    bottom = blocks[-1].last
    entered = book.entered(keys.READING_SHEET)[FIRST_ROW : FIRST_ROW + rows.kinds]
    column = [[_reaching(row[SOURCE], rows.last, bottom)] for row in entered]
    yield patch_at(plan.name, FIRST_ROW, SOURCE, column, remark="取数范围加上新表")


def _reaching(entered: object, last: int, bottom: int) -> Value:
    """A formula whose ranges over the values reach down to the new last one."""
    if not isinstance(entered, Formula):
        return None if entered is None else str(entered)
    first, letter = FIRST_ROW + 1, rf"(?:{'|'.join(column_letters(c) for c in range(NUMBER))})"
    pattern = rf"(\${letter}\${first}:\${letter}\$){last + 1}\b"
    return Formula(re.sub(pattern, rf"\g<1>{bottom + 1}", entered.text))
