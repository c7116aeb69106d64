"""What hangs on a range: its name, its table, hyperlinks, notes, its filter."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from xianbiao.engines.libreoffice.addresses import quoted
from xianbiao.engines.libreoffice.guarded import expect_unlocked
from xianbiao.engines.libreoffice.notes import Note, note_at
from xianbiao.engines.libreoffice.place import Place
from xianbiao.model.errors import XianbiaoError

if TYPE_CHECKING:
    from xianbiao.engines.libreoffice.names import Name
    from xianbiao.engines.libreoffice.table import Table

_URL_FIELD = "com.sun.star.text.TextField.URL"


class RangeLinks(Place):
    """Names, tables, links and notes of the cells."""

    @property
    def name(self) -> Name | None:
        """The defined name of exactly these cells, None without one."""
        from xianbiao.engines.libreoffice.names import Names

        for _, name in Names(self.sheet.book, None).snapshot():
            cells = name.api.ReferredCells
            if cells is None or cells.Spreadsheet.Name != self.sheet.name:
                continue
            if self.of(self.sheet, cells.RangeAddress).coords == self.coords:
                return name
        return None

    @name.setter
    def name(self, value: str) -> None:
        self.sheet.book.names.add(value, f"={quoted(self.sheet.name)}!{self.address}")

    @property
    def table(self) -> Table | None:
        """The table that the first cell is in, None outside of tables."""
        return self.sheet.tables.around(self.row, self.column)

    @property
    def hyperlink(self) -> str:
        """The address of the link in the cell; raises `XianbiaoError` without one."""
        field = self._link_field()
        if field is None:
            raise XianbiaoError("单元格里没有超链接", ref=self.ref())
        return str(field.URL)

    def add_hyperlink(
        self, address: str, text_to_display: str | None = None, screen_tip: str | None = None
    ) -> None:
        """Make the cell a link; LibreOffice keeps no tip of its own for it."""
        expect_unlocked(self)
        cell = self(1, 1).cells.getCellByPosition(0, 0)
        cell.setString("")
        field = self.sheet.book.doc.createInstance(_URL_FIELD)
        field.URL = address
        field.Representation = address if text_to_display is None else text_to_display
        text = cell.getText()
        text.insertTextContent(text.createTextCursor(), field, False)

    def _link_field(self) -> Any:
        fields = self(1, 1).cells.getCellByPosition(0, 0).TextFields.createEnumeration()
        while fields.hasMoreElements():
            field = fields.nextElement()
            if field.getPropertySetInfo().hasPropertyByName("URL"):
                return field
        return None

    @property
    def note(self) -> Note | None:
        """The note at the first cell, None without one."""
        return note_at(self)

    def add_note(self, text: str) -> Note:
        """Put a note at the first cell; raises `ValueError` where there is one."""
        if note_at(self) is not None:
            raise ValueError(f"{self.address} has a note already")
        self.sheet.uno.getAnnotations().insertNew(self.uno_corner, text)
        note = note_at(self)
        assert note is not None
        return note
