"""Books as files: opened, saved in the format of their ending, exported as PDF."""

from __future__ import annotations

import os
import re
import shutil
import zipfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from xianbiao.engines.libreoffice.bridge import properties, struct, typed, uno_exception, url_of
from xianbiao.model.errors import UnreadableFile, XianbiaoError
from xianbiao.model.refs import Ref

FILTERS = {
    ".xlsx": "Calc MS Excel 2007 XML",
    ".xlsm": "Calc MS Excel 2007 VBA XML",
    ".xltx": "Calc MS Excel 2007 XML Template",
    ".xls": "MS Excel 97",
    ".xlt": "MS Excel 97 Vorlage/Template",
    ".et": "MS Excel 97",
    ".ods": "calc8",
    ".csv": "Text - txt - csv (StarCalc)",
    ".pdf": "calc_pdf_Export",
}
_ENCRYPTED_AS_OFFICE = (".xlsx", ".xlsm", ".xltx")
_NEVER, _WITHOUT_ASKING = 0, 1  # com.sun.star.document: MacroExecMode, UpdateDocMode
_CALCULATED_ON_OPENING = re.compile(rb"""\bfullCalcOnLoad=["'](?:1|true)["']""")


def new_document(desktop: Any, hidden: bool) -> Any:
    """An empty book."""
    return desktop.loadComponentFromURL(
        "private:factory/scalc", "_blank", 0, properties(Hidden=hidden)
    )


def open_document(
    desktop: Any, path: str, *, hidden: bool, password: str | None, links: bool
) -> Any:
    """The document of a file; raises `UnreadableFile` for one that LibreOffice does not open.

    Macros in it are not run. Formulas are computed where the file asks for it, as Excel does;
    LibreOffice alone would show the stored results.
    """
    wanted: dict[str, Any] = {
        "Hidden": hidden,
        "MacroExecutionMode": _NEVER,
        "UpdateDocMode": _WITHOUT_ASKING if links else _NEVER,
    }
    if password:
        wanted["Password"] = password
    ref = Ref(file=os.path.basename(path))
    try:
        document = desktop.loadComponentFromURL(url_of(path), "_blank", 0, properties(**wanted))
    except uno_exception() as error:
        raise UnreadableFile("LibreOffice 打不开这个文件", ref=ref, todo=_todo(path)) from error
    if document is None:
        raise UnreadableFile("LibreOffice 打不开这个文件", ref=ref, todo=_todo(path, password))
    if not document.supportsService("com.sun.star.sheet.SpreadsheetDocument"):
        document.close(True)
        raise UnreadableFile("这不是表格文件", ref=ref, expected="xlsx、xlsm、xls 或 ods")
    if asks_for_calculation(path):
        document.calculateAll()
    return document


def remove_lock(path: str, profile: str) -> None:
    """Take away the lock file of a book whose LibreOffice was killed; a stale one bars opening.

    Only a lock that names the profile of that LibreOffice is taken away.
    """
    folder, name = os.path.split(os.path.abspath(path))
    lock = Path(folder) / f".~lock.{name}#"
    if lock.is_file() and profile in lock.read_text(encoding="utf-8", errors="replace"):
        lock.unlink()


def asks_for_calculation(path: str) -> bool:
    """Whether a workbook says that its stored results are not to be trusted."""
    if not zipfile.is_zipfile(path):
        return False
    with zipfile.ZipFile(path) as package:
        if "xl/workbook.xml" not in package.namelist():
            return False
        return bool(_CALCULATED_ON_OPENING.search(package.read("xl/workbook.xml")))


def save_document(document: Any, path: str, password: str | None) -> None:
    """Save under a path, in the format of its ending; an existing file is replaced."""
    wanted: dict[str, Any] = {"FilterName": filter_of(path), "Overwrite": True}
    if password and Path(path).suffix.lower() in _ENCRYPTED_AS_OFFICE:
        key = (
            struct("beans.NamedValue", "CryptoType", "Standard"),
            struct("beans.NamedValue", "OOXPassword", password),
        )
        wanted["EncryptionData"] = typed("[]com.sun.star.beans.NamedValue", key)
    elif password:
        wanted["Password"] = password
    _store(document.storeAsURL, path, wanted)


def copy_document(document: Any, source: str, path: str) -> None:
    """Write a copy of a document, which stays open under its own path.

    Where nothing was changed since it was read from `source`, the copy is that file.
    """
    if os.path.isfile(source) and not document.isModified():
        shutil.copyfile(source, path)
        return
    wanted: dict[str, Any] = {"FilterName": filter_of(path), "Overwrite": True}
    _store(document.storeToURL, path, wanted)


def export_pdf(document: Any, path: str, quality: str | None) -> None:
    """Write the visible sheets as PDF; `quality` is `standard` or `minimum`."""
    small = quality == "minimum"
    data = properties(Quality=60 if small else 90, ReduceImageResolution=small)
    filter_data = typed("[]com.sun.star.beans.PropertyValue", data)
    wanted = {"FilterName": FILTERS[".pdf"], "FilterData": filter_data}
    with _hidden_unprinted(document):
        _store(document.storeToURL, path, wanted)


@contextmanager
def _hidden_unprinted(document: Any) -> Iterator[None]:
    """Hidden sheets have no print area meanwhile: LibreOffice prints those that have one.

    Taking areas away and putting them back is one step of its undo, which changes nothing.
    """
    sheets = [sheet for sheet in document.Sheets if not sheet.IsVisible]
    areas = [(sheet, found) for sheet in sheets if (found := sheet.getPrintAreas())]
    if not areas:
        yield
        return
    was_modified = document.isModified()
    document.UndoManager.enterUndoContext("PDF")
    try:
        for sheet, _ in areas:
            sheet.setPrintAreas(())
        yield
    finally:
        for sheet, found in areas:
            sheet.setPrintAreas(found)
        document.UndoManager.leaveUndoContext()
        document.setModified(was_modified)


def filter_of(path: str) -> str:
    """LibreOffice's name for the format of a file's ending."""
    ending = Path(path).suffix.lower()
    if ending not in FILTERS or ending == ".pdf":
        known = "、".join(known for known in FILTERS if known != ".pdf")
        raise XianbiaoError("不能保存成这种格式", found=ending or path, expected=known)
    return FILTERS[ending]


def _store(store: Any, path: str, wanted: dict[str, Any]) -> None:
    folder = os.path.dirname(os.path.abspath(path))
    if not os.path.isdir(folder):  # LibreOffice would make it
        raise XianbiaoError("没有这个文件夹", found=folder, todo="先建好文件夹再保存")
    try:
        store(url_of(path), properties(**wanted))
    except uno_exception() as error:
        ref = Ref(file=os.path.basename(path))
        todo = "确认文件夹存在、可以写，文件没有被别的程序打开"
        raise XianbiaoError("LibreOffice 没有存成这个文件", ref=ref, todo=todo) from error


def _todo(path: str, password: str | None = None) -> str:
    folder, name = os.path.split(os.path.abspath(path))
    lock = os.path.join(folder, f".~lock.{name}#")
    if os.path.exists(lock):
        return f"确认没有别人正打开它，再删去锁文件 {os.path.basename(lock)}"
    return "核对打开密码" if password else "确认文件没有损坏；有打开密码的，给出密码"
