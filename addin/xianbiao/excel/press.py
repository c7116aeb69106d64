"""Presses a button: the entry point of the ribbon, where every error becomes one sentence."""

from __future__ import annotations

import sys
import traceback
from collections.abc import Callable
from typing import TYPE_CHECKING, Any

from xianbiao.excel.books import file_of
from xianbiao.excel.desk import Desk
from xianbiao.excel.dialogs import Dialogs
from xianbiao.excel.dialogs_excel import ExcelDialogs
from xianbiao.excel.progress import Cancelled
from xianbiao.excel.registry import BUTTONS, button_called
from xianbiao.excel.settings import load_settings
from xianbiao.model.errors import XianbiaoError, words_of

if TYPE_CHECKING:
    import xlwings as xw


def press(name: str, book: xw.Book | None = None, desk: Desk | None = None) -> bool:
    """Run a button on a book, by default the one whose ribbon was clicked.

    Returns whether it came to its end. No exception leaves this function: the macro that calls
    it could only show a trace that no clerk can read. Details go to 日志.
    """
    if book is None:
        from xianbiao.engines.guard import import_xlwings

        book = import_xlwings().Book.caller()
    dialogs: Dialogs = desk.dialogs if desk is not None else dialogs_of(book)
    try:
        button = button_called(name)
        desk = desk or Desk(dialogs, load_settings(book))
        button.function(book, desk)
    except Cancelled as stop:
        _say(dialogs.tell, str(stop))
        return False
    except KeyboardInterrupt:
        _say(dialogs.tell, f"“{_label(name)}”已取消，没有做完的改动都已恢复")
        return False
    except XianbiaoError as error:
        _say(dialogs.warn, str(error))
        _note(book, desk, name, str(error))
        return False
    except Exception as error:
        _say(dialogs.warn, _sentence(book, name, error))
        _note(book, desk, name, traceback.format_exc())
        return False
    return True


def dialogs_of(book: xw.Book) -> Dialogs:
    """The dialogs of the application that holds the book."""
    api: Any = book.app.api
    if hasattr(api, "loadComponentFromURL"):
        import uno

        from xianbiao.excel.dialogs_office import OfficeDialogs

        context = getattr(book.app.impl, "ctx", None) or uno.getComponentContext()
        return OfficeDialogs(book, context.ServiceManager)
    return ExcelDialogs(book.app)


def _sentence(book: xw.Book, name: str, error: Exception) -> str:
    """One sentence for a fault of the program or of the application."""
    if _is_gone(book):
        return (
            f"“{_label(name)}”没有做完：打开工作簿的程序自己断开了，没有存盘的改动已经丢失；"
            "请：重新打开文件（还是上次存盘的样子），再点一次"
        )
    return (
        f"{file_of(book)}：“{_label(name)}”没有做完（{words_of(error)}），已改的内容都已恢复；"
        "请：先存盘再试一次，仍不行就把“日志”表最后一行发给维护者"
    )


def _is_gone(book: xw.Book) -> bool:
    """Whether the application no longer answers: it broke off, with all that was not saved."""
    try:
        len(book.sheets)
    except Exception:
        return True
    return False


def _label(name: str) -> str:
    """The words on a button; of an unknown one its name."""
    return next((b.label for b in BUTTONS if name in (b.id, b.label)), name)


def _say(say: Callable[[str], None], text: str) -> None:
    """Show a message; where the application shows none, the error output gets it."""
    try:
        say(text)
    except Exception:
        print(text, file=sys.stderr)
        traceback.print_exc()


def _note(book: xw.Book, desk: Desk | None, name: str, text: str) -> None:
    """Log an error; where even that fails the message box has said what matters."""
    if desk is None:
        return
    try:
        desk.log(book, _label(name), f"出错：{text}")
    except Exception:
        traceback.print_exc()
