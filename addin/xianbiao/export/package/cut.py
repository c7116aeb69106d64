"""What one file keeps of a workbook: the request that the rest of the package layer carries out."""

from __future__ import annotations

from collections.abc import Mapping

from xianbiao.export.package.cells import Put
from xianbiao.export.package.row_map import RowMap
from xianbiao.model.records import Record, field

Puts = Mapping[int, Mapping[int, Put]]
"""What is put into cells: by row, then by column, both from 1 and as in the source."""


class SheetCut(Record, frozen=True):
    """A sheet that a file keeps, and what becomes of it.

    `changed` are rows whose values are no longer the source's, so that formulas which read them
    become values; `shown` are rows that are unhidden. `name` gives the sheet another title.
    """

    sheet: str
    rows: RowMap = field(default_factory=RowMap)
    puts: Puts = field(default_factory=dict)
    changed: frozenset[int] = frozenset()
    shown: frozenset[int] = frozenset()


class Cut(Record, frozen=True):
    """All that one file keeps, sheets in their order. `own` are sheets no other file has.

    `view` tells which view of the workbook it was taken from, where recipients have their own;
    `recipient` is whose file it is, None for one that may name everybody.
    """

    sheets: tuple[SheetCut, ...]
    own: frozenset[str] = frozenset()
    view: int = 0
    recipient: int | None = None
