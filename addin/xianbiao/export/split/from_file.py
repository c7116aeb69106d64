"""What a clerk's own workbook holds, read and recognised once for its plan and for its check."""

from __future__ import annotations

from collections.abc import Sequence

from xianbiao.export.split.opening import Opened
from xianbiao.export.split.planning import plan_of
from xianbiao.model.lasting import lasting
from xianbiao.model.notices import Notice
from xianbiao.model.places import load_places
from xianbiao.model.records import Record
from xianbiao.model.tables import RecognisedTable
from xianbiao.readers.notice import notice_and_tables, read_grids
from xianbiao.sheets.grid import Grid
from xianbiao.sheets.split_plan import SplitPlan


class OwnContents(Record, frozen=True):
    """The sheets of a clerk's workbook, and what was recognised in them."""

    grids: Sequence[Grid]
    notice: Notice
    tables: Sequence[RecognisedTable]

    def plan(self, common: Sequence[str] = ()) -> SplitPlan:
        """How the workbook is divided; `common` are sheets for everybody. Raises as `plan_of`."""
        return plan_of(self.notice, self.tables, self.grids, load_places(), common)


@lasting()
def contents_of(opened: Opened, name: str) -> OwnContents:
    """What stands in an opened workbook that the clerk calls `name`. Raises UnreadableFile."""
    grids = read_grids(opened.path)
    return OwnContents(grids, *notice_and_tables(name, grids))
