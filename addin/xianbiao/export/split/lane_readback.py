"""Reads the files of a workbook with tables of lanes back."""

from __future__ import annotations

from collections.abc import Mapping
from decimal import Decimal

from xianbiao.export.package.archive import Member
from xianbiao.export.package.sheet_xml import SheetXml
from xianbiao.export.package.strings import SharedStrings
from xianbiao.export.split.amounts import values_of
from xianbiao.export.split.lanes import LaneSplitter
from xianbiao.export.split.readback import ReadBack
from xianbiao.export.split.splitter import Share
from xianbiao.sheets.side_split import SideSplit
from xianbiao.sheets.split_plan import TableSplit


class LaneReadBack(ReadBack):
    """Reads the files of a workbook with lanes back; a transposed table item by item."""

    def __init__(self, splitter: LaneSplitter) -> None:
        super().__init__(splitter)
        self._lanes = splitter

    def _read(
        self, members: Mapping[str, Member], table: TableSplit, share: Share, file: str
    ) -> dict[int, Decimal | None]:
        if not isinstance(table, SideSplit):
            return super()._read(members, table, share, file)
        part = self._source.part_of(table.sheet).part
        xml, strings = SheetXml(members[part].content(), part), self._strings(members)
        found: dict[int, Decimal | None] = dict.fromkeys(table.sums)
        if table.is_transposed:
            column = table.lanes[0].columns[0]
            for item in table.sums:
                for _, value in values_of(xml.row(item), (column,), strings):
                    found[item] = value
            return found
        cut = next(c for c in share.cut.sheets if c.sheet == table.sheet)
        split = self._lanes.split_of(share.recipient, self._plan.tables.index(table))
        for old in cut.shown - split.parts:
            new = cut.rows(old)
            row = xml.row(new) if new is not None else None
            for at, value in values_of(row, found, strings):
                found[at] = (found[at] or Decimal(0)) + value
        return found

    def _strings(self, members: Mapping[str, Member]) -> SharedStrings:
        """The strings of a file: a sheet that lost no row keeps its texts among them."""
        part = self._source.strings_part
        member = members.get(part) if part is not None else None
        return SharedStrings(None if member is None else member.content())
