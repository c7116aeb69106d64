"""Reads an open workbook into grids and a notice: a few whole-range reads for each sheet."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from typing import TYPE_CHECKING

from xianbiao.excel.books import file_of, is_county, is_visible, sheet_called
from xianbiao.excel.progress import Advance
from xianbiao.excel.ranges import (
    halves,
    is_formula,
    range_of,
    read_formulas,
    read_values,
    used_area,
)
from xianbiao.model.allocation import AllocationTable
from xianbiao.model.errors import UnreadableTable
from xianbiao.model.notices import Notice
from xianbiao.model.refs import Ref
from xianbiao.readers.notice import county_file, notice_of
from xianbiao.readers.shown import shown
from xianbiao.readers.table_places import TablePlace, table_places
from xianbiao.sheets.addresses import Area, address
from xianbiao.sheets.grid import Cell, Grid
from xianbiao.sheets.layout import keys
from xianbiao.sheets.patch import rectangles

if TYPE_CHECKING:
    import xlwings as xw

_READ_KINDS = {
    keys.KIND_PARAMETERS,
    keys.KIND_UNITS,
    keys.KIND_ALLOCATION,
    keys.KIND_CODES,
    keys.KIND_FORM,
    keys.KIND_GENERATED_FORM,
    keys.KIND_REGISTER,
}
"""The tables from which a notice is read; the calendar and the ledger are not among them."""

_NO_AMOUNTS = {keys.UNITS_SHEET, keys.REGISTER_SHEET}


def read_notice(book: xw.Book) -> Notice:
    """The notice of an open workbook, its values located in its cells.

    Raises UnreadableTable for a workbook that holds neither a notice nor a table.
    """
    return notice_and_grids(book)[0]


def notice_and_grids(book: xw.Book, advance: Advance | None = None) -> tuple[Notice, list[Grid]]:
    """The notice with the grids from which it was read, for buttons that need both.

    `advance` is told each sheet before it is read.
    """
    grids = read_grids(book, advance)
    return notice_of(file_of(book), grids), grids


def grid_called(book: xw.Book, grids: Iterable[Grid], name: str) -> Grid:
    """The grid of a sheet; raises UnreadableTable where the workbook has lost the sheet."""
    found = next((grid for grid in grids if grid.sheet == name), None)
    if found is None:
        raise lost_sheet(book, name)
    return found


def lost_sheet(book: xw.Book, *names: str) -> UnreadableTable:
    """The error for sheets of a workbook of ours that are not there."""
    shown = "、".join(f"“{name}”" for name in names)
    return UnreadableTable(
        f"找不到工作表{shown}",
        ref=Ref(file_of(book)),
        todo=f"把改了名的表改回{shown}；已删除的从备份恢复",
    )


def allocation_of(book: xw.Book, notice: Notice) -> AllocationTable:
    """The allocation table with its recipients; raises UnreadableTable where there is none."""
    table = notice.allocation
    if table is not None and table.rows:
        return table
    if notice.missing_sheets:
        raise lost_sheet(book, *notice.missing_sheets)
    raise UnreadableTable(
        "没有分配表，不知道有哪些单位",
        ref=Ref(file_of(book)),
        todo="先新建分配表，或导入带分配表的通知",
    )


def require_working(book: xw.Book) -> Grid:
    """The grid of _meta; raises UnreadableTable for a workbook that is none of ours."""
    refuse_county(book)
    meta = meta_grid(book)
    if meta is None or not _is_working(meta):
        raise UnreadableTable(
            "这不是县表的工作簿",
            ref=Ref(file_of(book)),
            expected=f"用“导入通知”或“新建”生成的工作簿，带隐藏工作表 {keys.META_SHEET}",
            todo="打开县表工作簿，或点“导入通知”生成一个；自己的表点“全面核对”“识别”或“一键导出县表”",
        )
    return meta


def refuse_county(book: xw.Book) -> None:
    """Raises UnreadableTable for a county file: nothing is divided or filled in from there."""
    if is_county(book):
        raise county_file(file_of(book))


def meta_grid(book: xw.Book) -> Grid | None:
    """The grid of the sheet _meta, None where the workbook has none."""
    sheet = sheet_called(book, keys.META_SHEET)
    return read_grid(sheet, file_of(book), numbers_as_shown=False) if sheet is not None else None


def read_grids(book: xw.Book, advance: Advance | None = None) -> list[Grid]:
    """The grids of all sheets. Of a working workbook only the sheets that are read are filled."""
    file, meta = file_of(book), meta_grid(book)
    wanted = {place.sheet for place in tables_of(meta)} if meta is not None else None
    grids: list[Grid] = []
    sheets = list(book.sheets)
    for number, sheet in enumerate(sheets, start=1):
        name = sheet.name
        if meta is not None and name == keys.META_SHEET:
            grids.append(meta)
        elif wanted is None or name in wanted:
            if advance is not None:
                advance(name, number, len(sheets))
            grids.append(read_grid(sheet, file, numbers_as_shown=name not in _NO_AMOUNTS))
        else:
            grids.append(Grid(file, name, [], is_hidden=True))
    return grids


def tables_of(meta: Grid) -> list[TablePlace]:
    """The tables of _meta from which a notice is read."""
    return [place for place in table_places(meta) if place.kind in _READ_KINDS]


def read_grid(
    sheet: xw.Sheet, file: str, area: Area | None = None, *, numbers_as_shown: bool = True
) -> Grid:
    """One sheet, or an area of it, as a grid: values, formulas, and numbers as they are shown.

    Where no amount is read, `numbers_as_shown` False spares the questions for number formats.
    """
    area = area or used_area(sheet)
    values = read_values(sheet, area)
    entered = read_formulas(sheet, area, values)
    formats = _formats(sheet, area, values) if numbers_as_shown else {}
    name = sheet.name
    rows = [
        [
            Cell(
                _as_shown(value, formats.get((r, c))),
                Ref(file, name, address(area.top + r, area.left + c), column=area.left + c + 1),
                is_formula(entered[r][c]),
            )
            for c, value in enumerate(row)
        ]
        for r, row in enumerate(values)
    ]
    while rows and all(cell.is_blank for cell in rows[-1]):
        rows.pop()
    return Grid(file, name, rows, is_hidden=not is_visible(sheet))


def _is_working(meta: Grid) -> bool:
    return any(
        row[0].stripped == keys.META_TEMPLATE and row[1].stripped == keys.WORKING_TEMPLATE
        for row in meta.rows
        if len(row) > 1
    )


def _formats(
    sheet: xw.Sheet, area: Area, values: Sequence[Sequence[object]]
) -> dict[tuple[int, int], str]:
    """The number format of every number: one question for each rectangle of one format."""
    numbers = {
        (r, c) for r, row in enumerate(values) for c, v in enumerate(row) if isinstance(v, float)
    }
    formats: dict[tuple[int, int], str] = {}
    asked = list(rectangles(numbers))
    while asked:
        part = asked.pop()
        moved = Area(
            area.top + part.top,
            area.left + part.left,
            area.top + part.bottom,
            area.left + part.right,
        )
        code = range_of(sheet, moved).number_format
        if code is None and (part.top, part.left) != (part.bottom, part.right):
            asked.extend(halves(part))
        else:
            formats.update(dict.fromkeys(_cells(part), code or "General"))
    return formats


def _as_shown(value: object, number_format: str | None) -> object:
    """A number with the words of its format; anything else as it is."""
    if number_format is None or not isinstance(value, float):
        return value
    return shown(value, number_format)


def _cells(area: Area) -> Iterator[tuple[int, int]]:
    for row in range(area.top, area.bottom + 1):
        for column in range(area.left, area.right + 1):
            yield row, column
