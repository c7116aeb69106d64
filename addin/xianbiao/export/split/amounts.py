"""The amounts of a table as its cells store them, read without any other library."""

from __future__ import annotations

from collections.abc import Container, Iterable, Iterator
from decimal import Decimal

from xianbiao.export.package.references import letters_of
from xianbiao.export.package.sheet_xml import RowXml, SheetXml
from xianbiao.export.package.source import SourceBook
from xianbiao.export.package.strings import SharedStrings
from xianbiao.model.amounts import Amount, AmountState, format_amount, read_amount, same, signed
from xianbiao.model.errors import ExportRefused
from xianbiao.model.records import Record
from xianbiao.model.refs import Ref
from xianbiao.sheets.split_plan import TableSplit

_NOWHERE = Ref("")


class RowFigures(Record, frozen=True):
    """The sum columns of one row, and every number that stands in it."""

    amounts: dict[int, Amount]
    numbers: frozenset[Decimal]


def figures_of(
    row: RowXml | None, columns: Iterable[int], ref: Ref, strings: SharedStrings
) -> RowFigures:
    """Read one row; a cell that stores nothing is blank."""
    number = row.number if row is not None else 0
    amounts = dict.fromkeys(columns, Amount("", AmountState.BLANK, None, ref))
    numbers: set[Decimal] = set()
    for cell in row.cells() if row is not None else ():
        value = cell.number()
        if value is not None:
            numbers.add(value)
        column = cell.column_index
        if column in amounts:
            place = Ref(ref.file, ref.sheet, f"{letters_of(column)}{number}")
            raw = value if value is not None else cell.text(strings)
            amounts[column] = read_amount(raw if raw != "" else None, place)
    return RowFigures(amounts, frozenset(numbers))


def values_of(
    row: RowXml | None, columns: Container[int], strings: SharedStrings
) -> Iterator[tuple[int, Decimal]]:
    """The numbers in some columns of one row, those that stand there as text too."""
    for cell in row.cells() if row is not None else ():
        column = cell.column_index
        if column in columns:
            value = cell.number()
            if value is None and (text := cell.text(strings)):
                value = read_amount(text, _NOWHERE).value
            if value is not None:
                yield column, value


class TableAmounts:
    """The amounts of one split table."""

    def __init__(self, source: SourceBook, table: TableSplit) -> None:
        self.table = table
        self._source = source
        self._xml: SheetXml = source.sheet(table.sheet)

    def row(self, number: int) -> RowFigures:
        """The figures of one row."""
        ref = Ref(self._source.file, self.table.sheet)
        return figures_of(self._xml.row(number), self.table.sums, ref, self._source.strings)

    def added(self, rows: Iterable[RowFigures]) -> dict[int, Decimal | None]:
        """The sum of each column, None where every cell is blank.

        Raises ExportRefused for a cell that is no number: a sum without it would be a guess.
        """
        found: dict[int, Decimal | None] = dict.fromkeys(self.table.sums)
        for figures in rows:
            for column, amount in figures.amounts.items():
                if amount.is_unreadable:
                    raise ExportRefused(
                        "金额无法识别，不能重算合计",
                        ref=amount.ref,
                        found=amount.raw,
                        expected="数字，单位和说明不写在同一格",
                        todo="改成数字，或选择去掉合计行后再导出",
                    )
                if amount.value is not None:
                    found[column] = (found[column] or Decimal(0)) + amount.value
        return found

    def require_total(self, all_rows: dict[int, Decimal | None]) -> None:
        """Raise ExportRefused where a total row is not the sum of the recipients' rows."""
        for number in self.table.total_rows:
            for column, amount in self.row(number).amounts.items():
                added = all_rows.get(column) or Decimal(0)
                if amount.value is None or same(amount.value, added):
                    continue
                raise ExportRefused(
                    "各单位之和与合计不符",
                    ref=amount.ref,
                    found=f"合计 {format_amount(amount.value)}",
                    expected=f"{format_amount(added)}（差 {signed(amount.value - added)}）",
                    todo="改正分配表或合计后再导出",
                )
