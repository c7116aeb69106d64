"""Which column of a sum across the sheet computes by formulas: there a wrong row is wrong."""

from __future__ import annotations

from collections.abc import Sequence

from xianbiao.model.records import replace
from xianbiao.model.tables import ColumnSum
from xianbiao.sheets.recognise.tables.across import Figures


def with_computed(sums: Sequence[ColumnSum], rows: Figures) -> list[ColumnSum]:
    """The sums, each with the one of its terms that is computed while its result is typed.

    本次下达 = 全年 − 已提前下达 is found as 全年 = 已提前下达 + 本次下达.
    """
    return [replace(one, computed=_computed(one, rows)) for one in sums]


def _computed(one: ColumnSum, rows: Figures) -> int | None:
    if _is_computed(one.result, rows):
        return None
    found = [term for term in one.terms if _is_computed(term, rows)]
    return found[0] if len(found) == 1 else None


def _is_computed(column: int, rows: Figures) -> bool:
    """Whether most figures of a column are given by formulas."""
    cells = [row[column].cell for row in rows if row[column].text]
    return sum(cell.is_formula for cell in cells) * 2 > len(cells)
