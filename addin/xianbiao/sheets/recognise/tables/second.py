"""Totals that two sets of columns add up to: 合计 by use, and once more by source of the money."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from decimal import Decimal

from xianbiao.model.tables import ColumnSum, Meaning, TableColumn
from xianbiao.sheets.recognise.tables.across import Figures, sum_candidates, sum_share

_SURE = Decimal("0.8")
_FEWEST = 3


def second_sums(
    columns: Sequence[TableColumn], known: Sequence[ColumnSum], rows: Figures
) -> list[ColumnSum]:
    """The totals that other columns add up to as well.

    None of these is part of a sum that the total is already known to be.
    """
    terms: dict[int, set[int]] = {}
    for one in known:
        terms.setdefault(one.result, set()).update(one.terms)
    money = [c for c in columns if c.meaning.is_money]
    result: list[ColumnSum] = []
    for column in money:
        if column.meaning is not Meaning.TOTAL or column.index not in terms or len(rows) < _FEWEST:
            continue
        told = _below(column.index, terms)
        for chosen, why in sum_candidates(column, [c for c in money if c.index not in told]):
            indexes = tuple(c.index for c in chosen)
            reached = set(indexes).union(*(_below(i, terms) for i in indexes))
            if len(indexes) < 2 or reached & {column.index, *told}:
                continue
            if sum_share(column, chosen, rows) >= _SURE:
                result.append(ColumnSum(column.index, indexes, f"{why}，另一种分法"))
                break
    return result


def _below(column: int, terms: Mapping[int, set[int]]) -> set[int]:
    """The columns that make up a column, and those that make up these."""
    found: set[int] = set()
    queue = [column]
    while queue:
        new = terms.get(queue.pop(), set()) - found
        found |= new
        queue.extend(new)
    return found
