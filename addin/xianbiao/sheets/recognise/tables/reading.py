"""Reads every table of a grid, whatever its shape, with reasons, and says what stayed in doubt."""

from __future__ import annotations

from collections.abc import Sequence
from decimal import Decimal

from xianbiao.model.amounts import format_amount
from xianbiao.model.places import Place, Places
from xianbiao.model.tables import Decision, Doubt, RecognisedTable, TableKind
from xianbiao.sheets.grid import Grid
from xianbiao.sheets.recognise.labels import is_label
from xianbiao.sheets.recognise.tables.blocks import regions
from xianbiao.sheets.recognise.tables.corrected import correct_height, correct_table, is_no_table
from xianbiao.sheets.recognise.tables.kind import special_kind
from xianbiao.sheets.recognise.tables.layout import lay_out
from xianbiao.sheets.recognise.tables.lines import is_title
from xianbiao.sheets.recognise.tables.memory import Corrections
from xianbiao.sheets.recognise.tables.money import Around, read_money
from xianbiao.sheets.recognise.tables.rivals import settle_finals
from xianbiao.sheets.recognise.tables.special import read_special
from xianbiao.sheets.recognise.tables.stacking import Region
from xianbiao.sheets.recognise.tables.units import stated_units
from xianbiao.sheets.recognise.tables.view import Look, View, view_of

_FEWEST_ROWS = 2


def read_tables(
    grids: Sequence[Grid],
    places: Places,
    area: Place | None = None,
    corrections: Corrections | None = None,
) -> list[RecognisedTable]:
    """Every table of these grids in reading order.

    `area` is the area that allocates, if known; `corrections` are what a clerk noted on 认表.
    """
    noted = corrections or Corrections()
    tables = [t for grid in grids for t in read_grid(grid, places, area, noted)]
    settle_finals(tables, grids)
    if tables:
        tables[0].doubts.extend([*noted.faults, *noted.unused()])
    return tables


def read_grid(
    grid: Grid,
    places: Places,
    area: Place | None = None,
    corrections: Corrections | None = None,
) -> list[RecognisedTable]:
    """The tables of one grid. What is no table at all is left out; what may be one is named."""
    noted = corrections or Corrections()
    view = view_of(grid)
    found, _ = regions(view, places)
    tables = []
    for region in found:
        if len(region.rows) < _FEWEST_ROWS or len(region.columns) < _FEWEST_ROWS:
            continue
        table = _read_region(grid, view, region, places, area, noted)
        if table is not None:
            tables.append(table)
    return tables


def _read_region(
    grid: Grid,
    view: View,
    region: Region,
    places: Places,
    area: Place | None,
    noted: Corrections,
) -> RecognisedTable | None:
    part = view.part(region.rows, region.columns)
    if is_no_table(part, noted):
        return None
    title = _title(region.head)
    label = next((t for t in region.head if is_label(t.text)), None)
    table = RecognisedTable(
        file=grid.file,
        sheet=grid.sheet,
        area=_area(part),
        kind=TableKind.UNKNOWN,
        layout="普通",
        title=title.cell.as_text() if title else None,
        label=label.cell.as_text() if label else None,
        unit=None,
        unit_text=None,
        header=[],
        columns=[],
        rows=[],
        above=[t.cell.as_text() for t in region.head],
        notes=[t.cell.as_text() for t in region.tail],
    )
    special = special_kind(part, title.text if title else "")
    if special is not None:
        table.kind = TableKind(special.what)
        table.decisions.append(Decision("类型", special.confidence, special.reason))
        read_special(table, part, places)
        return table
    if not any(seen.number is not None for row in part.rows for seen in row) and title is None:
        return None
    layout = lay_out(part, places)
    correct_height(layout, noted)
    units = stated_units([*region.head, *region.tail]) or stated_units(region.upper)
    read_money(table, layout, title, units, Around(places, area, grid, noted))
    correct_table(table, noted)
    if region.grand is not None:
        _say_grand(table, view, region, region.grand)
    return table


def _say_grand(table: RecognisedTable, view: View, region: Region, grand: int) -> None:
    """Name the total of several tables; what does not add up is in doubt, column by column."""
    named = next(s for s in view.rows[grand] if s.is_word).cell.as_text()
    table.grand = named
    reason = "它加的是上面各表的合计，不算这张表的行"
    table.decisions.append(Decision("各表总计", 1.0, reason, named.ref))
    for c in region.columns if region.is_grand_off else ():
        seen, terms = view.rows[grand][c], [view.rows[r][c] for r in region.grand_rows]
        added = sum((t.number for t in terms if t.number is not None), Decimal(0))
        if seen.number is None or terms[-1].number is None or seen.number == added:
            continue
        cells = "、".join(t.ref.where() for t in terms if t.number is not None)
        table.doubts.append(
            Doubt(
                seen.ref,
                f"“{named.stripped}”写 {format_amount(seen.number)}，上面 {len(terms)} 张表的合计"
                f"（{cells}）相加是 {format_amount(added)}",
            )
        )


def _title(lines: Sequence[Look]) -> Look | None:
    """The nearest line above the table that reads like a title."""
    titles = [t for t in lines if is_title(t.text) and not is_label(t.text)]
    if titles:
        return titles[-1]
    others = [t for t in lines if len(t.text) > 4 and not is_label(t.text) and ":" not in t.text]
    return others[-1] if others and len(others[-1].text) <= 70 else None


def _area(view: View) -> str:
    """The range of a sheet, A1:F20, or the lines of a text."""
    refs = [seen.ref for row in view.rows for seen in (row[0], row[-1])]
    first, last = view.rows[0][0].ref, view.rows[-1][-1].ref
    if first.cell is None:
        lines = [r.line or 0 for r in refs]
        return f"第{min(lines)}–{max(lines)}行"
    return f"{first.cell}:{last.cell}"
