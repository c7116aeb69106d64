"""Which columns are what is left of others: 本次下达 = 全年 − 已提前下达, 增减 = 今年 − 上年."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from decimal import Decimal
from itertools import permutations

from xianbiao.model.expressions import expression
from xianbiao.model.tables import ColumnSum, Meaning, TableColumn
from xianbiao.sheets.recognise.changes import is_decrease, is_increase
from xianbiao.sheets.recognise.tables.across import Figures, tolerance_of

_REST = expression(
    r"本次|此次|这次|实际|实下|实拨|应补|还[应需]|尚[应需]|剩余|结余|余额|差额|差异|增减|净|未下达|未支出|未拨"
)
_SHARE, _SURE = Decimal("0.5"), Decimal("0.8")
_FEWEST, _ENOUGH = 3, 4
_MOST_COLUMNS = 8
Terms = list[TableColumn]


def differences(
    columns: Sequence[TableColumn], known: Sequence[ColumnSum], rows: Figures
) -> list[ColumnSum]:
    """The columns that their header calls a rest, with the columns whose difference they are.

    Nothing is a difference that a known sum says already the other way round.
    """
    money = [c for c in columns if c.meaning is Meaning.AMOUNT]
    whole = [c for c in columns if c.meaning.is_money]
    ties = [{s.result, *s.terms} for s in known]
    results = {s.result for s in known}
    found: list[ColumnSum] = []
    for column in money:
        name = "".join(column.path)
        if column.index in results or not _REST.search(name) or column.stage == "调整后":
            continue
        others = [c for c in whole if c is not column and c.unit == column.unit]
        is_tied = any(column.index in tie for tie in ties)
        for terms, minus, least in _candidates(column, others):
            tied = {column.index, *(t.index for t in terms)}
            if any(tied <= tie for tie in ties) or (is_tied and least == _SURE):
                continue
            if _share(column, terms, minus, rows) > least:
                indexes = tuple(t.index for t in terms)
                found.append(ColumnSum(column.index, indexes, "两列之差", (minus.index,)))
                ties.append(tied)
                break
    return found


def _candidates(column: TableColumn, others: Terms) -> Iterator[tuple[Terms, TableColumn, Decimal]]:
    """What a rest may be: one column less another; less one, with a third added."""
    ups = [c for c in others if is_increase(c.path)]
    downs = [c for c in others if is_decrease(c.path)]
    if len(ups) == 1 and len(downs) == 1:
        yield [ups[0], downs[0]], downs[0], _SHARE
    if len(others) > _MOST_COLUMNS:
        return
    for whole, less in permutations(others, 2):
        yield [whole, less], less, _SHARE
    for whole, more, less in permutations(others, 3):
        if whole.index < more.index:
            yield [whole, more, less], less, _SURE


def _share(column: TableColumn, terms: Terms, minus: TableColumn, rows: Figures) -> Decimal:
    """The share of the rows in which a difference holds; 0 where too few rows tell."""
    tolerance = tolerance_of(column, rows)
    holding = known = telling = 0
    for row in rows:
        printed = row[column.index].number
        values = {t.index: row[t.index].number for t in terms}
        if printed is None or values[terms[0].index] is None:
            continue
        known += 1
        added = sum((-(n or 0) if i == minus.index else n or Decimal(0)) for i, n in values.items())
        if abs(printed - added) <= tolerance:
            holding += 1
            telling += all(values.values())
    fewest = _FEWEST if len(terms) == 2 else _ENOUGH
    return Decimal(holding) / known if telling >= fewest else Decimal(0)
