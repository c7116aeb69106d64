"""Follows a clerk's corrections while a table is read."""

from __future__ import annotations

from xianbiao.model.records import replace
from xianbiao.model.tables import FINAL, Decision, Meaning, RecognisedTable, RowKind, TableKind
from xianbiao.sheets.recognise.tables.columns import Columns
from xianbiao.sheets.recognise.tables.layout import Layout
from xianbiao.sheets.recognise.tables.memory import (
    COLUMN,
    FOLLOWED,
    HEIGHT,
    NO_TABLE,
    ROW,
    TABLE,
    UNIT,
    Corrections,
    first_text,
)
from xianbiao.sheets.recognise.tables.rows import RawRow
from xianbiao.sheets.recognise.tables.view import View
from xianbiao.sheets.recognise.tables.words import TotalWord


def is_no_table(view: View, corrections: Corrections) -> bool:
    """Whether a clerk noted that this is no table."""
    seen = next((s for row in view.rows for s in row if s.text), None)
    return seen is not None and corrections.value(TABLE, seen.ref, seen.cell.stripped) == NO_TABLE


def correct_height(layout: Layout, corrections: Corrections) -> None:
    """The number of header rows as a clerk noted it."""
    seen = next((s for row in layout.view.rows for s in row if s.text), None)
    if seen is None:
        return
    value = corrections.value(HEIGHT, seen.ref, seen.cell.stripped)
    if value is not None and int(value) < layout.view.height:
        layout.height = int(value)
        layout.reason = f"{FOLLOWED}表头 {value} 层；{layout.reason}"


def correct_columns(columns: Columns, corrections: Corrections) -> None:
    """The meanings of columns as a clerk noted them."""
    for i, column in enumerate(columns.columns):
        text = column.path[-1] if column.path else ""
        value = corrections.value(COLUMN, column.ref, text)
        if value is None:
            continue
        is_final = value == FINAL
        kept = column.meaning if column.meaning.is_money else Meaning.AMOUNT
        meaning = kept if is_final else Meaning(value)
        reason = f"{FOLLOWED}，原认作{column.meaning.value}"
        columns.columns[i] = replace(
            column, meaning=meaning, confidence=1.0, reason=reason, is_final=is_final
        )
        columns.names = [c for c in columns.names if c != column.index]
        if meaning in (Meaning.NAME, Meaning.AREA):
            columns.names = sorted([*columns.names, column.index])
        if column.index == columns.lines or columns.lines not in columns.names:
            columns.lines = None
        if meaning is Meaning.SEQUENCE:
            columns.sequence = column.index
        elif columns.sequence == column.index:
            columns.sequence = None


def correct_rows(rows: list[RawRow], corrections: Corrections) -> dict[int, RowKind]:
    """What rows are as a clerk noted it, by their place in the list."""
    noted: dict[int, RowKind] = {}
    for i, row in enumerate(rows):
        value = corrections.value(ROW, row.seen.ref, row.seen.cell.stripped)
        if value is None:
            continue
        kind = RowKind(value)
        noted[i] = kind
        row.total = {
            RowKind.TOTAL: TotalWord("", 0),
            RowKind.SUBTOTAL: TotalWord(row.name, 2),
        }.get(kind)
        row.is_part = kind is RowKind.PART
        row.is_aside = kind is RowKind.ASIDE
        if kind in (RowKind.NOTE, RowKind.ASIDE):
            row.vector = [None] * len(row.vector)
    return noted


def correct_table(table: RecognisedTable, corrections: Corrections) -> None:
    """The kind and the unit of a table as a clerk noted them."""
    kind = corrections.value(TABLE, table.ref, first_text(table))
    if kind is not None and kind != NO_TABLE:
        table.kind = TableKind(kind)
        _decide(table, Decision("类型", 1.0, FOLLOWED, table.ref))
    unit = corrections.value(UNIT, table.ref, first_text(table))
    if unit is not None:
        table.unit = unit
        _decide(table, Decision("金额单位", 1.0, FOLLOWED, table.ref))
        table.doubts = [d for d in table.doubts if "金额单位" not in d.text]


def _decide(table: RecognisedTable, decision: Decision) -> None:
    table.decisions = [decision if d.what == decision.what else d for d in table.decisions]
