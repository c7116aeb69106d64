"""The XML of a sheet in three parts: what stands before its rows, the rows, and what follows."""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections.abc import Collection, Iterator
from functools import cached_property, lru_cache
from itertools import accumulate, zip_longest
from typing import NamedTuple

from xianbiao.export.package.cells import CellXml, read_cells
from xianbiao.export.package.references import column_number, shifted
from xianbiao.export.package.xml_text import are_plain_rows, plain, unescaped
from xianbiao.model.expressions import expression

_DATA = expression(rb"<sheetData\b[^>]*?(/?)>")
_DATA_END = b"</sheetData>"
_START = expression(rb"<row(?: r=\"(\d+)\")?(?=[\s/>])([^>]*?)(/?)>")
_PLAIN_START = expression(rb"<row r=\"(\d+)\"")
ROW_END = b"</row>"
_SEAM = ROW_END + b'<row r="'
_ROW = expression(rb"<row\b([^>]*?)(?:/>|>(.*?)</row>)", re.DOTALL)
_NUMBER = expression(rb"\sr=[\"'](\d+)[\"']")
_SPANS = expression(rb"\s(?:r|spans)=[\"'][^\"']*[\"']")
_SHARED = expression(
    rb"<c\b[^>]*?\br=\"([A-Za-z]+)(\d+)\"[^>]*>\s*<f\b(?=[^>]*t=\"shared\")([^>/]*)>([^<]+)</f>"
)
_GROUP = expression(rb"\bsi=\"(\d+)\"")
PLACEHOLDER = b"<sheetData/>"


@lru_cache(maxsize=1024)
def _attributes(written: bytes) -> bytes:
    """The attributes of a row without its number and span."""
    return _SPANS.sub(b"", written).rstrip()


class RowXml(NamedTuple):
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


def row_of(data: bytes) -> RowXml:
    """The row that some XML begins with; nothing but blanks follows it."""
    tag = _START.match(data)
    assert tag is not None
    return _row(data, 0, len(data), _number(tag))


def _number(tag: re.Match[bytes]) -> int:
    found = tag[1] or _NUMBER.findall(tag[2])[0]
    return int(found)


def _row(data: bytes, begin: int, end: int, number: int) -> RowXml:
    """The row that begins and ends at these places."""
    tag = _START.match(data, begin)
    assert tag is not None
    inner = b"" if tag[3] else data[tag.end() : data.rindex(ROW_END, begin, end)]
    return RowXml(number, _attributes(tag[2]), inner)


class SheetXml:
    """A sheet's XML with its rows found by number; a row is read only when it is asked for."""

    def __init__(self, data: bytes, part: str, like: SheetXml | None = None) -> None:
        """`like` is a sheet that has probably much the same XML, so that less must be read."""
        self.part = part
        self._known: dict[int, RowXml] = {}
        if like is not None and self._takes_after(like, data):
            return
        self.data = plain(data, part)
        self.head, self.tail, self._begin, self._end = self.data, b"", 0, 0
        match = _DATA.search(self.data)
        if match is None:
            return
        begin = end = stop = match.end()
        if not match[1]:
            end = self.data.index(_DATA_END, begin)
            stop = end + len(_DATA_END)
        self.head, self.tail = self.data[: match.start()], self.data[stop:]
        self._begin, self._end = begin, end

    def _takes_after(self, other: SheetXml, data: bytes) -> bool:
        """Take what stands around the rows from another sheet, where this has the same.

        What was plain there is plain here; only rows that the other has not must be looked at.
        """
        begin, end = other._begin, len(data) - (len(other.data) - other._end)
        if begin > end or not data.startswith(other._before) or not data.endswith(other._after):
            return False
        rows = data[begin:end].split(ROW_END)
        own = [r for r, like in zip_longest(rows, other.row_texts) if r and r != like]
        if not are_plain_rows(ROW_END.join(own)):
            return False
        self.data, self.head, self.tail = data, other.head, other.tail
        self._begin, self._end = begin, end
        self.row_texts = rows
        return True

    @cached_property
    def row_texts(self) -> list[bytes]:
        """The XML of each row without the end of its element, then what follows the last."""
        return self.rows_data.split(ROW_END)

    @cached_property
    def _before(self) -> bytes:
        return self.data[: self._begin]

    @cached_property
    def _after(self) -> bytes:
        return self.data[self._end :]

    @cached_property
    def _index(self) -> tuple[list[int], list[int]]:
        """The numbers of the stored rows, and where each begins, with the end of the last."""
        data, texts = self.rows_data, self.row_texts
        found = _PLAIN_START.findall(data)
        is_plain = len(found) == data.count(b"<row") == len(texts) - 1 == data.count(_SEAM) + 1
        if is_plain and data.startswith(b"<row"):
            lengths = (len(text) + len(ROW_END) for text in texts[:-1])
            return list(map(int, found)), list(accumulate(lengths, initial=self._begin))
        numbers: list[int] = []
        begins: list[int] = []
        for row in _START.finditer(self.data, self._begin, self._end):
            numbers.append(_number(row))
            begins.append(row.start())
        return numbers, [*begins, self._end]

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
        """A row, None where the sheet stores none; one that was asked for is kept."""
        known = self._known.get(number)
        if known is None:
            numbers = self.numbers
            at = bisect_left(numbers, number)
            if at == len(numbers) or numbers[at] != number:
                return None
            known = self._known[number] = self._row(at)
        return known

    def numbers_between(self, first: int, last: int) -> list[int]:
        """The numbers of the stored rows from first to last."""
        numbers = self.numbers
        return numbers[bisect_left(numbers, first) : bisect_right(numbers, last)]

    def rows(self, but: Collection[int] = ()) -> Iterator[RowXml]:
        """Every stored row but for some."""
        return (self._row(at) for at, row in enumerate(self.numbers) if row not in but)

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
        numbers, begins = self._index
        return _row(self.data, begins[at], begins[at + 1], numbers[at])

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
