"""The amounts of tables of lanes: read in the source, and read back from the files."""

from __future__ import annotations

from collections.abc import Mapping
from decimal import Decimal
from typing import TYPE_CHECKING

from xianbiao.export.package.archive import Member
from xianbiao.export.package.sheet_xml import SheetXml
from xianbiao.export.package.source import SourceBook
from xianbiao.export.package.strings import SharedStrings
from xianbiao.export.split.amounts import RowFigures, TableAmounts, figures_of, values_of
from xianbiao.export.split.readback import ReadBack
from xianbiao.export.split.sharing import Sharing
from xianbiao.export.split.splitter import Share
from xianbiao.model.refs import Ref
from xianbiao.sheets.side_split import SideSplit
from xianbiao.sheets.split_plan import TableSplit

if TYPE_CHECKING:
    from xianbiao.export.split.lanes import LaneSplitter


class ColumnAmounts(TableAmounts):
    """The amounts of a transposed table: what is a row elsewhere is a column here."""

    def __init__(self, source: SourceBook, table: SideSplit) -> None:
        super().__init__(source, table)
        self._book, self._sheet = source, source.sheet(table.sheet)

    def row(self, number: int) -> RowFigures:
        """The figures of one column, by their rows."""
        read: dict[int, RowFigures] = {
            item: figures_of(self._sheet.row(item), (number,), self._book.strings)
            for item in self.table.sums
        }
        return RowFigures(
            {item: figures.values[number] for item, figures in read.items()},
            [v for figures in read.values() if (v := figures.values[number]) is not None],
            tuple((item, text) for item, figures in read.items() for _, text in figures.odd),
        )

    def place(self, row: int, column: int) -> Ref:
        """Where a cell stands, by the column of its unit and the row of its item."""
        return super().place(column, row)


class PanelAmounts(TableAmounts):
    """The amounts of panels, each row read in the lane where its total stands."""

    def __init__(self, source: SourceBook, table: SideSplit) -> None:
        super().__init__(source, table)
        self._book, self._side = source, table

    def row(self, number: int) -> RowFigures:
        """The figures of a total row, by the columns of the first lane."""
        side = self._side
        usual = side.usual(side.total_lanes.get(number, 0))
        row = self._book.sheet(side.sheet).row(number)
        wanted = [old for old, new in usual.items() if new in side.sums]
        read = figures_of(row, wanted, self._book.strings)
        blank: dict[int, Decimal | None] = dict.fromkeys(side.sums)
        return RowFigures(
            blank | {usual[old]: value for old, value in read.values.items()},
            read.numbers,
            tuple((usual[old], text) for old, text in read.odd),
        )

    def place(self, row: int, column: int) -> Ref:
        """Where a cell of a total row stands, by the column of the first lane."""
        usual = self._side.usual(self._side.total_lanes.get(row, 0))
        return super().place(row, next(o for o, new in usual.items() if new == column))


def amounts_of(source: SourceBook, table: SideSplit) -> TableAmounts:
    """The amounts of a table of lanes."""
    return (ColumnAmounts if table.is_transposed else PanelAmounts)(source, table)


class LaneReadBack(ReadBack):
    """Reads the files of a workbook with lanes back; a transposed table item by item."""

    def __init__(self, splitter: LaneSplitter) -> None:
        super().__init__(splitter)
        self._lanes = splitter

    def _read(
        self, members: Mapping[str, Member], table: TableSplit, share: Share, file: str
    ) -> dict[int, Decimal | None]:
        if not isinstance(table, SideSplit):
            return super()._read(members, table, share, file)
        part = self._source.part_of(table.sheet).part
        xml, strings = SheetXml(members[part].content(), part), self._strings(members)
        found: dict[int, Decimal | None] = dict.fromkeys(table.sums)
        if table.is_transposed:
            column = table.lanes[0].columns[0]
            for item in table.sums:
                for _, value in values_of(xml.row(item), (column,), strings):
                    found[item] = value
            return found
        cut = next(c for c in share.cut.sheets if c.sheet == table.sheet)
        for old in cut.shown - self._lanes.split_of(share.recipient, table.sheet).parts:
            new = cut.rows(old)
            row = xml.row(new) if new is not None else None
            for at, value in values_of(row, found, strings):
                found[at] = (found[at] or Decimal(0)) + value
        return found

    def _strings(self, members: Mapping[str, Member]) -> SharedStrings:
        """The strings of a file: a sheet that lost no row keeps its texts among them."""
        part = self._source.strings_part
        member = members.get(part) if part is not None else None
        return SharedStrings(None if member is None else member.content())


def reader_of(splitter: Sharing) -> ReadBack:
    """What reads the files of an export back."""
    if not any(isinstance(table, SideSplit) for table in splitter.plan.tables):
        return ReadBack(splitter)
    from xianbiao.export.split.lanes import LaneSplitter

    assert isinstance(splitter, LaneSplitter)
    return LaneReadBack(splitter)
