"""Divides workbooks with tables whose recipients stand side by side, panels and transposed ones.

Each recipient has a view of the workbook in which the others' lanes are gone (export/lanes), and
a view is divided by rows like any other workbook. The recipients of a panel share one view,
unless the total stands in another panel beside the recipient's own row: in the view that this one
has for itself the row moves by one line, so that both have one.
"""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal
from functools import lru_cache

from xianbiao.export.lanes.book import charts_lost, lanes_laid
from xianbiao.export.lanes.laying import LaneRequest, laid_sheet
from xianbiao.export.package.cut import Cut
from xianbiao.export.package.cutter import Cutter
from xianbiao.export.package.others.told import Told
from xianbiao.export.package.source import SourceBook
from xianbiao.export.split.amounts import RowFigures, TableAmounts
from xianbiao.export.split.options import SplitOptions, Totals
from xianbiao.export.split.panels import panel_request, panel_split, shift_of
from xianbiao.export.split.side_amounts import amounts_of
from xianbiao.export.split.splitter import Share, Splitter
from xianbiao.export.split.turned import no_sums, turned_request, turned_split
from xianbiao.model.records import replace
from xianbiao.sheets.side_split import SideSplit
from xianbiao.sheets.split_plan import SplitPlan, TableSplit

_VIEWS = 64
_View = tuple[tuple[int, int], ...]
"""For each table of lanes the lane and by how many rows it is moved."""


class LaneSplitter:
    """The cuts of one workbook by one plan, each taken from the view of its recipient."""

    def __init__(self, source: SourceBook, plan: SplitPlan, options: SplitOptions) -> None:
        self.source, self.plan, self.options = source, plan, options
        self._sides = [t for t in plan.tables if isinstance(t, SideSplit)]
        self._amounts: list[TableAmounts] = [
            amounts_of(source, t) if isinstance(t, SideSplit) else TableAmounts(source, t)
            for t in plan.tables
        ]
        self._at = {t.sheet: at for at, t in enumerate(plan.tables) if isinstance(t, SideSplit)}
        self._views: dict[_View, list[int]] = {}
        self._view_of: dict[int, _View] = {}
        for recipient in plan.served():
            view = tuple(self._lane(side, recipient) for side in self._sides)
            self._views.setdefault(view, []).append(recipient)
            self._view_of[recipient] = view
        self.notes: list[str] = [*plan.notes, *self._words()]
        self.splitter = lru_cache(maxsize=_VIEWS)(self._splitter)
        self._for_all = False
        self._changes: list[Told] = []
        self._cutters = lru_cache(maxsize=_VIEWS)(self._cutter)

    def share(self, recipient: int) -> Share:
        """What one recipient gets. Raises ExportRefused for a cell that cannot be added."""
        view = self._view_of[recipient]
        splitter = self.splitter(view)
        share = splitter.share(recipient)
        for note in splitter.notes:
            if note not in self.notes:
                self.notes.append(note)
        sums = dict(share.sums)
        for side in self._sides:
            at = self._at[side.sheet]
            if side.is_transposed and at in sums:
                sums[at] = self._items(side, recipient)
        number = list(self._views).index(view)
        written = RowFigures({}, list(share.own_amounts))
        rows = (*share.rows, written)
        return replace(share, sums=sums, rows=rows, cut=replace(share.cut, view=number))

    def split_of(self, recipient: int, at: int) -> TableSplit:
        """The rows of a table, by its place in the plan, in the view of one recipient."""
        return self.splitter(self._view_of[recipient]).plan.tables[at]

    def totals(self, at: int) -> TableAmounts:
        """The amounts of a table, for tying what was sent out to its total."""
        return self._amounts[at]

    def cutter(self, *, for_all: bool = False) -> LaneSplitter:
        """The cutter for these cuts, which knows the view that each was taken from."""
        self._for_all, self._changes = for_all, []
        self._cutters.cache_clear()
        return self

    def file(self, cut: Cut) -> bytes:
        """The package of one file. Raises ExportRefused as the cutter of a view does."""
        return self._cutters(list(self._views)[cut.view]).file(cut)

    def told(self) -> list[str]:
        """What was changed or left out of files because it named others, for the clerk."""
        found = [note for changes in self._changes for note in changes.notes()]
        return list(dict.fromkeys(found))

    def _cutter(self, view: _View) -> Cutter:
        cutter = self.splitter(view).cutter(for_all=self._for_all)
        self._changes.append(cutter.changes)
        return cutter

    def _lane(self, side: SideSplit, recipient: int) -> tuple[int, int]:
        lane = side.lane_of(recipient)
        if lane is None or side.is_transposed or self.options.totals is Totals.DROPPED:
            return lane or 0, 0
        return lane, shift_of(side, lane, recipient)

    def _items(self, side: SideSplit, recipient: int) -> dict[int, Decimal | None]:
        """The amounts of one recipient of a transposed table, by the rows of the items."""
        lane = side.lanes[side.lane_of(recipient) or 0]
        amounts = self._amounts[self._at[side.sheet]]
        return amounts.added({lane.columns[0]: amounts.row(lane.columns[0])})

    def _splitter(self, view: _View) -> Splitter:
        """The splitter for the workbook as the recipients of a view see it."""
        recipients = self._views[view]
        with_totals = self.options.totals is Totals.RECOMPUTED
        splits: dict[str, TableSplit] = {}
        requests: list[LaneRequest] = []
        for side, (lane, shift) in zip(self._sides, view, strict=True):
            xml, strings = self.source.sheet(side.sheet), self.source.strings
            if side.is_transposed:
                items = self._items(side, next(iter(side.lanes[lane].rows.values())))
                requests.append(
                    turned_request(xml, strings, side, lane, items, with_totals=with_totals)
                )
                splits[side.sheet] = turned_split(side, lane)
            else:
                one = recipients[0] if shift else None
                requests.append(panel_request(xml, side, lane, one, shift, with_totals=with_totals))
                splits[side.sheet] = panel_split(side, lane, one, shift, with_totals=with_totals)
        plan = self.plan
        kept = {t.sheet for t in plan.tables} | set(plan.common_sheets)
        kept |= {sheet for sheet, owner in plan.own_sheets.items() if owner in recipients}
        source = self.source
        for request in requests:
            source = lanes_laid(source, [laid_sheet(source.sheet(request.sheet), request)], kept)
        tables = tuple(splits.get(t.sheet, t) for t in plan.tables)
        return Splitter(source, replace(plan, tables=tables), self.options)

    def _words(self) -> Iterator[str]:
        """What happens to these sheets besides, for the clerk."""
        for side in self._sides:
            kind = "转置" if side.is_transposed else "并列"
            yield (
                f"「{side.sheet}」是{kind}的表：别的单位的列清空并隐藏，"
                "留下的列放宽到原来的总宽，按一页宽打印"
            )
            if self.options.groups is Totals.RECOMPUTED and side.has_groups:
                yield f"「{side.sheet}」的小计没有保留：{kind}的表只留本单位和合计"
            if rows := self._no_sums(side):
                yield f"「{side.sheet}」合计列第{rows}行不是各单位相加的数，单位文件里留空"
        lanes = [laid_sheet(self.source.sheet(s.sheet), self._any_request(s)) for s in self._sides]
        for sheet in charts_lost(self.source, lanes):
            yield f"「{sheet}」里画各单位数字的图表去掉"

    def _no_sums(self, side: SideSplit) -> str:
        if not side.is_transposed or self.options.totals is Totals.DROPPED:
            return ""
        rows = {row for row, _ in no_sums(self.source.sheet(side.sheet), self.source.strings, side)}
        return "、".join(map(str, sorted(rows)))

    def _any_request(self, side: SideSplit) -> LaneRequest:
        xml = self.source.sheet(side.sheet)
        last = len(side.lanes) - 1
        if side.is_transposed:
            return turned_request(xml, self.source.strings, side, last, {}, with_totals=False)
        return panel_request(xml, side, last, None, 0, with_totals=False)
