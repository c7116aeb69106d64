"""Sheets: their collection, and what a whole sheet can do."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING, Any

from xlwings import NoSuchObjectError, base_classes

from xianbiao.engines.libreoffice.clearing import CONTENTS, EVERYTHING
from xianbiao.engines.libreoffice.names import Names
from xianbiao.engines.libreoffice.place import LAST_COLUMN, LAST_ROW
from xianbiao.engines.libreoffice.range_finder import RangeFinder
from xianbiao.engines.libreoffice.ranges import Range
from xianbiao.engines.libreoffice.refused import refused
from xianbiao.engines.libreoffice.sheet_copies import copy_sheet
from xianbiao.engines.libreoffice.sheet_view import FreezePanes, PageSetup, SheetView
from xianbiao.engines.libreoffice.tables import Tables
from xianbiao.model.errors import XianbiaoError
from xianbiao.model.refs import Ref

if TYPE_CHECKING:
    from xianbiao.engines.libreoffice.books import Book


class Sheets(base_classes.Sheets):
    """The sheets of a book in their order."""

    def __init__(self, book: Book) -> None:
        self.book = book

    @property
    def api(self) -> Any:
        """The UNO sheets."""
        return self.book.doc.Sheets

    @property
    def active(self) -> Sheet:
        """The sheet in front; the first one of a book without a window."""
        controller = self.book.controller
        return Sheet(self.book, controller.ActiveSheet if controller else self.api.getByIndex(0))

    def __call__(self, name_or_index: str | int) -> Sheet:
        if isinstance(name_or_index, int):
            index = name_or_index - 1
            if not 0 <= index < len(self):
                raise NoSuchObjectError(f"No sheet number {name_or_index}")
            return Sheet(self.book, self.api.getByIndex(index))
        wanted = name_or_index.casefold()
        for name in self.api.ElementNames:
            if name.casefold() == wanted:
                return Sheet(self.book, self.api.getByName(name))
        raise NoSuchObjectError(f"No sheet named {name_or_index!r} in {self.book.name}")

    def __len__(self) -> int:
        return int(self.api.Count)

    def __iter__(self) -> Iterator[Sheet]:
        return iter([self(index + 1) for index in range(len(self))])

    def __contains__(self, name: str) -> bool:
        return name.casefold() in (known.casefold() for known in self.api.ElementNames)

    def add(
        self, before: Sheet | None = None, after: Sheet | None = None, name: str | None = None
    ) -> Sheet:
        """A new sheet, before the active one unless told otherwise; it becomes the active one."""
        name = name or self._free_name()
        if before is not None:
            position = before.index - 1
        else:
            position = after.index if after is not None else self.active.index - 1
        self.api.insertNewByName(name, position)
        added = self(name)
        added.activate()
        return added

    def _free_name(self) -> str:
        taken = {name.casefold() for name in self.api.ElementNames}
        number = len(taken) + 1
        while f"sheet{number}" in taken:
            number += 1
        return f"Sheet{number}"


class Sheet(RangeFinder, SheetView, base_classes.Sheet):
    """One sheet."""

    def __init__(self, book: Book, sheet: Any) -> None:
        self._book = book
        self._uno = sheet
        self._edits = book.edits

    @property
    def book(self) -> Book:
        """The book the sheet is in."""
        return self._book

    @property
    def uno(self) -> Any:
        """The UNO sheet; it is fetched anew after cells were deleted.

        A UNO sheet follows its cells: when some are deleted it keeps the rows above them only.
        """
        if self._edits != self._book.edits or self._book.is_shared:
            self._uno = self._book.doc.Sheets.getByIndex(self._uno.RangeAddress.Sheet)
            self._edits = self._book.edits
        return self._uno

    @property
    def api(self) -> Any:
        """The UNO sheet."""
        return self.uno

    @property
    def name(self) -> str:
        """The name on the tab."""
        return str(self.uno.Name)

    @name.setter
    def name(self, value: str) -> None:
        taken = {known.casefold() for known in self.book.doc.Sheets.ElementNames}
        if value.casefold() in taken - {self.name.casefold()}:
            raise ValueError(f"Sheet named {value!r} already present in workbook")
        self.uno.setName(value)
        if self.name != value:
            expected = "1–31 个字，没有 : \\ / ? * [ ]"
            raise XianbiaoError("不能用作工作表名", found=value, expected=expected)

    @property
    def index(self) -> int:
        """The position, from 1."""
        return int(self.uno.RangeAddress.Sheet) + 1

    @property
    def names(self) -> Names:
        """The names that belong to this sheet alone."""
        return Names(self.book, self)

    @property
    def tables(self) -> Tables:
        """The tables on this sheet."""
        return Tables(self)

    @property
    def page_setup(self) -> PageSetup:
        """The print area."""
        return PageSetup(self)

    @property
    def freeze_panes(self) -> FreezePanes:
        """The rows and columns that stay in view."""
        return FreezePanes(self)

    @property
    def cells(self) -> Range:
        """Every cell of the sheet."""
        return Range(self, 1, 1, LAST_ROW, LAST_COLUMN)

    @property
    def used_range(self) -> Range:
        """The block from the first to the last cell with content; A1 on an empty sheet."""
        cursor = self.uno.createCursor()
        cursor.gotoEndOfUsedArea(False)
        cursor.gotoStartOfUsedArea(True)
        return Range.of(self, cursor.RangeAddress)

    @property
    def notes(self) -> list[Any]:
        """The notes in the order of their cells."""
        from xianbiao.engines.libreoffice.notes import notes_of

        return notes_of(self)

    @property
    def charts(self) -> Any:
        raise refused("图表")

    @property
    def pictures(self) -> Any:
        raise refused("图片")

    @property
    def shapes(self) -> Any:
        raise refused("图形")

    @property
    def comments(self) -> Any:
        raise refused("带回复的批注", "改用批注（note）")

    def to_html(self, path: str) -> None:
        raise refused("导出网页")

    def activate(self) -> None:
        """Bring the sheet to the front of its book."""
        if self.book.controller:
            self.book.controller.setActiveSheet(self.uno)

    def select(self) -> None:
        """Bring the sheet to the front of its book."""
        self.activate()

    def clear_contents(self) -> None:
        """Empty every cell and keep the formats."""
        self.uno.clearContents(CONTENTS)

    def clear_formats(self) -> None:
        """Reset every format and keep the contents."""
        self.cells.clear_formats()

    def clear(self) -> None:
        """Empty every cell and reset its format."""
        self.uno.clearContents(EVERYTHING)

    def autofit(self, axis: str | None = None) -> None:
        """Fit columns, rows (`axis` beginning with c or r) or both to their contents."""
        self.used_range.autofit(axis)

    def delete(self) -> None:
        """Remove the sheet; raises `XianbiaoError` for the last one."""
        if len(self.book.sheets) == 1:
            ref = Ref(file=self.book.name, sheet=self.name)
            raise XianbiaoError("工作簿至少要有一张表，不能删", ref=ref)
        self.book.doc.Sheets.removeByName(self.name)

    def copy(self, before: Sheet | None = None, after: Sheet | None = None) -> None:
        """Copy the sheet beside another one, of this book or of another of this LibreOffice."""
        copy_sheet(self, before, after)

    def move(self, before: Sheet | None = None, after: Sheet | None = None) -> None:
        """Move the sheet beside another one of its book."""
        position = before.index - 1 if before is not None else after.index if after else 0
        self.book.doc.Sheets.moveByName(self.name, position)

    def __eq__(self, other: object) -> bool:
        return isinstance(other, Sheet) and other.book is self.book and other.name == self.name

    def __hash__(self) -> int:
        return hash((id(self.book), self.name))
