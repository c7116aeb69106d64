"""Tells the tables of a workbook that hand out no money: settings, rates, lists, head counts."""

from __future__ import annotations

from xianbiao.model.allocation import AllocationTable
from xianbiao.model.document_numbers import is_document_number
from xianbiao.model.expressions import expression
from xianbiao.model.indicators import plain
from xianbiao.model.tables import Meaning, RecognisedTable

_MONEY = expression(
    r"金额|数额|额度|资金|款|补助|补贴|经费|预算|下达|拨付|分配|安排|调整|[万亿千]元|(?<!\d)元(?![/每·])"
)
"""What the title or the header of a table of money says."""


def is_stranger(table: AllocationTable, reading: RecognisedTable) -> bool:
    """Whether a table of a sheet that one reader takes for money is none.

    The reader of notices takes every table with figures for one. In a clerk's workbook the reader
    of any shape decides: where it understands the table, by its columns; where it does not, by
    what stands above the figures and by whether a unit of money is stated.
    """
    if reading.sheet is None or any(m.stated for m in table.units):
        return False
    if reading.is_understood:
        return not has_money(reading) or _is_ledger(reading)
    said = [*reading.above, *reading.header, *(c for c in (reading.title,) if c)]
    return not any(_MONEY.search(plain(text.text)) for text in said)


def has_money(reading: RecognisedTable) -> bool:
    """Whether a column holds money: totals of head counts alone do not."""
    counts = {c.index for c in reading.columns if c.meaning is Meaning.COUNT}
    terms = {s.result: s.terms for s in reading.column_sums}
    return reading.unit is not None or any(
        c.meaning is Meaning.AMOUNT
        or c.unit is not None
        or not counts
        or not counts.issuperset(terms.get(c.index, counts))
        for c in reading.money
    )


def _is_ledger(reading: RecognisedTable) -> bool:
    """Whether the rows are documents, not those who receive money."""
    names = [row.name.stripped for row in reading.recipients]
    return sum(map(is_document_number, names)) * 2 > len(names)
