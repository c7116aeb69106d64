"""One recipient's view of a transposed table: its column, the items, and the totals beside it."""

from __future__ import annotations

from collections.abc import Mapping
from decimal import Decimal

from xianbiao.export.lanes.laying import LaneRequest
from xianbiao.export.lanes.moves import Place
from xianbiao.export.package.sheet_xml import SheetXml
from xianbiao.export.package.strings import SharedStrings
from xianbiao.export.split.filled import is_amount
from xianbiao.sheets.side_split import SideSplit
from xianbiao.sheets.split_plan import TableSplit


def turned_request(
    xml: SheetXml,
    strings: SharedStrings,
    side: SideSplit,
    lane: int,
    items: Mapping[int, Decimal | None],
    *,
    with_totals: bool,
) -> LaneRequest:
    """How the sheet is laid for one recipient; `items` are its amounts by their rows.

    A total column shows the recipient's own amounts, and nothing for figures that are no sums.
    """
    totals = side.total_rows
    return LaneRequest(
        sheet=side.sheet,
        rows=(side.top, side.bottom),
        region=side.region | (frozenset() if with_totals else frozenset(totals)),
        usual=side.usual(lane),
        other_rows={},
        body=side.body,
        table=(side.left, side.right),
        totals=_totals(xml, strings, side, items) if with_totals else {},
    )


def no_sums(xml: SheetXml, strings: SharedStrings, side: SideSplit) -> list[Place]:
    """The figures in the total columns that add up nothing, such as a rate."""
    return [place for place, value in _totals(xml, strings, side, {}).items() if value is None]


def _totals(
    xml: SheetXml, strings: SharedStrings, side: SideSplit, items: Mapping[int, Decimal | None]
) -> dict[Place, Decimal | None]:
    """What the filled cells of the total columns show."""
    found: dict[Place, Decimal | None] = {}
    for row in range(side.body, side.bottom + 1):
        for column in side.total_rows:
            cell = xml.cell(row, column)
            if cell is None:
                continue
            if row in side.sums and is_amount(cell, strings):
                found[row, column] = items.get(row) or Decimal(0)
            elif cell.number() is not None or cell.formula is not None:
                found[row, column] = None
    return found


def turned_split(side: SideSplit, lane: int) -> TableSplit:
    """The rows of the view: every item is the recipient's, and the last sum is what it gets."""
    here, column = side.lanes[lane], side.lanes[0].columns[0]
    return TableSplit(
        sheet=side.sheet,
        rows=dict(here.rows),
        sums=(column,),
        final=None if side.final is None else column,
        unit=side.unit,
        title=side.title,
        parts=here.parts,
    )
