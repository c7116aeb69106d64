"""Sheets copied within a book and across books."""

from __future__ import annotations

from typing import TYPE_CHECKING

from xianbiao.engines.libreoffice.page_styles import carry_print_setup
from xianbiao.model.errors import XianbiaoError
from xianbiao.model.refs import Ref

if TYPE_CHECKING:
    from xianbiao.engines.libreoffice.books import Book
    from xianbiao.engines.libreoffice.sheets import Sheet

LONGEST_NAME = 31


def copy_sheet(sheet: Sheet, before: Sheet | None, after: Sheet | None) -> None:
    """Copy a sheet beside another; its name gets a number where it is taken, as in Excel.

    Raises `XianbiaoError` when the target is open in another LibreOffice process.
    """
    beside = before if before is not None else after
    assert beside is not None
    position = beside.index - 1 if before is not None else beside.index
    target = beside.book
    if target.app is not sheet.book.app:
        raise XianbiaoError(
            "两个工作簿开在两个 LibreOffice 里，不能互相复制表",
            ref=Ref(file=sheet.book.name, sheet=sheet.name),
            todo="在同一个 LibreOffice 里打开它们",
        )
    sheets = target.doc.Sheets
    taken = {name.casefold() for name in sheets.ElementNames}
    name = sheet.name if sheet.name.casefold() not in taken else numbered(sheet.name, taken)
    if target is sheet.book:
        sheets.copyByName(sheet.name, name, position)
    else:
        _import(sheet, target, name, position)
    target.sheets(name).activate()


def _import(sheet: Sheet, target: Book, name: str, position: int) -> None:
    """Copy a sheet of another book behind the last sheet and move it from there.

    LibreOffice does not tell its window of a sheet that is imported between others: the window
    then takes each sheet behind for its neighbour, and the program ends when one is shown.
    """
    sheets = target.doc.Sheets
    placed = sheets.importSheet(sheet.book.doc, sheet.name, sheets.Count)
    copied = sheets.getByIndex(placed)
    copied.setName(name)
    carry_print_setup(sheet.book.doc, sheet.uno, target.doc, copied)
    if position < placed:
        sheets.moveByName(name, position)


def numbered(name: str, taken: set[str]) -> str:
    """The first of `name (2)`, `name (3)` … that is free, cut to the length of a sheet name."""
    number = 2
    while True:
        ending = f" ({number})"
        candidate = name[: LONGEST_NAME - len(ending)] + ending
        if candidate.casefold() not in taken:
            return candidate
        number += 1
