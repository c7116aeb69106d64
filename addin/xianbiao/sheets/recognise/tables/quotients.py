"""Which columns are divided from others: 占比, 增幅, 人均, 执行率; by their words and figures."""

from __future__ import annotations

from decimal import Decimal

from xianbiao.model.expressions import expression
from xianbiao.model.money_units import WAN_OF
from xianbiao.model.quotient_rows import figure_in, holds
from xianbiao.model.quotients import Quotient, QuotientKind
from xianbiao.model.records import Record
from xianbiao.model.tables import (
    Doubt,
    Meaning,
    Product,
    RecognisedTable,
    RowKind,
    TableColumn,
)
from xianbiao.sheets.recognise.tables.across import MOST_DECIMALS
from xianbiao.sheets.recognise.tables.quotient_candidates import MONTHS, Values, candidates

_NO_QUOTIENT = expression(r"系数|权重|得分|评分|分值|排名|等次|因素")
_MANY = expression(r"[万千百]")
_FIXED = expression(r"标准|定额|单价")
_FEWEST, _FEWEST_EXACT, _TRIED = 3, 2, 6
_EXACT = Decimal("0.005")
"""How fine a figure must be, beside its size, for two rows to prove what it is."""
_ROUGH = 4
"""A figure less than so many tolerances proves nothing."""

_SINGLE = (RowKind.RECIPIENT, RowKind.PART)


def quotients(table: RecognisedTable) -> list[Quotient]:
    """The columns that most rows bear out to be divided from others, each in the likeliest way.

    A share is of the total of a column, of the group above its row, or of another column. What
    only some rows bear out is among the doubts of the table.
    """
    found: list[Quotient] = []
    for column in table.columns:
        if column.meaning not in (Meaning.RATIO, Meaning.STANDARD):
            continue
        known = [(r, f) for r in table.rows if (f := figure_in(r, column.index)) is not None]
        if _NO_QUOTIENT.search("".join(column.path)) or not known:
            continue
        best: tuple[int, bool, int] = (0, False, 0)
        chosen: Quotient | None = None
        partly: tuple[Proof, Quotient] | None = None
        for one in candidates(table, column, known):
            proof = _tried(table, one, known)
            is_whole = table.column(one.upper).meaning is Meaning.TOTAL
            rank = (proof.holding, is_whole, -abs(one.upper - column.index))
            if proof.is_enough and (chosen is None or rank > best):
                best, chosen = rank, one
            elif proof.is_part and (partly is None or proof.holding > partly[0].holding):
                partly = proof, one
        if chosen is not None:
            found.append(chosen)
            table.doubts += _other_unit(table, column, chosen)
        elif partly is not None:
            table.doubts.append(_in_doubt(column, *partly))
    return found


class Proof(Record, frozen=True):
    """In how many rows a quotient holds, of those that tell, and how finely these are printed."""

    holding: int
    tried: int
    is_fine: bool

    @property
    def is_enough(self) -> bool:
        """Whether more than half of the rows bear it out, and not by chance."""
        return self.holding * 2 > self.tried and self._is_no_chance

    @property
    def is_part(self) -> bool:
        """Whether some rows bear it out that cannot do so by chance, and as many do not."""
        return self.is_fine and self._is_no_chance and not self.is_enough

    @property
    def _is_no_chance(self) -> bool:
        return self.holding >= (_FEWEST_EXACT if self.is_fine else _FEWEST)


def _in_doubt(column: TableColumn, proof: Proof, one: Quotient) -> Doubt:
    others = proof.tried - proof.holding
    return Doubt(
        column.ref,
        f"“{column.name}”有 {proof.holding} 行等于 {one.reason}，另外 {others} 行不等，"
        "不知道怎么算的，没有核对",
    )


def _other_unit(table: RecognisedTable, column: TableColumn, one: Quotient) -> list[Doubt]:
    """An average whose figures are in another unit of money than its header states."""
    money, own = table.unit_of(table.column(one.upper)), column.unit
    counted = "".join(table.column(one.lower).path) if one.lower is not None else ""
    if one.kind is not QuotientKind.AVERAGE or money not in WAN_OF or own not in WAN_OF:
        return []
    if _MANY.search(counted) or one.factor in (WAN_OF[money] / WAN_OF[own] * m for m in MONTHS):
        return []
    meant = next((u for u, wan in WAN_OF.items() if WAN_OF[money] / wan == one.factor), None)
    if meant is None:
        return []
    text = f"“{column.name}”写明单位是{own}，{one.reason}得到的是{meant}"
    return [Doubt(column.ref, text)]


def is_average(table: RecognisedTable, product: Product) -> bool:
    """Whether what was taken for a standard is an average: 人均 may be either.

    An average differs from row to row, and multiplied back it misses the amount by what was
    rounded off.
    """
    same = [
        q
        for q in table.quotients
        if (q.column, q.upper, q.lower) == (product.standard, product.amount, product.count)
    ]
    rows = [r for r in table.rows if r.kind in _SINGLE]
    divided = sum(1 for r in rows for q in same[:1] if holds(table, r, q))
    step = Decimal(5).scaleb(-_decimals(table, product.amount) - 1)
    times = 0
    for row in rows:
        count, standard, amount = (
            row.values[c].value for c in (product.count, product.standard, product.amount)
        )
        if count is not None and standard is not None and amount is not None:
            times += abs(count * standard * product.factor - amount) <= step
    name = "".join(table.column(product.standard).path)
    printed = [f.value for r in rows if (f := figure_in(r, product.standard)) is not None]
    varies = not _FIXED.search(name) and len(set(printed)) * 2 > len(printed)
    return bool(same) and (divided > times or (varies and divided == times))


def _decimals(table: RecognisedTable, column: int) -> int:
    """The most decimals of a column of amounts, as far as anyone types them."""
    figures = [f for r in table.rows if (f := figure_in(r, column)) is not None]
    return min(max((f.decimals for f in figures), default=0), MOST_DECIMALS)


def _tried(table: RecognisedTable, one: Quotient, known: Values) -> Proof:
    """A quotient tried on the rows; given up where the first ones all speak against it."""
    holding = tried = 0
    telling = []
    for row, figure in known:
        if one.lower is None and row.kind is RowKind.TOTAL:
            continue
        held = holds(table, row, one)
        if held is None or abs(figure.value) < _ROUGH * one.tolerance(figure):
            continue
        telling.append(one.tolerance(figure) / abs(figure.value))
        tried += 1
        holding += held
        if tried == _TRIED and not holding:
            break
    is_fine = bool(telling) and sorted(telling)[len(telling) // 2] <= _EXACT
    return Proof(holding, tried, is_fine)
