"""A sheet of one file with everything that hangs on it: rules, comments, drawings, tables."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from functools import lru_cache

from xianbiao.export.package.companions import Companions, rewritten
from xianbiao.export.package.cut import SheetCut
from xianbiao.export.package.others.names import may_name
from xianbiao.export.package.parts import Parts
from xianbiao.export.package.remaining import Remaining, moved
from xianbiao.export.package.row_writer import RowWriter
from xianbiao.export.package.sheet_xml import PLACEHOLDER, SheetXml
from xianbiao.export.package.skeleton import Skeleton
from xianbiao.export.package.source import SheetPart, SourceBook
from xianbiao.model.expressions import expression
from xianbiao.model.records import Record

_EDITED = expression(
    rb"<(?:\w+:)?(?:formula[12]?|f|cfvo)\b|\br:id=|\blocation=|<(?:\w+:)?(?:sortState|cellWatches"
    rb"|scenarios|dataConsolidate|customSheetViews|oleObjects|slicer|timeline|customProperties"
    rb"|webPublishItems|smartTags)|\bpivot=\""
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
        hanging = Companions(self.source, self.remaining, self.parts, name)
        related = hanging.cut(self.source.relationships(sheet.part))
        kept = frozenset(r.id for r in related)
        writer = RowWriter(xml, name, self.source.strings, self.remaining)
        macros = not self.source.has_macros
        skeleton = Skeleton(name, self.remaining, kept, hanging.shapes, macros=macros)
        data = xml.skeleton
        select = None if cut.rows.is_identity and not selected else selected
        if select is None and b"tabSelected=" in data:
            select = False
        if once and select is None and not self._is_edited(data):
            hanging.relate(sheet.part, related, data, data)
            before, _, after = data.partition(PLACEHOLDER)
            return CutSheet(sheet.part, before, after, writer, raw=False)
        whole = skeleton.cut(data, sheet.part, selected=select)
        hanging.relate(sheet.part, related, data, whole)
        is_same = cut.rows.is_identity and whole == rewritten(data, sheet.part)
        raw = is_same and not cut.puts and not _lost_formulas(writer)
        before, _, after = (data if is_same else whole).partition(PLACEHOLDER)
        return CutSheet(sheet.part, before, after, writer, raw)

    def _is_edited(self, skeleton: bytes) -> bool:
        may_change, may_name_others = _looks(skeleton)
        whose = self.remaining.whose
        return may_change or (may_name_others and whose is not None and whose.concerns(skeleton))


@lru_cache(maxsize=64)
def _looks(skeleton: bytes) -> tuple[bool, bool]:
    """Whether anything in a skeleton may have to change, and whether it can name anybody."""
    return _EDITED.search(skeleton) is not None, may_name(skeleton)


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
