"""Rows of a sheet written for one file: moved, with texts inline and formulas that still hold."""

from __future__ import annotations

import re
from collections.abc import Collection, Mapping
from decimal import Decimal
from typing import NamedTuple

from xianbiao.export.package import cells
from xianbiao.export.package.cells import CellXml, Put, Recomputed, Replaced
from xianbiao.export.package.references import parse
from xianbiao.export.package.remaining import Remaining, moved, narrowed
from xianbiao.export.package.row_moves import moved_cells
from xianbiao.export.package.sheet_xml import ROW_END, RowXml, SheetXml, row_of
from xianbiao.export.package.strings import SharedStrings, replaced
from xianbiao.export.package.xml_text import escaped, unescaped
from xianbiao.model.errors import ExportRefused
from xianbiao.model.expressions import expression
from xianbiao.model.records import Record
from xianbiao.model.refs import Ref

_HIDDEN = expression(rb"\shidden=[\"'](?:1|true)[\"']")
_REFERENCE = expression(rb"\bref=\"([^\"]*)\"")
_SHARED_TEXT = expression(rb' t="s"><v>(\d+)</v>')
_FROZEN = expression(rb" (?:cm|vm)=\"\d+\"")
Puts = Mapping[int, Put]
"""What is put into the cells of a row, by column from 1."""


class Gap(NamedTuple):
    """A cell of a pattern: as stored, its column and new row, its XML up to a recomputed number."""

    cell: CellXml
    column: int
    number: int
    head: bytes


class RowPattern(NamedTuple):
    """A row of every file in pieces, one more than there are gaps between them."""

    pieces: tuple[bytes, ...]
    gaps: tuple[Gap, ...]

    def filled(self, puts: Puts, writer: RowWriter) -> bytes:
        """The row of one file."""
        found: list[bytes] = []
        for (cell, column, number, head), piece in zip(self.gaps, self.pieces, strict=False):
            put = puts[column]
            if isinstance(put, Recomputed):
                found += (piece, head, cells.figure(put.value), b"</v></c>")
            else:
                found += (piece, writer.put(cell, number, put))
        return b"".join([*found, self.pieces[-1]])


class RowWriter(Record, frozen=True):
    """Writes rows of one sheet into a file in which `remaining` is left of the workbook."""

    sheet: SheetXml
    name: str
    strings: SharedStrings
    remaining: Remaining

    def row(self, row: RowXml, puts: Puts | None = None, *, shown: bool = False) -> bytes:
        """The XML of a row in its new place; `shown` unhides a row that a filter hid.

        Raises ExportRefused where a formula must become its value and stores none.
        """
        number = self.remaining.rows[self.name.lower()](row.number)
        assert number is not None
        attributes = row.attributes
        if shown and b"hidden" in attributes:
            attributes = _HIDDEN.sub(b"", attributes)
        if not puts and (quick := self._moved(row, number)) is not None:
            return b'<row r="%d"%b>%b</row>' % (number, attributes, quick)
        inner = b"".join([self._cell(c, number, puts or {}) for c in _cells_for(row, puts or {})])
        return b'<row r="%d"%b>%b</row>' % (number, attributes, inner)

    def in_place(self, data: bytes) -> bytes | None:
        """Rows of a sheet that keeps every row; None where each must be looked at."""
        if (kept := self._kept_formulas(data)) is not None:
            return self._inlined(kept)
        pieces: list[bytes | None] = []
        at, found = 0, data.find(b"<f")
        while found >= 0:
            start = data.rindex(b"<row", 0, found)
            stop = data.index(ROW_END, found) + len(ROW_END)
            pieces += (self._inlined(data[at:start]), self.row(row_of(data[start:stop])))
            at, found = stop, data.find(b"<f", stop)
        pieces.append(self._inlined(data[at:]))
        return None if None in pieces else b"".join(p for p in pieces if p is not None)

    def _kept_formulas(self, data: bytes) -> bytes | None:
        """Rows with their formulas as they read here; None unless all are plain and stay."""
        if b"<f" not in data:
            return data
        first, *others = data.split(b"<f>")
        if data.count(b"<f") != len(others):
            return None
        found, known = [first], dict[bytes, bytes]()
        for piece in others:
            formula, end, rest = piece.partition(b"</f>")
            if formula not in known:
                new = moved(unescaped(formula), self.name, self.remaining) if formula else None
                if new is None:
                    return None
                known[formula] = escaped(new)
            found += (b"<f>", known[formula], end, rest)
        return b"".join(found)

    def _moved(self, row: RowXml, number: int) -> bytes | None:
        """The cells of a row in its new place; None where each must be looked at."""
        if row.number in self.remaining.changed.get(self.name.lower(), ()):
            return None
        cells = moved_cells(row.inner, row.number, number)
        return None if cells is None else self._inlined(cells)

    def _inlined(self, inner: bytes) -> bytes | None:
        """Rows or cells with their texts inline; None where cells must be looked at."""
        texts = inner.count(b't="s"')
        result, count = _SHARED_TEXT.subn(self._text, inner)
        return result if count == texts else None

    def _text(self, match: re.Match[bytes]) -> bytes:
        return b' t="inlineStr"><is>%b</is>' % self.strings[int(match[1])]

    def pattern(self, row: RowXml, columns: Collection[int]) -> RowPattern:
        """A row that every file has, with gaps in these columns."""
        number = self.remaining.rows[self.name.lower()](row.number)
        assert number is not None
        pieces, gaps = [], []
        text = b'<row r="%d"%b>' % (number, row.attributes)
        for cell in row.cells():
            if (column := cell.column_index) in columns:
                head = cells.number_head(cell, number, self._total(cell)) + b"<v>"
                pieces.append(text)
                gaps.append(Gap(cell, column, number, head))
                text = b""
            else:
                text += self._cell(cell, number, {})
        return RowPattern((*pieces, text + b"</row>"), tuple(gaps))

    def put(self, cell: CellXml, number: int, put: Put) -> bytes:
        """The XML of a cell into which something is put."""
        return self._put(cell, number, put)

    def _cell(self, cell: CellXml, number: int, puts: Puts) -> bytes:
        if puts and (column := cell.column_index) in puts:
            return self._put(cell, number, puts[column])
        if cell.formula is None:
            return cells.written(cell, number, self._inline(cell), None)
        formula, attributes = self._formula(cell)
        if formula is not None:
            return cells.written(cell, number, None, formula, attributes)
        return self._value(cell, number)

    def _put(self, cell: CellXml, number: int, put: Put) -> bytes:
        match put:
            case Decimal():
                return cells.number_written(cell, number, put, None)
            case Recomputed(value):
                return cells.number_written(cell, number, value, self._total(cell))
            case str():
                return cells.written(cell, number, cells.text_item(put), None)
            case Replaced(old, new):
                inline = self._inline(cell) or cells.text_item(cell.text(self.strings))
                return cells.written(cell, number, replaced(inline, old, new), None)
        return cells.blank_written(cell, number)

    def _inline(self, cell: CellXml) -> bytes | None:
        if cell.type == b"s" and cell.value is not None:
            return self.strings[int(cell.value)]
        return cell.inline

    def _formula(self, cell: CellXml) -> tuple[str | None, bytes]:
        kind = cell.formula_attributes
        if b"dataTable" in kind:
            return None, b""
        text = self.sheet.formula(cell)
        if not text:
            return None, b""
        result = moved(text, self.name, self.remaining)
        if result is None or b"array" not in kind:
            return result, b""
        area = _REFERENCE.search(kind)
        place = (
            moved(area[1].decode(), self.name, self.remaining, may_change=True) if area else None
        )
        if place is None:
            return None, b""
        return result, b't="array" ref="%b"' % place.encode()

    def _total(self, cell: CellXml) -> str | None:
        """The formula of a total, where it says of the rows that stay what it said of all."""
        text = self.sheet.formula(cell)
        if not text or (cell.formula_attributes and b"shared" not in cell.formula_attributes):
            return None
        references = list(parse(text).references())
        if len(references) == 1 and references[0].text == text:
            return moved(text, self.name, self.remaining, may_change=True)
        return narrowed(text, self.name, self.remaining)

    def _value(self, cell: CellXml, number: int) -> bytes:
        """A cell whose formula becomes what it stored."""
        if not cell.value and cell.type != b"str":
            raise ExportRefused(
                "公式要换成结果，但文件里没有存结果",
                ref=Ref("", self.name, f"{cell.column.decode()}{cell.row}"),
                found=f"={self.sheet.formula(cell) or ''}",
                todo="用 Excel 或 WPS 打开工作簿，重新计算后保存，再导出",
            )
        fixed = _without_metadata(cell)
        if cell.type == b"str":
            return cells.written(fixed, number, cells.text_item(cell.text(self.strings)), None)
        return cells.written(fixed, number, None, None)


def _without_metadata(cell: CellXml) -> CellXml:
    return cell._replace(attributes=_FROZEN.sub(b"", cell.attributes))


def _cells_for(row: RowXml, puts: Puts) -> list[CellXml]:
    """The cells of a row, and those not stored so far into which something is put."""
    found = list(row.cells())
    absent = puts.keys() - {c.column_index for c in found}
    added = [CellXml.blank(c, row.number) for c in absent if puts[c] is not None]
    return sorted([*found, *added], key=lambda c: c.column_index) if added else found
