"""Reads 参数 of a working workbook: the facts of the notice, and totals and unit of its table."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator, Sequence
from decimal import Decimal

from xianbiao.model.allocation import AllocationTable, UnitMention
from xianbiao.model.funds import fund_in
from xianbiao.model.money_units import WAN_OF
from xianbiao.model.notices import (
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
from xianbiao.readers.table_places import TablePlace
from xianbiao.sheets.grid import Cell, Grid
from xianbiao.sheets.layout import keys

_DATES = (keys.DATE, keys.SUPERIOR_RECEIVED)


def parameters_of(by_name: dict[str | None, Grid], tables: Sequence[TablePlace]) -> dict[str, Cell]:
    """The value of every parameter by its name; empty where the sheet is gone."""
    place = next((t for t in tables if t.kind == keys.KIND_PARAMETERS), None)
    grid = by_name.get(place.sheet if place else keys.PARAMETERS_SHEET)
    if grid is None:
        return {}
    return {row[0].stripped: row[1] for row in grid.rows if len(row) > 1 and row[0].stripped}


def read_facts(notice: Notice, parameters: dict[str, Cell], places: Places) -> None:
    """Fill a notice with its number, title, dates and all else that is said of it as a whole."""

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


def unread_parameters(notice: Notice, parameters: dict[str, Cell]) -> Iterator[UnreadParameter]:
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


def read_controls(table: AllocationTable, parameters: dict[str, Cell]) -> None:
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
