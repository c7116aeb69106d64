"""Reads a working workbook back: the notice's facts from 参数, the tables from their places."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator, Sequence
from decimal import Decimal

from xianbiao.model.allocation import AllocationTable, UnitMention
from xianbiao.model.funds import fund_in
from xianbiao.model.indicators import plain
from xianbiao.model.money_units import WAN_OF
from xianbiao.model.notices import (
    Attachment,
    AttachmentEntry,
    Notice,
    Part,
    Passage,
    SuperiorDocument,
    UnreadParameter,
)
from xianbiao.model.places import Places
from xianbiao.model.records import replace
from xianbiao.model.refs import Text
from xianbiao.model.written_dates import date_in
from xianbiao.readers.overwritten import overwritten_formulas
from xianbiao.readers.table_places import TablePlace, cut, table_places
from xianbiao.readers.table_ties import apply_ties, table_ties
from xianbiao.sheets.grid import Cell, Grid
from xianbiao.sheets.layout import keys
from xianbiao.sheets.recognise.labels import label_number
from xianbiao.sheets.recognise.notice import add_tables, tie_forms
from xianbiao.sheets.recognise.outline import outline

_DATES = (keys.DATE, keys.SUPERIOR_RECEIVED)
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
    parameters = _parameters(by_name, tables)
    _read_facts(notice, parameters, places)
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
        _read_controls(notice.allocation, parameters)
        _read_aliases(notice, by_name.get(keys.UNITS_SHEET))
    notice.unread_parameters = list(_unread_parameters(notice, parameters))
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


def _parameters(by_name: dict[str | None, Grid], tables: Sequence[TablePlace]) -> dict[str, Cell]:
    place = next((t for t in tables if t.kind == keys.KIND_PARAMETERS), None)
    grid = by_name.get(place.sheet if place else keys.PARAMETERS_SHEET)
    if grid is None:
        return {}
    return {row[0].stripped: row[1] for row in grid.rows if len(row) > 1 and row[0].stripped}


def _read_facts(notice: Notice, parameters: dict[str, Cell], places: Places) -> None:
    def text(key: str, part: Part) -> Text | None:
        cell = parameters.get(key)
        if cell is None or cell.is_blank:
            return None
        notice.passages.append(Passage(part, cell.as_text()))
        return cell.as_text()

    def texts(key: str, part: Part) -> list[Text]:
        whole = text(key, part)
        return [Text(t, whole.ref) for t in whole.stripped.split("、")] if whole else []

    notice.issuers = texts(keys.ISSUERS, Part.LETTERHEAD)
    notice.number = text(keys.NUMBER, Part.NUMBER)
    notice.title = text(keys.TITLE, Part.TITLE)
    notice.addressees = text(keys.ADDRESSEES, Part.ADDRESSEES)
    notice.entries = list(_entries(notice, parameters))
    notice.signatures = texts(keys.SIGNATURES, Part.SIGNATURE)
    notice.copies = text(keys.COPIES, Part.COPIES)
    notice.printed_by = text(keys.PRINTED_BY, Part.PRINTED)
    notice.printed_date = text(keys.PRINTED_DATE, Part.PRINTED)
    date = parameters.get(keys.DATE)
    if date is not None and not date.is_blank:
        notice.date, notice.date_text = _date(date), date.as_text()
    _read_superior(notice, parameters)
    tag = parameters.get(keys.TAG)
    notice.tag, notice.tag_ref = _words(tag), tag.ref if tag is not None else None
    notice.batch = _words(parameters.get(keys.BATCH))
    notice.income_account = _words(parameters.get(keys.INCOME))
    year = parameters.get(keys.YEAR)
    if year is not None and year.stripped.isdigit():
        notice.budget_year = int(year.stripped)
    fund, area = parameters.get(keys.FUND), parameters.get(keys.AREA)
    notice.fund = fund_in(fund.text) if fund is not None else None
    notice.area = places.find(area.stripped) if area is not None and not area.is_blank else None


def _entries(notice: Notice, parameters: dict[str, Cell]) -> Iterator[AttachmentEntry]:
    for key, cell in parameters.items():
        found = keys.ATTACHMENT_KEY.fullmatch(key)
        if found and not cell.is_blank:
            notice.passages.append(Passage(Part.ATTACHMENT_LIST, cell.as_text()))
            number = found.group(1)
            yield AttachmentEntry(int(number) if number else None, cell.as_text())


def _read_superior(notice: Notice, parameters: dict[str, Cell]) -> None:
    number, title = parameters.get(keys.SUPERIOR_NUMBER), parameters.get(keys.SUPERIOR_TITLE)
    cited = [cell for cell in (title, number) if cell is not None and not cell.is_blank]
    if cited:
        called = title.stripped if title is not None else ""
        shown = number.stripped if number is not None else ""
        notice.superior = SuperiorDocument(called, shown, cited[0].ref)
    received = parameters.get(keys.SUPERIOR_RECEIVED)
    notice.superior_received = _date(received) if received is not None else None
    tolerance = parameters.get(keys.TOLERANCE)
    if tolerance is not None:
        notice.tolerance = max(_typed_number(tolerance) or Decimal(0), Decimal(0))
    notice.superior_amount = _amount(parameters.get(keys.SUPERIOR_AMOUNT))
    notice.superior_change = _amount(parameters.get(keys.SUPERIOR_CHANGE))


def _unread_parameters(notice: Notice, parameters: dict[str, Cell]) -> Iterator[UnreadParameter]:
    """The figures and dates of 参数 that are text, which no formula reads."""
    table = notice.allocation
    adjusting = table is not None and table.is_adjustment
    numbers = {keys.TOLERANCE, keys.SUPERIOR_CHANGE if adjusting else keys.SUPERIOR_AMOUNT}
    for key, cell in parameters.items():
        if cell.is_blank:
            continue
        if key in _DATES and isinstance(cell.value, str):
            yield UnreadParameter(key, cell.as_text(), "日期")
        kept = key.startswith((keys.PRINTED_TOTAL, keys.EMBEDDED))
        if (kept or key in numbers) and _typed_number(cell) is None:
            instead = "0" if key == keys.TOLERANCE else ""
            yield UnreadParameter(key, cell.as_text(), "数字", instead)


def _typed_number(cell: Cell) -> Decimal | None:
    amount = cell.as_amount()
    return None if amount.is_text else amount.value


def _words(cell: Cell | None) -> str | None:
    return (cell.stripped or None) if cell is not None else None


def _amount(cell: Cell | None) -> Decimal | None:
    return cell.as_amount().value if cell is not None else None


def _date(cell: Cell) -> dt.date | None:
    if isinstance(cell.value, dt.datetime):
        return cell.value.date()
    if isinstance(cell.value, dt.date):
        return cell.value
    return date_in(cell.text)


def _read_controls(table: AllocationTable, parameters: dict[str, Cell]) -> None:
    """The totals as issued and the unit, which 参数 states beside the table."""
    for column in table.columns:
        cell = parameters.get(keys.PRINTED_TOTAL + keys.SEPARATOR + column.plain_name)
        if cell is not None:
            table.controls[column.index] = cell.as_amount()
    table.embedded_totals = [
        replace(embedded, control=cell.as_amount()) if cell is not None else embedded
        for position, embedded in enumerate(table.embedded_totals, start=1)
        for cell in [parameters.get(f"{keys.EMBEDDED}{keys.SEPARATOR}{position}")]
    ]
    unit = parameters.get(keys.UNIT)
    stated = {m.unit for m in table.units if m.stated}
    if unit is not None and unit.stripped in WAN_OF and unit.stripped not in stated:
        table.units.append(UnitMention(unit.stripped, unit.as_text(), stated=True))


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
