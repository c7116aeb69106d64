"""What an export asks of whatever divides a workbook: shares, totals, a cutter, a reader."""

from __future__ import annotations

from typing import Protocol

from xianbiao.export.package.cut import Cut
from xianbiao.export.package.source import SourceBook
from xianbiao.export.split.amounts import TableAmounts
from xianbiao.export.split.splitter import Share
from xianbiao.sheets.split_plan import SplitPlan


class FileCutter(Protocol):
    """Makes the file of a cut."""

    def file(self, cut: Cut) -> bytes:
        """The package of one file."""

    def told(self) -> list[str]:
        """What was changed or left out of files because it named others, for the clerk."""


class Sharing(Protocol):
    """Divides one workbook by one plan; `notes` are for the clerk."""

    source: SourceBook
    plan: SplitPlan
    notes: list[str]

    def share(self, recipient: int) -> Share:
        """What one recipient gets."""

    def totals(self, at: int) -> TableAmounts:
        """The amounts of a table, for tying what was sent out to its total."""

    def cutter(self, *, for_all: bool = False) -> FileCutter:
        """The cutter for the cuts of these shares; `for_all` is for one workbook of all."""
