"""Values of a range, read and written as one block."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from xianbiao.engines.libreoffice.arrays import whole_arrays
from xianbiao.engines.libreoffice.convert import (
    CellError,
    Entry,
    entry,
    error_word,
    text_entry,
    to_moment,
)
from xianbiao.engines.libreoffice.format_blocks import Keys, apply_formats
from xianbiao.engines.libreoffice.formulas import is_intersection
from xianbiao.engines.libreoffice.guarded import expect_unlocked
from xianbiao.engines.libreoffice.place import Place
from xianbiao.engines.libreoffice.table_references import written_out

_ERRORS = 4  # com.sun.star.sheet.FormulaResult
Block = list[list[Any]]


class RangeValues(Place):
    """The values of the cells; days, logical values and errors are Python's own kinds."""

    @property
    def raw_value(self) -> Any:
        """A value, or rows of values: None for a blank cell, `CellError` for an error.

        A number formatted as a day is a datetime, one formatted as a logical value a bool.
        """
        if not len(self):
            return None
        block = [list(row) for row in self.cells.getDataArray()]
        if any(None in row for row in block):
            self._put_errors(block)
        if any(isinstance(value, float) for row in block for value in row):
            self._put_days_and_logicals(block)
        block = [[None if value == "" else value for value in row] for row in block]
        return block[0][0] if len(self) == 1 else block

    @raw_value.setter
    def raw_value(self, value: Any) -> None:
        self._write(self._as_block(value))

    def _put_errors(self, block: Block) -> None:
        """Put errors where LibreOffice gives nothing; a word each, asked for one by one."""
        sheet = self.sheet.uno
        for address in self.cells.queryFormulaCells(_ERRORS).RangeAddresses:
            for row in range(address.StartRow, address.EndRow + 1):
                for column in range(address.StartColumn, address.EndColumn + 1):
                    cell = sheet.getCellByPosition(column, row)
                    block[row + 1 - self.row][column + 1 - self.column] = _error(cell)

    def _put_days_and_logicals(self, block: Block) -> None:
        """Make days and logical values of the numbers whose format says so."""
        formats = self.sheet.book.formats
        keys = Keys.of(self)
        for key, rows, columns in keys.blocks():
            if formats.is_date(key):
                make: Any = to_moment
            elif formats.is_logical(key):
                make = bool
            else:
                continue
            for row in rows:
                line = block[row]
                for column in columns:
                    if isinstance(line[column], float):
                        line[column] = make(line[column])

    def _as_block(self, value: Any) -> Block:
        """Rows of values in the shape of the range; a scalar fills it, a row fills one row."""
        rows, columns = self.shape
        if not isinstance(value, list | tuple):
            return [[value] * columns] * rows
        if not value or not isinstance(value[0], list | tuple):
            value = [value]
        if (len(value), len(value[0])) != (rows, columns):
            raise ValueError(
                f"{len(value)} rows × {len(value[0])} columns do not fit {self.address}"
            )
        return [list(row) for row in value]

    def _write(self, block: Block) -> None:
        """Enter values: numbers and texts in one call, then formulas, then the formats of days."""
        expect_unlocked(self)
        formats = self.sheet.book.formats
        keys = Keys.of(self)
        entries: list[list[Entry]] = []
        for number, row in enumerate(block):
            in_text = [formats.is_text(key) for key in keys.row(number)]
            entries.append(
                [
                    (text_entry if is_text else entry)(value)
                    for value, is_text in zip(row, in_text, strict=True)
                ]
            )
        plain = tuple(
            tuple("" if cell.is_formula else cell.content for cell in row) for row in entries
        )
        with whole_arrays(self):
            self.cells.setDataArray(plain)
        self._take_back_text_formats(plain, keys)
        self._enter_formulas(entries)
        wanted = (
            (row, column, formats.key(cell.format))
            for row, line in enumerate(entries)
            for column, cell in enumerate(line)
            if cell.format and formats.is_general(keys.at(row, column))
        )
        apply_formats(self, wanted)

    def _take_back_text_formats(self, plain: Any, before: Keys) -> None:
        """LibreOffice formats a cell as text that gets a text like `0123`; Excel does not."""
        if not any(_may_read_as_number(value) for row in plain for value in row):
            return
        formats = self.sheet.book.formats
        after = Keys.of(self)
        apply_formats(
            self,
            (
                (row, column, before.at(row, column))
                for row, line in enumerate(plain)
                for column, value in enumerate(line)
                if isinstance(value, str)
                and value
                and formats.is_text(after.at(row, column))
                and not formats.is_text(before.at(row, column))
            ),
        )

    def _enter_formulas(self, entries: list[list[Entry]]) -> None:
        """Enter formulas in vertical runs, each in one call."""
        index = self.sheet.index - 1
        book = self.sheet.book
        for column in range(self.shape[1]):
            cells = [line[column] for line in entries]
            for first, last in runs(cell.is_formula for cell in cells):
                top, left = self.row + first, self.column + column
                texts = tuple(
                    (book.formulas.own(written_out(str(cell.content), self.at(top, left)), index),)
                    for cell in cells[first : last + 1]
                )
                self.at(top, left, self.row + last, left).cells.setFormulaArray(texts)


def _error(cell: Any) -> CellError:
    """The error of a cell; ranges that share no cell are an error of their own in Excel."""
    word = error_word(cell.Error)
    if word == "#REF!" and is_intersection(cell.getFormula()):
        return CellError("#NULL!")
    return word


def _may_read_as_number(value: float | str) -> bool:
    """Whether LibreOffice may take a text for a number, a day or a logical value."""
    if not isinstance(value, str):
        return False
    return value.upper() in ("TRUE", "FALSE") or any(letter.isdigit() for letter in value)


def runs(marked: Iterable[bool]) -> list[tuple[int, int]]:
    """First and last position of every unbroken run of marked positions."""
    found: list[tuple[int, int]] = []
    for position, is_marked in enumerate(marked):
        if not is_marked:
            continue
        if found and found[-1][1] == position - 1:
            found[-1] = (found[-1][0], position)
        else:
            found.append((position, position))
    return found
