"""A sheet of one file with everything that hangs on it: rules, comments, drawings, tables."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from functools import lru_cache
from urllib.parse import unquote

from xianbiao.export.package.charts import cut_chart
from xianbiao.export.package.cut import SheetCut
from xianbiao.export.package.drawings import cut_drawing, shows_cells, with_own_cells
from xianbiao.export.package.notes import cut_boxes, cut_comments, people_in
from xianbiao.export.package.parts import Parts
from xianbiao.export.package.relationships import Relationship
from xianbiao.export.package.remaining import Remaining, moved
from xianbiao.export.package.row_map import RowMap
from xianbiao.export.package.row_writer import RowWriter
from xianbiao.export.package.sheet_xml import PLACEHOLDER, SheetXml
from xianbiao.export.package.skeleton import Skeleton
from xianbiao.export.package.source import NOT_CARRIED, SheetPart, SourceBook
from xianbiao.export.package.tables import cut_table, without_lost_formulas
from xianbiao.export.package.xml_text import parsed, written
from xianbiao.model.expressions import expression
from xianbiao.model.records import Record, replace

_CHARTS = ("chart", "chartEx")
_EDITED = expression(
    rb"<(?:\w+:)?(?:formula[12]?|f|cfvo)\b|\br:id=|\blocation=|<(?:\w+:)?(?:sortState|cellWatches"
    rb"|scenarios|dataConsolidate|customSheetViews|oleObjects|slicer|timeline|customProperties)"
)
"""What in a skeleton may have to change although no row goes."""


class CutSheet(Record, frozen=True):
    """A sheet's part in two halves, before and after its rows, and the writer of its rows.

    `raw` is True where the sheet is the source's own, byte for byte.
    """

    part: str
    before: bytes
    after: bytes
    writer: RowWriter
    raw: bool


class SheetCutter:
    """Cuts sheets of one source into the parts of one file."""

    def __init__(self, source: SourceBook, remaining: Remaining, parts: Parts) -> None:
        self.source, self.remaining, self.parts = source, remaining, parts

    def cut(
        self,
        sheet: SheetPart,
        cut: SheetCut,
        xml: SheetXml,
        *,
        selected: bool,
        once: bool = False,
    ) -> CutSheet:
        """Cut a sheet and what hangs on it; its rows are left to the writer.

        `once` is a sheet that only one file has, whose texts must be inline in any case.
        """
        name = sheet.entry.name
        kept = self._companions(sheet, cut.rows)
        writer = RowWriter(xml, name, self.source.strings, self.remaining)
        skeleton = Skeleton(name, self.remaining, kept)
        select = None if cut.rows.is_identity and not selected else selected
        data = xml.skeleton
        if once and select is None and not _is_edited(data):
            before, _, after = data.partition(PLACEHOLDER)
            return CutSheet(sheet.part, before, after, writer, raw=False)
        whole = skeleton.cut(data, sheet.part, selected=select)
        is_same = cut.rows.is_identity and whole == _rewritten(data, sheet.part)
        raw = is_same and not cut.puts and not _lost_formulas(writer)
        before, _, after = (data if is_same else whole).partition(PLACEHOLDER)
        return CutSheet(sheet.part, before, after, writer, raw)

    def _companions(self, sheet: SheetPart, rows: RowMap) -> frozenset[str]:
        """Cut what hangs on a sheet; the ids of the relationships that stay."""
        kept: list[Relationship] = []
        relationships = self.source.relationships(sheet.part)
        if not relationships:
            return frozenset()
        for r in relationships:
            if r.kind in NOT_CARRIED:
                continue
            if r.part is None or self._companion(sheet, r, rows):
                kept.append(r)
        return self.parts.relate(sheet.part, kept)

    def _companion(self, sheet: SheetPart, r: Relationship, rows: RowMap) -> bool:
        """Make the part that a relationship leads to; False where nothing of it is left."""
        part = r.part
        if part is None or part not in self.source.members:
            return False
        match r.kind:
            case "drawing":
                return self._drawing(sheet, part, rows)
            case "comments" | "threadedComment":
                data = self.source.content(part)
                made = data if rows.is_identity else cut_comments(data, part, rows)
                if made is not None and r.kind == "threadedComment":
                    self.parts.people |= people_in(made, part)
            case "vmlDrawing":
                data = self.source.content(part)
                made = data if rows.is_identity else cut_boxes(data, rows)
            case "table":
                data = self.source.content(part)
                made = data if rows.is_identity else cut_table(data, part, rows)
                if made is not None:
                    known = self.remaining.tables | self.remaining.cut_tables
                    made = without_lost_formulas(made, part, known)
            case _:
                return True
        if made is None:
            return False
        self.parts.put(part, made)
        self.parts.relate(part, self.source.relationships(part))
        return True

    def _drawing(self, sheet: SheetPart, part: str, rows: RowMap) -> bool:
        relationships = self.source.relationships(part)
        lost = set()
        for r in relationships:
            if r.kind in _CHARTS and r.part is not None and r.part not in self.parts.made:
                data = self.source.content(r.part)
                made = cut_chart(data, r.part, sheet.entry.name, self.remaining)
                if made is None:
                    lost.add(r.id)
                    continue
                same = made == _rewritten(data, r.part)
                self.parts.put(r.part, data if same else made)
                self.parts.relate(r.part, self.source.relationships(r.part))
        macros = not self.source.has_macros
        linked = [r for r in relationships if r.leads_inside]
        data = self.source.content(part)
        shows = shows_cells(data)
        if rows.is_identity and not lost and macros and not linked and not shows:
            self.parts.carry(part)
            return True
        links = {r.id: self._link(r, sheet.entry.name) for r in linked}
        dead = frozenset(i for i, link in links.items() if link is None)
        if shows:
            data = with_own_cells(data, part, sheet.entry.name, self.remaining)
        cut = cut_drawing(data, part, rows, frozenset(lost), macros=macros, dead=dead)
        if cut is None:
            return False
        self.parts.put(part, cut.data)
        used = [links.get(r.id) or r for r in relationships if r.id in cut.used - lost]
        self.parts.relate(part, used)
        return True

    def _link(self, r: Relationship, own: str) -> Relationship | None:
        """The link of a picture to its place after the cut, None where that is gone."""
        place = moved(unquote(r.target[1:]), own, self.remaining, may_change=True)
        return None if place is None else replace(r, target=f"#{place}", part=None)


@lru_cache(maxsize=64)
def _is_edited(skeleton: bytes) -> bool:
    return _EDITED.search(skeleton) is not None


def rows_between(cut: CutSheet, request: SheetCut, numbers: Iterable[int]) -> Iterator[bytes]:
    """The XML of those rows, of some of the sheet, that stay."""
    for number in numbers:
        if request.rows.keeps(number):
            row = cut.writer.sheet.row(number)
            if row is not None:
                puts = request.puts.get(number)
                yield cut.writer.row(row, puts, shown=number in request.shown)


def _lost_formulas(writer: RowWriter) -> bool:
    """Whether any formula of a sheet that keeps all its rows must become a value."""
    if b"<f" not in writer.sheet.rows_data:
        return False
    for row in writer.sheet.rows():
        if b"<f" not in row.inner:
            continue
        for cell in row.cells():
            text = writer.sheet.formula(cell)
            if text and moved(text, writer.name, writer.remaining) != text:
                return True
    return False


def _rewritten(data: bytes, part: str) -> bytes:
    return written(parsed(data, part))
