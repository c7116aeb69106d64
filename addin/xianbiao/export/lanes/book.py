"""A workbook as one recipient sees it across: on some sheets only its lane stays.

A table that is divided by rows loses rows, which the cutter does. Where recipients stand side by
side, as panels or in the columns of a transposed table, the workbook is first brought into this
form and then cut like any other, so that everything behind the cut (files, workbooks of all,
PDF, read back, leak scan) is the same for all tables.

The columns of others are emptied and hidden rather than deleted: deleting would move every column
to their right, with its width, its merges, the formulas, names and pictures that speak of it, all
over the workbook, while what is hidden and empty neither shows nor prints nor tells anything.
Nothing is left in those columns: no value, no note, no link, no format and no border. Charts that
draw the lanes would have others' figures to draw and go, so do tables in the sense of Excel
(their cells stay) and names that mean lanes.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator

from xianbiao.export.lanes.drawings import (
    draws_lanes,
    laid_drawing,
    without_charts,
    without_live_pictures,
)
from xianbiao.export.lanes.moves import CellMoves
from xianbiao.export.lanes.notes import laid_boxes, laid_comments
from xianbiao.export.lanes.ranges import Box
from xianbiao.export.lanes.rows import LaneRows, Totals, followed_rows
from xianbiao.export.lanes.skeleton import LaneSkeleton
from xianbiao.export.package.archive import Member, archive, pack
from xianbiao.export.package.elements import remove
from xianbiao.export.package.references import parse
from xianbiao.export.package.relationships import Relationship, rels_of, write_relationships
from xianbiao.export.package.sheet_xml import PLACEHOLDER
from xianbiao.export.package.source import SourceBook
from xianbiao.export.package.tidying import tidy
from xianbiao.export.package.xml_text import R_ID, parsed, written
from xianbiao.model.records import Record

_CHARTS = ("chart", "chartEx")
_UNCALLED = ("diagramDrawing",)
"""Relationships of a drawing that it calls through others."""
_PRINTED = ("_xlnm.Print_Area", "_xlnm.Print_Titles", "_xlnm._FilterDatabase")


class LaneSheet(Record, frozen=True):
    """What becomes of a sheet with lanes: the moves, the totals, the merges, what is hidden.

    `table` are the first and last column of its table.
    """

    moves: CellMoves
    table: tuple[int, int]
    hidden: frozenset[int]
    merges: tuple[Box, ...] = ()
    totals: Totals = Totals()


class _Layer:
    """The parts of a workbook that change for one sheet with lanes."""

    def __init__(self, source: SourceBook, lane: LaneSheet, kept: Collection[str]) -> None:
        self._source, self._lane, self._kept = source, lane, kept
        self.made: dict[str, bytes] = {}

    def parts(self) -> dict[str, bytes]:
        """The parts that change, by name."""
        name = self._lane.moves.sheet
        self._own_sheet(name)
        for other in self._source.sheets:
            if other.entry.name != name and other.entry.name in self._kept:
                self._other_sheet(other.entry.name)
        self._names()
        return self.made

    def _own_sheet(self, name: str) -> None:
        source, lane = self._source, self._lane
        part = source.part_of(name).part
        xml = source.sheet_once(name)
        related = source.relationships(part)
        lost = {r.id for r in related if not self._companion(name, r)}
        skeleton = LaneSkeleton(name, lane.moves, lane.table, lane.merges, lane.hidden)
        whole = _without(skeleton.laid(xml.skeleton, part), part, lost)
        before, _, after = whole.partition(PLACEHOLDER)
        rows = LaneRows(xml, source.strings, lane.moves, lane.totals).written()
        self.made[part] = b"%b<sheetData>%b</sheetData>%b" % (before, rows, after)
        left = [r for r in related if r.id not in lost and _is_used(r, whole)]
        if left != related:
            self.made[rels_of(part)] = write_relationships(left)

    def _companion(self, name: str, r: Relationship) -> bool:
        """Lay what hangs on the sheet; False where nothing of it is left."""
        if r.part is None or r.part not in self._source.members:
            return True
        data = self._source.content(r.part)
        match r.kind:
            case "comments" | "threadedComment":
                made = laid_comments(data, r.part, self._lane.moves)
            case "vmlDrawing":
                made = laid_boxes(data, self._lane.moves)
            case "drawing":
                made = laid_drawing(data, r.part, self._lane.moves, self._lane.hidden)
                if made is not None:
                    self.made[r.part] = made
                    made = self._charts(name, r.part)
            case "table":
                box = Box.of(parsed(data, r.part).get("ref", ""))
                return box is None or not box.is_in(self._lane.moves)
            case _:
                return True
        if made is not None:
            self.made[r.part] = made
        return made is not None

    def _other_sheet(self, name: str) -> None:
        """Another sheet changes only where something on it reads the lanes."""
        source, lane = self._source, self._lane
        part = source.part_of(name).part
        xml = source.sheet_once(name)
        rows = followed_rows(xml, source.strings, name, lane.moves, lane.totals)
        skeleton = LaneSkeleton(name, lane.moves).followed(xml.skeleton, part)
        if rows is not None or skeleton != xml.skeleton:
            before, _, after = skeleton.partition(PLACEHOLDER)
            inner = xml.rows_data if rows is None else rows
            self.made[part] = b"%b<sheetData>%b</sheetData>%b" % (before, inner, after)
        for r in source.relationships(part):
            if r.kind == "drawing" and r.part is not None and r.part in source.members:
                self._other_drawing(part, name, r)

    def _other_drawing(self, part: str, name: str, r: Relationship) -> None:
        assert r.part is not None
        made = self._charts(name, r.part)
        if made is not None and made != self._source.content(r.part):
            self.made[r.part] = made
        elif made is None:
            data = self.made.get(part) or self._source.content(part)
            self.made[part] = _without(data, part, {r.id})
            left = [other for other in self._source.relationships(part) if other.id != r.id]
            self.made[rels_of(part)] = write_relationships(left)

    def _charts(self, name: str, drawing: str) -> bytes | None:
        """A drawing without charts and live pictures of others' figures; None where it has no more.

        What it showed on lanes that are gone goes out of the file: nothing leads to it any more.
        """
        related = self._source.relationships(drawing)
        lost = frozenset(
            r.id
            for r in related
            if r.kind in _CHARTS
            and r.part in self._source.members
            and draws_lanes(self._source.content(r.part), r.part, name, self._lane.moves)
        )
        data: bytes | None = self.made.get(drawing) or self._source.content(drawing)
        if lost and data is not None:
            data = without_charts(data, drawing, lost)
        if data is not None:
            data = without_live_pictures(data, drawing, name, self._lane.moves)
        if data is None:
            return None
        left = [r for r in related if r.kind in _UNCALLED or f'"{r.id}"'.encode() in data]
        if left != related:
            self.made[rels_of(drawing)] = write_relationships(left)
        return data

    def _names(self) -> None:
        """Names that mean cells of lanes follow them; those whose cells are gone go too."""
        part = self._source.workbook_part
        root = parsed(self._source.content(part), part)
        sheets = self._source.sheets
        changed = False
        for element in list(root.iter("{*}definedName")):
            text = "".join(element.itertext()).strip()
            if element.get("name") in _PRINTED or not list(parse(text).references()):
                continue
            at = element.get("localSheetId")
            own = sheets[int(at) if at is not None else 0].entry.name
            new = self._lane.moves.formula(text, own)
            if new is None:
                element.getparent().remove(element)
            else:
                element.text = new
            changed |= new != text
        for holder in root.findall("{*}definedNames"):
            if not len(holder):
                root.remove(holder)
        if changed:
            self.made[part] = written(root)


def lanes_laid(
    source: SourceBook, lanes: Collection[LaneSheet], kept: Collection[str]
) -> SourceBook:
    """The workbook with one lane on each of some sheets; `kept` are the sheets that matter.

    Raises ExportRefused where a formula must become a value and stores none.
    """
    for lane in lanes:
        made = _Layer(source, lane, kept).parts()
        members = [
            Member.of(name, made[name]) if name in made else member
            for name, member in source.members.items()
        ]
        source = SourceBook(archive(pack(members)), source.file)
    return source


def charts_lost(source: SourceBook, lanes: Collection[LaneSheet]) -> Iterator[str]:
    """The sheets whose charts go because they draw lanes."""
    for sheet in source.sheets:
        name = sheet.entry.name
        for r in source.relationships(sheet.part):
            if r.kind != "drawing" or r.part not in source.members:
                continue
            charts = [c for c in source.relationships(r.part) if c.kind in _CHARTS and c.part]
            if any(
                draws_lanes(source.content(c.part), c.part, name, lane.moves)
                for c in charts
                if c.part in source.members
                for lane in lanes
            ):
                yield name
                break


def _without(data: bytes, part: str, lost: Collection[str]) -> bytes:
    """A sheet that no longer calls some relationships."""
    if not lost:
        return data
    root = parsed(data, part)
    for element in [e for e in root.iter("{*}*") if e.get(R_ID) in lost]:
        remove(element)
    tidy(root)
    return written(root)


def _is_used(r: Relationship, skeleton: bytes) -> bool:
    """Whether a relationship is still called; only links are called by their cells."""
    return r.kind != "hyperlink" or b'"%b"' % r.id.encode() in skeleton
