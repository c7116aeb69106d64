"""Tells institutions of one name in several areas apart: 市本级 below 西安市 and below 榆林市."""

from __future__ import annotations

from collections.abc import Sequence

from xianbiao.model.recipients import Recipient, squeeze
from xianbiao.model.records import replace
from xianbiao.model.tables import RecognisedTable, RowKind, TableRow

_TIERS = "省州市县区盟"


def told_apart(table: RecognisedTable) -> RecognisedTable:
    """The table in which namesakes without a code, each below another area, bear its name too."""
    named: dict[str, list[tuple[TableRow, Recipient]]] = {}
    for row in table.rows:
        if row.kind is RowKind.RECIPIENT and row.recipient and not row.recipient.code:
            named.setdefault(row.recipient.full_name, []).append((row, row.recipient))
    changed: dict[int, TableRow] = {}
    for name, same in named.items():
        areas = [_area(row, table.rows) for row, _ in same]
        if len(same) < 2 or not all(areas) or len(set(areas)) < len(same):
            continue
        for (row, recipient), area in zip(same, areas, strict=True):
            called = _joined(area, name)
            changed[id(row)] = replace(
                row, recipient=replace(recipient, name=called, full_name=called)
            )
    if not changed:
        return table
    return replace(table, rows=[changed.get(id(row), row) for row in table.rows])


def _area(row: TableRow, rows: Sequence[TableRow]) -> str:
    """The area beside a row, else the group above it."""
    if row.area is not None:
        return squeeze(row.area.stripped)
    upper = rows[row.parent] if row.parent is not None else None
    return squeeze(upper.name.stripped) if upper and upper.kind is not RowKind.TOTAL else ""


def _joined(area: str, name: str) -> str:
    """西安市 and 市本级 as 西安市本级."""
    twice = area[-1:] in _TIERS and name[:1] == area[-1:]
    return area + (name[1:] if twice else name)
