"""Sheets of a working workbook that follow from the others: no rule reads what they show.

The formula engine spends most of its time on them. It gets a copy of the workbook in which they
are empty, where that changes no value of any other sheet.
"""

from __future__ import annotations

import io
import re
import zipfile
from collections.abc import Collection, Mapping
from functools import lru_cache

from xianbiao.model.expressions import expression
from xianbiao.readers.package import WORKBOOK, Package
from xianbiao.readers.sheet_contents import SheetCell
from xianbiao.readers.sheet_xml import SheetReader
from xianbiao.sheets.layout import keys

_LISTS = {keys.CALENDAR_SHEET, keys.READING_SHEET, keys.WORDS_SHEET}
_VIEWS = {keys.LEDGER_SHEET, keys.MATRIX_SHEET, keys.CHART_SHEET}
UNREAD = frozenset(_LISTS | _VIEWS)
"""The sheets that hold nothing of a notice, but most of the cells of a working workbook."""

_FOLLOWERS = UNREAD | {keys.REGISTER_SHEET}
_LIGHT = expression(rf"'?{keys.REGISTER_SHEET}'?!\$A\$2")
_MAIN = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
_NAME = expression(r'<(?:\w+:)?definedName\b[^>]*?\bname="(?!_xlnm\.)[^>]*>([^<]*)<')
_REACHING = expression(r"INDIRECT|:[^:!(),]*!", re.IGNORECASE)
"""A formula that may reach a sheet without naming it: INDIRECT, and an area across sheets."""
_QUOTED = expression(r'"[^"]*"')
_EMPTY = f'<worksheet xmlns="{_MAIN}"><sheetData/></worksheet>'.encode()


def is_working_book(reader: SheetReader) -> bool:
    """Whether a package is a working workbook of ours, by the facts on _meta."""
    if keys.META_SHEET not in reader.titles:
        return False
    pairs: dict[int, dict[int, object]] = {}
    for cell in reader.read(keys.META_SHEET).cells:
        pairs.setdefault(cell.row, {})[cell.column] = cell.value
    return any(
        row.get(0) == keys.META_TEMPLATE and row.get(1) == keys.WORKING_TEMPLATE
        for row in pairs.values()
    )


def followers_in(
    package: Package, reader: SheetReader, formulas: Mapping[tuple[str, str], SheetCell]
) -> frozenset[str]:
    """The sheets that may be empty while the others are computed; none in doubt.

    They may not where a formula of another sheet rests on them, save the light above a table,
    which shows the verdict of 校验.
    """
    found = _FOLLOWERS.intersection(reader.titles)
    named = _NAME.findall(package.part(WORKBOOK).decode())
    others = (c.formula or "" for a, c in formulas.items() if a[0] not in found)
    if any(_rests_on(text, found) for text in named) or any(
        _rests_on(text, found) and not is_light(text) for text in others
    ):
        return frozenset()
    return frozenset(found)


def is_light(formula: str) -> bool:
    """Whether a formula shows the verdict of 校验 and nothing else."""
    return _LIGHT.fullmatch(formula) is not None


def without(package: Package, reader: SheetReader, titles: Collection[str]) -> bytes:
    """The workbook with some sheets emptied, not compressed, for the engine alone."""
    emptied = {reader.part_of(title) for title in titles}
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w") as copy:
        for name in package.names:
            copy.writestr(name, _EMPTY if name in emptied else package.part(name))
    return buffer.getvalue()


@lru_cache(maxsize=8192)
def _rests_on(formula: str, titles: frozenset[str]) -> bool:
    if _REACHING.search(formula):
        return True
    if any(title in formula for title in titles):
        named = _QUOTED.sub("", formula)
        return any(title in named for title in titles)
    return False
