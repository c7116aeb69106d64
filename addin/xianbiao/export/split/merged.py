"""Texts merged over the rows of several recipients: each file shows them in the rows it keeps."""

from __future__ import annotations

from collections.abc import Iterator
from functools import cached_property

from xianbiao.export.lanes.ranges import Box
from xianbiao.export.package.row_map import RowMap
from xianbiao.export.package.source import SourceBook
from xianbiao.model.amounts import read_amount
from xianbiao.model.expressions import expression
from xianbiao.model.recipients import squeeze
from xianbiao.model.records import Record
from xianbiao.model.refs import Ref
from xianbiao.sheets.split_plan import SplitPlan, TableSplit

_MERGED = expression(rb'<mergeCell\b[^>]*?\bref="([A-Za-z]+(\d+):[A-Za-z]+(\d+))"')


class _Merged(Record, frozen=True):
    """A merged area of several recipients, and its text."""

    box: Box
    text: str


class MergedTexts:
    """Such texts (片区, 说明) on the sheets of split tables.

    An amount is left out, as it belongs to all of them together, and so is a text that names a
    recipient.
    """

    def __init__(self, source: SourceBook, plan: SplitPlan) -> None:
        self._plan = plan
        self._found: dict[str, list[_Merged]] = {}
        for table in plan.tables:
            for box in _boxes(source, table):
                cell = source.sheet(table.sheet).cell(box.top, box.left)
                text = (
                    "" if cell is None or cell.number() is not None else cell.text(source.strings)
                )
                is_amount = read_amount(text, Ref("")).value is not None
                if text.strip() and not is_amount and not self._names_anyone(squeeze(text)):
                    self._found.setdefault(table.sheet, []).append(_Merged(box, text))

    def _names_anyone(self, text: str) -> bool:
        return any(name in text for name in self._names)

    @cached_property
    def _names(self) -> set[str]:
        found = {squeeze(n) for i in range(len(self._plan.recipients)) for n in self._plan.names(i)}
        return {name for name in found if len(name) > 1}

    def on(self, sheet: str, rows: RowMap) -> Iterator[tuple[int, int, str]]:
        """The row, column and text where an area of a sheet begins now, if not where it did."""
        for merged in self._found.get(sheet, ()):
            box = merged.box
            if not rows.keeps(box.top):
                kept = (row for row in range(box.top, box.bottom + 1) if rows.keeps(row))
                if (first := next(kept, None)) is not None:
                    yield first, box.left, merged.text


def _boxes(source: SourceBook, table: TableSplit) -> Iterator[Box]:
    """The merged areas over rows of several recipients."""
    for place, first, last in _MERGED.findall(source.sheet(table.sheet).tail):
        top, bottom = sorted((int(first), int(last)))
        owners = {table.rows[row] for row in range(top, bottom + 1) if row in table.rows}
        if len(owners) > 1 and (box := Box.of(place.decode())) is not None:
            yield box
