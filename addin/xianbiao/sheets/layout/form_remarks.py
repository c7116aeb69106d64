"""The column of remarks (备注) of a target form, and the lines above it drawn as wide."""

from __future__ import annotations

from collections.abc import Container, Sequence

from xianbiao.model.records import replace
from xianbiao.sheets.layout.measure import height
from xianbiao.sheets.plan import Area, SheetPlan
from xianbiao.sheets.styles import Style

WIDTH = 18.0


def put_remarks(
    plan: SheetPlan, header: tuple[int, int], label: str, remarks: Sequence[str], style: Style
) -> None:
    """Write the column from its header cell down, one remark for every line of the form."""
    row, column = header
    plan.widths[column] = WIDTH
    plan.put(row, column, label, Style.ANNEX_HEADER)
    for at, remark in enumerate(remarks, start=row + 1):
        plan.put(at, column, remark or None, style)
        plan.at_least(at, height(remark, WIDTH, least=24))


def widen(
    plan: SheetPlan, rows: range, right: int, by: int, but: Container[int] = frozenset()
) -> None:
    """Let what ends in a column reach further by some columns, in some rows."""
    done: set[tuple[int, int]] = set()
    for row in rows:
        area = next((a for a in plan.merges if a.top <= row <= a.bottom and a.right == right), None)
        if row in but or (area is not None and (area.top, area.left) in done):
            continue
        area = area or Area(row, right, row, right)
        cell = plan.cells.get((area.top, area.left))
        if cell is None:
            continue
        done.add((area.top, area.left))
        plan.merges = [a for a in plan.merges if a != area]
        plan.merge(replace(area, right=right + by), cell.value, cell.style)
