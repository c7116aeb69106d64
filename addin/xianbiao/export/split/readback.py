"""Reads the files of a split back and adds them up again, from their bytes alone."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from decimal import Decimal

from xianbiao.export.package.archive import Member
from xianbiao.export.package.sheet_xml import SheetXml
from xianbiao.export.package.strings import SharedStrings
from xianbiao.export.split.amounts import values_of
from xianbiao.export.split.sharing import Sharing
from xianbiao.export.split.splitter import Share
from xianbiao.model.amounts import format_amount, same
from xianbiao.model.errors import ExportRefused
from xianbiao.model.refs import Ref
from xianbiao.sheets.split_plan import TableSplit


class ReadBack:
    """Reads each file of one export and keeps the running sums."""

    def __init__(self, splitter: Sharing) -> None:
        self._plan = splitter.plan
        self._source = splitter.source
        self._splitter = splitter
        sheets = [t.sheet for t in self._plan.tables]
        self._shared = {sheet for sheet in sheets if sheets.count(sheet) > 1}
        self._total: list[dict[int, Decimal]] = [{} for _ in self._plan.tables]

    def require_same(self, parts: Iterable[Member], share: Share, file: str) -> None:
        """Raise ExportRefused unless a file shows the amounts of its recipient's rows."""
        self.require_parts({m.name: m for m in parts}, share, file)

    def require_parts(self, members: Mapping[str, Member], share: Share, file: str) -> None:
        """The same for the parts of a file, by their names in the source."""
        for at, table in enumerate(self._plan.tables):
            expected = share.sums.get(at)
            if expected is None:
                continue
            read = self._read(members, table, share, file)
            for column, value in read.items():
                if value != expected[column]:
                    raise ExportRefused(
                        f"{file} 读回的金额与分配表不符，未导出",
                        ref=Ref(self._source.file, table.sheet),
                        found="空" if value is None else format_amount(value),
                        expected=_shown(expected[column]),
                        todo="请把源文件发给维护者",
                    )
                sums = self._total[at]
                sums[column] = sums.get(column, Decimal(0)) + (value or Decimal(0))

    def require_total(self) -> None:
        """Raise ExportRefused unless all files together give the totals of the source."""
        for at, table in enumerate(self._plan.tables):
            amounts = self._splitter.totals(at)
            for row in table.total_rows:
                for column, total in amounts.row(row).values.items():
                    added = self._total[at].get(column, Decimal(0))
                    if total is not None and not same(added, total):
                        raise ExportRefused(
                            "各文件之和与合计不符，未导出",
                            ref=amounts.place(row, column),
                            found=format_amount(added),
                            expected=format_amount(total),
                            todo="核对分配表的合计和各单位金额；有单位没有归属的行也会这样",
                        )

    def sums(self) -> Sequence[Mapping[int, Decimal]]:
        """What all files read so far add up to, table by table of the plan."""
        return self._total

    def _read(
        self, members: Mapping[str, Member], table: TableSplit, share: Share, file: str
    ) -> dict[int, Decimal | None]:
        part = self._source.part_of(table.sheet).part
        cut = next(c for c in share.cut.sheets if c.sheet == table.sheet)
        xml, strings = SheetXml(members[part].content(), part), SharedStrings(None)
        found: dict[int, Decimal | None] = dict.fromkeys(table.sums)
        shown = cut.shown - table.parts
        if table.sheet in self._shared:
            shown &= table.rows.keys()
        for old in shown:
            new = cut.rows(old)
            row = xml.row(new) if new is not None else None
            for column, value in values_of(row, found, strings):
                found[column] = (found[column] or Decimal(0)) + value
        return found


def _shown(value: Decimal | None) -> str:
    return "空" if value is None else format_amount(value)
