"""The amounts of a table as its cells store them, read without any other library."""

from __future__ import annotations

from collections.abc import Container, Iterable, Mapping
from decimal import Decimal

from xianbiao.export.package.cells import read_figures
from xianbiao.export.package.references import letters_of
from xianbiao.export.package.sheet_xml import RowXml, SheetXml
from xianbiao.export.package.source import SourceBook
from xianbiao.export.package.strings import SharedStrings
from xianbiao.model.amounts import format_amount, read_amount, same, signed
from xianbiao.model.errors import ExportRefused
from xianbiao.model.records import Record
from xianbiao.model.refs import Ref
from xianbiao.sheets.split_plan import TableSplit

_NOWHERE = Ref("")


class RowFigures(Record, frozen=True):
    """One row: the values of its sum columns, and all numbers that stand in it.

    A value is None where the cell is blank or no number; `odd` are the columns and texts of the
    latter.
    """

    values: dict[int, Decimal | None]
    numbers: list[Decimal]
    odd: tuple[tuple[int, str], ...] = ()


def figures_of(row: RowXml | None, columns: Iterable[int], strings: SharedStrings) -> RowFigures:
    """Read one row; a cell that stores nothing is blank."""
    values: dict[int, Decimal | None] = dict.fromkeys(columns)
    if row is None:
        return RowFigures(values, [])
    found, others = read_figures(row.inner, values)
    odd: list[tuple[int, str]] = []
    for column, value in found:
        if column in values:
            if value.is_finite():
                values[column] = value
            else:
                odd.append((column, str(value)))
    for cell in others:
        if text := cell.text(strings):
            column, amount = cell.column_index, read_amount(text, _NOWHERE)
            values[column] = amount.value
            if amount.is_unreadable:
                odd.append((column, text))
    return RowFigures(values, [value for _, value in found], tuple(odd))


def values_of(
    row: RowXml | None, columns: Container[int], strings: SharedStrings
) -> list[tuple[int, Decimal]]:
    """The numbers in some columns of one row, those that stand there as text too."""
    if row is None:
        return []
    found, others = read_figures(row.inner, columns)
    values = [(column, value) for column, value in found if column in columns]
    for cell in others:
        if text := cell.text(strings):
            value = read_amount(text, _NOWHERE).value
            if value is not None:
                values.append((cell.column_index, value))
    return values


class TableAmounts:
    """The amounts of one split table."""

    def __init__(self, source: SourceBook, table: TableSplit) -> None:
        self.table = table
        self._source = source
        self._xml: SheetXml = source.sheet(table.sheet)

    def row(self, number: int) -> RowFigures:
        """The figures of one row."""
        return figures_of(self._xml.row(number), self.table.sums, self._source.strings)

    def place(self, row: int, column: int) -> Ref:
        """Where a cell of the table stands, rows and columns from 1."""
        return Ref(self._source.file, self.table.sheet, f"{letters_of(column)}{row}")

    def added(self, rows: Mapping[int, RowFigures]) -> dict[int, Decimal | None]:
        """The sum of each column over some rows, None where every cell is blank.

        Raises ExportRefused for a cell that is no number: a sum without it would be a guess.
        """
        found: dict[int, Decimal | None] = dict.fromkeys(self.table.sums)
        for row, figures in rows.items():
            for column, text in figures.odd:
                raise ExportRefused(
                    "金额无法识别，不能重算合计",
                    ref=self.place(row, column),
                    found=text,
                    expected="数字，单位和说明不写在同一格",
                    todo="改成数字后再导出（命令里也可以用 --drop-total 去掉合计行）",
                )
            for column, value in figures.values.items():
                if value is not None:
                    before = found[column]
                    found[column] = value if before is None else before + value
        return found

    def require_total(self, all_rows: dict[int, Decimal | None]) -> None:
        """Raise ExportRefused where a total row is not the sum of the recipients' rows."""
        for number in self.table.total_rows:
            for column, value in self.row(number).values.items():
                added = all_rows.get(column) or Decimal(0)
                if value is None or same(value, added):
                    continue
                raise ExportRefused(
                    "各单位之和与合计不符",
                    ref=self.place(number, column),
                    found=f"合计 {format_amount(value)}",
                    expected=f"{format_amount(added)}（差 {signed(value - added)}）",
                    todo="改正分配表或合计后再导出",
                )
