"""The Python process that serves one Excel: its worksheet functions, and its buttons.

The add-in starts it once; every open workbook is served by the same process, which ends with
Excel. A button comes with the workbook it was clicked on.
"""

from __future__ import annotations

from typing import Any

from xianbiao.engines.guard import import_xlwings


def serve(class_id: str) -> None:
    """Answer Excel under the class id that the add-in chose, until Excel ends."""
    import_xlwings().serve(class_id)


def press(name: str, workbook: Any) -> bool:
    """Press a button on a workbook, given as Excel's own object; whether it came to its end.

    The buttons are imported with the first click: functions in cells need nothing of them.
    """
    from xianbiao.excel.press import press as press_on

    xlwings = import_xlwings()
    book = xlwings.Book(impl=xlwings._xlwindows.Book(xl=workbook))
    return press_on(name, book)
