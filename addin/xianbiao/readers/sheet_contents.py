"""The cells of one worksheet: values, formulas, formats, read from the rows of its XML."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping, Sequence
from typing import NamedTuple

from xianbiao.model.expressions import expression
from xianbiao.model.records import Record, field
from xianbiao.model.remembered import Remembered
from xianbiao.readers.number_formats import (
    GENERAL,
    from_serial,
    is_date_format,
    is_duration_format,
)
from xianbiao.readers.sheet_rows import TRUE, RawCell, RawRow, read_rows, unescaped
from xianbiao.readers.xml_pieces import local_name
from xianbiao.sheets.addresses import column_number

_ADDRESS = expression(r"\$?([A-Z]+)\$?(\d+)")
_INVALID_DATE = "#VALUE!"


class SheetCell(NamedTuple):
    """One cell that the XML holds, row and column from 0; `formula` is without =, or None.

    `is_stored` tells a formula that has a stored value, which may be an empty text.
    """

    row: int
    column: int
    value: object
    number_format: str = GENERAL
    formula: str | None = None
    is_stored: bool = True


class SheetContents(Record):
    """What a worksheet holds; rows and columns count from 0, merges are top, left, bottom, right.

    `frame` is its XML without the rows, None where these cannot be told apart. `attributes`
    are those of formulas that have any, by the place of the cell among `cells`. Contents may be
    shared by the readings of several workbooks: they never change once they are read.
    """

    frame: bytes | None = None
    cells: list[SheetCell] = field(default_factory=list)
    merges: list[tuple[int, int, int, int]] = field(default_factory=list)
    hidden_rows: set[int] = field(default_factory=set)
    hidden_columns: set[int] = field(default_factory=set)
    attributes: list[tuple[int, tuple[tuple[str, str], ...]]] = field(default_factory=list)


class Shared(Record, frozen=True):
    """What all sheets of a workbook share."""

    strings: Sequence[str]
    formats: list[str]
    is_1904: bool


class _Known(Record, frozen=True):
    """The contents of a sheet, and what of the workbook they were read with."""

    contents: SheetContents
    formats: list[str]
    is_1904: bool
    strings: Sequence[str]
    used: list[int]
    texts: list[str]

    def holds_with(self, shared: Shared) -> bool:
        """Whether the same part says the same with these strings and formats."""
        strings = shared.strings
        if self.is_1904 != shared.is_1904 or self.formats != shared.formats:
            return False
        return strings is self.strings or (
            max(self.used, default=-1) < len(strings)
            and self.texts == [strings[number] for number in self.used]
        )


_KNOWN = Remembered[bytes, _Known](6 << 20)
"""Sheets by their parts; most are the same when a workbook was saved again."""


def contents_of(part: bytes, shared: Shared) -> SheetContents:
    """The contents of a sheet, not read again where its part and all it rests on are the same."""
    known = _KNOWN.get(part)
    if known is not None and known.holds_with(shared):
        return known.contents
    used: dict[int, str] = {}
    contents = _read(part, shared, used)
    texts = shared.strings, list(used), list(used.values())
    found = _Known(contents, shared.formats, shared.is_1904, *texts)
    return _KNOWN.keep(part, found, len(part)).contents


def _read(part: bytes, shared: Shared, used: dict[int, str]) -> SheetContents:
    """Read a sheet; leaves the shared strings that it uses, by their numbers."""
    frame, root, rows = read_rows(part)
    found = SheetContents(frame)
    for element in root:
        match local_name(element):
            case "cols":
                for column in element:
                    if column.get("hidden") in TRUE:
                        first, last = int(column.attrib["min"]), int(column.attrib["max"])
                        found.hidden_columns.update(range(first - 1, last))
            case "mergeCells":
                found.merges.extend(_area(merge.attrib["ref"]) for merge in element)
    masters: dict[str, str] = {}
    number = -1
    for row in rows:
        number = number + 1 if row.number is None else row.number - 1
        if row.is_hidden:
            found.hidden_rows.add(number)
        cells = _cells(row, number, shared, masters, used)
        found.attributes += [
            (at, cell.attributes)
            for at, cell in enumerate(row.cells, start=len(found.cells))
            if cell.attributes
        ]
        found.cells += cells
    return found


class _Row(NamedTuple):
    """The cells of a row, the row itself, and all that they were read with."""

    row: RawRow
    number: int
    formats: list[str]
    is_1904: bool
    strings: Sequence[str]
    used: dict[int, str]
    cells: list[SheetCell]

    def holds_with(self, row: RawRow, number: int, shared: Shared) -> bool:
        """Whether a row says the same in its place with these strings and formats."""
        strings = shared.strings
        return (
            self.row is row
            and self.number == number
            and self.is_1904 == shared.is_1904
            and self.formats == shared.formats
            and (
                strings is self.strings
                or all(strings[at] == text for at, text in self.used.items())
            )
        )


_ROWS = Remembered[int, _Row](1 << 17)
"""Rows by their identity: those of a sheet that did not change are the same; in cells."""


def _cells(
    row: RawRow, number: int, shared: Shared, masters: dict[str, str], used: dict[int, str]
) -> list[SheetCell]:
    """The cells of a row; one without shared formulas is not made again where it is the same."""
    known = _ROWS.get(id(row))
    if known is not None and known.holds_with(row, number, shared):
        if known.strings is not shared.strings:
            _ROWS.keep(id(row), known._replace(strings=shared.strings), len(known.cells) + 1)
        used.update(known.used)
        return known.cells
    own: dict[int, str] = {}
    cells = [_cell(cell, number, shared, masters, own) for cell in row.cells]
    used.update(own)
    if not any(cell.attributes for cell in row.cells):
        made = _Row(row, number, shared.formats, shared.is_1904, shared.strings, own, cells)
        _ROWS.keep(id(row), made, len(cells) + 1)
    return cells


def _cell(
    cell: RawCell, row: int, shared: Shared, masters: dict[str, str], used: dict[int, str]
) -> SheetCell:
    column, style, kind, stored, formula, attributes, inline = cell
    number_format = shared.formats[style] if style < len(shared.formats) else GENERAL
    if attributes and formula is not None:
        formula = _formula(formula, dict(attributes), masters)
    value: object = inline
    if stored is not None:
        if kind == "s":
            value = used[int(stored)] = shared.strings[int(stored)]
        else:
            value = _value(stored, kind, number_format, shared.is_1904)
    is_stored = stored is not None or kind == "str"
    return SheetCell(row, column, value, number_format, formula, is_stored)


def _formula(text: str, attributes: Mapping[str, str], masters: dict[str, str]) -> str:
    """The formula; that of a shared one is the text of its first cell."""
    index = attributes.get("si")
    if attributes.get("t") == "shared" and index is not None:
        return masters.setdefault(index, text) if text else masters.get(index, "")
    return text


def _value(text: str, kind: str, number_format: str, is_1904: bool) -> object:
    match kind:
        case "n":
            return _number(text, number_format, is_1904)
        case "b":
            return text in TRUE
        case "d":
            return dt.datetime.fromisoformat(text)
    return unescaped(text)


def _number(text: str, number_format: str, is_1904: bool) -> object:
    """A whole number as int, else float; by a date's format as what it shows."""
    text = text.strip()
    number = int(text) if text.lstrip("+-").isdigit() else float(text)
    if number_format == GENERAL or not is_date_format(number_format):
        return number
    try:
        return from_serial(number, is_1904=is_1904, is_duration=is_duration_format(number_format))
    except (ValueError, OverflowError):
        return _INVALID_DATE


def _area(text: str) -> tuple[int, int, int, int]:
    corners = [_ADDRESS.fullmatch(part) for part in text.split(":")]
    if not all(corners):
        raise ValueError(f"{text} is no area")
    places = [(int(m[2]) - 1, column_number(m[1])) for m in corners if m]
    return (*places[0], *places[-1])
