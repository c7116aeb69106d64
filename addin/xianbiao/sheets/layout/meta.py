"""_meta: what the workbook is and where every table stands, for the program that reads it."""

from __future__ import annotations

from collections.abc import Sequence

from xianbiao import __version__
from xianbiao.sheets.layout import keys
from xianbiao.sheets.layout.context import TableEntry
from xianbiao.sheets.plan import SheetPlan, Visibility
from xianbiao.sheets.styles import Style


def meta_sheet(
    template: str, source: str, tables: Sequence[TableEntry], tag: str | None = None
) -> SheetPlan:
    """The very hidden sheet: key and value, then one row `table` for every table.

    A table row holds: table | sheet | kind | range | region. `tag` is the tag of direct funds
    with which a working workbook was made.
    """
    plan = SheetPlan(keys.META_SHEET, visibility=Visibility.VERY_HIDDEN)
    plan.columns(12, 24, 20, 14, 20)
    name = source.replace("\\", "/").rpartition("/")[2]
    heads = [
        (keys.META_TEMPLATE, template),
        (keys.META_VERSION, __version__),
        (keys.META_SOURCE, name),
    ]
    if tag is not None:
        heads.append((keys.META_TAG, tag))
    for row, pair in enumerate(heads):
        plan.put_row(row, 0, pair, Style.TEXT)
    for row, table in enumerate(tables, start=len(heads)):
        values = (keys.META_TABLE, table.sheet, table.kind, table.area.a1, table.region or None)
        plan.put_row(row, 0, values, Style.TEXT)
    return plan
