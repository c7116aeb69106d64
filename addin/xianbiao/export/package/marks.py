"""Which files have the same shape: what in a workbook refers to rows, and where that begins."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterable, Mapping
from functools import lru_cache

from xianbiao.export.package.cut import SheetCut
from xianbiao.export.package.shape import kept_rows
from xianbiao.export.package.source import NOT_CARRIED, SourceBook
from xianbiao.model.expressions import expression

Regions = Mapping[str, tuple[tuple[int, int], ...]]
"""For each sheet that is split the runs of rows from which every file keeps its own."""

_ROWS = expression(rb"\$?[A-Z]{1,3}\$?([1-9]\d{0,6})\b")
_SPANS = expression(
    rb"\$?[A-Z]{1,3}\$?([1-9]\d{0,6})\b(?::\$?[A-Z]{1,3}\$?([1-9]\d{0,6})\b)?"
    rb"|\b([1-9]\d{0,6}):\$?([1-9]\d{0,6})\b"
)
_SEEN = expression(
    rb" topLeftCell=\"[A-Z]{1,3}([1-9]\d*)\""
    rb"|<selection\b[^>]*\bactiveCell=\"([A-Z]{1,3}([1-9]\d*))\" sqref=\"\2\""
)
"""A cell that a view shows first or has chosen; where it goes the next one stands for it."""
_TOP = expression(rb"<sheetView\b[^>]*\btopLeftCell=\"[A-Z]{1,3}([1-9]\d*)\"")
_FROZEN = expression(rb" ySplit=\"(\d+)")
_FORMULA = expression(rb"<f\b[^>]*>[^<]*</f>|\bref=\"[^\"]*\"")
_ZERO_ROWS = expression(rb"(?:row|Row|id)(?:>|=\")(\d+)|<x:Anchor>([^<]*)")
_POINT = b"pt idx="
"""A chart with this keeps copies of the cells that it draws."""
_PLACED = (
    *("drawing", "comments", "threadedComment", "vmlDrawing"),
    *("table", "chart", "chartEx", "ctrlProp"),
)


class Marks:
    """The rows of split sheets before which something begins that is referred to."""

    def __init__(self, source: SourceBook, regions: Regions) -> None:
        self._source, self._regions = source, regions
        self._marks: dict[str, list[list[int]]] | None = None

    def is_own(self, sheet: str, row: int) -> bool:
        """Whether a row is one of those from which each file keeps its own."""
        return any(first <= row <= last for first, last in self._regions.get(sheet, ()))

    def key(self, cuts: Iterable[SheetCut]) -> object:
        """What files must have in common to share everything but their own rows."""
        cuts = list(cuts)
        marks = self._found(cuts)
        key: list[object] = []
        for cut in cuts:
            regions = self._regions.get(cut.sheet, ())
            inside = marks.get(cut.sheet, ())
            counts = [
                _counts(cut, region, edges) if edges else cut.rows.kept(*region)
                for region, edges in zip(regions, inside, strict=True)
            ]
            written = [
                (row, *puts)
                for row, puts in sorted(cut.puts.items())
                if not self.is_own(cut.sheet, row)
            ]
            key.append((cut.sheet, tuple(counts), tuple(written), cut.changed))
        return tuple(key)

    def _found(self, cuts: list[SheetCut]) -> dict[str, list[list[int]]]:
        """The edges within each region of each sheet, but for the region's own first row."""
        if self._marks is None:
            names = self._source.workbook.names
            edges = {edge for name in names for edge in _ends(name.formula.encode())}
            for cut in cuts:
                edges |= self._referred(cut.sheet)
            self._marks = {
                sheet: [sorted(e for e in edges if first < e <= last) for first, last in regions]
                for sheet, regions in self._regions.items()
            }
        return self._marks

    def _referred(self, sheet: str) -> set[int]:
        """The edges of what a sheet and all that hangs on it speak of, whatever sheet they mean.

        Of a range in a formula only its ends count: what becomes of it follows from how many of
        its rows stay. Rules count rows from where they stand, so theirs count one by one.
        """
        xml = self._source.sheet(sheet)
        edges, rows = map(set, _around_rows(xml.skeleton))
        own = {n for a, b in self._regions.get(sheet, ()) for n in range(a, b + 1)}
        for row in xml.rows(but=own):
            if b"<f" in row.inner:
                found = _FORMULA.findall(row.inner)
                if b't="shared"' in row.inner:
                    found += [(xml.formula(c) or "").encode() for c in row.cells()]
                edges |= {edge for f in found for edge in _ends(f)}
        for part in self._hanging(self._source.part_of(sheet).part):
            data = self._source.content(part)
            rows |= _rows(data) | _zero_rows(data)
            if _POINT in data:
                rows |= _drawn(data, own)
        return edges | rows | {row + 1 for row in rows}

    def _hanging(self, part: str) -> list[str]:
        """The parts with places of cells that a sheet leads to."""
        found: list[str] = []
        for r in self._source.relationships(part):
            if r.kind in _PLACED and r.kind not in NOT_CARRIED and r.part in self._source.members:
                found += [r.part, *self._hanging(r.part)]
        return found


def _counts(cut: SheetCut, region: tuple[int, int], edges: list[int]) -> tuple[object, ...]:
    """How many rows of a region stay between any two edges."""
    counts: dict[int, int] = {}
    for row in kept_rows(cut, *region):
        at = bisect_right(edges, row)
        counts[at] = counts.get(at, 0) + 1
    return tuple(counts.items())


@lru_cache(maxsize=16)
def _around_rows(skeleton: bytes) -> tuple[frozenset[int], frozenset[int]]:
    """The edges, and the rows that count one by one, of which a sheet without its rows speaks."""
    rest = _SEEN.sub(b"", skeleton)
    return frozenset(_view_edges(skeleton)), frozenset(_rows(rest) | _zero_rows(rest))


def _view_edges(skeleton: bytes) -> set[int]:
    """The rows at which a view begins, those chosen, and the first that is not frozen."""
    seen = {int(top or chosen) for top, _, chosen in _SEEN.findall(skeleton)}
    tops = {1, *(int(row) for row in _TOP.findall(skeleton))}
    return seen | {top + int(height) for top in tops for height in _FROZEN.findall(skeleton)}


@lru_cache(maxsize=1024)
def _ends(formula: bytes) -> frozenset[int]:
    """The first row of every reference, and the row after its last."""
    found: set[int] = set()
    for groups in _SPANS.findall(formula):
        rows = [int(row) for row in groups if row]
        found |= {min(rows), max(rows) + 1}
    return frozenset(found)


def _rows(data: bytes) -> set[int]:
    return {int(r) for r in _ROWS.findall(data)}


def _drawn(data: bytes, own: set[int]) -> set[int]:
    """Those of some rows of which a chart keeps a copy: no two recipients have the same."""
    found: set[int] = set()
    for groups in _SPANS.findall(data):
        rows = [int(row) for row in groups if row]
        found |= {row for row in own if min(rows) <= row <= max(rows)}
    return found


def _zero_rows(data: bytes) -> set[int]:
    """Rows that are counted from 0, or behind which a page breaks."""
    found: set[int] = set()
    for number, anchor in _ZERO_ROWS.findall(data):
        for text in [number, *anchor.split(b",")]:
            if text.strip().isdigit():
                found |= {int(text), int(text) + 1}
    return found
