"""A table of any shape, where it is a plain one, as the allocation table of a notice."""

from __future__ import annotations

from collections.abc import Mapping

from xianbiao.model.allocation import (
    AllocationRow,
    AllocationTable,
    Column,
    ColumnRole,
    Equation,
    UnitMention,
    tie_text,
)
from xianbiao.model.amounts import Amount, AmountState
from xianbiao.model.indicators import plain
from xianbiao.model.money_units import units_stated
from xianbiao.model.quotients import percent_in
from xianbiao.model.refs import Ref, Text
from xianbiao.model.tables import (
    ColumnSum,
    Meaning,
    RecognisedTable,
    RowKind,
    TableColumn,
    TableRow,
)

_ROLES = {
    (Meaning.AMOUNT, ""): ColumnRole.AMOUNT,
    (Meaning.AMOUNT, "调整前"): ColumnRole.BEFORE,
    (Meaning.AMOUNT, "调整数"): ColumnRole.CHANGE,
    (Meaning.AMOUNT, "调整后"): ColumnRole.AFTER,
    (Meaning.TOTAL, ""): ColumnRole.TOTAL,
    (Meaning.TOTAL, "调整前"): ColumnRole.SUBTOTAL_BEFORE,
    (Meaning.TOTAL, "调整数"): ColumnRole.SUBTOTAL_CHANGE,
    (Meaning.TOTAL, "调整后"): ColumnRole.TOTAL,
}


def as_allocation(table: RecognisedTable) -> AllocationTable:
    """A plain table as an allocation table: its recipients, subtotals and total.

    Columns are known there by their place in the sheet, from 0.
    """
    places = _places(table)
    figures = [c for c in table.columns if c.meaning.is_figure and not _has_percents(table, c)]
    columns = [_column(c, places[c.index]) for c in figures]
    kept = {c.index: places[c.index] for c in figures}
    total = table.total
    meanings = {c.meaning: places[c.index] for c in reversed(table.columns)}
    return AllocationTable(
        title=table.title,
        label=table.label,
        units=_units(table),
        header=[table.header],
        columns=columns,
        rows=[_row(r, kept) for r in table.recipients],
        total=_row(total, kept) if total else None,
        total_label=total.name.stripped if total else None,
        subtotals=[_row(r, kept) for r in table.rows if r.kind is RowKind.SUBTOTAL],
        equations=[
            equation(table, s, places)
            for s in table.column_sums
            if table.column(s.result).meaning.is_money
        ],
        name_column=meanings.get(Meaning.NAME, 0),
        sequence_column=meanings.get(Meaning.SEQUENCE),
        settled_index=next((places[c.index] for c in figures if c.is_final), None),
    )


def _places(table: RecognisedTable) -> dict[int, int]:
    """The place in the sheet, from 0, of every column of a plain table."""
    left = min(
        ((a.ref.column or 1) - 1 - c for r in table.rows for c, a in r.values.items()), default=0
    )
    return {c.index: c.index + left for c in table.columns}


def _column(column: TableColumn, index: int) -> Column:
    role = _ROLES.get((column.meaning, column.stage), ColumnRole.COUNT)
    return Column(index, column.path, role, "·".join(column.path[:-1]), column.ref)


def _has_percents(table: RecognisedTable, column: TableColumn) -> bool:
    """Whether a column holds percents, which no notice reads as amounts."""
    return any(percent_in(row.values[column.index].raw) is not None for row in table.rows)


def _row(row: TableRow, columns: Mapping[int, int]) -> AllocationRow:
    blank = Amount("", AmountState.BLANK, None, row.ref)
    amounts = {place: row.values.get(c, blank) for c, place in columns.items()}
    return AllocationRow(row.owner or row.name, row.recipient, amounts, row.ref, None, row.area)


def _units(table: RecognisedTable) -> list[UnitMention]:
    """The unit of the table, and every other one that a column of amounts states."""
    found: dict[str, UnitMention] = {}
    if table.unit is not None:
        text = table.unit_text or _text(table)
        for unit in (table.unit, *units_stated(plain(text.text))):
            found.setdefault(unit, UnitMention(unit, text, stated=True))
    for column in table.money:
        if column.unit:
            text = Text(column.name, column.ref)
            found.setdefault(column.unit, UnitMention(column.unit, text, stated=True))
    return list(found.values())


def _text(table: RecognisedTable) -> Text:
    return next((t for t in table.header if t), Text("", Ref(table.file, table.sheet)))


def equation(table: RecognisedTable, one: ColumnSum, places: Mapping[int, int]) -> Equation:
    """A sum across as an equation between columns, known by their places in the sheet."""
    names = [(table.column(t).name, t in one.minus) for t in one.terms]
    return Equation(
        places[one.result],
        tuple(places[t] for t in one.terms),
        tie_text(table.column(one.result).name, names),
        tuple(places[t] for t in one.minus),
        places[one.computed] if one.computed is not None else None,
    )
