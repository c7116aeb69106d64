"""One panel's view of a table of panels: its recipients' rows, and the total below them."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from xianbiao.export.lanes.laying import LaneRequest
from xianbiao.export.lanes.moves import Place
from xianbiao.export.lanes.rows import is_sum
from xianbiao.export.package.references import letters_of, parse
from xianbiao.export.package.sheet_xml import SheetXml
from xianbiao.model.errors import UnreadableTable
from xianbiao.model.refs import Ref
from xianbiao.sheets.side_split import SideSplit
from xianbiao.sheets.split_plan import TableSplit


def total_places(side: SideSplit) -> dict[int, int]:
    """Where the total rows go: to the last rows of the table, or to the first.

    A total that comes after some recipient, panel by panel, stays after all of them.
    """
    first = min((lane, row) for lane, x in enumerate(side.lanes) for row in x.rows)
    last = [row for row, lane in sorted(side.total_lanes.items()) if (lane, row) > first]
    leading = [row for row in sorted(side.total_lanes) if row not in last]
    places = {row: side.body + at for at, row in enumerate(leading)}
    return places | {row: side.bottom - len(last) + 1 + at for at, row in enumerate(last)}


def shift_of(side: SideSplit, lane: int, recipient: int) -> int:
    """By how many rows a recipient moves so that the totals have rows of their own.

    0 where none stands beside it. Raises UnreadableTable where the table has no row to spare.
    """
    rows = [row for row, owner in side.lanes[lane].rows.items() if owner == recipient]
    places = total_places(side)
    taken = set(places.values())
    top, bottom = side.body, side.bottom
    while top in taken:
        top += 1
    while bottom in taken:
        bottom -= 1
    shift = max(0, top - min(rows)) - max(0, max(rows) - bottom)
    moved = [row + shift for row in rows]
    if min(moved) < top or max(moved) > bottom:
        raise UnreadableTable(
            "并列的表里没有空出一行放本单位的数，不能拆",
            ref=Ref("", side.sheet),
            expected="合计单独一行，或表里至少有两行",
            todo="把合计放到各栏下面单独一行",
        )
    return shift


def panel_request(
    xml: SheetXml,
    side: SideSplit,
    lane: int,
    one: int | None,
    shift: int,
    *,
    with_totals: bool,
) -> LaneRequest:
    """How the sheet is laid for the recipients of a panel, or for `one` that moves by `shift`."""
    usual, places = side.usual(lane), total_places(side)
    rows = {r for r, owner in side.lanes[lane].rows.items() if owner == one} if shift else set()
    targets = set(places.values()) if with_totals else set()
    cleared = targets | {row + shift for row in rows}
    other: dict[int, dict[int, Place]] = {
        row: _to(row, side.usual(0)) for row in range(side.top, side.body)
    }
    sums: dict[Place, str] = {}
    for row in sorted(rows | cleared | set(side.total_lanes)):
        at = side.total_lanes.get(row)
        found: dict[int, Place] = {}
        if row in rows:
            found = _to(row + shift, usual)
        elif row not in cleared and at != lane:
            found = _to(row, usual)
        if at is not None and with_totals:
            found |= _to(places[row], side.usual(at))
            sums |= dict(_sums(xml, side, row, at))
        other[row] = found
    return LaneRequest(
        sheet=side.sheet,
        rows=(side.top, side.bottom),
        region=side.region,
        usual=usual,
        other_rows=other,
        body=side.body,
        table=(side.left, side.right),
        sums=sums,
    )


def _to(row: int, columns: Mapping[int, int]) -> dict[int, Place]:
    """The places of cells that go into a row."""
    return {old: (row, new) for old, new in columns.items()}


def _sums(xml: SheetXml, side: SideSplit, row: int, lane: int) -> Iterator[tuple[Place, str]]:
    """The formulas of a total row that add up the panels: over the one column that stays.

    Where rows of some recipients are parts of others, a run of rows would count them twice.
    """
    offsets = {c: i for columns in (x.columns for x in side.lanes) for i, c in enumerate(columns)}
    places = total_places(side)
    if any(x.parts for x in side.lanes):
        return
    for old, new in side.usual(lane).items():
        cell = xml.cell(row, old)
        text = xml.formula(cell) if cell is not None else None
        formula = parse(text) if text else None
        if formula is None or not is_sum(formula, side.sheet):
            continue
        spans = [r.column_span() for r in formula.references()]
        columns = {c for span in spans for c in span}
        if {offsets.get(c) for c in columns} != {offsets[old]} or any(a != b for a, b in spans):
            continue
        rows = {n for r in formula.references() for n in range(r.first, r.last + 1)}
        rows -= set(places.values())
        if rows and side.body <= min(rows) and max(rows) <= side.bottom:
            letters = letters_of(new)
            yield (places[row], new), f"SUM({letters}{min(rows)}:{letters}{max(rows)})"


def panel_split(
    side: SideSplit, lane: int, one: int | None, shift: int, *, with_totals: bool
) -> TableSplit:
    """The rows of the view, by the columns of the first panel."""
    here = side.lanes[lane]
    totals = tuple(sorted(total_places(side).values())) if with_totals else ()
    owned = {row: owner for row, owner in here.rows.items() if row not in totals}
    if one is not None:
        owned = {row + shift: owner for row, owner in here.rows.items() if owner == one}
    body = range(side.body, side.bottom + 1)
    return TableSplit(
        sheet=side.sheet,
        rows=owned,
        total_rows=totals,
        dropped=tuple(r for r in body if r not in owned and r not in totals),
        sums=side.sums,
        final=side.final,
        unit=side.unit,
        title=side.title,
        parts=frozenset(row + shift for row in here.parts),
    )
