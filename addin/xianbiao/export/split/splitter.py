"""Turns a plan into the cut of each recipient: rows removed, totals added anew, blanks filled."""

from __future__ import annotations

from collections.abc import Iterable
from decimal import Decimal
from typing import TYPE_CHECKING

from xianbiao.export.package.cells import Put
from xianbiao.export.package.cut import Cut, SheetCut
from xianbiao.export.package.cutter import Cutter
from xianbiao.export.package.others.whose import has_list
from xianbiao.export.package.row_map import RowMap, runs
from xianbiao.export.package.source import SourceBook
from xianbiao.export.split.amount_rule import amount_of, in_unit_of, source_of
from xianbiao.export.split.amounts import RowFigures, TableAmounts
from xianbiao.export.split.fills import Fills
from xianbiao.export.split.followed import Followers
from xianbiao.export.split.merged import MergedTexts
from xianbiao.export.split.named_formulas import NamedFormulas
from xianbiao.export.split.options import SplitOptions, Totals
from xianbiao.export.split.total_cells import TotalCells, grand_sums
from xianbiao.model.records import Record
from xianbiao.sheets.split_plan import SplitPlan

if TYPE_CHECKING:
    from xianbiao.export.split.list_cells import ListCells

Puts = dict[int, dict[int, Put]]
Figures = dict[int, dict[int, RowFigures]]
"""The rows of one recipient by the table's place in the plan."""


class Share(Record, frozen=True):
    """What one recipient gets: its cut, the sums of its rows by table, and its rows.

    Tables are called by their place in the plan. `amount` is in the unit of the plan and from
    the table `source`.
    """

    recipient: int
    cut: Cut
    sums: dict[int, dict[int, Decimal | None]]
    amount: Decimal | None
    rows: tuple[RowFigures, ...]
    source: int | None = None

    @property
    def numbers(self) -> frozenset[Decimal]:
        """Every number in its rows."""
        return frozenset(n for row in self.rows for n in row.numbers)

    @property
    def own_amounts(self) -> frozenset[Decimal]:
        """What stands in the sum columns of its rows."""
        return frozenset(v for row in self.rows for v in row.values.values() if v is not None)


class Splitter:
    """The cuts of one workbook by one plan."""

    def __init__(self, source: SourceBook, plan: SplitPlan, options: SplitOptions) -> None:
        self.source, self.plan, self.options = source, plan, options
        self._amounts = [TableAmounts(source, t) for t in plan.tables]
        self._rows = [t.by_recipient() for t in plan.tables]
        self._regions = [tuple(runs(t.owned)) for t in plan.tables]
        self._on: dict[str, list[int]] = {}
        for at, table in enumerate(plan.tables):
            self._on.setdefault(table.sheet, []).append(at)
        shared = [*self._on, *plan.common_sheets]
        self._places = {s.entry.name: at for at, s in enumerate(source.sheets)}
        self._shared = [n for n in self._places if n in shared]
        self._own: dict[int, list[str]] = {}
        for name, owner in plan.own_sheets.items():
            self._own.setdefault(owner, []).append(name)
        self._unit = plan.unit
        self._merged = MergedTexts(source, plan)
        self._common: dict[str, list[tuple[int, int]]] = {}
        for table in plan.tables:
            self._common.setdefault(table.sheet, []).extend(table.common)
        self._named = NamedFormulas(source, plan)
        self._lists = self._list_cells(shared)
        self._totals = TotalCells(source, plan, shared)
        self._fills = Fills(source, plan, shared) if options.fill else None
        is_kept = options.totals is Totals.RECOMPUTED
        self._followers = Followers(
            source, plan, shared, self._totals.readers if is_kept else set()
        )
        fills = self._fills.notes if self._fills else []
        lists = self._lists.notes if self._lists else []
        kept = (*lists, *self._totals.notes)
        self.notes = [*plan.notes, *kept, *fills, *self._followers.notes]

    def cutter(self, *, for_all: bool = False) -> Cutter:
        """The cutter for these cuts; `for_all` is for one workbook of all."""
        owners = range(len(self.plan.recipients))
        names = [[n for n in self.plan.names(i) if len(n) > 1] for i in owners]
        regions = {sheet: tuple(runs(self.plan.owned_on(sheet))) for sheet in self._on}
        own = self.plan.own_sheets
        common = self.plan.common_words
        return Cutter(self.source, regions, names, own, common=common, for_all=for_all)

    def share(self, recipient: int) -> Share:
        """What one recipient gets. Raises ExportRefused for a cell that cannot be added."""
        sums: dict[int, dict[int, Decimal | None]] = {}
        figures: Figures = {}
        for at, table in enumerate(self.plan.tables):
            rows = self._rows[at].get(recipient)
            if rows:
                read = {row: self._amounts[at].row(row) for row in rows}
                figures[at] = read
                if table.sums:
                    sums[at] = self._amounts[at].added(
                        {row: f for row, f in read.items() if row not in table.parts}
                    )
        own = self._own.get(recipient, ())
        cuts = [
            cut
            for name in self._sheets(own)
            if (cut := self._sheet(name, recipient, figures, sums)) is not None
        ]
        source = source_of(self.plan, sums)
        amount = None
        if source is not None:
            table = self.plan.tables[source]
            amount = in_unit_of(table, self._unit, amount_of(table, sums, source))
        return Share(
            recipient=recipient,
            cut=Cut(self._followers.followed(cuts, sums), frozenset(own), recipient=recipient),
            sums=sums,
            amount=amount,
            rows=tuple([row for read in figures.values() for row in read.values()]),
            source=source,
        )

    def totals(self, at: int) -> TableAmounts:
        """The amounts of a table, for tying what was sent out to its total."""
        return self._amounts[at]

    def _list_cells(self, shared: list[str]) -> ListCells | None:
        """The cells of drop-downs, None where no sheet has a list in cells."""
        if not any(has_list(self.source.sheet(name).tail) for name in shared):
            return None
        from xianbiao.export.split.list_cells import ListCells

        return ListCells(self.source, self.plan, shared)

    def _sheets(self, own: Iterable[str]) -> list[str]:
        """The sheets that everybody gets in part or whole, and some more, in their order."""
        if not own:
            return self._shared
        chosen = {*self._shared, *own}
        return sorted((n for n in chosen if n in self._places), key=self._places.__getitem__)

    def _sheet(
        self,
        name: str,
        recipient: int,
        figures: Figures,
        sums: dict[int, dict[int, Decimal | None]],
    ) -> SheetCut | None:
        tables = self._on.get(name)
        puts: Puts = {}
        shown: list[int] = []
        if tables is not None:
            shown = [row for at in tables if at in figures for row in figures[at]]
            if not shown:
                return None
            rows, changed = self._rows_of(tables, figures, puts, sums)
            for row in shown:
                if named := self._named.on(name, row):
                    puts.setdefault(row, {}).update(named)
            for row, column, text in self._merged.on(name, rows):
                puts.setdefault(row, {})[column] = text
            for row, column in self._common.get(name, ()):
                if rows.keeps(row):
                    puts.setdefault(row, {})[column] = None
            for note in [n for at in tables for n in self.plan.tables[at].note_cells]:
                if (left := note.text_for(recipient)) != note.text:
                    puts.setdefault(note.row, {})[note.column] = left
        elif self.plan.own_sheets.get(name) == recipient or name in self.plan.common_sheets:
            rows, changed = RowMap(), frozenset[int]()
        else:
            return None
        for row, column in self._lists.on(name, recipient) if self._lists else ():
            if rows.keeps(row):
                puts.setdefault(row, {})[column] = None
        if self._fills is not None:
            self._fills.fill(name, puts, sums)
        if self.options.totals is Totals.RECOMPUTED:
            self._totals.read(name, puts, sums)
        return SheetCut(name, rows, puts, changed, frozenset(shown))

    def _rows_of(
        self,
        tables: list[int],
        figures: Figures,
        puts: Puts,
        sums: dict[int, dict[int, Decimal | None]],
    ) -> tuple[RowMap, frozenset[int]]:
        """The rows of a sheet that stay, and those whose values are not those of the source."""
        removed: list[tuple[int, int]] = []
        changed: set[int] = set()
        for at in tables:
            table = self.plan.tables[at]
            if at in figures:
                removed += self._others(at, figures[at], puts, changed)
                if self.options.totals is Totals.DROPPED:
                    removed += runs(table.total_rows)
                else:
                    for row in table.total_rows:
                        puts[row] = self._totals.put(table, row, sums.get(at, {}))
                        changed.add(row)
            elif table.block is not None:
                removed.append(table.block)
            else:
                removed += [*self._regions[at], *runs(table.total_rows)]
            if table.grand is not None:
                self._grand(at, table.grand, puts, sums, changed, removed)
        return RowMap(sorted(removed)), frozenset(changed)

    def _grand(
        self,
        at: int,
        row: int,
        puts: Puts,
        sums: dict[int, dict[int, Decimal | None]],
        changed: set[int],
        removed: list[tuple[int, int]],
    ) -> None:
        """The row that adds up several tables, as the total rows are chosen to be."""
        if self.options.totals is Totals.RECOMPUTED:
            added = grand_sums(self.plan, at, sums)
            puts[row] = self._totals.put(self.plan.tables[at], row, added)
            changed.add(row)
        elif all(not first <= row <= last for first, last in removed):
            removed.append((row, row))

    def _others(
        self, at: int, figures: dict[int, RowFigures], puts: Puts, changed: set[int]
    ) -> list[tuple[int, int]]:
        """The runs of rows of a table that one recipient's file does not have.

        Group rows that stay are put and counted as changed.
        """
        table, kept = self.plan.tables[at], set(figures)
        if self.options.groups is Totals.RECOMPUTED:
            for group in table.group_rows:
                if group.over & kept:
                    over = group.over - table.parts
                    own = {row: f for row, f in figures.items() if row in over}
                    puts[group.row] = self._totals.put(
                        table, group.row, self._amounts[at].added(own)
                    )
                    changed.add(group.row)
                    kept.add(group.row)
        return _without(self._regions[at], sorted(kept))


def _without(regions: tuple[tuple[int, int], ...], kept: list[int]) -> list[tuple[int, int]]:
    """The runs of rows without those that stay (ascending)."""
    left: list[tuple[int, int]] = []
    for first, last in regions:
        at = first
        for row in kept:
            if first <= row <= last:
                if at < row:
                    left.append((at, row - 1))
                at = row + 1
        if at <= last:
            left.append((at, last))
    return left
