"""Keeps an application quiet while a button works, and gives its state back whatever happens."""

from __future__ import annotations

import contextlib
from collections.abc import Iterator
from contextlib import contextmanager
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    import xlwings as xw

_QUIET = {
    "screen_updating": False,
    "enable_events": False,
    "display_alerts": False,
    "calculation": "manual",
}
"""The settings of a quiet application, in the order in which they are given back."""


@contextmanager
def quiet(book: xw.Book) -> Iterator[None]:
    """Screen, events, alerts and recalculation off; the sheet in front stays in front.

    Every setting is given back, also after an exception, and also when giving back another
    one fails; the book is recalculated when it was in automatic mode.
    """
    app = book.app
    kept = {name: getattr(app, name) for name in _QUIET}
    front = book.sheets.active.name
    try:
        for name, value in _QUIET.items():
            setattr(app, name, value)
        yield
    finally:
        with contextlib.ExitStack() as last:
            for name, value in kept.items():
                last.callback(setattr, app, name, value)
            last.callback(_to_front, book, front)


def _to_front(book: xw.Book, name: str) -> None:
    if book.sheets.active.name != name and name in book.sheets:
        book.sheets[name].activate()
