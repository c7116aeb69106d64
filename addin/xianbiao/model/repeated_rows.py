"""Tells a recipient that slipped into two rows from tables that list several for each."""

from __future__ import annotations

from itertools import combinations

from xianbiao.model.tables import Meaning, RecognisedTable, TableRow

_FEWEST = 3
_ONE_IN = 10
_APART = (Meaning.TEXT, Meaning.REMARK, Meaning.CODE)


def slips(table: RecognisedTable) -> list[tuple[TableRow, TableRow]] | None:
    """The pairs of rows of one recipient that slipped in; None where several stand for each.

    They slipped in where nearly all others stand once and no text (a project, a subject, a remark)
    tells the two rows apart: the second row stands in the place of a recipient that is missing.
    """
    rows = _by_recipient(table)
    pairs = [(first, row) for first, *others in rows for row in others]
    few = len(rows) >= _FEWEST and len(pairs) <= max(1, len(rows) // _ONE_IN)
    if pairs and (not few or any(_told_apart(table, *pair) for pair in pairs)):
        return None
    return pairs


def is_by_item(table: RecognisedTable) -> bool:
    """Whether most recipients have several rows, and a text tells nearly all of these apart."""
    rows = _by_recipient(table)
    several = [own for own in rows if len(own) > 1]
    return len(several) * 2 > len(rows) and len(_twins(table)) * _ONE_IN <= sum(
        len(own) * (len(own) - 1) // 2 for own in several
    )


def listed_twice(table: RecognisedTable) -> list[tuple[TableRow, TableRow]]:
    """The pairs of rows that slipped into any table, in a list by item those of one item."""
    found = slips(table)
    if found is not None:
        return found
    return _twins(table) if is_by_item(table) else []


def _twins(table: RecognisedTable) -> list[tuple[TableRow, TableRow]]:
    """The pairs of rows of one recipient that nothing tells apart."""
    return [
        pair
        for own in _by_recipient(table)
        for pair in combinations(own, 2)
        if not _told_apart(table, *pair)
    ]


def _by_recipient(table: RecognisedTable) -> list[list[TableRow]]:
    """The rows of each recipient, in the order of the first ones."""
    found: dict[object, list[TableRow]] = {}
    for row in table.recipients:
        if row.recipient is not None:
            area = row.area.stripped if row.area else ""
            key = row.recipient.code or (row.recipient.full_name, area)
            found.setdefault(key, []).append(row)
    return list(found.values())


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
