"""Sheets that only one file has: the rows they share with the first of their kind, deflated once.

Which sheet another is compared with follows from the plan alone, so that a file has the same
bytes whatever other files are made along with it.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from itertools import accumulate
from operator import eq

from xianbiao.export.package.archive import Member
from xianbiao.export.package.row_writer import RowWriter
from xianbiao.export.package.segments import SHORT, Piece, joined
from xianbiao.export.package.sheet_parts import CutSheet
from xianbiao.export.package.sheet_xml import ROW_END, SheetXml
from xianbiao.export.package.source import SourceBook
from xianbiao.model.expressions import expression
from xianbiao.model.records import Record

_SAME = expression(rb"\x01+")
_KEPT = 1024


class _Model(Record, frozen=True):
    """A sheet that others are compared with: its rows that they may share, and their lengths.

    A row with a formula, and what follows the last row, is None: nobody shares it.
    """

    sheet: SheetXml
    rows: list[bytes | None]
    lengths: list[int]

    @classmethod
    def of(cls, sheet: SheetXml) -> _Model:
        """The model that a sheet is."""
        *rows, _ = sheet.row_texts
        lengths = [0, *accumulate(map(len, rows))]
        return cls(sheet, [None if b"<f" in row else row for row in rows], lengths)

    def runs(self, rows: list[bytes]) -> Iterator[tuple[int, int]]:
        """The runs of rows that are the model's, and worth a segment."""
        for run in _SAME.finditer(bytes(map(eq, rows, self.rows))):
            if self.lengths[run.end()] - self.lengths[run.start()] >= SHORT:
                yield run.span()


class Alike:
    """The own sheets of one plan; `owners` are the recipients that they belong to."""

    def __init__(self, source: SourceBook, owners: Mapping[str, int]) -> None:
        self._source = source
        self._models = dict(_models(source, owners))
        self._known: dict[str, _Model] = {}
        self._pieces: dict[tuple[str, int, int], Piece | None] = {}

    def sheet(self, name: str) -> SheetXml:
        """The XML of an own sheet, not kept unless others are compared with it."""
        model = self._models.get(name, name)
        if model == name:
            return self._model(name).sheet
        return self._source.sheet_once(name, like=self._model(model).sheet)

    def member(self, sheet: str, made: CutSheet) -> Member | None:
        """A sheet that keeps every row; None where each row must be looked at."""
        writer = made.writer
        rows = writer.sheet.row_texts
        model = self._models.get(sheet, sheet)
        pieces: list[Piece | None] = [Piece.of(made.before + b"<sheetData>")]
        at = 0
        for first, last in self._model(model).runs(rows):
            if at < first:
                pieces.append(_own(_whole(rows[at:first]), writer))
            pieces.append(self._shared((model, first, last), rows, writer))
            at = last
        if rest := ROW_END.join(rows[at:]):
            pieces.append(_own(rest, writer))
        pieces.append(Piece.of(b"</sheetData>" + made.after, last=True))
        found = [p for p in pieces if p is not None]
        return joined(made.part, found) if len(found) == len(pieces) else None

    def _model(self, sheet: str) -> _Model:
        if sheet not in self._known:
            self._known[sheet] = _Model.of(self._source.sheet_once(sheet))
        return self._known[sheet]

    def _shared(
        self, key: tuple[str, int, int], rows: list[bytes], writer: RowWriter
    ) -> Piece | None:
        """Rows of the model from the second of the numbers to before the third."""
        if key in self._pieces:
            return self._pieces[key]
        xml = writer.in_place(_whole(rows[key[1] : key[2]]))
        piece = None if xml is None else Piece.of(xml)
        if len(self._pieces) < _KEPT:
            self._pieces[key] = piece
        return piece


def _own(rows: bytes, writer: RowWriter) -> Piece | None:
    xml = writer.in_place(rows)
    return None if xml is None else Piece.once(xml)


def _whole(rows: list[bytes]) -> bytes:
    return ROW_END.join([*rows, b""])


def _models(source: SourceBook, owners: Mapping[str, int]) -> Iterator[tuple[str, str]]:
    """Each own sheet with the one in the same place among those of the first recipient."""
    places: dict[int, int] = {}
    models: list[str] = []
    for sheet in source.sheets:
        name = sheet.entry.name
        if name in owners:
            place = places[owners[name]] = places.get(owners[name], -1) + 1
            if place == len(models):
                models.append(name)
            yield name, models[place]
