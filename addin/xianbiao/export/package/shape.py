"""What all files of one shape share, made once: packed parts, and sheets with gaps for rows.

Two files have the same shape when they keep the same sheets and the same number of rows between
any two places that something in the workbook refers to; they differ only in what stands in the
rows that fill the gaps.
"""

from __future__ import annotations

from collections.abc import Mapping

from xianbiao.export.package.archive import Member, Packed, archive
from xianbiao.export.package.cut import SheetCut
from xianbiao.export.package.row_writer import RowPattern, RowWriter
from xianbiao.export.package.segments import SHORT, Piece, joined
from xianbiao.model.records import Record


class Written(Record, frozen=True):
    """A row of the source that every file has with other figures in it."""

    row: int
    pattern: RowPattern


class GappedSheet(Record, frozen=True):
    """A sheet in pieces with gaps between them: `pieces` is one longer than `gaps`.

    A gap is a run of rows of the source of which each file has some, or one row of every file
    into which each puts its own figures.
    """

    part: str
    name: str
    pieces: tuple[Piece, ...]
    gaps: tuple[tuple[int, int] | Written, ...]
    rows: RowWriter

    def filled(self, cut: SheetCut, writer: RowWriter) -> Member:
        """The sheet of one file."""
        found = [self.pieces[0]]
        pending: list[bytes] = []
        last = self.pieces[-1]
        for gap, piece in zip(self.gaps, self.pieces[1:], strict=True):
            if isinstance(gap, Written):
                pending.append(gap.pattern.filled(cut.puts[gap.row], writer))
            else:
                pending += _rows(gap, cut, writer)
            if len(piece.xml) < SHORT and piece is not last:
                pending.append(piece.xml)
                continue
            found += (Piece.once(b"".join(pending)), piece)
            pending = []
        return joined(self.part, found)


class Shape(Record, frozen=True):
    """The constant part of a file, packed, and the sheets that are filled for each file."""

    constant: Packed
    sheets: tuple[GappedSheet, ...]

    def file(self, cuts: Mapping[str, tuple[SheetCut, RowWriter]], more: list[Member]) -> bytes:
        """The bytes of one file; `more` are further parts that only this file has."""
        filled = [sheet.filled(*cuts[sheet.name]) for sheet in self.sheets]
        return archive(self.constant, [*filled, *more])


def _rows(gap: tuple[int, int], cut: SheetCut, writer: RowWriter) -> list[bytes]:
    found = []
    for number in kept_rows(cut, *gap):
        row = writer.sheet.row(number)
        if row is not None:
            found.append(writer.row(row, cut.puts.get(number), shown=number in cut.shown))
    return found


def kept_rows(cut: SheetCut, first: int, last: int) -> list[int]:
    """The rows from first to last that stay, without looking at each that went."""
    kept: list[int] = []
    at = first
    for start, stop in cut.rows.removed:
        if stop < first or start > last:
            continue
        kept += range(at, min(start, last + 1))
        at = max(at, stop + 1)
    kept += range(at, last + 1)
    return kept
