"""Opens protected sheets for a moment and protects them again with the permissions they had.

xlwings has no common member for protection, so each application is asked in its own words:
Excel and WPS through COM, LibreOffice through its sheet object.
"""

from __future__ import annotations

import contextlib
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from typing import TYPE_CHECKING, Any

from xianbiao.excel.books import file_of, sheet_called
from xianbiao.model.errors import XianbiaoError
from xianbiao.model.refs import Ref

if TYPE_CHECKING:
    import xlwings as xw

_ALLOWED = (
    "AllowFormattingCells",
    "AllowFormattingColumns",
    "AllowFormattingRows",
    "AllowInsertingColumns",
    "AllowInsertingRows",
    "AllowInsertingHyperlinks",
    "AllowDeletingColumns",
    "AllowDeletingRows",
    "AllowSorting",
    "AllowFiltering",
    "AllowUsingPivotTables",
)
"""The permissions of a protected sheet, as Excel names them in `Protection` and `Protect`."""


@contextmanager
def unlocked(book: xw.Book, names: Iterable[str]) -> Iterator[None]:
    """The named sheets, without protection inside the block.

    Raises XianbiaoError for a sheet under a password; nothing was written then.
    """
    with contextlib.ExitStack() as stack:
        for name in dict.fromkeys(names):
            sheet = sheet_called(book, name)
            if sheet is not None:
                stack.enter_context(_unlocked(book, sheet))
        yield


@contextmanager
def _unlocked(book: xw.Book, sheet: xw.Sheet) -> Iterator[None]:
    api = sheet.api
    if hasattr(api, "isProtected"):
        opened, protect = _office(api)
    else:
        opened, protect = _excel(api)
    if not opened:
        raise XianbiaoError(
            "工作表有密码保护，不能写入",
            ref=Ref(file_of(book), sheet.name),
            todo="先撤销这张表的保护（审阅 → 撤销工作表保护），做完再保护",
        )
    try:
        yield
    finally:
        if protect is not None:
            protect()


def _office(api: Any) -> tuple[bool, Any]:
    """Whether a LibreOffice sheet is open now, and what protects it again (None: it was open)."""
    if not api.isProtected():
        return True, None
    with contextlib.suppress(Exception):  # a wrong password raises; isProtected stays True
        api.unprotect("")
    return not api.isProtected(), lambda: api.protect("")


def _excel(api: Any) -> tuple[bool, Any]:
    """The same for a sheet of Excel or WPS, with its permissions."""
    if not api.ProtectContents:
        return True, None
    options = {name: bool(getattr(api.Protection, name)) for name in _ALLOWED}
    options["DrawingObjects"] = bool(api.ProtectDrawingObjects)
    options["Scenarios"] = bool(api.ProtectScenarios)
    with contextlib.suppress(Exception):  # a wrong password raises; ProtectContents stays True
        api.Unprotect("")
    return not api.ProtectContents, lambda: api.Protect(Password="", Contents=True, **options)
