"""Tells a recipient that slipped into two rows from tables that list several for each."""

from __future__ import annotations

from xianbiao.model.tables import Meaning, RecognisedTable, TableRow

_FEWEST = 3
_ONE_IN = 10
_APART = (Meaning.TEXT, Meaning.REMARK, Meaning.CODE)


def slips(table: RecognisedTable) -> list[tuple[TableRow, TableRow]] | None:
    """The pairs of rows of one recipient that slipped in; None where several stand for each.

    They slipped in where nearly all others stand once and no text (a project, a subject, a remark)
    tells the two rows apart: the second row stands in the place of a recipient that is missing.
    """
    first: dict[object, TableRow] = {}
    pairs: list[tuple[TableRow, TableRow]] = []
    for row in table.recipients:
        if row.recipient is None:
            continue
        area = row.area.stripped if row.area else ""
        earlier = first.setdefault(row.recipient.code or (row.recipient.full_name, area), row)
        if earlier is not row:
            pairs.append((earlier, row))
    few = len(first) >= _FEWEST and len(pairs) <= max(1, len(first) // _ONE_IN)
    if pairs and (not few or any(_told_apart(table, *pair) for pair in pairs)):
        return None
    return pairs


def _told_apart(table: RecognisedTable, earlier: TableRow, later: TableRow) -> bool:
    """Whether the rows say that they are two: a group, a line of money, a project, a subject."""
    if earlier.owner is not None or later.owner is not None or earlier.parent != later.parent:
        return True
    for column in table.columns:
        if column.meaning in _APART:
            texts = [row.texts.get(column.index) for row in (earlier, later)]
            said = {text.stripped for text in texts if text is not None and text.stripped}
            if len(said) > 1:
                return True
    return False
