"""Whose a sheet or a note between the rows is, told by the one recipient that it names."""

from __future__ import annotations

from collections.abc import Sequence

from xianbiao.model.indicators import plain
from xianbiao.model.recipients import Recipient, squeeze
from xianbiao.model.records import replace
from xianbiao.sheets.grid import Grid
from xianbiao.sheets.recognise.tables.words import words
from xianbiao.sheets.split_plan import TableSplit

_HEAD_ROWS = 5


def owner_of_sheet(grid: Grid, recipients: Sequence[Recipient]) -> int | None:
    """Whose a sheet is: the one recipient in its name, else the one in its first lines."""
    if grid.is_hidden:
        return None
    if (found := _named(squeeze(grid.sheet or ""), recipients)) is not None:
        return found
    head = " ".join(c.text for row in grid.rows[:_HEAD_ROWS] for c in row if not c.is_blank)
    return _named(squeeze(head), recipients)


def with_notes_inside(
    split: TableSplit, grid: Grid, recipients: Sequence[Recipient], notes: list[str]
) -> TableSplit:
    """Notes between the rows (注：江夏区含……) go to the one whom they name, else to nobody."""
    rows, dropped = dict(split.rows), list(split.dropped)
    known = {*rows, *split.total_rows, *(g.row for g in split.group_rows), *dropped}
    for row in range(min(rows), min(max(rows), len(grid.rows)) + 1):
        filled = grid.filled(row - 1)
        text = plain(filled[0].text) if len(filled) == 1 and row not in known else ""
        if not text or not words().note.fullmatch(text):
            continue
        owner = _named(text, recipients)
        if owner is not None:
            rows[row] = owner
            notes.append(f"「{split.sheet}」第{row}行的注只给“{recipients[owner].name}”")
        else:
            dropped.append(row)
            notes.append(f"「{split.sheet}」第{row}行的注没有写明是哪个单位的，单位文件里去掉")
    return replace(split, rows=dict(sorted(rows.items())), dropped=tuple(sorted(dropped)))


def _named(text: str, recipients: Sequence[Recipient]) -> int | None:
    """The one recipient whose name stands in a text; a name inside a longer one does not count."""
    found: dict[int, str] = {}
    for index, r in enumerate(recipients):
        names = [squeeze(n) for n in (r.name, r.full_name, *r.aliases) if len(n) > 1]
        if there := [n for n in names if n in text]:
            found[index] = max(there, key=len)
    alone = [i for i, n in found.items() if not any(n in m and n != m for m in found.values())]
    return alone[0] if len(alone) == 1 else None
