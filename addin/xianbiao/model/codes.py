"""Function codes (支出功能分类科目): versions by year, and the code table of a notice."""

from __future__ import annotations

from dataclasses import dataclass, field

from xianbiao.model.refs import Text


@dataclass(frozen=True, slots=True)
class FunctionCode:
    """One item-level code with its full name and the certainty of its source."""

    code: str
    name: str
    certainty: str


@dataclass(frozen=True, slots=True)
class CodeRow:
    """A row of a code table as printed: name × code."""

    name: Text
    code: Text


@dataclass(slots=True)
class CodeTable:
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
