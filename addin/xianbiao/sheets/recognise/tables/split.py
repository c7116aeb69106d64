"""How a recognised table divides among its recipients, for the export of a clerk's workbook."""

from __future__ import annotations

from collections.abc import Mapping

from xianbiao.model.errors import UnreadableTable
from xianbiao.model.recipients import Recipient
from xianbiao.model.tables import LOOK, Meaning, RecognisedTable, RowKind, TableRow
from xianbiao.sheets.recognise.tables.final import final_of
from xianbiao.sheets.recognise.tables.layout import PLAIN
from xianbiao.sheets.split_plan import GroupRow, TableSplit

Key = tuple[str, str]
"""A recipient: its code, or its name where it has none."""


def key_of(recipient: Recipient) -> Key:
    """By what a recipient is told from the others."""
    return (recipient.code or "", "" if recipient.code else recipient.full_name)


def table_split(table: RecognisedTable, owners: Mapping[Key, int]) -> TableSplit:
    """The split of a table by its rows; `owners` are the recipients' indexes in the plan.

    The rows below a recipient (其中, 乡镇) go with it; headings go with the recipients that
    follow. Raises UnreadableTable where rows do not belong to one recipient each, as in the tables
    of a text. Panels side by side and transposed tables are divided by side.py.
    """
    if table.sheet is None or table.layout != PLAIN:
        raise UnreadableTable(
            "这张表不能按行分给各单位",
            ref=table.ref,
            found="文本里的表" if table.sheet is None else f"{table.layout}的表",
            expected="一个单位一行（或连同下面的明细行）的表",
            todo=LOOK,
        )
    rows: dict[int, int] = {}
    dropped: list[int] = []
    for row in table.rows:
        owner = owner_of(table, row)
        if owner is not None and owner.recipient is not None:
            rows[_line(row)] = owners[key_of(owner.recipient)]
        elif row.kind in (RowKind.PART, RowKind.RECIPIENT, RowKind.ASIDE):
            dropped.append(_line(row))
    columns = {c.index: _place(table, c.index) for c in table.columns}
    money = [columns[c.index] for c in table.money]
    counts = [columns[c.index] for c in table.columns if c.meaning is Meaning.COUNT]
    header = [t.ref.position[0] for t in table.header]
    final = final_of(table, columns)
    paid = next((c for c in table.money if columns[c.index] == final), None)
    return TableSplit(
        sheet=table.sheet,
        rows=rows,
        total_rows=tuple(_line(r) for r in table.rows if r.kind is RowKind.TOTAL),
        group_rows=tuple(_groups(table, rows)),
        dropped=tuple(dropped),
        parts=frozenset(_line(r) for r in table.rows if is_counted_above(table, r)),
        sums=tuple(sorted({*money, *counts})),
        final=final,
        unit=table.unit_of(paid) if paid is not None else table.unit,
        header=(min(header), min(header) + table.header_height - 1) if header else None,
        title=table.title.stripped if table.title else None,
        grand=table.grand.ref.position[0] if table.grand else None,
    )


def _line(row: TableRow) -> int:
    return row.ref.position[0]


def owner_of(table: RecognisedTable, row: TableRow) -> TableRow | None:
    """The recipient that a row belongs to: itself, or the one above it."""
    seen: TableRow | None = row
    while seen is not None and seen.kind is RowKind.PART:
        seen = table.rows[seen.parent] if seen.parent is not None else None
    return seen if seen is not None and seen.kind is RowKind.RECIPIENT else None


def is_counted_above(table: RecognisedTable, row: TableRow) -> bool:
    """Whether a part belongs to a recipient whose own row holds the amount."""
    owner = owner_of(table, row)
    if owner is None or owner is row:
        return False
    return any(owner.values[c.index].is_number for c in table.money)


def _groups(table: RecognisedTable, rows: Mapping[int, int]) -> list[GroupRow]:
    """Subtotals and headings, each over the rows that belong to it."""
    below: dict[int, set[int]] = {}
    for row in table.rows:
        if _line(row) not in rows:
            continue
        upper = row.parent
        while upper is not None:
            below.setdefault(upper, set()).add(_line(row))
            upper = table.rows[upper].parent
    result = []
    for row in table.rows:
        if row.kind is RowKind.SUBTOTAL or row.kind is RowKind.HEADING:
            over = below.get(row.index) or _following(table, row, rows)
            result.append(GroupRow(_line(row), frozenset(over)))
    return result


def _following(table: RecognisedTable, heading: TableRow, rows: Mapping[int, int]) -> set[int]:
    """The rows after a heading up to the next heading, subtotal or total."""
    result: set[int] = set()
    for row in table.rows[heading.index + 1 :]:
        if row.kind in (RowKind.HEADING, RowKind.SUBTOTAL, RowKind.TOTAL):
            break
        if _line(row) in rows:
            result.add(_line(row))
    return result


def _place(table: RecognisedTable, column: int) -> int:
    """The number of a column in the sheet, from 1."""
    for row in table.rows:
        for index, amount in row.values.items():
            if amount.ref.column is not None:
                return amount.ref.column - index + column
    return column + 1
