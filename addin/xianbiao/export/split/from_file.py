"""The plan for the file of a clerk's own workbook: read, recognised, and divided."""

from __future__ import annotations

from collections.abc import Sequence

from xianbiao.export.split.opening import Opened
from xianbiao.export.split.planning import plan_of
from xianbiao.model.places import load_places
from xianbiao.readers.notice import read_grids
from xianbiao.readers.tables import tables_in
from xianbiao.sheets.recognise.notice import recognise
from xianbiao.sheets.split_plan import SplitPlan


def plan_of_file(opened: Opened, name: str, common: Sequence[str] = ()) -> SplitPlan:
    """The plan of an opened workbook that the clerk calls `name`.

    `common` are sheets for everybody. Raises as `plan_of` does, and UnreadableFile.
    """
    grids, places = read_grids(opened.path), load_places()
    notice = recognise(name, [g for g in grids if not g.is_hidden], places)
    tables, _ = tables_in(opened.path)
    return plan_of(notice, tables, grids, places, common)
