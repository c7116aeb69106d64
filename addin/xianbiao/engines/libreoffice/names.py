"""Defined names of a book and of its sheets."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from xlwings import base_classes

from xianbiao.engines.libreoffice.addresses import quoted
from xianbiao.engines.libreoffice.bridge import struct, uno_exception
from xianbiao.engines.libreoffice.name_uses import formulas_with, renamed
from xianbiao.engines.libreoffice.ranges import Range
from xianbiao.model.errors import XianbiaoError

if TYPE_CHECKING:
    from xianbiao.engines.libreoffice.books import Book
    from xianbiao.engines.libreoffice.sheets import Sheet


class Names(base_classes.Names):
    """The names of one sheet; without a sheet, those of the book and of all its sheets.

    A name that belongs to a sheet is called `Sheet1!name`.
    """

    def __init__(self, book: Book, sheet: Sheet | None) -> None:
        self.book = book
        self.sheet = sheet

    @property
    def api(self) -> Any:
        """The UNO collection of the sheet or the book."""
        return (self.sheet.uno if self.sheet else self.book.doc).NamedRanges

    def _all(self) -> list[Name]:
        """Every name, in the order of its text as Excel sorts them."""
        if self.sheet:
            found = [Name(self.book, self.sheet, name) for name in self.api.ElementNames]
        else:
            found = [Name(self.book, None, name) for name in self.api.ElementNames]
            for sheet in self.book.sheets:
                found += sheet.names._all()
        return sorted(found, key=lambda name: (name.bare.casefold(), name.name.casefold()))

    def snapshot(self) -> list[tuple[str, Name]]:
        """Every name with its text."""
        return [(name.name, name) for name in self._all()]

    def __len__(self) -> int:
        return len(self._all())

    def __call__(self, name_or_index: str | int) -> Name:
        if isinstance(name_or_index, int):
            return self._all()[name_or_index - 1]
        found = self.find(name_or_index)
        if found is None:
            raise KeyError(name_or_index)
        return found

    def find(self, wanted: str) -> Name | None:
        """A name by its text, with or without its sheet; one of the book goes first."""
        wanted = wanted.casefold()
        names = self._all()
        named = [name for name in names if name.name.casefold() == wanted]
        bare = [name for name in names if name.bare.casefold() == wanted]
        return next(iter(named + bare), None)

    def contains(self, name_or_index: str | int) -> bool:
        """Whether there is such a name."""
        if isinstance(name_or_index, int):
            return 1 <= name_or_index <= len(self)
        return self.find(name_or_index) is not None

    def add(self, name: str, refers_to: str) -> Name:
        """Define a name, of the book or of a sheet (`Sheet1!name`); one that exists is replaced.

        `refers_to` is a reference, a constant or a formula in Excel's writing.
        """
        scope, _, bare = name.rpartition("!")
        sheet = self.book.sheets(scope.strip("'").replace("''", "'")) if scope else self.sheet
        defined = Name(self.book, sheet, bare)
        existing = Names(self.book, sheet)._own(bare)
        if existing is not None:
            existing.refers_to = refers_to
            return existing
        content = self._content(refers_to, sheet)
        home = struct("table.CellAddress", sheet.index - 1 if sheet else 0, 0, 0)
        try:
            defined.collection.addNewByName(bare, content, home, 0)
        except uno_exception() as error:
            todo = "换一个以文字开头、没有空格、不像单元格地址的名称"
            raise XianbiaoError("不能用这个名称", found=bare, todo=todo) from error
        return defined

    def _own(self, bare: str) -> Name | None:
        """The name of exactly this scope."""
        wanted = bare.casefold()
        for known in self.api.ElementNames:
            if known.casefold() == wanted:
                return Name(self.book, self.sheet, known)
        return None

    def _content(self, refers_to: str, sheet: Sheet | None) -> str:
        formula = refers_to if refers_to.startswith("=") else f"={refers_to}"
        return self.book.formulas.own(formula, sheet.index - 1 if sheet else 0)[1:]


class Name(base_classes.Name):
    """One defined name."""

    def __init__(self, book: Book, sheet: Sheet | None, bare: str) -> None:
        self.book = book
        self.sheet = sheet
        self.bare = bare

    @property
    def collection(self) -> Any:
        """The UNO collection the name is in."""
        return (self.sheet.uno if self.sheet else self.book.doc).NamedRanges

    @property
    def api(self) -> Any:
        """The UNO name."""
        return self.collection.getByName(self.bare)

    @property
    def name(self) -> str:
        """The text of the name, with its sheet if it belongs to one."""
        return f"{quoted(self.sheet.name)}!{self.bare}" if self.sheet else self.bare

    @name.setter
    def name(self, value: str) -> None:
        bare = value.rpartition("!")[2]
        using = list(formulas_with(self.book, self.bare))
        try:
            self.api.setName(bare)
        except uno_exception() as error:
            raise XianbiaoError("不能用这个名称", found=bare) from error
        for cell, formula in using:
            cell.setFormulaArray(((renamed(formula, self.bare, bare),),))
        self.bare = bare

    @property
    def refers_to(self) -> str:
        """What the name stands for, as a formula in Excel's writing."""
        return self.book.formulas.excel(f"={self.api.Content}", self._sheet_index)

    @refers_to.setter
    def refers_to(self, value: str) -> None:
        self.api.setContent(Names(self.book, self.sheet)._content(value, self.sheet))

    @property
    def _sheet_index(self) -> int:
        return int(self.api.ReferencePosition.Sheet)

    @property
    def refers_to_range(self) -> Range:
        """The cells the name stands for; raises `XianbiaoError` for a constant or a formula."""
        cells = self.api.ReferredCells
        if cells is None:
            raise XianbiaoError("这个名称不指向单元格", found=f"{self.name} {self.refers_to}")
        sheet = self.book.sheets(cells.Spreadsheet.Name)
        return Range.of(sheet, cells.RangeAddress)

    def delete(self) -> None:
        """Remove the name."""
        self.collection.removeByName(self.bare)
