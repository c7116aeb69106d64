"""The desk at which a button works: who sits there, what may be asked, what time it is."""

from __future__ import annotations

import contextlib
import datetime as dt
from collections.abc import Callable, Sequence
from contextlib import AbstractContextManager
from typing import TYPE_CHECKING

from xianbiao.excel.app_state import quiet
from xianbiao.excel.apply import apply
from xianbiao.excel.dialogs import Dialogs
from xianbiao.excel.log import Entry, write_line, write_log
from xianbiao.excel.progress import Advance, progress
from xianbiao.excel.settings import Settings, user_log
from xianbiao.model.records import Record, field
from xianbiao.sheets.layout import keys
from xianbiao.sheets.patch import AddedSheet, Change

if TYPE_CHECKING:
    import xlwings as xw


class Desk(Record, frozen=True):
    """Everything besides the workbook that a button needs; tests put their own pieces in."""

    dialogs: Dialogs
    settings: Settings = field(default_factory=Settings)
    now: Callable[[], dt.datetime] = dt.datetime.now

    @property
    def time(self) -> str:
        """The present time for the log, to the second."""
        return self.now().strftime("%Y-%m-%d %H:%M:%S")

    def progress(self, book: xw.Book, title: str) -> AbstractContextManager[Advance]:
        """Progress of long work that can be cancelled; see `excel.progress`."""
        return progress(book, title, self.dialogs.waiting(title))

    def apply(self, book: xw.Book, button: str, changes: Sequence[Change]) -> list[Entry]:
        """Apply changes as one step of undo, and log them.

        Sheets take long to be added: that can be cancelled, and nothing was changed then.
        """
        user, time = self.settings.user, self.time
        if not any(isinstance(change, AddedSheet) for change in changes):
            return apply(book, changes, button=button, user=user, time=time)
        with self.progress(book, button) as advance:
            return apply(book, changes, button=button, user=user, time=time, advance=advance)

    def log(self, book: xw.Book, button: str, text: str, *, sheet: str = "") -> None:
        """Log what a button did where it changed no cell of the workbook.

        A workbook that is none of ours gets no sheet, and one that takes no line keeps what the
        button did: the line goes to the person's file.
        """
        with contextlib.suppress(Exception):
            if keys.META_SHEET in book.sheets:
                with quiet(book):
                    entry = Entry(sheet=sheet, new=text)
                    write_log(book, self.time, self.settings.user, button, [entry])
                    return
        write_line(user_log(), f"{self.time}\t{self.settings.user}\t{button}\t{text}")
