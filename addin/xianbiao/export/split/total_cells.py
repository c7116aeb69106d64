"""Cells with totals of split tables: the figures of total rows, and what shows such a one."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from decimal import Decimal

from xianbiao.export.package.cells import Put, Recomputed
from xianbiao.export.package.references import Reference, column_number, letters_of, parse
from xianbiao.export.package.source import SourceBook
from xianbiao.export.split.amount_rule import Sums
from xianbiao.export.split.filled import is_amount
from xianbiao.model.quotients import percent_in
from xianbiao.model.records import Record
from xianbiao.sheets.split_plan import SplitPlan, TableSplit

Puts = dict[int, dict[int, Put]]


class Reader(Record, frozen=True):
    """A cell that shows a total and nothing else (`=分配!C19`): where, which table and column."""

    row: int
    column: int
    table: int
    source: int


class TotalCells:
    """The figures in the total and group rows of all tables, and the cells that read a total.

    `notes` tell the clerk which figures are no sums.
    """

    def __init__(self, source: SourceBook, plan: SplitPlan, sheets: Iterable[str]) -> None:
        self._source, self._plan = source, plan
        self.notes: list[str] = []
        self._columns = self._found_columns()
        self._readers = self._found_readers(sheets)

    @property
    def readers(self) -> set[tuple[str, int, int]]:
        """The places of the cells that read a total, their sheets in lower case."""
        return {(n.lower(), r.row, r.column) for n, found in self._readers.items() for r in found}

    def put(self, table: TableSplit, row: int, sums: dict[int, Decimal | None]) -> dict[int, Put]:
        """What a total row shows: sums where it showed any, nothing for its other figures."""
        summed = table.sums
        return {
            column: shown(sums.get(column)) if column in summed else None
            for column in self._columns[table.sheet, row]
        }

    def read(self, name: str, puts: Puts, sums: Sums) -> None:
        """Put into the cells of a sheet that read a total what it is in one file."""
        for reader in self._readers.get(name, ()):
            if reader.table in sums or self._plan.tables[reader.table].block:
                total = sums.get(reader.table, {}).get(reader.source)
                puts.setdefault(reader.row, {})[reader.column] = shown(total)

    def _found_columns(self) -> dict[tuple[str, int], list[int]]:
        """The columns with a figure in each total and group row."""
        found: dict[tuple[str, int], list[int]] = {}
        for table in self._plan.tables:
            xml = self._source.sheet(table.sheet)
            for row in (*table.adding_rows, *(g.row for g in table.group_rows)):
                stored = xml.row(row)
                cells = list(stored.cells()) if stored is not None else []
                columns = [
                    c.column_index
                    for c in cells
                    if c.number() is not None
                    or (c.column_index in table.sums and is_amount(c, self._source.strings))
                    or percent_in(c.text(self._source.strings)) is not None
                ]
                found[table.sheet, row] = columns
                told = {*table.sums, *(column for _, column in table.common)}
                other = [letters_of(c) for c in columns if c not in told]
                if other and (row in table.total_rows):
                    self.notes.append(
                        f"「{table.sheet}」第{row}行的 {'、'.join(other)} 列"
                        "不是各行相加的数，单位文件里留空"
                    )
        return found

    def _found_readers(self, sheets: Iterable[str]) -> dict[str, list[Reader]]:
        totals = {
            (table.sheet.lower(), row): at
            for at, table in enumerate(self._plan.tables)
            for row in table.total_rows
        }
        found: dict[str, list[Reader]] = {}
        for name in sheets:
            if readers := list(self._readers_on(name, totals)):
                found[name] = readers
        return found

    def _readers_on(self, name: str, totals: dict[tuple[str, int], int]) -> Iterator[Reader]:
        xml = self._source.sheet(name)
        if b"<f" not in xml.rows_data:
            return
        for row in xml.rows(but=self._plan.owned_on(name)):
            if b"<f" not in row.inner:
                continue
            for cell in row.cells():
                text = xml.formula(cell)
                pieces = parse(text).pieces if text else ()
                if len(pieces) != 1 or not isinstance(pieces[0], Reference):
                    continue
                target = pieces[0]
                at = totals.get(((target.sheet or name).lower(), target.first))
                if at is None:
                    continue
                column = column_number(target.columns[0])
                if column in self._plan.tables[at].sums:
                    yield Reader(row.number, cell.column_index, at, column)


def grand_sums(plan: SplitPlan, at: int, sums: Sums) -> dict[int, Decimal | None]:
    """What a table of a plan and those above it on its sheet add up to for one recipient."""
    here = plan.tables[at]
    above = [i for i in range(at + 1) if plan.tables[i].sheet == here.sheet and i in sums]
    found: dict[int, Decimal | None] = {}
    for column in here.sums:
        known = [value for i in above if (value := sums[i].get(column)) is not None]
        found[column] = sum(known, Decimal(0)) if known else None
    return found


def shown(value: Decimal | None) -> Recomputed:
    """A total as a file shows it, 0 where every cell is blank."""
    return Recomputed(Decimal(0) if value is None else value)
