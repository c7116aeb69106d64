"""What a notice hands out in all, and every amount that its text may state: 万元, with the cell."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from decimal import Decimal
from itertools import combinations

from xianbiao.checks.ties import in_wan
from xianbiao.model import money_units
from xianbiao.model.allocation import AllocationTable
from xianbiao.model.notices import Notice
from xianbiao.model.records import Record
from xianbiao.model.refs import Ref
from xianbiao.model.tables import Meaning, RecognisedTable

_MOST = 12


class Whole(Record, frozen=True):
    """The total of the notice's table, and the other amounts of that table."""

    ref: Ref
    value: Decimal
    stated: frozenset[Decimal]
    """The amounts of all cells, and what columns of the total row add up to."""
    final: frozenset[Decimal]
    """The amounts of the final column alone."""


def whole_of(notice: Notice) -> Whole | None:
    """The whole of the allocation table, else of the one other table that was understood."""
    table = notice.allocation
    if table is not None:
        return _of_allocation(table)
    tables = [t for t in notice.readings if t.is_understood and t.total is not None]
    return _of_reading(tables[0]) if len(tables) == 1 else None


def _of_allocation(table: AllocationTable) -> Whole | None:
    total = table.final_amount(table.total) if table.total else None
    if table.total is None or total is None or total.value is None:
        return None
    cells = [a.value for r in table.all_rows() for a in r.amounts.values() if a.value is not None]
    ends = [a.value for r in table.all_rows() if (a := table.final_amount(r)) and a.value]
    sums = _sums(total.value, [a.value for a in table.total.amounts.values() if a.value])
    return Whole(
        total.ref,
        in_wan(table, total.value),
        frozenset(in_wan(table, v) for v in (*cells, *sums)),
        frozenset(in_wan(table, v) for v in ends),
    )


def _of_reading(table: RecognisedTable) -> Whole | None:
    money = [c for c in table.money if not c.is_part]
    totals = [c for c in money if c.meaning is Meaning.TOTAL]
    column = totals[0] if totals else money[0] if len(money) == 1 else None
    row = table.total
    printed = row.values[column.index] if row and column else None
    if column is None or row is None or printed is None or printed.value is None:
        return None
    cells = {
        money_units.in_wan(v, table.unit_of(c))
        for r in table.rows
        for c in table.money
        if (v := r.values[c.index].value) is not None
    }
    unit = table.unit_of(column)
    ends = [v for r in table.rows if (v := r.values[column.index].value) is not None]
    whole = money_units.in_wan(printed.value, unit)
    final = frozenset(money_units.in_wan(v, unit) for v in ends)
    return Whole(printed.ref, whole, frozenset(cells), final)


def _sums(total: Decimal, amounts: Sequence[Decimal]) -> Iterator[Decimal]:
    """What two columns of the total row make up, and what they leave of the whole."""
    if len(amounts) > _MOST:
        return
    for left, right in combinations(amounts, 2):
        yield left + right
        yield abs(left - right)
        yield total - left - right
