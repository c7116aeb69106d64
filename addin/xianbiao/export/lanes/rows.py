"""The rows of a sheet written with its cells in their new places, formulas following them."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from decimal import Decimal

from xianbiao.export.lanes.moves import CellMoves, Place, cells_of
from xianbiao.export.package import cells
from xianbiao.export.package.cells import CellXml
from xianbiao.export.package.references import Formula, letters_of, parse
from xianbiao.export.package.row_map import LAST_ROW
from xianbiao.export.package.sheet_xml import SheetXml
from xianbiao.export.package.strings import SharedStrings
from xianbiao.model.errors import ExportRefused
from xianbiao.model.expressions import expression
from xianbiao.model.records import Record, field
from xianbiao.model.refs import Ref

_FROZEN = expression(rb" (?:cm|vm)=\"\d+\"")
_ADDING = expression(r"(?:SUM\(|[\s+,()])*", re.IGNORECASE)


class Totals(Record, frozen=True):
    """Totals over the lanes, by their new places: what each shows then, and what it adds up."""

    values: Mapping[Place, Decimal | None] = field(default_factory=dict)
    sums: Mapping[Place, str] = field(default_factory=dict)


class _Moved(Record, frozen=True):
    cell: CellXml
    old: Place
    formula: str | None


class LaneRows(Record, frozen=True):
    """Writes the rows of the sheet on which the lanes are."""

    xml: SheetXml
    strings: SharedStrings
    moves: CellMoves
    totals: Totals

    def written(self) -> bytes:
        """All rows. Raises ExportRefused where a formula must become a value and stores none."""
        placed = dict(self._placed())
        values = {place: n for place, m in placed.items() if (n := m.cell.number()) is not None}
        values |= {p: v or Decimal(0) for p, v in self.totals.values.items()}
        by_row: dict[int, dict[int, bytes]] = {}
        for place, moved in placed.items():
            by_row.setdefault(place[0], {})[place[1]] = self._cell(place, moved, values)
        numbers = sorted({*self.xml.numbers, *by_row})
        return b"".join(self._row(number, by_row.get(number, {})) for number in numbers)

    def _placed(self) -> Iterator[tuple[Place, _Moved]]:
        """The cells by their new places; one that is carried there stays on top of others."""
        carried = []
        for row in self.xml.rows():
            for cell in row.cells():
                old = (row.number, cell.column_index)
                new = self.moves.place(*old)
                if new is None:
                    continue
                there = cell._replace(column=letters_of(new[1]).encode(), row=new[0])
                moved = _Moved(there, old, self.xml.formula(cell))
                if old in self.moves.carried:
                    carried.append((new, moved))
                else:
                    yield new, moved
        yield from carried

    def _row(self, number: int, found: Mapping[int, bytes]) -> bytes:
        row = self.xml.row(number)
        attributes = b"" if row is None else row.attributes
        inner = b"".join(found[column] for column in sorted(found))
        return b'<row r="%d"%b>%b</row>' % (number, attributes, inner)

    def _cell(self, place: Place, moved: _Moved, values: Mapping[Place, Decimal]) -> bytes:
        cell, name = moved.cell, self.moves.sheet
        if place in self.totals.values:
            value = self.totals.values[place]
            if value is None:
                return cells.blank_written(_plain(cell), place[0])
            text = moved.formula
            stays = text is not None and _adds_to(text, name, value, values)
            return cells.number_written(_plain(cell), place[0], value, text if stays else None)
        if cell.formula is None:
            return cells.written(cell, place[0], cell.inline, None)
        if (text := self.totals.sums.get(place)) is not None:
            return cells.written(cell, place[0], None, text)
        is_still = place == moved.old
        value = _total_read(moved.formula, name, self.moves, self.totals)
        if value is not None:
            return cells.number_written(_plain(cell), place[0], value, moved.formula)
        return formula_written(
            self.xml, cell, self.strings, name, self._followed(moved.formula), still=is_still
        )

    def _followed(self, text: str | None) -> str | None:
        return self.moves.formula(text, self.moves.sheet) if text else None


def formula_written(
    xml: SheetXml,
    cell: CellXml,
    strings: SharedStrings,
    sheet: str,
    text: str | None,
    *,
    still: bool = True,
) -> bytes:
    """A cell with a formula as it reads now, or with its value where that is None.

    Formulas of arrays and data tables stay only where they are and as they are.
    """
    kind = cell.formula_attributes
    if b"array" in kind and text == cell.formula and still:
        return cells.written(cell, cell.row, None, text, kind)
    if text is not None and b"array" not in kind and b"dataTable" not in kind:
        return cells.written(cell, cell.row, None, text)
    if not cell.value and cell.type != b"str":
        raise ExportRefused(
            "公式要换成结果，但文件里没有存结果",
            ref=Ref("", sheet, f"{cell.column.decode()}{cell.row}"),
            found=f"={xml.formula(cell) or ''}",
            todo="用 Excel 或 WPS 打开工作簿，重新计算后保存，再导出",
        )
    fixed = _plain(cell)
    if cell.type == b"str":
        return cells.written(fixed, cell.row, cells.text_item(cell.text(strings)), None)
    return cells.written(fixed, cell.row, None, None)


def followed_rows(
    xml: SheetXml, strings: SharedStrings, sheet: str, moves: CellMoves, totals: Totals
) -> bytes | None:
    """The rows of another sheet whose formulas read the lanes; None where none does."""
    if b"<f" not in xml.rows_data or not _reads_any(xml, sheet, moves):
        return None
    written = [_followed_row(xml, n, strings, sheet, moves, totals) for n in xml.numbers]
    return b"".join(written)


def _followed_row(
    xml: SheetXml,
    number: int,
    strings: SharedStrings,
    sheet: str,
    moves: CellMoves,
    totals: Totals,
) -> bytes:
    row = xml.row(number)
    assert row is not None
    if b"<f" not in row.inner:
        return b'<row r="%d"%b>%b</row>' % (number, row.attributes, row.inner)
    found = []
    for cell in row.cells():
        text = xml.formula(cell)
        if cell.formula is None:
            found.append(cells.written(cell, number, cell.inline, None))
        elif (value := _total_read(text, sheet, moves, totals)) is not None:
            found.append(cells.number_written(_plain(cell), number, value, text))
        else:
            new = moves.formula(text, sheet) if text else None
            found.append(formula_written(xml, cell, strings, sheet, new))
    return b'<row r="%d"%b>%b</row>' % (number, row.attributes, b"".join(found))


def _reads_any(xml: SheetXml, sheet: str, moves: CellMoves) -> bool:
    texts = {t for row in xml.rows() if b"<f" in row.inner for t in _texts(xml, row.cells())}
    return any(moves.formula(text, sheet) != text for text in texts)


def _texts(xml: SheetXml, found: Iterator[CellXml]) -> Iterator[str]:
    for cell in found:
        if (text := xml.formula(cell)) is not None:
            yield text


def _total_read(text: str | None, own: str, moves: CellMoves, totals: Totals) -> Decimal | None:
    """What a formula shows that is nothing but a total over the lanes (`=分配!K9`)."""
    references = list(parse(text).references()) if text else []
    if len(references) != 1 or references[0].text != text or not references[0].is_single:
        return None
    there = references[0]
    if (there.sheet or own).lower() != moves.sheet.lower():
        return None
    return totals.values.get((there.first, there.column_span()[0]))


def _adds_to(text: str, own: str, value: Decimal, values: Mapping[Place, Decimal]) -> bool:
    """Whether a formula that only adds up cells gives this value with what they hold now."""
    formula = parse(text)
    if not is_sum(formula, own):
        return False
    read = [place for r in formula.references() for place in cells_of(r)]
    return sum((values.get(place, Decimal(0)) for place in read), Decimal(0)) == value


def is_sum(formula: Formula, own: str) -> bool:
    """Whether a formula only adds up cells of its own sheet."""
    if not formula.functions <= {"SUM"} or formula.names or formula.tables:
        return False
    references = list(formula.references())
    if not references or any(r.kind not in ("cell", "range") for r in references):
        return False
    if any((r.sheet or own).lower() != own.lower() or r.last >= LAST_ROW for r in references):
        return False
    return all(_ADDING.fullmatch(p) for p in formula.pieces if isinstance(p, str))


def _plain(cell: CellXml) -> CellXml:
    return cell._replace(attributes=_FROZEN.sub(b"", cell.attributes))
