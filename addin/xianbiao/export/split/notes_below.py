"""Notes below a table that are about one recipient alone (2．江夏区含……) go to that one.

Only such of one sentence that begins as a note does, and speaks of nobody else: what a longer
one says may be meant for everybody, and stops the export as any other text that names others.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from xianbiao.export.package.others.names import NamesIn
from xianbiao.model.expressions import expression
from xianbiao.model.recipients import Recipient
from xianbiao.model.records import Record, replace
from xianbiao.sheets.grid import Cell, Grid
from xianbiao.sheets.split_plan import NoteCell, TableSplit

_NUMBER = r"(?:\d{1,2}|[一二三四五六七八九十]{1,3})\s*[.．、)）]"
_HEAD = expression(r"\s*[(（]?(?:注|备注|说明|附注)\s*[\d一二三四五]*\s*[:：]\s*")
_BEGINS = expression(rf"\s*(?:[(（]?(?:注|备注|说明|附注)|[(（]?\s*{_NUMBER}|[*＊※#△①-⑳])", 0)
_ONE = expression(r"[^\n。；;]+[。；;]?\s*")
"""One sentence."""
_FOR_ALL = expression(r"其余|其他|其它|各|均|所有|全部|以上|合计|等")
_SEAM = expression(rf"(?:\n+|(?<=[。；;]))\s*(?=[(（]?\s*{_NUMBER}|[*＊※#△①-⑳])")
"""Where a note of a cell ends and the next begins."""


def with_notes_below(
    split: TableSplit,
    grid: Grid,
    recipients: Sequence[Recipient],
    common: Sequence[str],
    notes: list[str],
) -> TableSplit:
    """The split with the notes below its table; whose they are is said in `notes`.

    `common` words do not count as names.
    """
    below = range(max([*split.owned, *split.total_rows]) + 1, len(grid.rows) + 1)
    alone = [(row, found[0]) for row in below if len(found := grid.filled(row - 1)) == 1]
    if not alone:
        return split
    reader = _Notes(NamesIn([_names_of(r) for r in recipients], common))
    rows, cells = dict(split.rows), list[NoteCell]()
    tall = {row for m in grid.merges if m.bottom > m.top for row in range(m.top, m.bottom + 1)}
    for row, cell in alone:
        if several := reader.cell(cell):
            cells.append(several)
            owners = dict.fromkeys(o for _, o in several.notes if o is not None)
            called = "、".join(f"“{recipients[o].name}”" for o in owners)
            notes.append(f"「{split.sheet}」{cell.ref.cell}的注里，写明{called}的只给写明的单位")
        elif row - 1 not in tall and (owner := reader.owner(cell.stripped)) is not None:
            rows[row] = owner
            notes.append(f"「{split.sheet}」第{row}行的注只给“{recipients[owner].name}”")
    if not cells and len(rows) == len(split.rows):
        return split
    return replace(split, rows=rows, note_cells=tuple(cells))


class _Notes(Record, frozen=True):
    """Reads notes with the names of all recipients."""

    names: NamesIn

    def owner(self, text: str, *, begins: bool = False) -> int | None:
        """The one recipient that a note is about; None for everybody's, or where that is open."""
        owners = {o for name in self.names.found(text) for o in self.names.owners[name]}
        is_note = begins or _BEGINS.match(text)
        if len(owners) != 1 or not is_note or not _ONE.fullmatch(text) or _FOR_ALL.search(text):
            return None
        return owners.pop()

    def cell(self, cell: Cell) -> NoteCell | None:
        """The notes of a cell with several, None where they cannot be told apart."""
        pieces = list(_pieces(cell.text))
        if len(pieces) < 2 or not self.names.found(cell.text):
            return None
        match = _HEAD.match(pieces[0])
        head = "" if match is None else match[0]
        pieces = [p for p in (pieces[0][len(head) :], *pieces[1:]) if p]
        found: list[tuple[str, int | None]] = []
        for at, piece in enumerate(pieces):
            owner = self.owner(piece, begins=at == 0 and bool(head))
            if owner is None and self.names.found(piece):
                return None
            found.append((piece, owner))
        row, column = cell.ref.position
        is_shared = any(owner is not None for _, owner in found)
        return NoteCell(row, column, head, tuple(found)) if is_shared else None


def _pieces(text: str) -> Iterator[str]:
    """The notes of a cell, each with the line break behind it."""
    begin = 0
    for seam in _SEAM.finditer(text):
        yield text[begin : seam.end()]
        begin = seam.end()
    if text[begin:].strip():
        yield text[begin:]


def _names_of(recipient: Recipient) -> list[str]:
    called = (recipient.name, recipient.full_name, *recipient.aliases)
    return [name for name in called if len(name) > 1]
