"""The amounts of tables of lanes, as the source stores them."""

from __future__ import annotations

from decimal import Decimal

from xianbiao.export.package.source import SourceBook
from xianbiao.export.split.amounts import RowFigures, TableAmounts, figures_of
from xianbiao.model.refs import Ref
from xianbiao.sheets.side_split import SideSplit


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
