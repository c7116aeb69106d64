"""Reads .xlsx and .xlsm workbooks into grids: values as shown, merges, hidden rows and columns."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from functools import lru_cache
from operator import is_
from pathlib import Path
from typing import NamedTuple

from xianbiao.model.errors import UnreadableFile
from xianbiao.model.records import replace
from xianbiao.model.refs import Ref
from xianbiao.model.remembered import Remembered
from xianbiao.readers.followers import UNREAD, is_working_book
from xianbiao.readers.formulas import Address, computed_values
from xianbiao.readers.package import damaged, file_bytes, package_of
from xianbiao.readers.sheet_contents import SheetCell, SheetContents
from xianbiao.readers.sheet_xml import Sheet, SheetReader, formulas_of
from xianbiao.readers.shown import shown
from xianbiao.sheets.addresses import column_letters
from xianbiao.sheets.grid import Cell, Grid, Merge

_REMEMBERED = 2
"""How many workbooks are remembered as read: a click often follows another on the same file."""


def read_xlsx(path: Path, name: str | None = None) -> list[Grid]:
    """The grids of a workbook's sheets, in order; formulas give their stored value.

    The sheets of a working workbook of which no rule reads anything come without rows (the
    calendar, the ledger, the overview and the chart, lists and steps of target
    values). Nor does any read what its formulas of judgement show, which come with the value
    that is stored.

    Where a program saved formulas without values, or with values that it did not compute, they
    are computed in memory; the file itself is only read. `name` is what the file is called in
    findings, its path where it is None. Raises UnreadableFile when the file is
    missing, damaged or encrypted, and for a formula that has no value at all.
    """
    return [
        replace(grid, rows=[list(row) for row in grid.rows], merges=list(grid.merges))
        for grid in _grids(str(path) if name is None else name, file_bytes(path))
    ]


def results_to_store(path: Path) -> dict[Address, object]:
    """What formulas come to where a workbook stores no result, or a zero for want of one.

    By sheet and address: a number, a text, a truth value, a date, an error such as `#DIV/0!`, or
    None for an empty text. Raises as `read_xlsx` does.
    """
    sheets, computed = _computed(str(path), file_bytes(path))
    cells = formulas_of(sheets)
    return {
        place: value
        for place, value in computed.items()
        if not cells[place].is_stored or (value and not cells[place].value)
    }


@lru_cache(maxsize=_REMEMBERED)
def _grids(file: str, data: bytes) -> tuple[Grid, ...]:
    """The grids of a workbook; those of the same bytes are read once."""
    sheets, computed = _computed(file, data)
    by_sheet: dict[str, dict[str, object]] = {}
    for (title, place), value in computed.items():
        by_sheet.setdefault(title, {})[place] = value
    return tuple(_grid(file, sheet, by_sheet.get(sheet.title, {})) for sheet in sheets)


@lru_cache(maxsize=_REMEMBERED)
def _computed(file: str, data: bytes) -> tuple[list[Sheet], Mapping[Address, object]]:
    """The sheets of a workbook, and the results of formulas that hold in place of stored ones."""
    path = Path(file)
    package = package_of(path, data)
    try:
        reader = SheetReader(package)
        is_working = is_working_book(reader)
        unread = UNREAD if is_working else frozenset[str]()
        sheets = [
            Sheet(title, is_hidden=False) if title in unread else reader.read(title)
            for title in reader.titles
        ]
        return sheets, computed_values(package, reader, sheets, is_working=is_working)
    except UnreadableFile:
        raise
    except Exception as error:
        raise damaged(path, _fault(error)) from error


def _fault(error: Exception) -> str:
    """What broke while reading, without the words of a library."""
    match error:
        case KeyError():
            return "缺少一个部件，或部件里的编号对不上"
        case SyntaxError() | ValueError() | TypeError() | IndexError():
            return "有部件的内容写坏了"
    return "内部结构有误"


class _Rectangle(NamedTuple):
    """The cells of a sheet by their rows, how wide it is, and its places row by row."""

    cells: dict[int, list[SheetCell]]
    width: int
    rows: list[list[_Place]]


class _Place(NamedTuple):
    """A place of a grid: its value where no formula gives it, else the cell of the formula."""

    address: str
    column: int
    value: object
    formula: SheetCell | None


class _Laid(NamedTuple):
    """The contents of a sheet, how they are laid out, and the grid last made of them."""

    contents: SheetContents
    rectangle: _Rectangle
    computed: Mapping[str, object]
    grid: Grid | None


_LAID = Remembered[tuple[str, str], _Laid](1 << 18)
"""Sheets as they were laid out last, by file and title; the room is in cells."""


def _grid(file: str, sheet: Sheet, computed: Mapping[str, object]) -> Grid:
    """A sheet as a rectangle from A1 to its last filled row and column.

    What a merged area covers is blank. Columns that are only coloured to the sheet's end count
    for nothing. `computed` are the values of formulas by address; where they and the contents
    are those of the last reading, the grid is the same.
    """
    key = (file, sheet.title)
    known = _LAID.get(key) or _LAID.get(("", sheet.title))
    if known is None or known.contents is not sheet.contents:
        known = _Laid(sheet.contents, _laid(sheet.contents, known), {}, None)
    grid = known.grid
    if (
        grid is None
        or grid.file != file
        or grid.is_hidden != sheet.is_hidden
        or not _is_same(known.computed, computed)
    ):
        grid = _filled(file, sheet, known.rectangle.rows, computed)
    laid = _Laid(sheet.contents, known.rectangle, computed, grid)
    size = 1 + sum(map(len, known.rectangle.rows))
    _LAID.keep(key, laid, size)
    _LAID.keep(("", sheet.title), laid, size)
    return grid


def _is_same(before: Mapping[str, object], now: Mapping[str, object]) -> bool:
    """Whether values are the same and of the same kinds: 1 is not TRUE."""
    return before == now and all(type(value) is type(now[at]) for at, value in before.items())


def _laid(contents: SheetContents, before: _Laid | None) -> _Rectangle:
    """The rows of the rectangle, before their formulas are computed.

    A row that is the same as in a reading before, between the same merges, is taken from there.
    """
    covered = set(_covered([Merge(*area) for area in contents.merges]))
    ends = {(top, left): right for top, left, _, right in contents.merges}
    cells: dict[int, list[SheetCell]] = {}
    height = width = 0
    for cell in contents.cells:
        row, column, value, _, formula, _ = cell
        if covered and (row, column) in covered:
            continue
        if (known_row := cells.get(row)) is None:
            known_row = cells[row] = []
        known_row.append(cell)
        if value is not None or formula is not None:
            height = max(height, row + 1)
            width = max(width, 1 + ends.get((row, column), column))
    known: dict[int, list[SheetCell]] = {}
    rows: list[list[_Place]] = []
    if before is not None and before.contents.merges == contents.merges:
        known, rows = before.rectangle.cells, before.rectangle.rows
        if before.rectangle.width != width:
            known, rows = {}, []
    return _Rectangle(
        cells,
        width,
        [
            rows[number]
            if number < len(rows) and _are_same(known.get(number, []), cells.get(number, []))
            else _places(number, cells.get(number, []), width)
            for number in range(height)
        ],
    )


def _are_same(before: list[SheetCell], now: list[SheetCell]) -> bool:
    """Whether two rows have the very same cells; equal ones could differ in kind: 1 is TRUE."""
    return len(before) == len(now) and all(map(is_, before, now))


def _places(number: int, cells: list[SheetCell], width: int) -> list[_Place]:
    """A row of the rectangle."""
    stored = {cell.column: cell for cell in cells}
    row = []
    for column in range(width):
        cell = stored.get(column)
        is_formula = cell is not None and cell.formula is not None
        value = None if cell is None or is_formula else _shown(cell, cell.value)
        place = f"{column_letters(column)}{number + 1}"
        row.append(_Place(place, column + 1, value, cell if is_formula else None))
    return row


def _filled(
    file: str, sheet: Sheet, places: list[list[_Place]], computed: Mapping[str, object]
) -> Grid:
    title = sheet.title
    rows = [
        [
            Cell(value, Ref(file, title, place, None, column), False)
            if formula is None
            else Cell(
                _shown(formula, computed.get(place, formula.value)),
                Ref(file, title, place, None, column),
                True,
            )
            for place, column, value, formula in row
        ]
        for row in places
    ]
    while rows and all(cell.is_blank for cell in rows[-1]):
        rows.pop()
    return Grid(
        file=file,
        sheet=title,
        rows=rows,
        is_hidden=sheet.is_hidden,
        merges=[Merge(*area) for area in sheet.contents.merges],
        hidden_rows=frozenset(sheet.contents.hidden_rows),
        hidden_columns=frozenset(sheet.contents.hidden_columns),
    )


def _covered(merges: list[Merge]) -> Iterator[tuple[int, int]]:
    """The places of merged areas that show nothing."""
    for merge in merges:
        for row in range(merge.top, merge.bottom + 1):
            for column in range(merge.left, merge.right + 1):
                if (row, column) != (merge.top, merge.left):
                    yield row, column


def _shown(cell: SheetCell, value: object) -> object:
    if isinstance(value, int | float) and not isinstance(value, bool):
        return shown(value, cell.number_format)
    return value
