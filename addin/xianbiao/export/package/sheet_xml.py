"""The XML of a sheet in three parts: what stands before its rows, the rows, and what follows."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property

from xianbiao.export.package.cells import CellXml, read_cells
from xianbiao.export.package.references import column_number, shifted
from xianbiao.export.package.xml_text import plain, unescaped

_DATA = re.compile(rb"<sheetData\b[^>]*?(?:/>|>(.*?)</sheetData>)", re.DOTALL)
_ROW = re.compile(rb"<row\b([^>]*?)(?:/>|>(.*?)</row>)", re.DOTALL)
_NUMBER = re.compile(rb"\sr=[\"'](\d+)[\"']")
_SPANS = re.compile(rb"\s(?:r|spans)=[\"'][^\"']*[\"']")
_SHARED = re.compile(
    rb"<c\b[^>]*?\br=\"([A-Za-z]+)(\d+)\"[^>]*>\s*<f\b(?=[^>]*t=\"shared\")([^>/]*)>([^<]+)</f>"
)
_GROUP = re.compile(rb"\bsi=\"(\d+)\"")
PLACEHOLDER = b"<sheetData/>"


@dataclass(frozen=True, slots=True)
class RowXml:
    """One row as stored: its number, its attributes but number and span, its cells' XML."""

    number: int
    attributes: bytes
    inner: bytes

    def cells(self) -> Iterator[CellXml]:
        """The cells of the row."""
        return read_cells(self.inner)


def rows_of(data: bytes) -> list[bytes]:
    """What stands inside each row of some rows."""
    return [inner for _, inner in _ROW.findall(data)]


class SheetXml:
    """A sheet's XML with its rows found by number; a row is read only when it is asked for."""

    def __init__(self, data: bytes, part: str) -> None:
        self.data = plain(data, part)
        self.part = part
        match = _DATA.search(self.data)
        if match is None:
            self.head, self.tail, self._begin, self._end = self.data, b"", 0, 0
        else:
            self.head, self.tail = self.data[: match.start()], self.data[match.end() :]
            self._begin, self._end = match.span(1) if match[1] is not None else (0, 0)

    @cached_property
    def _index(self) -> tuple[list[int], list[tuple[int, int]]]:
        """The numbers of the stored rows, and where each stands."""
        numbers: list[int] = []
        spans: list[tuple[int, int]] = []
        for row in _ROW.finditer(self.data, self._begin, self._end):
            number = _NUMBER.search(row[1])
            assert number is not None
            numbers.append(int(number[1]))
            spans.append(row.span())
        return numbers, spans

    @property
    def numbers(self) -> list[int]:
        """The numbers of the stored rows, in order."""
        return self._index[0]

    @property
    def skeleton(self) -> bytes:
        """The sheet without its rows."""
        return self.head + PLACEHOLDER + self.tail

    @property
    def rows_data(self) -> bytes:
        """The XML of all rows."""
        return self.data[self._begin : self._end]

    def row(self, number: int) -> RowXml | None:
        """A row, None where the sheet stores none."""
        numbers = self.numbers
        at = bisect_left(numbers, number)
        if at == len(numbers) or numbers[at] != number:
            return None
        return self._row(at)

    def between(self, first: int, last: int) -> Iterator[RowXml]:
        """The stored rows from first to last."""
        at = bisect_left(self.numbers, first)
        while at < len(self.numbers) and self.numbers[at] <= last:
            yield self._row(at)
            at += 1

    def rows(self) -> Iterator[RowXml]:
        """Every stored row."""
        return (self._row(at) for at in range(len(self.numbers)))

    def cell(self, row: int, column: int) -> CellXml | None:
        """A cell, rows and columns from 1, None where the sheet stores none."""
        found = self.row(row)
        cells = found.cells() if found is not None else iter(())
        return next((c for c in cells if c.column_index == column), None)

    def formula(self, cell: CellXml) -> str | None:
        """The formula of a cell; one that is shared is written out."""
        if cell.formula is None:
            return None
        group = _GROUP.search(cell.formula_attributes)
        if group is None or b"shared" not in cell.formula_attributes or cell.formula:
            return cell.formula
        if int(group[1]) not in self._shared:
            return None
        text, row, column = self._shared[int(group[1])]
        return shifted(text, cell.row - row, cell.column_index - column)

    def _row(self, at: int) -> RowXml:
        start, stop = self._index[1][at]
        match = _ROW.match(self.data, start, stop)
        assert match is not None
        return RowXml(self.numbers[at], _SPANS.sub(b"", match[1]).rstrip(), match[2] or b"")

    def with_formulas(self) -> Iterator[tuple[int, int, RowXml]]:
        """The rows with a formula, each with where it begins and ends in `rows_data`."""
        at = self.data.find(b"<f", self._begin, self._end)
        while at >= 0:
            match = _ROW.match(self.data, self.data.rindex(b"<row", 0, at), self._end)
            assert match is not None
            number = _NUMBER.search(match[1])
            assert number is not None
            row = RowXml(int(number[1]), _SPANS.sub(b"", match[1]).rstrip(), match[2] or b"")
            yield match.start() - self._begin, match.end() - self._begin, row
            at = self.data.find(b"<f", match.end(), self._end)

    @cached_property
    def _shared(self) -> dict[int, tuple[str, int, int]]:
        """The shared formulas by their number, each with the place where it is written."""
        if b't="shared"' not in self.data:
            return {}
        return {
            int(group[1]): (unescaped(text), int(row), column_number(letters.decode()))
            for letters, row, attributes, text in _SHARED.findall(self.data, self._begin, self._end)
            if (group := _GROUP.search(attributes))
        }
