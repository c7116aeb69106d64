"""How a clerk's workbook divides among recipients: the input of the export, apart from any file.

Rows and columns count from 1, as in addresses; sheets are called by their names.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from xianbiao.model.recipients import Recipient
from xianbiao.model.records import Record, field, replace


class GroupRow(Record, frozen=True):
    """A row that heads or adds up the rows of some recipients (市小计), with the rows it is about.

    Its amounts are those of others too, so a file has it recomputed or not at all.
    """

    row: int
    over: frozenset[int]


class NoteCell(Record, frozen=True):
    """A cell with several notes, some of which are about one recipient alone.

    `head` is what stands before them (注：). Each note is as it is written, with whose it is, by
    the index of the recipient; None is everybody's.
    """

    row: int
    column: int
    head: str
    notes: tuple[tuple[str, int | None], ...]

    def text_for(self, recipient: int) -> str | None:
        """What of the cell a recipient gets, None where it is none of the notes."""
        kept = [text for text, owner in self.notes if owner is None or owner == recipient]
        return (self.head + "".join(kept)).rstrip() if kept else None

    @property
    def text(self) -> str:
        """The whole cell."""
        return (self.head + "".join(text for text, _ in self.notes)).rstrip()


class TableSplit(Record, frozen=True):
    """A table that is split by its recipient rows.

    `rows` tells whose each recipient row is, by the index in the plan's recipients; those of
    `parts` (其中, 乡镇) are in the amount of the recipient's own row and never added. Rows in
    `dropped` belong to nobody and go into no file. Every other row of the sheet (title, header,
    unit, notes) goes into every file. `sums` are the columns that a total adds up, `final` the
    one with what a recipient gets in the end, `unit` the unit of its amounts.

    `block` is the first and last row of what belongs to the table alone (title to notes) where
    others stand on its sheet: who has no row in the table gets nothing of it. `grand` is the row
    below that adds up the totals of this table and of those above it on the sheet. `common` are
    the cells, by row and column, of amounts that several recipients have together. `note_cells`
    stand below the table.
    """

    sheet: str
    rows: dict[int, int]
    total_rows: tuple[int, ...] = ()
    group_rows: tuple[GroupRow, ...] = ()
    dropped: tuple[int, ...] = ()
    sums: tuple[int, ...] = ()
    final: int | None = None
    unit: str | None = None
    header: tuple[int, int] | None = None
    title: str | None = None
    parts: frozenset[int] = frozenset()
    block: tuple[int, int] | None = None
    grand: int | None = None
    common: tuple[tuple[int, int], ...] = ()
    note_cells: tuple[NoteCell, ...] = ()

    @property
    def adding_rows(self) -> tuple[int, ...]:
        """The total rows, and the row that adds up several tables."""
        return self.total_rows if self.grand is None else (*self.total_rows, self.grand)

    @property
    def owners(self) -> frozenset[int]:
        """The recipients that have a part of the table."""
        return frozenset(self.rows.values())

    @property
    def owned(self) -> frozenset[int]:
        """Every row that not all files have."""
        groups = {g.row for g in self.group_rows}
        return frozenset([*self.rows, *groups, *self.dropped])

    def rows_of(self, recipient: int) -> list[int]:
        """The rows of one recipient, in order."""
        return [row for row, owner in self.rows.items() if owner == recipient]

    def by_recipient(self) -> dict[int, list[int]]:
        """The rows of each recipient that has any."""
        found: dict[int, list[int]] = {}
        for row, owner in sorted(self.rows.items()):
            found.setdefault(owner, []).append(row)
        return found


class SplitPlan(Record, frozen=True):
    """Everything that the export has to know of a workbook.

    `own_sheets` belong to one recipient, by its index; `common_sheets` go to everybody as they
    are. A sheet that is in neither and in no table goes into no file. `common_words` may stand
    in every file although a recipient's name is part of them. Tables of one sheet stand in their
    order from the top. `notes` tell the clerk how tables were understood.
    """

    recipients: tuple[Recipient, ...]
    tables: tuple[TableSplit, ...] = ()
    own_sheets: dict[str, int] = field(default_factory=dict)
    common_sheets: tuple[str, ...] = ()
    number: str | None = None
    title: str | None = None
    year: int | None = None
    common_words: tuple[str, ...] = ()
    left_out: tuple[str, ...] = ()
    """Sheets that go into no file, each with the reason in words for the clerk."""
    notes: tuple[str, ...] = ()

    @property
    def unit(self) -> str | None:
        """The unit of the first table that states one, of those that say what is given first."""
        final = (t for t in self.tables if t.final is not None)
        return next((t.unit for t in (*final, *self.tables) if t.unit), None)

    def names(self, recipient: int) -> tuple[str, ...]:
        """Every name by which a recipient is known, the printed one first."""
        r = self.recipients[recipient]
        return tuple(dict.fromkeys((r.name, r.full_name, *r.aliases)))

    def tables_on(self, sheet: str) -> list[TableSplit]:
        """The tables of a sheet that are split, from the top; none where it is not."""
        return [t for t in self.tables if t.sheet == sheet]

    def owned_on(self, sheet: str) -> frozenset[int]:
        """Every row of a sheet that not all files have for its own sake."""
        return frozenset().union(*(t.owned for t in self.tables_on(sheet)))

    def served(self) -> Iterator[int]:
        """The recipients who get a file, in order: those with a row or a sheet."""
        having = {*self.own_sheets.values(), *(r for t in self.tables for r in t.owners)}
        return (i for i in range(len(self.recipients)) if i in having)


def with_common_sheets(plan: SplitPlan, sheets: Iterable[str]) -> SplitPlan:
    """The plan with further sheets for everybody."""
    added = tuple(s for s in sheets if s not in plan.common_sheets)
    return replace(plan, common_sheets=(*plan.common_sheets, *added))
