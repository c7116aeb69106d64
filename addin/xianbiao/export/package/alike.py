"""Sheets that only one file has: the rows they share with the first of their kind, deflated once.

Which sheet another is compared with follows from the plan alone, so that a file has the same
bytes whatever other files are made along with it.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from xianbiao.export.package.archive import Member
from xianbiao.export.package.row_writer import RowWriter
from xianbiao.export.package.segments import SHORT, Piece, fixed, joined
from xianbiao.export.package.sheet_parts import CutSheet
from xianbiao.export.package.sheet_xml import ROW_END
from xianbiao.export.package.source import SourceBook

_KEPT = 1024


class Alike:
    """The own sheets of one plan; `owners` are the recipients that they belong to."""

    def __init__(self, source: SourceBook, owners: Mapping[str, int]) -> None:
        self._source = source
        self._models = dict(_models(source, owners))
        self._rows: dict[str, list[bytes]] = {}
        self._pieces: dict[tuple[str, int, int], Piece | None] = {}

    def member(self, sheet: str, made: CutSheet) -> Member | None:
        """A sheet that keeps every row; None where each row must be looked at."""
        writer = made.writer
        rows = writer.sheet.rows_data.split(ROW_END)
        model = self._models.get(sheet, sheet)
        pieces: list[Piece | None] = [fixed(made.before + b"<sheetData>")]
        at = 0
        for first, last in _runs(rows, self._model(model)):
            if at < first:
                pieces.append(_own(_whole(rows[at:first]), writer))
            pieces.append(self._shared((model, first, last), rows, writer))
            at = last
        if rest := ROW_END.join(rows[at:]):
            pieces.append(_own(rest, writer))
        pieces.append(fixed(b"</sheetData>" + made.after, last=True))
        found = [p for p in pieces if p is not None]
        return joined(made.part, found) if len(found) == len(pieces) else None

    def _model(self, sheet: str) -> list[bytes]:
        if sheet not in self._rows:
            self._rows[sheet] = self._source.sheet_once(sheet).rows_data.split(ROW_END)
        return self._rows[sheet]

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


def _runs(rows: list[bytes], model: list[bytes]) -> Iterator[tuple[int, int]]:
    """The runs of rows without formulas that are those of the model, and worth a segment.

    What follows the last row is none.
    """
    start = size = 0
    end = min(len(rows), len(model)) - 1
    for at, (row, like) in enumerate(zip(rows[:end], model, strict=False)):
        if row == like and b"<f" not in row:
            size += len(row)
            continue
        if size >= SHORT:
            yield start, at
        start, size = at + 1, 0
    if size >= SHORT:
        yield start, end
