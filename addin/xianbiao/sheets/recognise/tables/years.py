"""Years in a header and nothing else: 县市 | 2023 | 2024, and what stands below them."""

from __future__ import annotations

import re
from collections.abc import Sequence

from xianbiao.model.records import replace
from xianbiao.model.tables import Meaning, TableColumn
from xianbiao.sheets.recognise.tables.view import Look, View
from xianbiao.sheets.recognise.tables.words import words

_YEAR = re.compile(r"\d{4}")
_HEADED = re.compile(r"(\d{4})(?:年度?)?")
_YEARS = range(1990, 2101)
_BESIDE = ("name", "area", "sequence")


def is_year(seen: Look) -> bool:
    """Whether a cell holds nothing but a year."""
    return bool(_YEAR.fullmatch(seen.text)) and int(seen.text) in _YEARS


def years_among_words(view: View, r: int, figures: Sequence[int]) -> bool:
    """Whether the figures of a row are years between words that only a header has.

    In the first row the word on the left tells that names or numbers stand below it. In a later
    row it has to reach down from the first, so that no line of a table is taken for a header
    (金额 | 2023 in a transposed one).
    """
    row, columns = view.rows[r], words().columns
    filled = view.filled(r)
    if not all(is_year(row[c]) for c in figures) or 0 in figures:
        return False
    texts = [row[c].text for c in filled if c not in figures]
    if any(not any(p.search(t) for p in columns.values()) for t in texts):
        return False
    left = view.spans.get((r, 0), (r, 0))
    if r and left[0] != 0:
        return False
    return any(columns[key].search(view.shown(r, 0).text) for key in _BESIDE)


def year_columns(columns: Sequence[TableColumn], unit: str | None) -> list[TableColumn]:
    """Columns headed by a year alone are amounts where the table states a unit of money."""
    return [
        replace(c, meaning=Meaning.AMOUNT, confidence=0.7, reason=f"表头是年份，表里写明单位{unit}")
        if unit is not None
        and c.meaning is Meaning.UNKNOWN
        and c.path
        and (year := _HEADED.fullmatch(c.path[-1]))
        and int(year[1]) in _YEARS
        else c
        for c in columns
    ]
