"""Makes the file of each recipient from one source workbook: compiled once, filled many times."""

from __future__ import annotations

from collections import OrderedDict
from collections.abc import Iterable, Mapping, Sequence

from xianbiao.export.package.alike import Alike
from xianbiao.export.package.archive import Member, pack
from xianbiao.export.package.cell_pictures import CellPictures
from xianbiao.export.package.cut import Cut, SheetCut
from xianbiao.export.package.frame import Frame, in_order, names_of
from xianbiao.export.package.marks import Marks, Regions
from xianbiao.export.package.others.told import Told
from xianbiao.export.package.others.whose import Others, Whose, has_list
from xianbiao.export.package.own_book import OwnBook
from xianbiao.export.package.parts import Parts, member_of
from xianbiao.export.package.remaining import Remaining
from xianbiao.export.package.row_map import LAST_ROW
from xianbiao.export.package.row_writer import RowWriter
from xianbiao.export.package.segments import Piece
from xianbiao.export.package.shape import GappedSheet, Shape, Written
from xianbiao.export.package.sheet_parts import CutSheet, SheetCutter, rows_between
from xianbiao.export.package.sheet_xml import SheetXml
from xianbiao.export.package.source import SourceBook
from xianbiao.export.package.tables import is_gone, is_whole, table_names
from xianbiao.model.expressions import expression
from xianbiao.model.records import Record, replace

_SHAPES = 32
_STRINGS = expression(rb'<c\b(?=[^>]*\bt="s")[^>]*>(?:<f\b[^>]*?(?:/>|>[^<]*</f>))?<v>(\d+)</v>')


class _Compiled(Record, frozen=True):
    """A shape, what remained in it, the names of its parts, and the book of own sheets if any."""

    shape: Shape
    remaining: Remaining
    parts: frozenset[str]
    book: OwnBook | None


class Cutter:
    """Cuts one source for all recipients.

    `names` are those of each recipient: properties that tell them go, and what names one beside
    the rows goes into no file of another; `common` are words that may stand in every file though
    a name is in them. `own` are the sheets that belong to one.
    `for_all` is where the files become one workbook: pictures in cells are then not sorted out.
    """

    def __init__(
        self,
        source: SourceBook,
        regions: Regions,
        names: Sequence[Sequence[str]] = (),
        own: Mapping[str, int] | None = None,
        *,
        common: Iterable[str] = (),
        for_all: bool = False,
    ) -> None:
        self.source = source
        self._alike = Alike(source, own or {})
        self.regions = regions
        self._pictures = CellPictures(source, whole=for_all)
        flat = tuple([name for called in names for name in called])
        self._frame = Frame(source, flat, self._pictures.parts)
        self._others = Others(source, names, common, [*regions, *(own or ())])
        self._marks = Marks(source, regions)
        self._compiled: OrderedDict[object, _Compiled] = OrderedDict()

    def file(self, cut: Cut) -> bytes:
        """The package of one file.

        Raises ExportRefused where it would show no sheet, or a formula without a stored result
        would have to become a value.
        """
        common = [c for c in cut.sheets if c.sheet not in cut.own]
        opened = self._frame.opened(names_of(cut.sheets))
        key = (
            self._marks.key(common),
            bool(cut.own),
            opened not in cut.own and opened,
            self._is_divided(common) and cut.recipient,
        )
        known = self._compiled.get(key)
        if known is None:
            known = self._compile(cut, common, opened)
            self._compiled[key] = known
            if len(self._compiled) > _SHAPES:
                self._compiled.popitem(last=False)
        else:
            self._compiled.move_to_end(key)
        here = self._remaining(cut, known.remaining)
        more = self._pictures.members(cut.sheets, known.parts)
        if known.book is not None:
            here = self._with_tables(here, [c for c in cut.sheets if c.sheet in cut.own])
            there = known.parts.union(m.name for m in more)
            more += self._own_parts(cut, here, there, known.book, opened)
        filled = {
            sheet.name: (c, _writer(sheet.rows, here))
            for sheet in known.shape.sheets
            for c in common
            if c.sheet == sheet.name
        }
        return known.shape.file(filled, more)

    @property
    def changes(self) -> Told:
        """What was changed or left out of files because it named others."""
        return self._others.told

    def told(self) -> list[str]:
        """The same in words for the clerk."""
        return self.changes.notes()

    def _is_divided(self, cuts: Iterable[SheetCut]) -> bool:
        """Whether what files have alike names recipients, so that no two have it alike."""
        return self._others.divide_names or any(self._others.divide(c.sheet) for c in cuts)

    def _compile(self, cut: Cut, common: list[SheetCut], opened: str) -> _Compiled:
        """Everything that files of this shape share; with sheets of their own all but the book.

        What all files have cannot read a sheet that only one has: it reads the value then.
        """
        alike = Cut(tuple(common), recipient=cut.recipient)
        full = self._with_tables(self._remaining(alike, Remaining({})), common)
        names = self.source.workbook.steady_names(names_of(common), full)
        full = replace(full, names=names)
        parts = Parts(self.source)
        gapped = self._cut_sheets(common, full, parts, opened)
        self._frame.shared(parts)
        there = [g.part for g in gapped]
        if not cut.own:
            self._frame.book(names_of(cut.sheets), full, parts, there)
        constant = pack(member_of(name, made) for name, made in in_order(parts))
        held = tuple(dict.fromkeys([*parts.made, *there]))
        listed = [*held, *sorted(self._pictures.parts)]
        book = OwnBook(self._frame, names_of(common), full, listed) if cut.own else None
        return _Compiled(Shape(constant, tuple(gapped)), full, frozenset(held), book)

    def _own_parts(
        self, cut: Cut, here: Remaining, known: frozenset[str], book: OwnBook, opened: str
    ) -> list[Member]:
        """The parts that only this file has: its own sheets and the book that lists them."""
        kept = names_of(cut.sheets)
        names = book.steady_names(kept, here)
        here = replace(here, names=names)
        parts = Parts(self.source, elsewhere=known)
        sheets = {c.sheet: self._alike.sheet(c.sheet) for c in cut.sheets if c.sheet in cut.own}
        own = [self._own_cut(c, sheets[c.sheet], here) for c in cut.sheets if c.sheet in sheets]
        gapped = self._cut_sheets(own, here, parts, opened, once=sheets)
        requests = {c.sheet: c for c in own}
        filled = [g.filled(requests[g.name], _writer(g.rows, here)) for g in gapped]
        more = [g.part for g in gapped]
        listed: list[Member] = []
        if book.fits(parts):
            listed = book.members(kept, here, [*parts.made, *more], kept.index(opened))
        else:
            self._frame.book(kept, here, parts, [*sorted(known), *more])
        return [*listed, *(member_of(name, made) for name, made in in_order(parts)), *filled]

    def _own_cut(self, cut: SheetCut, xml: SheetXml, here: Remaining) -> SheetCut:
        """The cut of an own sheet, which may keep a list of all recipients for its drop-downs."""
        if here.whose is None or not has_list(xml.tail):
            return cut
        from xianbiao.export.package.others.list_cells import without_others

        return without_others(cut, xml, here.whose)

    def _cut_sheets(
        self,
        cuts: Iterable[SheetCut],
        full: Remaining,
        parts: Parts,
        opened: str,
        *,
        once: Mapping[str, SheetXml] | None = None,
    ) -> list[GappedSheet]:
        """Cut sheets; those with rows to fill are returned, the others are parts already.

        `once` are sheets that only one file has.
        """
        cutter = SheetCutter(self.source, full, parts)
        gapped: list[GappedSheet] = []
        for c in cuts:
            sheet = self.source.part_of(c.sheet)
            xml = self.source.sheet(c.sheet) if once is None else once[c.sheet]
            is_once = once is not None
            made = cutter.cut(sheet, c, xml, selected=c.sheet == opened, once=is_once)
            if made.raw and not is_once:
                parts.made[sheet.part] = self.source.members[sheet.part]
                parts.strings |= {int(i) for i in _STRINGS.findall(xml.rows_data)}
            elif self.regions.get(c.sheet) or c.puts:
                gapped.append(self._gapped(made, c, xml))
            else:
                in_place = c.rows.is_identity and not c.shown
                member = self._alike.member(c.sheet, made) if in_place else None
                if member is None:
                    rows = b"".join(rows_between(made, c, xml.numbers))
                    data = b"%b<sheetData>%b</sheetData>%b" % (made.before, rows, made.after)
                parts.made[sheet.part] = member or data
        return gapped

    def _gapped(self, made: CutSheet, cut: SheetCut, xml: SheetXml) -> GappedSheet:
        """The sheet in pieces; its gaps are the split regions and the rows that are written."""
        regions = self.regions.get(cut.sheet, ())
        is_own = self._marks.is_own
        written = [r for r in cut.puts if not is_own(cut.sheet, r) and cut.rows.keeps(r)]
        pieces: list[Piece] = []
        gaps: list[tuple[int, int] | Written] = []
        text, at = made.before + b"<sheetData>", 1
        for first, last in sorted([*regions, *((r, r) for r in written)]):
            row = xml.row(first) if first in written else None
            text += b"".join(rows_between(made, cut, xml.numbers_between(at, first - 1)))
            pieces.append(Piece.of(text))
            pattern = made.writer.pattern(row, cut.puts[first]) if row is not None else None
            gaps.append((first, last) if pattern is None else Written(first, pattern))
            text, at = b"", last + 1
        text += b"".join(rows_between(made, cut, xml.numbers_between(at, LAST_ROW)))
        pieces.append(Piece.of(text + b"</sheetData>" + made.after, last=True))
        return GappedSheet(made.part, cut.sheet, tuple(pieces), tuple(gaps), made.writer)

    def _with_tables(self, known: Remaining, cuts: Iterable[SheetCut]) -> Remaining:
        """What remains, with the tables on some sheets that still mean the same."""
        whole, less = set(known.tables), set(known.cut_tables)
        for c in cuts:
            for r in self.source.relationships(self.source.part_of(c.sheet).part):
                if r.kind == "table" and r.part in self.source.members:
                    data = self.source.content(r.part)
                    if is_gone(data, r.part, c.rows):
                        continue
                    is_all = is_whole(data, r.part, c.rows)
                    (whole if is_all else less).update(table_names(data, r.part))
        if len(whole) + len(less) == len(known.tables) + len(known.cut_tables):
            return known
        return replace(known, tables=frozenset(whole), cut_tables=frozenset(less))

    def _remaining(self, cut: Cut, like: Remaining) -> Remaining:
        """What remains in a file; names and tables are those of its shape."""
        whose = None if cut.recipient is None else Whose(cut.recipient, self._others)
        return Remaining(
            {c.sheet.lower(): c.rows for c in cut.sheets},
            like.names,
            like.tables,
            like.cut_tables,
            {c.sheet.lower(): c.changed for c in cut.sheets if c.changed},
            len(cut.sheets) < len(self.source.sheets),
            whose,
        )


def _writer(like: RowWriter, here: Remaining) -> RowWriter:
    return RowWriter(like.sheet, like.name, like.strings, here)
