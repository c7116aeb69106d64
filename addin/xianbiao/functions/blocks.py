"""Blocks of cells: an argument as rows × columns, whatever shape it arrives in."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from xianbiao.functions.inputs import CellInput, CellProblem, quote
from xianbiao.model.amounts import format_amount
from xianbiao.model.records import Record

_WHOLE_COLUMN = 60_000
"""How many rows no table has: the smallest sheet, of .xls files, has 65,536 rows."""


class CellBlock(Record, frozen=True):
    """An argument as rows of cells, all of one length, under its Chinese title (明细)."""

    title: str
    rows: tuple[tuple[CellInput, ...], ...]

    @property
    def shape(self) -> tuple[int, int]:
        """Rows and columns."""
        return len(self.rows), len(self.rows[0])

    @property
    def is_single(self) -> bool:
        """Whether it is one cell."""
        return self.shape == (1, 1)

    @property
    def is_blank(self) -> bool:
        """Whether nothing stands in it, as in an argument that was left out."""
        return all(cell.is_blank for cell in self.cells())

    def cells(self) -> Iterator[CellInput]:
        """Every cell, row by row."""
        for row in self.rows:
            yield from row

    def column(self, index: int) -> tuple[CellInput, ...]:
        """The cells of one column, from the top."""
        return tuple(row[index] for row in self.rows)

    def only(self) -> CellInput:
        """Its one cell. Raises CellProblem when there are more."""
        if not self.is_single:
            raise CellProblem(f"{self.title}只能是一个单元格，实际是 {size_words(self)}")
        return self.rows[0][0]


def read_block(value: object, title: str) -> CellBlock:
    """An argument as a block: a value is one cell, a flat list is one row."""
    rows = _rows(value)
    width = max(len(row) for row in rows)
    has_rows, has_columns = len(rows) > 1, width > 1
    return CellBlock(
        title,
        tuple(
            tuple(
                CellInput(
                    row[c - 1] if c <= len(row) else None,
                    title,
                    r if has_rows else 0,
                    c if has_columns else 0,
                )
                for c in range(1, width + 1)
            )
            for r, row in enumerate(rows, 1)
        ),
    )


def used_rows(values: Sequence[object]) -> list[object]:
    """Arguments with those that are whole columns cut off below the last row that any fills.

    All of them keep the same height, so that rows which belong together stay together.
    """
    tall = [v for v in values if isinstance(v, list | tuple) and len(v) > _WHOLE_COLUMN]
    used = max((_last_filled(v) for v in tall), default=0)
    return [_cut(v, max(used, 1)) for v in values]


def _cut(value: object, rows: int) -> object:
    is_whole = isinstance(value, list | tuple) and len(value) > _WHOLE_COLUMN
    return value[:rows] if is_whole and isinstance(value, list | tuple) else value


def _last_filled(rows: Sequence[object]) -> int:
    """How many rows are left when the empty ones at the end are cut off."""
    for count in range(len(rows), 0, -1):
        row = rows[count - 1]
        if isinstance(row, list | tuple) and row.count(None) == len(row):
            continue
        if row is not None:
            return count
    return 0


def same_shape(*blocks: CellBlock) -> tuple[int, int]:
    """The shape of blocks that are read cell by cell; single cells go with every shape.

    Raises CellProblem when two of them differ.
    """
    large = [b for b in blocks if not b.is_single]
    return equal_shape(*large) if large else (1, 1)


def equal_shape(*blocks: CellBlock) -> tuple[int, int]:
    """The one shape that all blocks have. Raises CellProblem when two of them differ."""
    if len({b.shape for b in blocks}) > 1:
        sizes = "，".join(f"{b.title} {size_words(b)}" for b in blocks)
        raise CellProblem(f"各区域大小不同：{sizes}；请选同样大小的区域")
    return blocks[0].shape


def cell_at(block: CellBlock, row: int, column: int) -> CellInput:
    """The cell of a block at a place of the common shape; a single cell stands everywhere."""
    return block.rows[0][0] if block.is_single else block.rows[row][column]


def size_words(block: CellBlock) -> str:
    """The size of a block in words: 3 行 2 列."""
    return f"{block.shape[0]} 行 {block.shape[1]} 列"


def whole_number(block: CellBlock, least: int, most: int) -> int | None:
    """A single cell that holds a whole number from `least` to `most`; None for a blank.

    Raises CellProblem for anything else.
    """
    cell = block.only()
    value = cell.amount()
    if value is None:
        return None
    if value != value.to_integral_value() or not least <= value <= most:
        raise CellProblem(
            f"{cell.where}应当是 {least} 到 {most} 的整数，实际是 {quote(format_amount(value))}"
        )
    return int(value)


def _rows(value: object) -> Sequence[Sequence[object]]:
    if not isinstance(value, list | tuple):
        return [[value]]
    if not value or not any(isinstance(row, list | tuple) for row in value):
        return [value or [None]]
    rows = [list(row) if isinstance(row, list | tuple) else [row] for row in value]
    return rows if any(rows) else [[None]]
