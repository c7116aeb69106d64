"""What a table keeps that LibreOffice has no place for: its style and its stripes."""

from __future__ import annotations

from xianbiao.model.records import Record, field

DEFAULT_STYLE = "TableStyleMedium2"


class TableLook(Record):
    """The look of one table, remembered while its book is open; LibreOffice draws none of it."""

    style: str = DEFAULT_STYLE
    row_stripes: bool = True
    column_stripes: bool = False
    first_column: bool = False
    last_column: bool = False
    headers: list[str] = field(default_factory=list)


class TableSettings(Record):
    """The looks of the tables of one book, by name."""

    looks: dict[str, TableLook] = field(default_factory=dict)

    def of(self, name: str) -> TableLook:
        """The look of a table."""
        return self.looks.setdefault(name.casefold(), TableLook())

    def rename(self, old: str, new: str) -> None:
        """Carry the look of a table over to its new name."""
        self.looks[new.casefold()] = self.of(old)
        if old.casefold() != new.casefold():
            del self.looks[old.casefold()]
