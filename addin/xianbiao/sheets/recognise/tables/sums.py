"""What adds up in a table: each sum, and all of them with the total row and the subtotals."""

from __future__ import annotations

from xianbiao.model.records import Record, field
from xianbiao.sheets.recognise.tables.tree import Tree


class Sum(Record, frozen=True):
    """A row, the rows that it adds up, whether they are all of it, and how that is known."""

    result: int
    terms: tuple[int, ...]
    is_complete: bool
    confidence: float
    reason: str
    holds: bool


class Totals(Record):
    """What adds up in a table: the total row, further claims of it, the subtotals, every sum."""

    tree: Tree
    total: int | None = None
    total_reason: str = ""
    total_confidence: float = 1.0
    subtotals: set[int] = field(default_factory=set)
    doubles: list[int] = field(default_factory=list)
    sums: list[Sum] = field(default_factory=list)
    doubts: list[tuple[int, str]] = field(default_factory=list)

    @property
    def quality(self) -> int:
        """How well the figures bear the reading out."""
        return sum(
            (1 if s.holds else -2) for s in self.sums if s.is_complete and s.confidence > 0
        ) - (2 if any(self.tree.parents[d] is None for d in self.doubles) else 0)
