"""Reads finished county files back and holds them against the model."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from decimal import Decimal
from typing import Any

from xianbiao.export.package.source import SourceBook
from xianbiao.export.package.values import Piece, value_of
from xianbiao.model.allocation import AllocationRow, AllocationTable
from xianbiao.model.amounts import format_amount, same
from xianbiao.model.errors import ExportRefused
from xianbiao.sheets.layout import keys
from xianbiao.sheets.layout.table_parts import grid_columns, summed

Amounts = dict[int, Decimal | None]
"""Amounts by grid column; None where the cell is blank."""


def read_share(book: SourceBook, sheets: Mapping[str, Sequence[Piece]]) -> dict[int, object]:
    """The values in the allocation line of a county file, as any program would see them.

    They are told by the columns of the sheet, from 1.
    """
    place = next(
        values
        for piece in sheets[keys.META_SHEET]
        for row in piece.rows
        if (values := [value for _, value in row[:4]])[:1] == [keys.META_TABLE]
        and values[2] == keys.KIND_SHARE
    )
    bottom = int(str(place[3]).rpartition(":")[2].lstrip("ABCDEFGHIJKLMNOPQRSTUVWXYZ"))
    line = book.sheet(str(place[1])).row(bottom)
    return {c.column_index: value_of(c, book.strings) for c in line.cells()} if line else {}


def amounts_in(share: Mapping[int, object], table: AllocationTable) -> Amounts:
    """The amounts of an allocation line by the columns of the table that it is part of."""
    columns = grid_columns(table)
    return {i: _decimal(share.get(columns[i] + 1)) for i in summed(table)}


def require_same(row: AllocationRow, read: Amounts, file: str) -> None:
    """Raise ExportRefused unless the amounts that were read are those of the row."""
    for index, value in read.items():
        amount = row.amounts.get(index)
        expected = amount.value if amount is not None else None
        if value != expected:
            raise ExportRefused(
                f"{file} 读回的金额与分配表不符，未导出",
                found="空" if value is None else format_amount(value),
                expected="空" if expected is None else format_amount(expected),
                todo="请把源文件发给维护者",
            )


def require_sealed(faults: Sequence[str], file: str) -> None:
    """Raise ExportRefused unless every locked cell of a file bears the mark it was given."""
    if faults:
        raise ExportRefused(
            f"{file} 写出的锁定内容与指纹不符，未导出",
            found="；".join(faults[:3]),
            expected="与指纹一致",
            todo="请把源文件发给维护者",
        )


def require_total(table: AllocationTable, read: Mapping[int, Amounts]) -> None:
    """Raise ExportRefused unless all files together give the totals of the table.

    `read` holds the amounts of each exported row; rows without a file hold no amount.
    """
    for index in summed(table):
        added = sum((a[index] or Decimal(0) for a in read.values()), Decimal(0))
        total = table.total.amounts.get(index) if table.total else None
        if total is not None and total.value is not None and not same(added, total.value):
            raise ExportRefused(
                f"各文件“{table.column(index).full_name}”之和与合计不符，未导出",
                ref=total.ref,
                found=format_amount(added),
                expected=format_amount(total.value),
                todo="请把源文件发给维护者",
            )


def _decimal(value: Any) -> Decimal | None:
    if value is None or value == "":
        return None
    return Decimal(repr(value)) if isinstance(value, float) else Decimal(str(value))
