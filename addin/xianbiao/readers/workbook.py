"""Reads a working workbook back: the tables from their places, the facts from 参数."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from xianbiao.model.indicators import plain
from xianbiao.model.notices import Attachment, Notice
from xianbiao.model.places import Places
from xianbiao.model.records import replace
from xianbiao.readers.overwritten import overwritten_formulas
from xianbiao.readers.parameters import (
    parameters_of,
    read_controls,
    read_facts,
    unread_parameters,
)
from xianbiao.readers.table_places import TablePlace, cut, table_places
from xianbiao.readers.table_ties import apply_ties, table_ties
from xianbiao.sheets.grid import Grid
from xianbiao.sheets.layout import keys
from xianbiao.sheets.recognise.labels import label_number
from xianbiao.sheets.recognise.notice import add_tables, tie_forms
from xianbiao.sheets.recognise.outline import outline

_TABLES = (
    keys.KIND_ALLOCATION,
    keys.KIND_CODES,
    keys.KIND_FORM,
    keys.KIND_GENERATED_FORM,
)


def is_working(grids: Sequence[Grid]) -> bool:
    """Whether these grids are a working workbook of ours."""
    return any(_meta_value(grid, keys.META_TEMPLATE) == keys.WORKING_TEMPLATE for grid in grids)


def read_working(file: str, grids: Sequence[Grid], places: Places) -> Notice:
    """The notice of a working workbook, every value with the cell that it stands in."""
    by_name = {grid.sheet: grid for grid in grids}
    meta = by_name[keys.META_SHEET]
    tables = table_places(meta)
    notice = Notice(file=file)
    sheets = dict.fromkeys(t.sheet for t in tables)
    notice.missing_sheets = [sheet for sheet in sheets if sheet not in by_name]
    parameters = parameters_of(by_name, tables)
    read_facts(notice, parameters, places)
    cuts = [
        _whole(cut(by_name[t.sheet], t), t)
        for t in tables
        if t.kind in _TABLES and t.sheet in by_name and not _is_empty_form(by_name[t.sheet], t)
    ]
    add_tables(notice, outline(cuts).blocks, places)
    if not notice.forms:
        notice.attachments.extend(_form_to_fill_in(by_name, tables))
    formulas = frozenset[int]()
    if notice.allocation is not None:
        formulas = apply_ties(notice.allocation, table_ties(meta))
        read_controls(notice.allocation, parameters)
        _read_aliases(notice, by_name.get(keys.UNITS_SHEET))
    notice.unread_parameters = list(unread_parameters(notice, parameters))
    if any(row[0].stripped == keys.META_TAG for row in meta.rows):
        notice.made_with_tag = _meta_value(meta, keys.META_TAG)
    notice.overwritten = list(overwritten_formulas(notice, by_name, tables, formulas))
    return notice


def _meta_value(grid: Grid, key: str) -> str:
    if grid.sheet != keys.META_SHEET:
        return ""
    return next((row[1].stripped for row in grid.rows if row[0].stripped == key), "")


def _whole(grid: Grid, place: TablePlace) -> Grid:
    """An allocation table stays one table though a clerk emptied a row or a cell of it."""
    grid.is_one_table = place.kind == keys.KIND_ALLOCATION
    return grid


def _is_empty_form(grid: Grid, place: TablePlace) -> bool:
    """Whether a form that we made holds no target yet: it was never issued."""
    if place.kind != keys.KIND_GENERATED_FORM:
        return False
    table = cut(grid, place)
    start = next(
        (i for i, r in enumerate(table.rows) if any(plain(c.text) == "三级指标" for c in r)), 0
    )
    values = [row[-1].stripped for row in table.rows[start + 1 :] if row]
    return all(value in ("", keys.PENDING) for value in values)


def _form_to_fill_in(
    by_name: dict[str | None, Grid], tables: Sequence[TablePlace]
) -> Iterator[Attachment]:
    """The head of the first form that still waits for its targets: the attachment is there."""
    for place in tables:
        grid = by_name.get(place.sheet)
        if grid is not None and place.kind == keys.KIND_GENERATED_FORM:
            label, title = (cut(grid, place).rows[at][0].as_text() for at in (0, 1))
            number = label_number(label.stripped)
            yield Attachment(label if label else None, number, title, "form", title.ref)
            return


def _read_aliases(notice: Notice, grid: Grid | None) -> None:
    """Aliases that the clerk added on 单位 count like those of the list of places."""
    if grid is None or notice.allocation is None:
        return
    notice.listed_units = [
        row[1].as_text() for row in grid.rows[keys.FIRST_ROW :] if len(row) > 1 and row[1].stripped
    ]
    added = {
        row[1].stripped: tuple(a.strip() for a in row[5].stripped.split("、") if a.strip())
        for row in grid.rows
        if len(row) > 5 and row[1].stripped
    }
    notice.allocation.rows = [
        replace(
            row,
            recipient=replace(
                row.recipient,
                aliases=tuple(
                    dict.fromkeys((*row.recipient.aliases, *added.get(row.recipient.name, ())))
                ),
            ),
        )
        if row.recipient is not None
        else row
        for row in notice.allocation.rows
    ]
    tie_forms(notice)
