"""How a sheet is shown, protected and printed: visibility, gridlines, frozen panes, print area."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any

from xlwings import base_classes

from xianbiao.model.errors import XianbiaoError
from xianbiao.model.refs import Ref

if TYPE_CHECKING:
    from xianbiao.engines.libreoffice.books import Book
    from xianbiao.engines.libreoffice.sheets import Sheet


class SheetView:
    """The part of a sheet that has to do with its view."""

    uno: Any

    if TYPE_CHECKING:

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
        return self._gridlines()

    @show_gridlines.setter
    def show_gridlines(self, value: bool) -> None:
        self._expect_visible()
        if self._gridlines() == bool(value):
            return
        controller = self.book.controller
        before = controller.ActiveSheet
        controller.setActiveSheet(self.uno)
        dispatcher = self.book.app.office.create("com.sun.star.frame.DispatchHelper")
        dispatcher.executeDispatch(controller.Frame, ".uno:ToggleSheetGrid", "", 0, ())
        controller.setActiveSheet(before)

    def _expect_visible(self) -> None:
        if not self.visible:
            raise ValueError("Gridlines of a hidden sheet can't be read or set")

    def _gridlines(self) -> bool:
        """The state as the view would be saved: LibreOffice keeps it for each sheet."""
        views = self.book.controller.ViewData
        kept = {item.Name: item.Value for item in views}
        sheets = kept["Tables"]
        if not sheets.hasByName(self.name):
            return bool(kept.get("ShowGrid", True))
        own = {item.Name: item.Value for item in sheets.getByName(self.name)}
        return bool(own.get("ShowGrid", True))


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
        self.sheet.uno.setPrintAreas(tuple(block.uno_address for block in blocks))


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
        controller = self.sheet.book.controller
        before = controller.ActiveSheet
        controller.setActiveSheet(self.sheet.uno)
        controller.freezeAtPosition(columns, rows)
        controller.setActiveSheet(before)
