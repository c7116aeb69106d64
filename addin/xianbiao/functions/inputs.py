"""One cell that a function is given, read as an amount or a text, or refused."""

from __future__ import annotations

import datetime as dt
import re
from decimal import Decimal

from xianbiao.model.amounts import Amount, read_amount
from xianbiao.model.errors import XianbiaoError
from xianbiao.model.records import Record
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
_LONGEST_QUOTE = 20
_HIGHEST_PLACE = 14
_DIGITS = 20
"""What is added without rounding: 15 places before the point, 20 digits in all."""


class CellProblem(XianbiaoError):
    """An input that a function refuses; the cell shows it behind a #."""


class CellInput(Record, frozen=True):
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

        A number shows at most 15 digits and no exponent, a date is 2024年3月1日, a logical value
        TRUE. Raises CellProblem for an error value.
        """
        self.refuse_error()
        value = self.value
        if isinstance(value, dt.date):
            return f"{value.year}年{value.month}月{value.day}日"
        if isinstance(value, int | float | Decimal):
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
        if read.is_unreadable or read.says_none:
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


def quote(text: str) -> str:
    """A text short enough to be quoted in a message."""
    return text if len(text) <= _LONGEST_QUOTE else f"{text[:_LONGEST_QUOTE]}…"


def _digits(value: Decimal) -> int:
    return len(value.as_tuple().digits)
