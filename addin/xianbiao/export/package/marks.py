"""Which files have the same shape: what in a workbook refers to rows, and where that begins."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterable, Mapping

from xianbiao.export.package.cut import SheetCut
from xianbiao.export.package.shape import kept_rows
from xianbiao.export.package.source import NOT_CARRIED, SourceBook

Regions = Mapping[str, tuple[tuple[int, int], ...]]
"""For each sheet that is split the runs of rows from which every file keeps its own."""

_ROWS = re.compile(rb"\$?[A-Z]{1,3}\$?([1-9]\d{0,6})\b")
_FORMULA = re.compile(rb"<f\b[^>]*>[^<]*</f>|\bref=\"[^\"]*\"")
_ZERO_ROWS = re.compile(rb"(?:row|Row|id)(?:>|=\")(\d+)|<x:Anchor>([^<]*)")
_PLACED = (
    *("drawing", "comments", "threadedComment", "vmlDrawing"),
    *("table", "chart", "chartEx", "ctrlProp"),
)


class Marks:
    """The rows of split sheets before which something begins that is referred to."""

    def __init__(self, source: SourceBook, regions: Regions) -> None:
        self._source, self._regions = source, regions
        self._marks: dict[str, list[int]] | None = None

    def is_own(self, sheet: str, row: int) -> bool:
        """Whether a row is one of those from which each file keeps its own."""
        return any(first <= row <= last for first, last in self._regions.get(sheet, ()))

    def key(self, cuts: Iterable[SheetCut]) -> object:
        """What files must have in common to share everything but their own rows."""
        cuts = list(cuts)
        marks = self._found(cuts)
        key: list[object] = []
        for cut in cuts:
            counts: dict[int, int] = {}
            for first, last in self._regions.get(cut.sheet, ()):
                for row in kept_rows(cut, first, last):
                    at = bisect_right(marks.get(cut.sheet, []), row)
                    counts[at] = counts.get(at, 0) + 1
            written = tuple(
                (row, *puts)
                for row, puts in sorted(cut.puts.items())
                if not self.is_own(cut.sheet, row)
            )
            key.append((cut.sheet, tuple(sorted(counts.items())), written, cut.changed))
        return tuple(key)

    def _found(self, cuts: list[SheetCut]) -> dict[str, list[int]]:
        if self._marks is None:
            names = self._source.workbook.names
            rows = {row for name in names for row in _rows(name.formula.encode())}
            for cut in cuts:
                rows |= self._referred(cut.sheet)
            edges = {edge for row in rows for edge in (row, row + 1)}
            self._marks = {
                sheet: sorted(e for e in edges if any(a <= e <= b for a, b in regions))
                for sheet, regions in self._regions.items()
            }
        return self._marks

    def _referred(self, sheet: str) -> set[int]:
        """The rows that a sheet and what hangs on it speak of, whatever sheet they mean."""
        xml = self._source.sheet(sheet)
        rows = _rows(xml.skeleton) | _zero_rows(xml.skeleton)
        own = {n for a, b in self._regions.get(sheet, ()) for n in range(a, b + 1)}
        for row in xml.rows(but=own):
            if b"<f" in row.inner:
                rows |= {r for f in _FORMULA.findall(row.inner) for r in _rows(f)}
        for part in self._hanging(self._source.part_of(sheet).part):
            data = self._source.content(part)
            rows |= _rows(data) | _zero_rows(data)
        return rows

    def _hanging(self, part: str) -> list[str]:
        """The parts with places of cells that a sheet leads to."""
        found: list[str] = []
        for r in self._source.relationships(part):
            if r.kind in _PLACED and r.kind not in NOT_CARRIED and r.part in self._source.members:
                found += [r.part, *self._hanging(r.part)]
        return found


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
