"""Where a range is: its sheet, rows and columns, its address, and the ranges reached from it."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Self

from xianbiao.engines.libreoffice.addresses import PLAIN_NAME, column_letters
from xianbiao.engines.libreoffice.bridge import struct
from xianbiao.model.errors import XianbiaoError
from xianbiao.model.refs import Ref

if TYPE_CHECKING:
    from xianbiao.engines.libreoffice.sheets import Sheet

LAST_ROW, LAST_COLUMN = 1_048_576, 16_384
_DIRECTIONS = {
    "d": "down",
    "u": "up",
    "r": "right",
    "l": "left",
}


class Place:
    """A block of cells; rows and columns count from 1, both ends included.

    A slice without cells has no rows or no columns, and no UNO object behind it.
    """

    row: int = 0
    column: int = 0
    last_row: int = 0
    last_column: int = 0

    def __init__(
        self, sheet: Sheet, top: int, left: int, bottom: int, right: int, written: str = ""
    ) -> None:
        if top < 1 or left < 1:
            raise IndexError("Rows and columns of a range count from 1")
        if bottom > LAST_ROW or right > LAST_COLUMN:
            raise IndexError("The range reaches beyond the sheet")
        self._sheet = sheet
        self.row, self.column = top, left
        self.last_row, self.last_column = bottom, right
        self.arg1_input = written
        self.options: dict[str, Any] = {}

    @classmethod
    def of(cls, sheet: Sheet, address: Any) -> Self:
        """The range of a UNO address, whose rows and columns count from 0."""
        return cls(
            sheet,
            address.StartRow + 1,
            address.StartColumn + 1,
            address.EndRow + 1,
            address.EndColumn + 1,
        )

    @property
    def sheet(self) -> Sheet:
        """The sheet the cells are on."""
        return self._sheet

    @property
    def cells(self) -> Any:
        """The UNO range."""
        return self.sheet.uno.getCellRangeByPosition(
            self.column - 1, self.row - 1, self.last_column - 1, self.last_row - 1
        )

    @property
    def api(self) -> Any:
        """The UNO range; None for a slice without cells."""
        return self.cells if len(self) else None

    @property
    def uno_address(self) -> Any:
        """The address as UNO's insert, delete and move take it."""
        index = self.sheet.index - 1
        return struct(
            "table.CellRangeAddress",
            index,
            self.column - 1,
            self.row - 1,
            self.last_column - 1,
            self.last_row - 1,
        )

    @property
    def uno_corner(self) -> Any:
        """The address of the first cell as UNO takes it."""
        return struct("table.CellAddress", self.sheet.index - 1, self.column - 1, self.row - 1)

    def ref(self) -> Ref:
        """The place as errors name it."""
        address = self.get_address(False, False)
        return Ref(file=self.sheet.book.name, sheet=self.sheet.name, cell=address)

    def __len__(self) -> int:
        return self.shape[0] * self.shape[1]

    @property
    def shape(self) -> tuple[int, int]:
        """Rows and columns."""
        return max(0, self.last_row - self.row + 1), max(0, self.last_column - self.column + 1)

    @property
    def coords(self) -> tuple[str, int, int, int, int]:
        """Sheet name, first row, first column, rows, columns."""
        return (self.sheet.name, self.row, self.column, *self.shape)

    @property
    def corners(self) -> tuple[int, int, int, int]:
        """First row, first column, last row, last column."""
        return self.row, self.column, self.last_row, self.last_column

    @property
    def is_whole_rows(self) -> bool:
        """Whether the block spans every column."""
        return self.column == 1 and self.last_column == LAST_COLUMN

    @property
    def is_whole_columns(self) -> bool:
        """Whether the block spans every row."""
        return self.row == 1 and self.last_row == LAST_ROW

    def at(self, top: int, left: int, bottom: int | None = None, right: int | None = None) -> Self:
        """Another block of the same sheet."""
        bottom = top if bottom is None else bottom
        right = left if right is None else right
        return type(self)(self.sheet, top, left, bottom, right)

    def __call__(self, row: int, column: int | None = None) -> Self:
        if column is None:
            row, column = divmod(row - 1, self.shape[1])
            row, column = row + 1, column + 1
        return self.at(self.row + row - 1, self.column + column - 1)

    def get_address(
        self, row_absolute: bool = True, col_absolute: bool = True, external: bool = False
    ) -> str:
        """The address as Excel writes it; `external` puts book and sheet before it."""
        row_sign, column_sign = "$" * row_absolute, "$" * col_absolute
        rows = [f"{row_sign}{row}" for row in (self.row, self.last_row)]
        columns = [
            f"{column_sign}{column_letters(column)}" for column in (self.column, self.last_column)
        ]
        if self.is_whole_columns and not self.is_whole_rows:
            text = ":".join(columns)
        elif self.is_whole_rows:
            text = ":".join(rows)
        else:
            corners = [column + row for column, row in zip(columns, rows, strict=True)]
            text = corners[0] if len(self) == 1 else ":".join(corners)
        if not external:
            return text
        names = f"[{self.sheet.book.name}]{self.sheet.name}"
        plain = all(
            PLAIN_NAME.fullmatch(name) or PLAIN_NAME.fullmatch(name.replace(".", "_"))
            for name in (self.sheet.book.name, self.sheet.name)
        )
        return f"{names}!{text}" if plain else f"'{names.replace(chr(39), chr(39) * 2)}'!{text}"

    @property
    def address(self) -> str:
        """The address with dollar signs."""
        return self.get_address()

    def end(self, direction: str) -> Self:
        """The cell that Ctrl and an arrow key lead to from the first cell."""
        direction = _DIRECTIONS.get(direction, direction)
        if direction not in _DIRECTIONS.values():
            raise ValueError(f"direction cannot be {direction!r}")
        used = self.sheet.used_range
        down_or_right = direction in ("down", "right")
        if direction in ("down", "up"):
            last, limit = max(used.last_row, self.row), LAST_ROW
            line = self.at(1, self.column, last, self.column)
            start, filled = self.row, [row[0] != "" for row in line.cells.getFormulaArray()]
        else:
            last, limit = max(used.last_column, self.column), LAST_COLUMN
            line = self.at(self.row, 1, self.row, last)
            start, filled = self.column, [cell != "" for cell in line.cells.getFormulaArray()[0]]
        found = _edge(filled, start - 1, 1 if down_or_right else -1)
        position = found + 1 if found is not None else (limit if down_or_right else 1)
        if direction in ("down", "up"):
            return self.at(position, self.column)
        return self.at(self.row, position)

    @property
    def current_region(self) -> Self:
        """The block around the cells that empty rows and columns bound."""
        cursor = self.sheet.uno.createCursorByRange(self.cells)
        cursor.collapseToCurrentRegion()
        return self.of(self.sheet, cursor.RangeAddress)

    def select(self) -> None:
        """Select the cells in the window of the book."""
        book = self.sheet.book
        if not book.controller:
            raise XianbiaoError("没有窗口，选不了单元格", ref=self.ref())
        book.controller.setActiveSheet(self.sheet.uno)
        book.controller.select(self.cells)


def _edge(filled: list[bool], start: int, step: int) -> int | None:
    """Where a run of filled cells ends, or the next filled cell; None past the last one."""

    def is_filled(position: int) -> bool:
        return 0 <= position < len(filled) and filled[position]

    position = start + step
    if is_filled(start) and is_filled(position):
        while is_filled(position):
            position += step
        return position - step
    while 0 <= position < len(filled):
        if filled[position]:
            return position
        position += step
    return None
