"""Makes the file of each recipient from one source workbook: compiled once, filled many times."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections import OrderedDict
from collections.abc import Iterable, Mapping

from xianbiao.export.package.archive import Member, archive, pack
from xianbiao.export.package.cut import Cut, SheetCut
from xianbiao.export.package.notes import cut_people
from xianbiao.export.package.parts import Parts, member_of
from xianbiao.export.package.properties import cut_properties
from xianbiao.export.package.relationships import CONTENT_TYPES, WORKBOOK_TYPE, Relationship
from xianbiao.export.package.remaining import Remaining
from xianbiao.export.package.row_writer import RowWriter
from xianbiao.export.package.shape import GappedSheet, Piece, Shape, Written, kept_rows
from xianbiao.export.package.sheet_parts import CutSheet, SheetCutter, rows_between
from xianbiao.export.package.sheet_xml import SheetXml
from xianbiao.export.package.source import NOT_CARRIED, SourceBook
from xianbiao.export.package.tables import is_whole, table_names
from xianbiao.model.errors import ExportRefused
from xianbiao.model.refs import Ref

Regions = Mapping[str, tuple[tuple[int, int], ...]]
"""For each sheet that is split the runs of rows from which every file keeps its own."""

_SHAPES = 32
_STRINGS = re.compile(rb'<c\b(?=[^>]*\bt="s")[^>]*>(?:<f\b[^>]*?(?:/>|>[^<]*</f>))?<v>(\d+)</v>')
_ROWS = re.compile(rb"\$?[A-Z]{1,3}\$?([1-9]\d{0,6})\b")
_FORMULA = re.compile(rb"<f\b[^>]*>[^<]*</f>|\bref=\"[^\"]*\"")
_ZERO_ROWS = re.compile(rb"(?:row|Row|id)(?:>|=\")(\d+)|<x:Anchor>([^<]*)")


class Cutter:
    """Cuts one source; `secret` tells whether a text names any recipient.

    Raises ExportRefused where a file would have no sheet that is shown.
    """

    def __init__(self, source: SourceBook, regions: Regions, names: Iterable[str] = ()) -> None:
        self.source = source
        self.regions = regions
        self.names = tuple(names)
        self._shapes: OrderedDict[object, Shape] = OrderedDict()
        self._marks: dict[str, list[int]] | None = None

    def file(self, cut: Cut) -> bytes:
        """The package of one file."""
        remaining = self._remaining(cut)
        if cut.own:
            return self._unique(cut, remaining)
        key = self._key(cut)
        shape = self._shapes.get(key)
        if shape is None:
            shape = self._compiled(cut, remaining)
            self._shapes[key] = shape
            if len(self._shapes) > _SHAPES:
                self._shapes.popitem(last=False)
        else:
            self._shapes.move_to_end(key)
        writers = {
            sheet.name: (c, self._writer(sheet.rows, remaining))
            for sheet in shape.sheets
            for c in cut.sheets
            if c.sheet == sheet.name
        }
        return shape.file(writers, [])

    def _writer(self, like: RowWriter, remaining: Remaining) -> RowWriter:
        """A writer for the rows of this file; names and tables are those of its shape."""
        known = like.remaining
        here = Remaining(
            remaining.rows, known.names, known.tables, known.cut_tables, remaining.changed
        )
        return RowWriter(like.sheet, like.name, like.strings, here)

    def _remaining(self, cut: Cut) -> Remaining:
        return Remaining(
            rows={c.sheet.lower(): c.rows for c in cut.sheets},
            changed={c.sheet.lower(): c.changed for c in cut.sheets if c.changed},
        )

    def _full(self, cut: Cut, remaining: Remaining) -> Remaining:
        """What remains, with the names and tables that still mean the same."""
        whole: set[str] = set()
        less: set[str] = set()
        for c in cut.sheets:
            for r in self.source.relationships(self.source.part_of(c.sheet).part):
                if r.kind == "table" and r.part in self.source.members:
                    data = self.source.content(r.part)
                    is_all = is_whole(data, r.part, c.rows)
                    (whole if is_all else less).update(table_names(data, r.part))
        known = Remaining(
            remaining.rows, frozenset(), frozenset(whole), frozenset(less), remaining.changed
        )
        names = self.source.workbook.steady_names([c.sheet for c in cut.sheets], known)
        return Remaining(known.rows, names, known.tables, known.cut_tables, known.changed)

    def _key(self, cut: Cut) -> object:
        marks = self._boundaries(cut)
        key: list[object] = []
        for c in cut.sheets:
            counts: dict[int, int] = {}
            for first, last in self.regions.get(c.sheet, ()):
                for row in kept_rows(c, first, last):
                    at = bisect_right(marks.get(c.sheet, []), row)
                    counts[at] = counts.get(at, 0) + 1
            written = tuple(
                (row, *puts)
                for row, puts in sorted(c.puts.items())
                if not self._is_own(c.sheet, row)
            )
            key.append((c.sheet, tuple(sorted(counts.items())), written, c.changed))
        return tuple(key)

    def _is_own(self, sheet: str, row: int) -> bool:
        return any(first <= row <= last for first, last in self.regions.get(sheet, ()))

    def _boundaries(self, cut: Cut) -> dict[str, list[int]]:
        """Before which rows of a split sheet something begins that is referred to."""
        if self._marks is None:
            rows: set[int] = {
                r for n in self.source.workbook.names for r in _rows(n.formula.encode())
            }
            for c in cut.sheets:
                xml = self.source.sheet(c.sheet)
                rows |= _rows(xml.skeleton) | _zero_rows(xml.skeleton)
                for row in xml.rows():
                    if b"<f" in row.inner and not self._is_own(c.sheet, row.number):
                        rows |= {r for f in _FORMULA.findall(row.inner) for r in _rows(f)}
                for part in self._hanging(self.source.part_of(c.sheet).part):
                    data = self.source.content(part)
                    rows |= _rows(data) | _zero_rows(data)
            edges = {edge for row in rows for edge in (row, row + 1)}
            self._marks = {
                sheet: sorted(e for e in edges if any(a <= e <= b for a, b in regions))
                for sheet, regions in self.regions.items()
            }
        return self._marks

    def _hanging(self, part: str) -> list[str]:
        """The parts with places of cells that a sheet leads to."""
        found = []
        for r in self.source.relationships(part):
            if r.kind in NOT_CARRIED or r.part not in self.source.members:
                continue
            if r.kind in (
                "drawing",
                "comments",
                "threadedComment",
                "vmlDrawing",
                "table",
                "chart",
                "chartEx",
                "ctrlProp",
            ):
                found += [r.part, *self._hanging(r.part)]
        return found

    def _compiled(self, cut: Cut, remaining: Remaining) -> Shape:
        parts = Parts(self.source)
        gapped = self._sheets(cut, self._full(cut, remaining), parts)
        self._finish(cut, self._full(cut, remaining), parts, [g.part for g in gapped])
        constant = pack(member_of(name, made) for name, made in _ordered(parts))
        return Shape(constant, tuple(gapped))

    def _unique(self, cut: Cut, remaining: Remaining) -> bytes:
        """A file with sheets of its own: nothing of it is shared but what is copied."""
        full = self._full(cut, remaining)
        parts = Parts(self.source)
        gapped = self._sheets(cut, full, parts)
        self._finish(cut, full, parts, [g.part for g in gapped])
        requests = {c.sheet: c for c in cut.sheets}
        filled = [g.filled(requests[g.name], self._writer(g.rows, full)) for g in gapped]
        return archive(pack([*(member_of(n, m) for n, m in _ordered(parts)), *filled]))

    def _sheets(self, cut: Cut, full: Remaining, parts: Parts) -> list[GappedSheet]:
        """Cut every sheet; those with rows to fill are returned, the others are parts already."""
        cutter = SheetCutter(self.source, full, parts)
        opened = self._opened(cut)
        gapped: list[GappedSheet] = []
        for c in cut.sheets:
            sheet = self.source.part_of(c.sheet)
            once = c.sheet in cut.own
            xml = self.source.sheet_once(c.sheet) if once else self.source.sheet(c.sheet)
            made = cutter.cut(sheet, c, xml, selected=c.sheet == opened)
            if made.raw and not once:
                parts.made[sheet.part] = self.source.members[sheet.part]
                data = xml.rows_data
                parts.strings |= {int(i) for i in _STRINGS.findall(data)}
            elif self.regions.get(c.sheet) or c.puts:
                gapped.append(self._gapped(made, c, xml))
            else:
                rows = b"".join(rows_between(made, c, xml.numbers))
                parts.put(sheet.part, _joined(made, rows))
        return gapped

    def _gapped(self, made: CutSheet, cut: SheetCut, xml: SheetXml) -> GappedSheet:
        """The sheet in pieces; its gaps are the split regions and the rows that are written."""
        regions = self.regions.get(cut.sheet, ())
        written = [r for r in cut.puts if not self._is_own(cut.sheet, r) and cut.rows.keeps(r)]
        pieces: list[Piece] = []
        gaps: list[tuple[int, int] | Written] = []
        text, at = made.before + b"<sheetData>", 1
        for first, last in sorted([*regions, *((r, r) for r in written)]):
            row = xml.row(first) if first in written else None
            text += b"".join(rows_between(made, cut, (n for n in xml.numbers if at <= n < first)))
            pieces.append(Piece.of(text))
            pattern = made.writer.pattern(row, cut.puts[first]) if row is not None else None
            gaps.append((first, last) if pattern is None else Written(first, pattern))
            text, at = b"", last + 1
        text += b"".join(rows_between(made, cut, (n for n in xml.numbers if n >= at)))
        pieces.append(Piece.of(text + b"</sheetData>" + made.after, last=True))
        return GappedSheet(made.part, cut.sheet, tuple(pieces), tuple(gaps), made.writer)

    def _opened(self, cut: Cut) -> str:
        entries = {s.entry.name: s.entry for s in self.source.sheets}
        shown = [c.sheet for c in cut.sheets if entries[c.sheet].is_visible]
        if not shown:
            raise ExportRefused(
                "留给单位的工作表都是隐藏的",
                ref=Ref(self.source.file),
                found="、".join(c.sheet for c in cut.sheets),
                todo="取消隐藏，或改选要给的工作表",
            )
        before = self.source.sheets[min(self.source.workbook.opened, len(entries) - 1)].entry.name
        return before if before in shown else shown[0]

    def _finish(self, cut: Cut, full: Remaining, parts: Parts, filled: list[str]) -> None:
        """The parts that speak of the whole file: workbook, strings, properties, types."""
        source = self.source
        kept = [c.sheet for c in cut.sheets]
        there = {source.part_of(name).part for name in kept}
        opened = kept.index(self._opened(cut))
        parts.put(source.workbook_part, source.workbook.cut(kept, full, opened))
        relationships: list[Relationship] = []
        for r in source.workbook_relationships:
            is_sheet = any(r.part == s.part for s in source.sheets)
            if r.kind in NOT_CARRIED or (is_sheet and r.part not in there):
                continue
            if r.kind == "sharedStrings":
                if not parts.strings or r.part is None:
                    continue
                parts.put(r.part, source.strings.pruned(parts.strings))
            elif r.kind == "person" and r.part in source.members:
                people = cut_people(source.content(r.part), r.part, frozenset(parts.people))
                if people is None:
                    continue
                parts.put(r.part, people)
            elif r.kind == "customXml" and self._speaks_of_recipients(r.part):
                continue
            relationships.append(r)
        held = {p: parts.made.pop(p, None) for p in filled}
        for part in filled:
            parts.made[part] = b""
        parts.relate(source.workbook_part, relationships)
        root = [r for r in source.root if cut_properties(r, parts, self.names)]
        parts.relate("", root)
        for part in held:
            del parts.made[part]
        types = source.types
        types.overrides[source.workbook_part] = WORKBOOK_TYPE
        names = [*parts.made, *filled]
        parts.made[CONTENT_TYPES] = types.for_parts(n for n in names if not n.endswith(".rels"))

    def _speaks_of_recipients(self, part: str | None) -> bool:
        if part not in self.source.members:
            return False
        text = self.source.content(part).decode("utf-8", errors="replace")
        return any(name in text for name in self.names)


def _joined(made: CutSheet, rows: bytes) -> bytes:
    return made.before + b"<sheetData>" + rows + b"</sheetData>" + made.after


def _ordered(parts: Parts) -> list[tuple[str, Member | bytes]]:
    """Content types first, then as they were made."""
    return sorted(parts.made.items(), key=lambda item: item[0] != CONTENT_TYPES)


def _rows(data: bytes) -> set[int]:
    return {int(r) for r in _ROWS.findall(data)}


def _zero_rows(data: bytes) -> set[int]:
    """Rows that are counted from 0, or behind which a page breaks."""
    found: set[int] = set()
    for number, anchor in _ZERO_ROWS.findall(data):
        for text in [number, *anchor.split(b",")]:
            if text.strip().isdigit():
                found |= {int(text), int(text) + 1}
    return found
