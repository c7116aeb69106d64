"""Turns a plan into the cut of each recipient: rows removed, totals added anew, blanks filled."""

from __future__ import annotations

from collections.abc import Iterable
from decimal import Decimal

from xianbiao.export.package.cells import Put, Recomputed
from xianbiao.export.package.cut import Cut, SheetCut
from xianbiao.export.package.cutter import Cutter
from xianbiao.export.package.references import Reference, column_number, letters_of, parse
from xianbiao.export.package.row_map import RowMap, runs
from xianbiao.export.package.source import SourceBook
from xianbiao.export.split.amounts import RowFigures, TableAmounts
from xianbiao.export.split.blanks import Blank, BlankFinder
from xianbiao.export.split.filled import is_amount
from xianbiao.export.split.followed import Followers
from xianbiao.export.split.merged import MergedTexts
from xianbiao.export.split.named_formulas import NamedFormulas
from xianbiao.export.split.options import SplitOptions, Totals
from xianbiao.model.money_units import WAN_OF
from xianbiao.model.records import Record
from xianbiao.sheets.split_plan import SplitPlan, TableSplit

Puts = dict[int, dict[int, Put]]


class Share(Record, frozen=True):
    """What one recipient gets: its cut, the sums of its rows by table, and its rows."""

    recipient: int
    cut: Cut
    sums: dict[str, dict[int, Decimal | None]]
    amount: Decimal | None
    rows: tuple[RowFigures, ...]

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
        self.notes: list[str] = []
        self._amounts = {t.sheet: TableAmounts(source, t) for t in plan.tables}
        self._rows = {t.sheet: t.by_recipient() for t in plan.tables}
        self._regions = {t.sheet: tuple(runs(t.owned)) for t in plan.tables}
        shared = [*(t.sheet for t in plan.tables), *plan.common_sheets]
        self._places = {s.entry.name: at for at, s in enumerate(source.sheets)}
        self._shared = [n for n in self._places if n in shared]
        self._own: dict[int, list[str]] = {}
        for name, owner in plan.own_sheets.items():
            self._own.setdefault(owner, []).append(name)
        self._merged = MergedTexts(source, plan)
        self._named = NamedFormulas(source, plan)
        self._totals = self._total_columns()
        self._blanks = self._found_blanks(shared) if options.fill else {}
        self._readers = self._total_readers(shared)
        filled = {(n.lower(), r, c) for n, cells in self._readers.items() for r, c, *_ in cells}
        is_kept = options.totals is Totals.RECOMPUTED
        self._followers = Followers(source, plan, shared, filled if is_kept else set())
        self.notes += self._followers.notes

    def cutter(self) -> Cutter:
        """The cutter for these cuts."""
        names = [n for i in range(len(self.plan.recipients)) for n in self.plan.names(i)]
        known = [n for n in names if len(n) > 1]
        return Cutter(self.source, self._regions, known, self.plan.own_sheets)

    def share(self, recipient: int) -> Share:
        """What one recipient gets. Raises ExportRefused for a cell that cannot be added."""
        sums: dict[str, dict[int, Decimal | None]] = {}
        figures: dict[str, dict[int, RowFigures]] = {}
        for table in self.plan.tables:
            rows = self._rows[table.sheet].get(recipient)
            if rows:
                read = {row: self._amounts[table.sheet].row(row) for row in rows}
                figures[table.sheet] = read
                if self._needs_sums(table):
                    sums[table.sheet] = self._amounts[table.sheet].added(
                        {row: f for row, f in read.items() if row not in table.parts}
                    )
        amount = self._amount(sums)
        own = self._own.get(recipient, ())
        cuts = [
            cut
            for name in self._sheets(own)
            if (cut := self._sheet(name, recipient, figures.get(name, {}), sums, amount))
        ]
        return Share(
            recipient=recipient,
            cut=Cut(self._followers.followed(cuts, sums), frozenset(own)),
            sums=sums,
            amount=amount,
            rows=tuple([row for read in figures.values() for row in read.values()]),
        )

    def totals(self, sheet: str) -> TableAmounts:
        """The amounts of a table, for tying what was sent out to its total."""
        return self._amounts[sheet]

    def _sheets(self, own: Iterable[str]) -> list[str]:
        """The sheets that everybody gets in part or whole, and some more, in their order."""
        chosen = {*self._shared, *own}
        return sorted((n for n in chosen if n in self._places), key=self._places.__getitem__)

    def _needs_sums(self, table: TableSplit) -> bool:
        return bool(table.sums)

    def _amount(self, sums: dict[str, dict[int, Decimal | None]]) -> Decimal | None:
        for table in self.plan.tables:
            if table.sheet in sums and table.final is not None:
                return sums[table.sheet].get(table.final)
        return None

    def _sheet(
        self,
        name: str,
        recipient: int,
        figures: dict[int, RowFigures],
        sums: dict[str, dict[int, Decimal | None]],
        amount: Decimal | None,
    ) -> SheetCut | None:
        table = self.plan.table_on(name)
        puts: Puts = {}
        if table is not None:
            if not figures:
                return None
            rows, changed = self._rows_of(table, figures, puts, sums.get(name, {}))
            for row in figures:
                if named := self._named.on(name, row):
                    puts.setdefault(row, {}).update(named)
            for row, column, text in self._merged.on(name, rows):
                puts.setdefault(row, {})[column] = text
        elif self.plan.own_sheets.get(name) == recipient or name in self.plan.common_sheets:
            rows, changed = RowMap(), frozenset[int]()
        else:
            return None
        self._fill(name, puts, amount)
        self._read_totals(name, puts, sums)
        return SheetCut(name, rows, puts, changed, frozenset(figures))

    def _rows_of(
        self,
        table: TableSplit,
        figures: dict[int, RowFigures],
        puts: Puts,
        sums: dict[int, Decimal | None],
    ) -> tuple[RowMap, frozenset[int]]:
        """The rows that stay, and the rows whose values are not those of the source."""
        kept = set(figures)
        changed: set[int] = set()
        if self.options.groups is Totals.RECOMPUTED:
            for group in table.group_rows:
                if group.over & kept:
                    over = group.over - table.parts
                    own = {row: f for row, f in figures.items() if row in over}
                    added = self._amounts[table.sheet].added(own)
                    puts[group.row] = self._put_totals(table, group.row, added)
                    changed.add(group.row)
        removed = _without(self._regions[table.sheet], sorted(kept | changed))
        if self.options.totals is Totals.DROPPED:
            removed = sorted([*removed, *runs(table.total_rows)])
        else:
            for row in table.total_rows:
                puts[row] = self._put_totals(table, row, sums)
                changed.add(row)
        return RowMap(removed), frozenset(changed)

    def _put_totals(
        self, table: TableSplit, row: int, sums: dict[int, Decimal | None]
    ) -> dict[int, Put]:
        """What a total row shows: sums where it showed any, nothing for its other figures."""
        return {
            column: _total(sums.get(column)) if column in table.sums else None
            for column in self._totals[table.sheet, row]
        }

    def _total_columns(self) -> dict[tuple[str, int], list[int]]:
        """The columns with a figure in each total and group row."""
        found: dict[tuple[str, int], list[int]] = {}
        for table in self.plan.tables:
            xml = self.source.sheet(table.sheet)
            for row in (*table.total_rows, *(g.row for g in table.group_rows)):
                stored = xml.row(row)
                cells = list(stored.cells()) if stored is not None else []
                columns = [
                    c.column_index
                    for c in cells
                    if c.number() is not None
                    or (c.column_index in table.sums and is_amount(c, self.source.strings))
                ]
                found[table.sheet, row] = columns
                other = [letters_of(c) for c in columns if c not in table.sums]
                if other and (row in table.total_rows):
                    self.notes.append(
                        f"「{table.sheet}」第{row}行的 {'、'.join(other)} 列"
                        "不是各行相加的数，单位文件里留空"
                    )
        return found

    def _found_blanks(self, sheets: Iterable[str]) -> dict[str, list[Blank]]:
        found: dict[str, list[Blank]] = {}
        unit = next((t.unit for t in self.plan.tables if t.final is not None), None)
        finder = BlankFinder(self.source)
        for name in [*sheets, *self.plan.own_sheets]:
            table = self.plan.table_on(name)
            owned = table.owned if table is not None else frozenset[int]()
            blanks = list(finder.blanks_in(name, owned))
            if blanks and unit not in WAN_OF:
                self.notes.append(f"「{name}」有待填的金额，但分配表没有写明单位，没有填")
            elif blanks:
                found[name] = blanks
        return found

    def _fill(self, name: str, puts: Puts, amount: Decimal | None) -> None:
        unit = next((t.unit for t in self.plan.tables if t.final is not None), None)
        if amount is None or unit is None:
            return
        for blank in self._blanks.get(name, ()):
            puts.setdefault(blank.row, {})[blank.column] = blank.filled(amount, unit)

    def _total_readers(
        self, sheets: Iterable[str]
    ) -> dict[str, list[tuple[int, int, str, int, int]]]:
        """Cells that show a total of a split table and nothing else (`=分配!C19`)."""
        totals = {t.sheet.lower(): t for t in self.plan.tables}
        found: dict[str, list[tuple[int, int, str, int, int]]] = {}
        for name in sheets:
            xml = self.source.sheet(name)
            if b"<f" not in xml.rows_data:
                continue
            table = self.plan.table_on(name)
            owned = table.owned if table is not None else frozenset[int]()
            for row in xml.rows(but=owned):
                if b"<f" not in row.inner:
                    continue
                for cell in row.cells():
                    text = xml.formula(cell)
                    pieces = parse(text).pieces if text else ()
                    if len(pieces) != 1 or not isinstance(pieces[0], Reference):
                        continue
                    target = pieces[0]
                    there = totals.get((target.sheet or name).lower())
                    if there is None or target.first not in there.total_rows:
                        continue
                    column = column_number(target.columns[0])
                    if column in there.sums:
                        place = (row.number, cell.column_index, there.sheet, target.first, column)
                        found.setdefault(name, []).append(place)
        return found

    def _read_totals(
        self, name: str, puts: Puts, sums: dict[str, dict[int, Decimal | None]]
    ) -> None:
        if self.options.totals is Totals.DROPPED:
            return
        for row, column, sheet, _, source in self._readers.get(name, ()):
            if sheet in sums:
                puts.setdefault(row, {})[column] = _total(sums[sheet].get(source))


def _total(value: Decimal | None) -> Recomputed:
    return Recomputed(Decimal(0) if value is None else value)


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
