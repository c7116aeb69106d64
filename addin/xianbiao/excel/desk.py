"""The desk at which a button works: who sits there, what may be asked, what time it is."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from xianbiao.excel.app_state import quiet
from xianbiao.excel.apply import apply
from xianbiao.excel.dialogs import Dialogs
from xianbiao.excel.log import Entry, write_line, write_log
from xianbiao.excel.progress import escape_pressed
from xianbiao.excel.settings import Settings, user_log
from xianbiao.sheets.layout import keys
from xianbiao.sheets.patch import Change

if TYPE_CHECKING:
    import xlwings as xw


@dataclass(frozen=True, slots=True)
class Desk:
    """Everything besides the workbook that a button needs; tests put their own pieces in."""

    dialogs: Dialogs
    settings: Settings = field(default_factory=Settings)
    now: Callable[[], dt.datetime] = dt.datetime.now
    cancelled: Callable[[], bool] = escape_pressed

    @property
    def time(self) -> str:
        """The present time for the log, to the second."""
        return self.now().strftime("%Y-%m-%d %H:%M:%S")

    def apply(self, book: xw.Book, button: str, changes: Sequence[Change]) -> list[Entry]:
        """Apply changes as one step of undo, and log them."""
        return apply(book, changes, button=button, user=self.settings.user, time=self.time)

    def log(self, book: xw.Book, button: str, text: str, *, sheet: str = "") -> None:
        """Log what a button did where it changed no cell of the workbook.

        A workbook that is none of ours gets no sheet: the line goes to the person's file.
        """
        if keys.META_SHEET not in book.sheets:
            write_line(user_log(), f"{self.time}\t{self.settings.user}\t{button}\t{text}")
            return
        with quiet(book):
            write_log(book, self.time, self.settings.user, button, [Entry(sheet=sheet, new=text)])
