"""Chooses what divides a workbook and what reads its files back, by the tables of its plan.

A workbook of rows alone loads nothing of what tables of lanes need.
"""

from __future__ import annotations

from xianbiao.export.package.source import SourceBook
from xianbiao.export.split.options import SplitOptions
from xianbiao.export.split.readback import ReadBack
from xianbiao.export.split.sharing import Sharing
from xianbiao.export.split.splitter import Splitter
from xianbiao.sheets.side_split import SideSplit
from xianbiao.sheets.split_plan import SplitPlan


def sharing_of(source: SourceBook, plan: SplitPlan, options: SplitOptions) -> Sharing:
    """The splitter for a plan."""
    if not _has_lanes(plan):
        return Splitter(source, plan, options)
    from xianbiao.export.split.lanes import LaneSplitter

    return LaneSplitter(source, plan, options)


def reader_of(splitter: Sharing) -> ReadBack:
    """What reads the files of an export back."""
    if not _has_lanes(splitter.plan):
        return ReadBack(splitter)
    from xianbiao.export.split.lane_readback import LaneReadBack
    from xianbiao.export.split.lanes import LaneSplitter

    assert isinstance(splitter, LaneSplitter)
    return LaneReadBack(splitter)


def _has_lanes(plan: SplitPlan) -> bool:
    return any(isinstance(table, SideSplit) for table in plan.tables)
