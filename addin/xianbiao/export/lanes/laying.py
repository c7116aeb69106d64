"""How a sheet is laid for one lane: merged areas, loose texts beside the table, hidden columns."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from decimal import Decimal

from xianbiao.export.lanes.book import LaneSheet
from xianbiao.export.lanes.moves import CellMoves, Place
from xianbiao.export.lanes.ranges import Box
from xianbiao.export.lanes.rows import Totals
from xianbiao.export.package.cells import CellXml
from xianbiao.export.package.sheet_xml import SheetXml
from xianbiao.export.package.xml_text import parsed
from xianbiao.model.records import Record, field, replace


class LaneRequest(Record, frozen=True):
    """Which lane of a sheet stays; see CellMoves for the first five.

    `body` is the first row below the header, `table` the first and last column of the table.
    """

    sheet: str
    rows: tuple[int, int]
    region: frozenset[int]
    usual: Mapping[int, int]
    other_rows: Mapping[int, Mapping[int, Place]]
    body: int
    table: tuple[int, int]
    totals: Mapping[Place, Decimal | None] = field(default_factory=dict)
    sums: Mapping[Place, str] = field(default_factory=dict)


def laid_sheet(xml: SheetXml, request: LaneRequest) -> LaneSheet:
    """The sheet as it is laid. A loose text for which no place is free keeps its column shown."""
    r = request
    changed = frozenset(r.totals)
    moves = CellMoves(r.sheet, r.rows, r.region, r.usual, r.other_rows, changed=changed)
    merges = _merges(xml)
    staying: list[Box] = []
    carried: dict[Place, Place] = {}
    for merge in merges:
        if merge.is_in(moves):
            stays = _hull(merge, moves)
            if stays is not None:
                staying.append(stays)
                corner, anchor = (stays.top, stays.left), (merge.top, merge.left)
                if merge.top < r.body and moves.place(*anchor) != corner:
                    carried[anchor] = corner
        elif not _columns(merge) <= moves.hidden:
            staying.append(merge)
    hidden = set(moves.hidden)
    for place in _loose(xml, merges, moves):
        target = _free(place, _beginning(place, merges, r), xml, staying, carried, request)
        if target is None:
            hidden.discard(place[1])
        else:
            carried[place] = target
    return LaneSheet(
        moves=replace(moves, carried=carried),
        table=r.table,
        hidden=frozenset(hidden),
        merges=tuple(dict.fromkeys(m for m in staying if m.text.count(":"))),
        totals=Totals(r.totals, r.sums),
    )


def _merges(xml: SheetXml) -> list[Box]:
    root = parsed(xml.skeleton, xml.part)
    found = (Box.of(e.get("ref", "")) for e in root.iter("{*}mergeCell"))
    return [box for box in found if box is not None]


def _columns(box: Box) -> frozenset[int]:
    return frozenset(range(box.left, box.right + 1))


def _hull(merge: Box, moves: CellMoves) -> Box | None:
    """Where a merged area of the table is afterwards; None where all of it is gone."""
    rows, columns = range(merge.top, merge.bottom + 1), range(merge.left, merge.right + 1)
    places = [p for r in rows for c in columns if (p := moves.place(r, c)) is not None]
    if not places:
        return None
    down, across = [p[0] for p in places], [p[1] for p in places]
    return Box(min(down), max(down), min(across), max(across))


def _loose(xml: SheetXml, merges: list[Box], moves: CellMoves) -> Iterator[Place]:
    """The filled cells above and below the table that hidden columns would hide."""
    wide = {(m.top, m.left) for m in merges if not _columns(m) <= moves.hidden}
    for row in xml.rows():
        if moves.rows[0] <= row.number <= moves.rows[1]:
            continue
        for cell in row.cells():
            place = row.number, cell.column_index
            if place[1] in moves.hidden and place not in wide and _is_filled(cell):
                yield place


def _is_filled(cell: CellXml) -> bool:
    return bool(cell.value or cell.inline or cell.formula is not None)


def _beginning(place: Place, merges: list[Box], r: LaneRequest) -> int:
    """The column that tells where a loose text belongs: the right end of a unit above the table."""
    merge = next((m for m in merges if (m.top, m.left) == place), None)
    return place[1] if merge is None or place[0] > r.rows[0] else merge.right


def _free(
    place: Place,
    column: int,
    xml: SheetXml,
    merges: list[Box],
    taken: Mapping[Place, Place],
    r: LaneRequest,
) -> Place | None:
    """A free cell of the row for a loose text: where its column went, else the last one shown."""
    row = place[0]
    gone = r.region - frozenset(r.usual.values())
    shown = [c for c in range(r.table[1], r.table[0] - 1, -1) if c not in gone]
    wanted = r.usual.get(column)
    for at in [*([wanted] if wanted is not None else []), *shown]:
        stored = xml.cell(row, at)
        is_covered = any(m.top <= row <= m.bottom and m.left <= at <= m.right for m in merges)
        is_taken = (row, at) in taken.values() or (stored is not None and _is_filled(stored))
        if not is_covered and not is_taken:
            return row, at
    return None
