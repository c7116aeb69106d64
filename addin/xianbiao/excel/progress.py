"""Progress of long work in the status bar, with the county's name and n/N; it can be cancelled."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import TYPE_CHECKING

from xianbiao.model.errors import XianbiaoError
from xianbiao.model.records import Record

if TYPE_CHECKING:
    import xlwings as xw

Advance = Callable[[str, int, int], None]
"""Told what is done now, how many are done, and how many there are."""


class Cancelled(XianbiaoError):
    """The clerk cancelled; nothing was changed."""


class Waiting(Record, frozen=True):
    """How long work is watched and cancelled, whatever the program has for it.

    `hint` tells the clerk how to cancel, `cancelled` asks whether that was done. A window of its
    own is told the work by `show` and goes at `close`.
    """

    hint: str = ""
    cancelled: Callable[[], bool] = lambda: False
    show: Advance = lambda _text, _done, _total: None
    close: Callable[[], None] = lambda: None


@contextmanager
def progress(book: xw.Book, title: str, waiting: Waiting) -> Iterator[Advance]:
    """Yields a function that moves the status bar on; it raises Cancelled when asked to stop.

    The status bar is given back to the application at the end, whatever happened.
    """
    app = book.app
    kept = app.status_bar
    hint = f"（{waiting.hint}）" if waiting.hint else ""

    def advance(name: str, done: int, total: int) -> None:
        if waiting.cancelled():
            raise Cancelled(f"{title}已取消（做到 {done}/{total}），没有写出任何内容")
        text = f"{title} {name} {done}/{total}"
        app.status_bar = f"{text}{hint}"
        waiting.show(text, done, total)

    try:
        yield advance
    finally:
        try:
            app.status_bar = kept
        finally:
            waiting.close()


def escape_pressed() -> bool:
    """Whether the Esc key is held down now; False where the system cannot tell (not Windows)."""
    import ctypes

    windows = getattr(ctypes, "windll", None)
    if windows is None:
        return False
    return bool(windows.user32.GetAsyncKeyState(0x1B) & 0x8000)
