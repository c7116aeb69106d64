"""_meta of a county file: what it is, for whom, where its tables stand, and its marks."""

from __future__ import annotations

from collections.abc import Sequence
from functools import lru_cache

from xianbiao import __version__
from xianbiao.sheets.fingerprint import Seal, fingerprint
from xianbiao.sheets.layout import county_keys, keys
from xianbiao.sheets.layout.context import TableEntry
from xianbiao.sheets.layout.county_facts import County
from xianbiao.sheets.plan import CellPlan, SheetPlan, Value, Visibility
from xianbiao.sheets.styles import Style


def county_meta(county: County) -> tuple[SheetPlan, dict[str, str]]:
    """The sheet with the facts of the file, and the address of each fact by its key."""
    plan = SheetPlan(keys.META_SHEET, visibility=Visibility.VERY_HIDDEN)
    plan.columns(14, 24, 20, 20, 20)
    recipient = county.row.recipient
    facts: dict[str, Value] = {
        keys.META_TEMPLATE: keys.COUNTY_TEMPLATE,
        keys.META_VERSION: __version__,
        keys.META_SOURCE: county.number,
        county_keys.META_NUMBER: county.number,
        county_keys.META_RECIPIENT: county.name,
        county_keys.META_CODE: recipient.code if recipient else None,
        county_keys.META_AMOUNT: county.amount,
        county_keys.META_UNIT: county.unit,
        county_keys.META_TAG: county.tag or None,
    }
    for row, (key, value) in enumerate(facts.items()):
        plan.put_row(row, 0, (key, value), Style.TEXT)
    return plan, {key: plan.ref(row, 1) for row, key in enumerate(facts)}


def put_tables(meta: SheetPlan, tables: Sequence[TableEntry]) -> None:
    """A row `table` for every table: table | sheet | kind | range | region."""
    for row, table in enumerate(tables, start=meta.extent.bottom + 1):
        values = (keys.META_TABLE, table.sheet, table.kind, table.area.a1, table.region or None)
        meta.put_row(row, 0, values, Style.TEXT)


def put_marks(meta: SheetPlan, sheets: Sequence[SheetPlan]) -> None:
    """Rows `inputs` and `lock` for every sheet, _meta as it stands included, then the whole."""
    marks = fingerprint([*sheets, meta])
    row = meta.extent.bottom + 1
    for name, places in marks.inputs.items():
        meta.put_row(row, 0, (county_keys.META_INPUTS, name, " ".join(places)), Style.TEXT)
        row += 1
    cells = meta.cells
    for seal in marks.seals:
        cells[row, 0], cells[row, 1], cells[row, 2], cells[row, 3] = _lock(seal)
        row += 1
    meta.put_row(row, 0, (county_keys.META_FINGERPRINT, marks.whole), Style.TEXT)


@lru_cache(maxsize=8192)
def _lock(seal: Seal) -> tuple[CellPlan, ...]:
    """The row of a seal: the files of an export share most of them."""
    texts = (county_keys.META_LOCK, seal.sheet, seal.address, seal.mark)
    return tuple(CellPlan(text, Style.TEXT) for text in texts)
