"""How a sheet is shown, protected and printed: visibility, gridlines, frozen panes, print area."""

from __future__ import annotations

import re
import time
from collections.abc import Iterator
from contextlib import contextmanager
from typing import TYPE_CHECKING, Any

from xlwings import base_classes

from xianbiao.engines.libreoffice.dispatches import dispatch, view_state
from xianbiao.model.errors import XianbiaoError
from xianbiao.model.refs import Ref

if TYPE_CHECKING:
    from xianbiao.engines.libreoffice.books import Book
    from xianbiao.engines.libreoffice.sheets import Sheet

_LAYOUT_LIMIT = 5  # seconds until a window just shown must have its size
_WHOLE = ".uno:DeletePrintArea"
_GRID = ".uno:ToggleSheetGrid"


class SheetView:
    """The part of a sheet that has to do with its view."""

    if TYPE_CHECKING:

        @property
        def uno(self) -> Any: ...

        @property
        def book(self) -> Book: ...
        @property
        def name(self) -> str: ...
        @property
        def index(self) -> int: ...

    @property
    def visible(self) -> bool:
        """Whether the tab is shown."""
        return bool(self.uno.IsVisible)

    @visible.setter
    def visible(self, value: bool) -> None:
        shown = [sheet for sheet in self.book.sheets if sheet.uno.IsVisible]
        if not value and len(shown) == 1 and shown[0].name == self.name:
            ref = Ref(file=self.book.name, sheet=self.name)
            raise XianbiaoError("工作簿至少要露出一张表，不能隐藏", ref=ref)
        self.uno.IsVisible = bool(value)

    @property
    def show_gridlines(self) -> bool:
        """Whether the lines between cells are drawn; raises `ValueError` for a hidden sheet."""
        self._expect_visible()
        with self._in_front():
            return bool(view_state(self.book, _GRID))

    @show_gridlines.setter
    def show_gridlines(self, value: bool) -> None:
        self._expect_visible()
        with self._in_front() as controller:
            if view_state(self.book, _GRID) != bool(value):
                dispatch(self.book, controller.Frame, _GRID)

    def print_whole(self) -> None:
        """Print all of the sheet: a sheet whose areas are only taken away is not printed at all."""
        with self._in_front() as controller:
            dispatch(self.book, controller.Frame, _WHOLE)

    def _expect_visible(self) -> None:
        if not self.visible:
            raise ValueError("Gridlines of a hidden sheet can't be read or set")

    @contextmanager
    def _in_front(self) -> Iterator[Any]:
        """The controller of the book with this sheet in front, and afterwards the one before."""
        controller = self.book.controller
        before = controller.ActiveSheet
        controller.setActiveSheet(self.uno)
        try:
            yield controller
        finally:
            controller.setActiveSheet(before)


class PageSetup(base_classes.PageSetup):
    """The print area of a sheet."""

    def __init__(self, sheet: Sheet) -> None:
        self.sheet = sheet

    @property
    def api(self) -> Any:
        """The UNO sheet, which keeps its print areas."""
        return self.sheet.uno

    @property
    def print_area(self) -> str | None:
        """The address; several blocks are divided by commas, None is the whole sheet."""
        from xianbiao.engines.libreoffice.ranges import Range

        areas = self.sheet.uno.getPrintAreas()
        return ",".join(Range.of(self.sheet, area).address for area in areas) or None

    @print_area.setter
    def print_area(self, value: str | None) -> None:
        blocks = [self.sheet.range(block) for block in re.split(r"[,;]", value or "") if block]
        if blocks:
            self.sheet.uno.setPrintAreas(tuple(block.uno_address for block in blocks))
        elif self.print_area is not None:
            self.sheet.print_whole()


class FreezePanes(base_classes.FreezePanes):
    """The rows above and the columns left of the frozen cells stay in view."""

    def __init__(self, sheet: Sheet) -> None:
        self.sheet = sheet

    def freeze_at(self, frozen_range: str) -> None:
        """Freeze the rows and columns of a range; whole rows freeze no column, and conversely."""
        frozen = self.sheet.range(frozen_range)
        columns = 0 if frozen.is_whole_rows else frozen.last_column
        rows = 0 if frozen.is_whole_columns else frozen.last_row
        self._freeze(columns, rows)

    def unfreeze(self) -> None:
        """Let every row and column move again."""
        self._freeze(0, 0)

    def _freeze(self, columns: int, rows: int) -> None:
        with self.sheet._in_front() as controller:
            controller.freezeAtPosition(columns, rows)
            until = time.monotonic() + _LAYOUT_LIMIT
            while not controller.hasFrozenPanes() and (columns or rows):
                if time.monotonic() > until:
                    ref = Ref(file=self.sheet.book.name, sheet=self.sheet.name)
                    raise XianbiaoError("窗口太小，冻结不了窗格", ref=ref)
                self.sheet.book.window.setVisible(True)  # a hidden window has no room for panes
                time.sleep(0.02)
                controller.freezeAtPosition(columns, rows)
