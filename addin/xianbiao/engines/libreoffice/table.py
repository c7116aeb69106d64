"""One table: its parts, its look, its size."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from xlwings import base_classes

from xianbiao.engines.libreoffice.autofilters import AutoFilter
from xianbiao.engines.libreoffice.bridge import uno_exception
from xianbiao.engines.libreoffice.guarded import expect_unprotected
from xianbiao.engines.libreoffice.ranges import Range
from xianbiao.engines.libreoffice.sorting import sort_rows
from xianbiao.engines.libreoffice.table_structure import (
    TableColumns,
    TableRows,
    toggle_headers,
    toggle_totals,
)
from xianbiao.model.errors import XianbiaoError

if TYPE_CHECKING:
    from xianbiao.engines.libreoffice.sheets import Sheet
    from xianbiao.engines.libreoffice.table_settings import TableLook


def _look(name: str, doc: str) -> property:
    """A property that is remembered in the settings of the book."""

    def get(table: Table) -> Any:
        return getattr(table.look, name)

    def put(table: Table, value: Any) -> None:
        setattr(table.look, name, value)

    return property(get, put, doc=doc)


class Table(base_classes.Table):
    """A database range with the parts that Excel's tables have."""

    def __init__(self, sheet: Sheet, name: str) -> None:
        self.sheet = sheet
        self._name = name

    @property
    def api(self) -> Any:
        """The UNO database range."""
        return self.sheet.book.doc.DatabaseRanges.getByName(self._name)

    @property
    def parent(self) -> Sheet:
        """The sheet."""
        return self.sheet

    @property
    def look(self) -> TableLook:
        """What LibreOffice has no place for."""
        return self.sheet.book.table_settings.of(self._name)

    @property
    def name(self) -> str:
        """The name, by which formulas call the table."""
        return self._name

    @name.setter
    def name(self, value: str) -> None:
        try:
            self.api.setName(value)
        except uno_exception() as error:
            raise XianbiaoError("不能用作表格名称", found=value) from error
        self.sheet.book.table_settings.rename(self._name, value)
        self._name = value

    @property
    def display_name(self) -> str:
        """The name."""
        return self._name

    @display_name.setter
    def display_name(self, value: str) -> None:
        self.name = value

    @property
    def range(self) -> Range:
        """Headers, rows and totals together."""
        return Range.of(self.sheet, self.api.DataArea)

    @property
    def show_headers(self) -> bool:
        """Whether the first row holds the names of the columns."""
        return bool(self.api.ContainsHeader)

    @show_headers.setter
    def show_headers(self, value: bool) -> None:
        if bool(value) != self.show_headers:
            toggle_headers(self)

    @property
    def show_totals(self) -> bool:
        """Whether the last row holds totals."""
        return bool(self.api.TotalsRow)

    @show_totals.setter
    def show_totals(self, value: bool) -> None:
        if bool(value) != self.show_totals:
            toggle_totals(self)

    @property
    def show_autofilter(self) -> bool:
        """Whether the headers carry buttons to filter by."""
        return bool(self.api.AutoFilter)

    @show_autofilter.setter
    def show_autofilter(self, value: bool) -> None:
        self.api.AutoFilter = bool(value)

    @property
    def autofilter(self) -> AutoFilter:
        """The filter over the table."""
        return AutoFilter(self.range)

    def sort(self, keys: list[int], ascending: list[bool]) -> None:
        """Sort the rows between headers and totals by columns counted from 1."""
        sort_rows(self.body, keys, ascending, has_headers=False)

    @property
    def rows(self) -> TableRows:
        """The rows between headers and totals."""
        return TableRows(self)

    @property
    def columns(self) -> TableColumns:
        """The columns."""
        return TableColumns(self)

    @property
    def column_names(self) -> list[str]:
        """The headers, from left to right."""
        header = self.header_row_range
        if header is None:
            return self.look.headers or [f"Column{n + 1}" for n in range(self.range.shape[1])]
        return [str(text) for text in header.cells.getFormulaArray()[0]]

    @property
    def header_row_range(self) -> Range | None:
        """The row of headers, None when they are not shown."""
        area = self.range
        return self._rows(area.row, area.row) if self.show_headers else None

    @property
    def totals_row_range(self) -> Range | None:
        """The row of totals, None when it is not shown."""
        area = self.range
        return self._rows(area.last_row, area.last_row) if self.show_totals else None

    @property
    def data_body_range(self) -> Range | None:
        """The rows between headers and totals, None when there is none or only a blank one."""
        body = self.body
        return None if self.is_blank else body

    @property
    def body(self) -> Range:
        """The rows between headers and totals, blank or not."""
        area = self.range
        return self._rows(area.row + self.show_headers, area.last_row - self.show_totals)

    @property
    def is_blank(self) -> bool:
        """Whether the table holds a single row, and that one blank: the row to be filled first."""
        body = self.body
        if body.shape[0] > 1:
            return False
        return all(text == "" for text in body.cells.getFormulaArray()[0])

    @property
    def insert_row_range(self) -> Range | None:
        """The blank row that is to be filled first, None when the table holds rows."""
        return self.body if self.is_blank else None

    def _rows(self, first: int, last: int) -> Range:
        area = self.range
        return area.at(first, area.column, last, area.last_column)

    def set_area(self, place: Range) -> None:
        """Let the table hold these cells."""
        self.api.setDataArea(place.uno_address)

    def resize(self, range: Any) -> None:
        """Let the table hold another range with the same first row."""
        place: Range = getattr(range, "impl", range)
        expect_unprotected(place)
        if self.show_headers and place.row != self.range.row:
            raise XianbiaoError("表格的标题行不能移动", ref=place.ref())
        self.set_area(place)

    table_style = _look("style", "Name of the style; LibreOffice draws none.")
    show_table_style_row_stripes = _look("row_stripes", "Whether the style paints rows in turn.")
    show_table_style_column_stripes = _look("column_stripes", "Whether it paints columns in turn.")
    show_table_style_first_column = _look("first_column", "Whether it marks the first column.")
    show_table_style_last_column = _look("last_column", "Whether it marks the last column.")
