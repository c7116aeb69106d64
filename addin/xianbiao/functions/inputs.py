"""What a function is given: a block of cells, each read as an amount, a text or a date."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from decimal import Decimal

from xianbiao.model.amounts import Amount, AmountState, format_amount, read_amount
from xianbiao.model.errors import XianbiaoError
from xianbiao.model.refs import Ref

_ERROR_TEXT = re.compile(r"[#＃].*|Err:\d+", re.DOTALL)
_FIRST_ERROR_CODE = -2146828288 + 2000
_ERROR_CODES = range(_FIRST_ERROR_CODE, _FIRST_ERROR_CODE + 100)
"""The integers by which COM hands over error values; a number of a cell comes as a float."""

_ERROR_NAMES = {
    0: "#NULL!",
    7: "#DIV/0!",
    15: "#VALUE!",
    23: "#REF!",
    29: "#NAME?",
    36: "#NUM!",
    42: "#N/A",
    43: "#GETTING_DATA",
    45: "#SPILL!",
    50: "#CALC!",
}
_WHOLE_COLUMN = 60_000
"""How many rows no table has: the smallest sheet, of .xls files, has 65,536 rows."""

_LONGEST_QUOTE = 20
_HIGHEST_PLACE = 14
_DIGITS = 20
"""What is added without rounding: 15 places before the point, 20 digits in all."""


class CellProblem(XianbiaoError):
    """An input that a function refuses; the cell shows it behind a #."""


@dataclass(frozen=True, slots=True)
class CellInput:
    """One cell of an argument: its value, the argument's title and its place there.

    `row` and `column` count from 1 and are 0 where the argument has only one.
    """

    value: object
    title: str
    row: int = 0
    column: int = 0

    @property
    def where(self) -> str:
        """The place in words: 明细第3行."""
        row = f"第{self.row}行" if self.row else ""
        return f"{self.title}{row}" + (f"第{self.column}列" if self.column else "")

    @property
    def is_blank(self) -> bool:
        """Whether nothing stands there: an empty cell, blanks, the rest of a merged area."""
        return self.value is None or (isinstance(self.value, str) and not self.value.strip())

    @property
    def error(self) -> str | None:
        """The error value that stands there, or the message of another function."""
        value = self.value
        if isinstance(value, str) and _ERROR_TEXT.fullmatch(value.strip()):
            return value.strip()
        if isinstance(value, int) and not isinstance(value, bool) and value in _ERROR_CODES:
            return _ERROR_NAMES.get(value - _FIRST_ERROR_CODE, "#ERROR")
        return None

    def refuse_error(self) -> None:
        """Raises CellProblem for an error value, which no function reads as blank."""
        if self.error is not None:
            raise CellProblem(f"{self.where}是错误值 {quote(self.error)}，请先改正该格")

    def text(self) -> str:
        """The cell as text without surrounding blanks, "" for a blank.

        A number shows at most 15 digits and no exponent, a date is 2024年3月1日. Raises
        CellProblem for an error value.
        """
        self.refuse_error()
        value = self.value
        if isinstance(value, dt.date):
            return f"{value.year}年{value.month}月{value.day}日"
        if isinstance(value, int | float | Decimal) and not isinstance(value, bool):
            return read_amount(value, _NOWHERE).raw
        return "" if value is None else str(value).strip()

    def amount(self) -> Decimal | None:
        """The cell as an amount, None for a blank.

        Raises CellProblem for an error value and for whatever is no number: 2000万 is none.
        """
        self.refuse_error()
        if isinstance(self.value, dt.date):
            raise CellProblem(f"{self.where}是日期 {self.text()}，不是数")
        read = self._read()
        if read.state is AmountState.UNREADABLE:
            raise CellProblem(
                f"{self.where}“{quote(read.raw)}”不是数，请只写数字，单位和文字写在别处"
            )
        value = read.value
        if value is not None and (value.adjusted() > _HIGHEST_PLACE or _digits(value) > _DIGITS):
            raise CellProblem(f"{self.where}的数 {quote(read.raw)} 位数太多，无法准确计算")
        return value

    @property
    def is_text_number(self) -> bool:
        """Whether a number stands there as text, which the program's own SUM leaves out."""
        return isinstance(self.value, str) and self._read().is_number

    def _read(self) -> Amount:
        return read_amount(self.value, _NOWHERE)


_NOWHERE = Ref("")


@dataclass(frozen=True, slots=True)
class CellBlock:
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
    if len({b.shape for b in large}) > 1:
        sizes = "，".join(f"{b.title} {size_words(b)}" for b in large)
        raise CellProblem(f"各区域大小不同：{sizes}；请选同样大小的区域")
    return large[0].shape if large else (1, 1)


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
        raise CellProblem(f"{cell.where}应当是 {least} 到 {most} 的整数，实际是 {_shown(value)}")
    return int(value)


def quote(text: str) -> str:
    """A text short enough to be quoted in a message."""
    return text if len(text) <= _LONGEST_QUOTE else f"{text[:_LONGEST_QUOTE]}…"


def _shown(value: Decimal) -> str:
    return quote(format_amount(value))


def _rows(value: object) -> Sequence[Sequence[object]]:
    if not isinstance(value, list | tuple):
        return [[value]]
    if not value or not any(isinstance(row, list | tuple) for row in value):
        return [value or [None]]
    rows = [list(row) if isinstance(row, list | tuple) else [row] for row in value]
    return rows if any(rows) else [[None]]


def _digits(value: Decimal) -> int:
    return len(value.as_tuple().digits)
