"""Sums across that no header word promises and the figures prove: runs, a second way to add."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from decimal import Decimal

from xianbiao.model.tables import ColumnSum, Meaning, TableColumn
from xianbiao.sheets.recognise.tables.across import Figures, sum_candidates, sum_share

_SURE, _NEARLY = Decimal("0.8"), Decimal("0.7")
_FEWEST = 3
_LONGEST = 12


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


def run_sums(
    columns: Sequence[TableColumn], known: Sequence[ColumnSum], rows: Figures
) -> list[ColumnSum]:
    """The columns of money that add up the two or more columns of money right beside them.

    Nearly every row must bear it out: 全年资金需求 right of 集中、散居 and 事实无人抚养.
    """
    money = [c for c in columns if c.meaning.is_money]
    taken = {s.result for s in known} | {t for s in known for t in s.terms if s.minus}
    tied = [{s.result, *s.terms} for s in known]
    result: list[ColumnSum] = []
    for at, column in enumerate(money):
        if column.index in taken or len(rows) < _FEWEST or column.is_part:
            continue
        left, right = money[max(0, at - _LONGEST) : at][::-1], money[at + 1 : at + 1 + _LONGEST]
        for side, why in ((left, "左边相邻各列之和"), (right, "右边相邻各列之和")):
            runs = (side[:n] for n in range(len(side), 1, -1))
            found = next((run for run in runs if _proved(column, run, tied, rows)), None)
            if found is not None:
                indexes = tuple(sorted(c.index for c in found))
                result.append(ColumnSum(column.index, indexes, why))
                tied.append({column.index, *indexes})
                break
    return result


def _proved(
    column: TableColumn, run: Sequence[TableColumn], tied: Sequence[set[int]], rows: Figures
) -> bool:
    """Whether a run adds up to a column in nearly every row, and is no sum told already."""
    whole = {column.index, *(c.index for c in run)}
    if any(whole <= tie or tie <= whole for tie in tied):
        return False
    telling = [r for r in rows if all(r[c.index].number for c in run)]
    return len(telling) >= _FEWEST and sum_share(column, list(run), rows) >= _NEARLY


def _below(column: int, terms: Mapping[int, set[int]]) -> set[int]:
    """The columns that make up a column, and those that make up these."""
    found: set[int] = set()
    queue = [column]
    while queue:
        new = terms.get(queue.pop(), set()) - found
        found |= new
        queue.extend(new)
    return found
