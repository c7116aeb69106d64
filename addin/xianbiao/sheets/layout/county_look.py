"""How a sheet that is sent out looks: what was issued is locked, what is to be filled coloured."""

from __future__ import annotations

from xianbiao.sheets.layout import keys
from xianbiao.sheets.layout.measure import height
from xianbiao.sheets.plan import Area, CellPlan, SheetPlan
from xianbiao.sheets.styles import LOOKS, Style

_ISSUED = {
    Style.ANNEX_LABEL: Style.ISSUED_LABEL,
    Style.ANNEX_TITLE: Style.ISSUED_TITLE,
    Style.ANNEX_SUBTITLE: Style.ISSUED_SUBTITLE,
    Style.ANNEX_UNIT: Style.ISSUED_UNIT,
    Style.ANNEX_HEADER: Style.ISSUED_HEADER,
    Style.ANNEX_TEXT: Style.ISSUED_TEXT,
    Style.ANNEX_LEFT: Style.ISSUED_LEFT,
    Style.ANNEX_INPUT: Style.ANNEX_FORMULA,
}
_LONG = (Style.ANNEX_LEFT, Style.ISSUED_LEFT)


def lock_issued(plan: SheetPlan) -> None:
    """Lock every cell of an annex, but make an input of each that says ○待填."""
    opened: dict[tuple[int, int], Style] = {}
    merged = {(a.top, a.left): a for a in plan.merges}
    for place, cell in plan.cells.items():
        if cell.value == keys.PENDING:
            style = Style.FILL_LEFT if cell.style in _LONG else Style.FILL
            opened.update(dict.fromkeys(_places(merged.get(place), place), style))
    for place, cell in list(plan.cells.items()):
        style = opened.get(place) or _ISSUED.get(cell.style, cell.style)
        plan.cells[place] = CellPlan(cell.value, style)


def fit_rows(plan: SheetPlan, area: Area, least: float = 22.0) -> None:
    """Give every row of an area the height that its texts need, merged ones included."""
    covered = {place: a for a in plan.merges for place in _places(a, (a.top, a.left))}
    for row in range(area.top, area.bottom + 1):
        plan.heights.pop(row, None)
        plan.at_least(row, least)
    spans = [
        (covered.get(place) or Area(*place, *place), cell)
        for place, cell in plan.cells.items()
        if isinstance(cell.value, str) and area.top <= place[0] <= area.bottom
    ]
    for span, cell in sorted(spans, key=lambda pair: pair[0].bottom - pair[0].top):
        look = LOOKS[cell.style]
        if not look.wrap or span.left > area.right:
            continue
        width = sum(plan.widths.get(c, 8.43) for c in range(span.left, span.right + 1))
        rows = range(span.top, span.bottom + 1)
        needed = height(str(cell.value), width, look.size, least=least)
        missing = needed - sum(plan.heights.get(r, least) for r in rows)
        if missing > 0:
            for row in rows:
                plan.at_least(row, plan.heights.get(row, least) + missing / len(rows))


def _places(area: Area | None, place: tuple[int, int]) -> list[tuple[int, int]]:
    if area is None:
        return [place]
    rows, columns = range(area.top, area.bottom + 1), range(area.left, area.right + 1)
    return [(r, c) for r in rows for c in columns]
