"""日志: who changed which cell with which button, when, from what to what."""

from __future__ import annotations

from collections.abc import Sequence
from decimal import Decimal
from pathlib import Path
from typing import TYPE_CHECKING

from xianbiao.excel.books import sheet_called
from xianbiao.excel.ranges import range_of, used_area, write
from xianbiao.excel.side_sheets import LOG_SHEET, add_last, has_log, taken
from xianbiao.model.records import Record
from xianbiao.sheets.addresses import Area
from xianbiao.sheets.plan import Formula, Value
from xianbiao.sheets.side_sheets import LOG_HEADER

if TYPE_CHECKING:
    import xlwings as xw

_WIDTHS = (22, 14, 14, 18, 12, 40, 40)
_LONGEST = 2000
_HEAD_COLOUR = (237, 237, 237)


class Entry(Record, frozen=True):
    """One line: a cell with its old and new contents, or a remark in place of `new`."""

    sheet: str = ""
    cell: str = ""
    old: object = None
    new: object = None


def write_log(book: xw.Book, time: str, user: str, button: str, entries: Sequence[Entry]) -> None:
    """Append lines to the sheet 日志, in one write; the sheet is made when first needed.

    Raises XianbiaoError where a clerk's own sheet bears that name.
    """
    if not entries:
        return
    require_free(book)
    sheet = sheet_called(book, LOG_SHEET) or _new_log(book)
    top = used_area(sheet).bottom + 1
    rows = [
        [time, user, button, e.sheet or None, e.cell or None, _shown(e.old), _shown(e.new)]
        for e in entries
    ]
    write(sheet, Area(top, 0, top + len(rows) - 1, len(LOG_HEADER) - 1), rows)


def require_free(book: xw.Book) -> None:
    """Raises XianbiaoError where a clerk's own sheet bears the name of the log."""
    if sheet_called(book, LOG_SHEET) is not None and not has_log(book):
        raise taken(book, LOG_SHEET)


def write_line(path: Path, line: str) -> None:
    """Append a line to a log outside of any workbook."""
    path.parent.mkdir(parents=True, exist_ok=True)
    with path.open("a", encoding="utf-8") as file:
        file.write(line.replace("\n", " ¦ ") + "\n")


def _new_log(book: xw.Book) -> xw.Sheet:
    sheet = add_last(book, LOG_SHEET)
    head = Area(0, 0, 0, len(LOG_HEADER) - 1)
    write(sheet, head, [LOG_HEADER])
    range_of(sheet, head).color = _HEAD_COLOUR
    for column, width in enumerate(_WIDTHS):
        range_of(sheet, Area(0, column, 0, column)).column_width = width
    return sheet


def _shown(value: object) -> Value:
    """Contents for the log: a formula becomes its text, a long text its beginning."""
    match value:
        case Formula(text):
            return text[:_LONGEST]
        case None | "":
            return "（空）"
        case float():
            return Decimal(repr(value))
        case int() | Decimal():
            return value
    return str(value)[:_LONGEST]
