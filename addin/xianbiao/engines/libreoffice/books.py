"""Books: the open documents of one application."""

from __future__ import annotations

import os
from collections.abc import Iterator
from typing import TYPE_CHECKING, Any

from xlwings import base_classes

from xianbiao.engines.libreoffice import files
from xianbiao.engines.libreoffice.bridge import path_of
from xianbiao.engines.libreoffice.formulas import Formulas
from xianbiao.engines.libreoffice.names import Names
from xianbiao.engines.libreoffice.number_formats import NumberFormats
from xianbiao.engines.libreoffice.ranges import Range
from xianbiao.engines.libreoffice.sheets import Sheet, Sheets
from xianbiao.engines.libreoffice.table_settings import TableSettings
from xianbiao.model.errors import XianbiaoError
from xianbiao.model.refs import Ref

if TYPE_CHECKING:
    from xianbiao.engines.libreoffice.apps import App


class Books(base_classes.Books):
    """The open books in the order of their opening."""

    def __init__(self, app: App) -> None:
        self.app = app
        self._books: list[Book] = []
        self._unnamed = 0
        self.current: Book | None = None

    @property
    def api(self) -> Any:
        """The documents open in LibreOffice."""
        return self.app.office.desktop.Components

    @property
    def active(self) -> Book:
        """The book activated last; raises `XianbiaoError` while none is open."""
        if self.current is None:
            raise XianbiaoError("还没有打开工作簿", todo="先打开或新建一个工作簿")
        return self.current

    @property
    def _hidden(self) -> bool:
        return self.app.office.process is not None and not self.app.visible

    def add(self) -> Book:
        """A new book with one sheet, which becomes the active one."""
        return self._take(files.new_document(self.app.office.desktop, self._hidden), "")

    def open(
        self,
        fullname: str,
        update_links: bool | None = None,
        read_only: bool | None = None,
        format: Any = None,
        password: str | None = None,
        *rest: Any,
        **more: Any,
    ) -> Book:
        """The book of a file; what else Excel can be told about opening has no meaning here."""
        document = files.open_document(
            self.app.office.desktop,
            fullname,
            hidden=self._hidden,
            password=password,
            links=bool(update_links),
        )
        book = self._take(document, os.path.realpath(fullname))
        book.read_only = bool(read_only) or book.is_fixed
        return book

    def take_up(self) -> None:
        """Take the spreadsheets that are open already."""
        components = self.api.createEnumeration()
        while components.hasMoreElements():
            document = components.nextElement()
            supports = getattr(document, "supportsService", None)
            if supports and supports("com.sun.star.sheet.SpreadsheetDocument"):
                self._take(document, path_of(document.URL))

    def _take(self, document: Any, path: str) -> Book:
        self._unnamed += not path
        book = Book(self.app, document, path, f"Book{self._unnamed}")
        self._books.append(book)
        self.current = book
        book.apply_calculation()
        return book

    def drop(self, book: Book) -> None:
        """Forget a book that was closed; the one opened last becomes the active one."""
        self._books.remove(book)
        if self.current is book:
            self.current = self._books[-1] if self._books else None

    def __call__(self, name_or_index: str | int) -> Book:
        if isinstance(name_or_index, int):
            return self._books[name_or_index - 1]
        wanted = name_or_index.lower()
        for book in self._books:
            if wanted in (book.name.lower(), book.fullname.lower()):
                return book
        raise KeyError(name_or_index)

    def __len__(self) -> int:
        return len(self._books)

    def __iter__(self) -> Iterator[Book]:
        return iter(list(self._books))


class Book(base_classes.Book):
    """One open document."""

    def __init__(self, app: App, document: Any, path: str, unsaved_name: str) -> None:
        self._app = app
        self.doc = document
        self._path = path
        self._unsaved_name = unsaved_name
        self.is_fixed = bool(document.isReadonly())  # LibreOffice lets nothing be changed
        self.read_only = self.is_fixed
        self._indicator: Any = None
        self.edits = 0  # deletions of cells, after which UNO sheets are fetched anew
        self.formulas = Formulas(document)
        self.formats = NumberFormats(document)
        self.table_settings = TableSettings()

    @property
    def app(self) -> App:
        """The application the book is open in."""
        return self._app

    @property
    def api(self) -> Any:
        """The UNO document."""
        return self.doc

    @property
    def fullname(self) -> str:
        """Path of the file; of a book not yet saved, its name."""
        return self._path or self._unsaved_name

    @property
    def name(self) -> str:
        """Name of the file."""
        return os.path.basename(self.fullname)

    @property
    def sheets(self) -> Sheets:
        """The sheets in their order."""
        return Sheets(self)

    @property
    def names(self) -> Names:
        """The names of the book and of its sheets."""
        return Names(self, None)

    @property
    def is_shared(self) -> bool:
        """Whether somebody else may change the book: it is open in a LibreOffice found running."""
        return self._app.office.process is None

    @property
    def controller(self) -> Any:
        """What knows the active sheet, the selection and the frozen panes."""
        return self.doc.CurrentController

    @property
    def window(self) -> Any:
        """The window of the book, shown or not."""
        controller = self.controller
        return controller.Frame.ContainerWindow if controller else None

    @property
    def selection(self) -> Range | None:
        """The selected cells; the first block where several are selected, None for a drawing."""
        selected = self.doc.CurrentSelection
        if selected is None:
            return None
        if selected.supportsService("com.sun.star.sheet.SheetCellRanges"):
            selected = selected.getByIndex(0) if selected.Count else None
        if selected is None or not selected.supportsService("com.sun.star.sheet.SheetCellRange"):
            return None
        return Range.of(Sheet(self, selected.Spreadsheet), selected.RangeAddress)

    def activate(self) -> None:
        """Make this the active book of the active application."""
        self._app.books.current = self
        self._app.activate()

    def close(self) -> None:
        """Close without saving."""
        self.doc.setModified(False)
        self.doc.close(True)
        self._app.books.drop(self)

    def save(self, path: str | None = None, password: str | None = None) -> None:
        """Save, under another path when one is given; a bare name goes to the current folder."""
        target = path or self._path or f"{self._unsaved_name}.xlsx"
        target = os.path.realpath(target if os.path.splitext(target)[1] else f"{target}.xlsx")
        if self.read_only and target == self._path:
            ref = Ref(file=self.name)
            raise XianbiaoError("工作簿是以只读方式打开的", ref=ref, todo="另存到别的文件")
        files.save_document(self.doc, target, password)
        self._path = target

    def save_copy(self, path: str) -> None:
        """Write a copy elsewhere; of a book without changes it is its file, byte for byte."""
        files.copy_document(self.doc, self._path, os.path.realpath(path))

    def to_pdf(self, path: str, quality: str | None = None) -> None:
        """Write the visible sheets as PDF."""
        files.export_pdf(self.doc, os.path.realpath(path), quality)

    def apply_calculation(self) -> None:
        """Calculate on every change, or not, as the application is set."""
        self.doc.enableAutomaticCalculation(self._app.calculation != "manual")

    def show_status(self, text: str) -> None:
        """Show a text in the status bar; an empty one gives the bar back to LibreOffice."""
        if self._indicator is not None:
            self._indicator.end()
            self._indicator = None
        if text and self.controller:
            self._indicator = self.controller.Frame.createStatusIndicator()
            self._indicator.start(text, 0)
