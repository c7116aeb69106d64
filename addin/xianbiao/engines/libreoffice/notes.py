"""Notes at cells, which LibreOffice calls comments."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from xlwings import base_classes

if TYPE_CHECKING:
    from xianbiao.engines.libreoffice.place import Place
    from xianbiao.engines.libreoffice.ranges import Range
    from xianbiao.engines.libreoffice.sheets import Sheet


class Note(base_classes.Note):
    """The note at one cell."""

    def __init__(self, cell: Place) -> None:
        self.cell = cell

    @property
    def api(self) -> Any:
        """The UNO annotation."""
        return self.cell(1, 1).cells.getCellByPosition(0, 0).getAnnotation()

    @property
    def text(self) -> str:
        """What the note says."""
        return str(self.api.getString())

    @text.setter
    def text(self, value: str) -> None:
        self.api.setString(value)

    @property
    def author(self) -> str:
        """Who wrote it; empty where LibreOffice does not know."""
        return str(self.api.getAuthor())

    @property
    def location(self) -> Range:
        """The cell."""
        found: Range = self.cell(1, 1)  # type: ignore[assignment]
        return found

    def delete(self) -> None:
        """Remove the note."""
        notes = self.cell.sheet.uno.getAnnotations()
        for number in range(notes.Count):
            position = notes.getByIndex(number).getPosition()
            if (position.Row + 1, position.Column + 1) == (self.cell.row, self.cell.column):
                notes.removeByIndex(number)
                return


def note_at(cell: Place) -> Note | None:
    """The note at the first cell of a range; LibreOffice gives an empty one where there is none."""
    note = Note(cell)
    notes = cell.sheet.uno.getAnnotations()
    if not notes.Count:
        return None
    annotation = note.api
    position = annotation.getPosition()
    exists = (position.Row + 1, position.Column + 1) == (cell.row, cell.column)
    return note if exists and annotation.getString() != "" else None


def notes_of(sheet: Sheet) -> list[Note]:
    """The notes of a sheet, row by row."""
    from xianbiao.engines.libreoffice.ranges import Range

    notes = sheet.uno.getAnnotations()
    places = [notes.getByIndex(number).getPosition() for number in range(notes.Count)]
    cells = sorted((place.Row + 1, place.Column + 1) for place in places)
    return [Note(Range(sheet, row, column, row, column)) for row, column in cells]
