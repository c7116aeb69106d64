"""Tables of a sheet (Excel's ListObject), kept as LibreOffice's database ranges."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING, Any

from xlwings import base_classes

from xianbiao.engines.libreoffice.bridge import uno_exception
from xianbiao.engines.libreoffice.guarded import expect_unprotected
from xianbiao.engines.libreoffice.ranges import Range
from xianbiao.engines.libreoffice.table import Table
from xianbiao.model.errors import XianbiaoError

if TYPE_CHECKING:
    from xianbiao.engines.libreoffice.sheets import Sheet


class Tables(base_classes.Tables):
    """The tables of one sheet in the order of their places."""

    def __init__(self, sheet: Sheet) -> None:
        self.sheet = sheet

    @property
    def api(self) -> Any:
        """The database ranges of the whole book."""
        return self.sheet.book.doc.DatabaseRanges

    @property
    def parent(self) -> Sheet:
        """The sheet."""
        return self.sheet

    def _all(self) -> list[Table]:
        collection, index = self.api, self.sheet.index - 1
        areas = {name: collection.getByName(name).DataArea for name in collection.ElementNames}
        here = [
            (area.StartRow, area.StartColumn, name)
            for name, area in areas.items()
            if area.Sheet == index
        ]
        return [Table(self.sheet, name) for _, _, name in sorted(here)]

    def __len__(self) -> int:
        return len(self._all())

    def __iter__(self) -> Iterator[Table]:
        return iter(self._all())

    def __contains__(self, name: str) -> bool:
        return self.find(name) is not None

    def __call__(self, name_or_index: str | int) -> Table:
        if isinstance(name_or_index, int):
            return self._all()[name_or_index - 1]
        found = self.find(name_or_index)
        if found is None:
            raise KeyError(name_or_index)
        return found

    def find(self, name: str) -> Table | None:
        """The table of a name, None if it is not on this sheet."""
        wanted = name.casefold()
        return next((table for table in self._all() if table.name.casefold() == wanted), None)

    def around(self, row: int, column: int) -> Table | None:
        """The table that a cell is in."""
        for table in self._all():
            area = table.range
            if area.row <= row <= area.last_row and area.column <= column <= area.last_column:
                return table
        return None

    def add(
        self,
        source_type: Any = None,
        source: Any = None,
        link_source: Any = None,
        has_headers: bool | None = True,
        destination: Any = None,
        table_style_name: str | None = None,
        name: str | None = None,
    ) -> Table:
        """Make a table of a range; without headers in it, a row of them is put above.

        A range of one row, or of one cell, gets a blank row under its headers.
        """
        place: Range = getattr(source, "impl", source)
        expect_unprotected(place)
        if has_headers is False:
            place = self._with_headers(place)
        elif place.shape[0] == 1:
            place = place.at(place.row, place.column, place.row + 1, place.last_column)
        self._expect_free(place)
        self._name_blank_headers(place)
        made = name or self._free_name()
        try:
            self.api.addNewByName(made, place.uno_address)
        except uno_exception() as error:
            raise XianbiaoError("不能用这个名称建表格", found=made, ref=place.ref()) from error
        database_range = self.api.getByName(made)
        database_range.ContainsHeader = True
        database_range.AutoFilter = True
        look = self.sheet.book.table_settings.of(made)
        look.style = table_style_name or look.style
        return Table(self.sheet, made)

    def _with_headers(self, place: Range) -> Range:
        room = place.at(place.row, place.column, place.row, place.last_column)
        room.insert("down")
        return place.at(place.row, place.column, place.last_row + 1, place.last_column)

    def _expect_free(self, place: Range) -> None:
        for table in self._all():
            other = table.range
            apart = (
                place.last_row < other.row
                or other.last_row < place.row
                or place.last_column < other.column
                or other.last_column < place.column
            )
            if not apart:
                raise XianbiaoError("这里已经有一个表格", found=table.name, ref=place.ref())

    def _name_blank_headers(self, place: Range) -> None:
        """Excel gives a blank header a name; so that columns can be found, so does the engine."""
        header = place.at(place.row, place.column, place.row, place.last_column)
        texts = header.cells.getFormulaArray()[0]
        taken = {text.casefold() for text in texts}
        for number, text in enumerate(texts, start=1):
            if text == "":
                fresh, counter = f"Column{number}", number
                while fresh.casefold() in taken:
                    counter += 1
                    fresh = f"Column{counter}"
                taken.add(fresh.casefold())
                header(1, number).cells.getCellByPosition(0, 0).setString(fresh)

    def _free_name(self) -> str:
        taken = {name.casefold() for name in self.api.ElementNames}
        number = 1
        while f"table{number}" in taken:
            number += 1
        return f"Table{number}"
