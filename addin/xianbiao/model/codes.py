"""Function codes (支出功能分类科目): versions by year, and the code table of a notice."""

from __future__ import annotations

from xianbiao.model.records import Record, field
from xianbiao.model.refs import Text


class FunctionCode(Record, frozen=True):
    """One item-level code with its full name and the certainty of its source."""

    code: str
    name: str
    certainty: str


class CodeRow(Record, frozen=True):
    """A row of a code table as printed: name × code."""

    name: Text
    code: Text


class CodeTable(Record):
    """A function-code table of a notice: rows of name × code, in printed order.

    `name_column` and `code_column` tell where the two stand in the header.
    """

    title: Text | None
    label: Text | None
    header: list[Text]
    rows: list[CodeRow] = field(default_factory=list)
    name_column: int = 0
    code_column: int = 1

    @property
    def is_code_first(self) -> bool:
        """Whether the codes are printed to the left of the names."""
        return self.code_column < self.name_column

    def heading(self, column: int) -> str:
        """The heading of a column, "" where the table prints none."""
        return self.header[column].stripped if column < len(self.header) else ""
