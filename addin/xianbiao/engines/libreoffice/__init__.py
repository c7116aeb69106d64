"""The xlwings engine "libreoffice": live books of LibreOffice Calc, reached over UNO.

Linux desktops in Chinese offices have no Excel. With this engine every button and every script
written for xlwings runs on LibreOffice:

    from xianbiao.engines import libreoffice
    libreoffice.register()
    book = xlwings.Book("2024.xlsx")

Pictures, charts, pivot tables, conditional formats, validations and threaded comments are refused
with a `XianbiaoError` that says so.
"""

from __future__ import annotations

from typing import Any

from xianbiao.engines.guard import import_xlwings

xlwings = import_xlwings()  # before a module of this package imports it with all it can take
NAME = "libreoffice"


def register(activate: bool = True) -> Any:
    """Add the engine to xlwings, and make it the one that `xlwings.Book` uses; returns it.

    LibreOffice itself starts with the first book or `App`.
    """
    if NAME not in [engine.name for engine in xlwings.engines]:
        from xianbiao.engines.libreoffice.engine import Engine

        xlwings.engines.add(xlwings.Engine(impl=Engine()))
    engine = xlwings.engines[NAME]
    if activate:
        engine.activate()
    return engine


def start(visible: bool = False) -> Any:
    """An `xlwings.App` on a private LibreOffice without a book; `quit` it, or use `with`."""
    apps = _registered().impl.apps
    return xlwings.App(impl=apps.add(add_book=False, visible=visible))


def connect(url: str | None = None) -> Any:
    """An `xlwings.App` on a LibreOffice that already runs, with the books open in it.

    `url` is the address it accepts, such as
    `uno:socket,host=localhost,port=2002;urp;StarOffice.ComponentContext` (the default) or
    `uno:pipe,name=office;urp;StarOffice.ComponentContext`. `quit` leaves that program running.
    """
    apps = _registered().impl.apps
    return xlwings.App(impl=apps.connect(url))


def _registered() -> Any:
    """The engine; it becomes the active one where xlwings has none, as on Linux."""
    return register(activate=xlwings.engines.active is None)
