"""Reads a table of amounts: columns, rows, sums and units, with everything that is in doubt."""

from __future__ import annotations

from collections.abc import Sequence

from xianbiao.model.places import Place, Places
from xianbiao.model.records import Record, replace
from xianbiao.model.tables import (
    Decision,
    Doubt,
    RecognisedTable,
    RowKind,
    RowSum,
    TableColumn,
    TableKind,
)
from xianbiao.sheets.grid import Grid
from xianbiao.sheets.recognise.tables.across import column_sums
from xianbiao.sheets.recognise.tables.adding import Adder
from xianbiao.sheets.recognise.tables.asides import mark_asides
from xianbiao.sheets.recognise.tables.columns import Columns, read_columns
from xianbiao.sheets.recognise.tables.computed import with_computed
from xianbiao.sheets.recognise.tables.corrected import correct_columns, correct_rows
from xianbiao.sheets.recognise.tables.differences import differences
from xianbiao.sheets.recognise.tables.doubts import doubt_cells, doubt_columns, doubt_rows
from xianbiao.sheets.recognise.tables.growth import with_growth
from xianbiao.sheets.recognise.tables.kind import table_kind
from xianbiao.sheets.recognise.tables.layout import Layout, names_recipient
from xianbiao.sheets.recognise.tables.memory import FOLLOWED, Corrections
from xianbiao.sheets.recognise.tables.named import named_rows
from xianbiao.sheets.recognise.tables.products import products
from xianbiao.sheets.recognise.tables.proved import proved_by_totals, with_figures
from xianbiao.sheets.recognise.tables.quotients import is_average, quotients
from xianbiao.sheets.recognise.tables.rates import rates
from xianbiao.sheets.recognise.tables.row_places import place_by_neighbours
from xianbiao.sheets.recognise.tables.rows import raw_rows, summable, tolerances
from xianbiao.sheets.recognise.tables.second import run_sums, second_sums
from xianbiao.sheets.recognise.tables.strangers import has_money
from xianbiao.sheets.recognise.tables.sums import Totals
from xianbiao.sheets.recognise.tables.totals import find_totals
from xianbiao.sheets.recognise.tables.units import Unit
from xianbiao.sheets.recognise.tables.view import Look, View
from xianbiao.sheets.recognise.tables.years import year_columns

_NO_RECIPIENTS = "没有认出一个单位，“金额”列里写的又不全是数，不像给单位分钱的表"
_NO_UNIT = "没有写明金额单位，不知道是元还是万元"


class Around(Record, frozen=True):
    """What is known beside the table: places, the area that allocates, the sheet, corrections."""

    places: Places
    area: Place | None
    grid: Grid
    corrections: Corrections


def read_money(
    table: RecognisedTable,
    layout: Layout,
    title: Look | None,
    units: Sequence[Unit],
    around: Around,
) -> None:
    """Fill in a table whose columns are amounts. What stays open is among its doubts."""
    view, height = layout.view, layout.height
    places, area, grid = around.places, around.area, around.grid
    table.layout, table.header_height, table.panels = layout.name, height, layout.panels
    if not height:
        _refuse(table, view, "没有表头，不知道各列是什么")
        return
    if height >= view.height:
        _refuse(table, view, "只有表头，下面没有数")
        return
    columns = read_columns(view, height, places)
    correct_columns(columns, around.corrections)
    table.header = [seen.cell.as_text() for row in view.rows[:height] for seen in row if seen.text]
    table.decisions.append(Decision("布局", layout.confidence, layout.reason))
    table.decisions.append(_header_decision(view, height))
    if not columns.names:
        _refuse(table, view, "没有找到单位名称列")
        return
    _settle_unit(table, columns, units, view)
    lines = [row for row in view.rows[height:] if any(seen.text for seen in row)]
    columns.columns = year_columns(columns.columns, table.unit)
    columns.columns = with_growth(columns.columns, lines)
    raw = raw_rows(view, height, columns, places, area.code if area else None)
    place_by_neighbours(raw, places)
    body = [view.rows[r.at] for r in raw]
    noted = correct_rows(raw, around.corrections)
    mark_asides(raw, noted)
    added = summable(columns)
    sums = column_sums(columns.columns, body)
    sums += differences(columns.columns, sums, body)
    sums += run_sums(columns.columns, sums, body)
    sums = with_computed(sums + second_sums(columns.columns, sums, body), body)
    columns.columns = with_figures(columns.columns, sums)
    money = [c.meaning.is_money for c in columns.columns if c.index in added]
    adder = Adder(raw, tolerances(view, raw, added), money)
    totals = find_totals(raw, adder, places)
    columns.columns = proved_by_totals(columns.columns, added, totals, table.unit)
    table.columns = _hidden(columns.columns, view, grid)
    table.column_sums = sums
    if not has_money(table):
        table.doubts = [d for d in table.doubts if d.text != _NO_UNIT]
    table.rows = named_rows(view, columns, raw, totals, places, area, grid)
    for i, kind_of_row in noted.items():
        table.rows[i].kind, table.rows[i].confidence = kind_of_row, 1.0
        table.rows[i].reason = FOLLOWED
    _drop_headings(table)
    leaves = [
        view.rows[r.at]
        for r, row in zip(raw, table.rows, strict=True)
        if not _adds(row.index, totals)
    ]
    table.products = products(table.columns, leaves, table.unit)
    table.rates = rates(table.columns, leaves, table.unit)
    table.row_sums = [
        RowSum(s.result, s.terms, s.is_complete, s.confidence, s.reason) for s in totals.sums
    ]
    table.quotients = quotients(table)
    table.products = [p for p in table.products if not is_average(table, p)]
    kind = table_kind(table.columns, title)
    if _is_no_list_of_recipients(table, places):
        kind = Decision(TableKind.UNKNOWN.value, 0.2, _NO_RECIPIENTS)
    table.kind = TableKind(kind.what)
    table.decisions.insert(0, Decision("类型", kind.confidence, kind.reason))
    _total_decision(table, totals)
    doubt_columns(table, columns)
    doubt_rows(table, totals)
    counted = [cells for r, cells in zip(raw, body, strict=True) if not r.is_aside]
    doubt_cells(table, counted, columns)
    if not any(r.values[c.index].is_number for r in table.rows for c in table.money):
        table.doubts.append(Doubt(table.ref, "金额列里还没有一个数"))
    if table.kind is TableKind.UNKNOWN:
        _refuse(table, view, kind.reason)


def _refuse(table: RecognisedTable, view: View, text: str) -> None:
    ref = next((seen.ref for row in view.rows for seen in row if seen.text), table.ref)
    table.doubts.append(Doubt(ref, text, is_fatal=True))


def _is_no_list_of_recipients(table: RecognisedTable, places: Places) -> bool:
    """Whether it reads like settings: no place among the names, and words where amounts belong."""
    recipients = [r for r in table.recipients if r.recipient]
    if not recipients or any(r.recipient.code for r in recipients if r.recipient):
        return False
    cells = [r.values[c.index] for r in recipients for c in table.money]
    filled = [a for a in cells if not a.is_without]
    unread = [a for a in filled if not a.is_number]
    named = any(names_recipient(r.name.stripped, places) for r in recipients)
    return len(unread) * 2 >= len(filled) > 0 or (bool(unread) and not named)


def _header_decision(view: View, height: int) -> Decision:
    first = next((seen.ref for seen in view.rows[0] if seen.text), view.rows[0][0].ref)
    return Decision(
        "表头", 0.95, f"{first.where()}起 {height} 层，下一层出现数、合计或单位名称", first
    )


def _settle_unit(
    table: RecognisedTable, columns: Columns, units: Sequence[Unit], view: View
) -> None:
    """The unit that is stated above the table, else that of all its columns of money."""
    names = list(dict.fromkeys(u.name for u in units))
    corner = [seen for row in view.rows[:3] for seen in row if "单位:" in seen.text]
    own = list(dict.fromkeys(c.unit for c in columns.columns if c.meaning.is_money and c.unit))
    if len(names) == 1:
        table.unit, table.unit_text = names[0], units[0].seen.cell.as_text()
        table.decisions.append(
            Decision("金额单位", 0.98, f"写明“{units[0].seen.text[:20]}”", units[0].seen.ref)
        )
    elif len(names) > 1 and all(c.unit for c in columns.columns if c.meaning.is_money):
        table.decisions.append(Decision("金额单位", 0.9, f"各列表头分别写明：{'、'.join(own)}"))
    elif len(names) > 1:
        table.decisions.append(Decision("金额单位", 0.3, f"写了 {'、'.join(names)}，互相矛盾"))
        table.doubts.append(
            Doubt(units[1].seen.ref, f"金额单位写了{'、'.join(names)}，不知道以哪个为准")
        )
    elif len(own) == 1:
        table.unit = own[0]
        table.decisions.append(Decision("金额单位", 0.9, f"表头里写明（{own[0]}）"))
    elif len(own) > 1:
        table.decisions.append(Decision("金额单位", 0.9, f"各列表头分别写明：{'、'.join(own)}"))
    else:
        ref = corner[0].ref if corner else table.ref
        table.decisions.append(Decision("金额单位", 0.6, "没有写明"))
        table.doubts.append(Doubt(ref, _NO_UNIT))


def _hidden(columns: Sequence[TableColumn], view: View, grid: Grid) -> list[TableColumn]:
    if not grid.hidden_columns:
        return list(columns)
    return [
        replace(c, is_hidden=(view.rows[-1][c.index].ref.column or 0) - 1 in grid.hidden_columns)
        for c in columns
    ]


def _adds(index: int, totals: Totals) -> bool:
    return index == totals.total or index in totals.subtotals or index in totals.doubles


def _drop_headings(table: RecognisedTable) -> None:
    """Notes among the rows belong to the notes of the table as well."""
    table.notes.extend(row.name for row in table.rows if row.kind is RowKind.NOTE)


def _total_decision(table: RecognisedTable, totals: Totals) -> None:
    if totals.total is None:
        table.decisions.append(Decision("合计行", 0.9, "没有合计行"))
        return
    row = table.rows[totals.total]
    table.decisions.append(
        Decision(
            "合计行", totals.total_confidence, f"{row.ref.where()}：{totals.total_reason}", row.ref
        )
    )
