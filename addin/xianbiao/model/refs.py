"""Where a value stands in its source: the address that every finding names."""

from __future__ import annotations

from xianbiao.model.records import Record


class Ref(Record, frozen=True):
    """The place of one value: a cell of a sheet, or a line (and tab column) of a text file.

    `line` and `column` count from 1. A value of a text file has a line and no sheet or cell;
    a value of a workbook has a sheet and a cell and no line. In a table of a document it has
    all three: `sheet` names the table, and `line` counts from the top of the document.
    `page` is the page, and the line printed on it, of a document that has pages.
    """

    file: str
    sheet: str | None = None
    cell: str | None = None
    line: int | None = None
    column: int | None = None
    page: tuple[int, int] | None = None

    @property
    def position(self) -> tuple[int, int]:
        """Row (or line) and column, for sorting what was found in reading order."""
        digits = "".join(c for c in self.cell or "" if c.isdigit())
        return (self.line or int(digits or 0), self.column or 0)

    @property
    def is_of_a_sheet(self) -> bool:
        """Whether it is a cell of a workbook, which may hold a number or a text."""
        return self.cell is not None and self.line is None

    def where(self) -> str:
        """The place in words for a message, without the file name."""
        page, line = self.page or (None, None)
        if self.cell is not None:
            cell = f"「{self.sheet}」{self.cell}"
            return cell if page is None else f"第{page}页{cell}"
        if page is not None:
            return f"第{page}页第{line}行"
        if self.line is not None:
            return f"第{self.line}行"
        return f"「{self.sheet}」" if self.sheet else self.file


class Text(Record, frozen=True):
    """A piece of text as printed, with its place."""

    text: str
    ref: Ref

    @property
    def stripped(self) -> str:
        """The text without surrounding blanks (half or full width)."""
        return self.text.strip().strip("\u3000\xa0").strip()

    def __bool__(self) -> bool:
        return bool(self.stripped)
