"""Which columns are divided from others: 占比, 增幅, 人均, 执行率; by their words and figures."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from decimal import Decimal
from itertools import permutations

from xianbiao.model.amounts import format_amount
from xianbiao.model.expressions import expression
from xianbiao.model.money_units import WAN_OF
from xianbiao.model.quotient_rows import figure_in, holds
from xianbiao.model.quotients import Figure, Quotient, QuotientKind, decimals_printed
from xianbiao.model.tables import (
    Meaning,
    Product,
    RecognisedTable,
    RowKind,
    TableColumn,
    TableRow,
)
from xianbiao.sheets.recognise.tables.across import MOST_DECIMALS

_GROWTH = expression(r"增[减长幅]|增速|同比|环比|升降|[较比与同](?:上|去)年|变[动化]|±|减幅|涨幅")
_SHARE = expression(r"占|比重|份额|构成|百分比|比例")
_AVERAGE = expression(r"[人户亩床生]均|平均|每[人户亩床]")
_RATE = expression(r"率|进度|占|比例|百分比|%")
_NO_QUOTIENT = expression(r"系数|权重|得分|评分|分值|排名|等次|因素")
_FIXED = expression(r"标准|定额|单价")
_MONTHLY = expression(r"月")
_FEWEST, _FEWEST_EXACT, _TRIED = 3, 2, 6
_EXACT = Decimal("0.005")
"""How fine a figure must be, beside its size, for two rows to prove what it is."""
_ROUGH = 4
"""A figure less than so many tolerances proves nothing."""
_MOST_COLUMNS = 24
_SCALES = (Decimal(1), Decimal(100))
_FACTORS = (Decimal(1), Decimal(10000), Decimal("0.0001"), Decimal(1000), Decimal("0.001"))
_MONTHS = (Decimal(1), Decimal(1) / 12)

_SINGLE = (RowKind.RECIPIENT, RowKind.PART)

Values = list[tuple[TableRow, Figure]]


def quotients(table: RecognisedTable) -> list[Quotient]:
    """The columns that most rows bear out to be divided from others, each in the likeliest way.

    A share is of the total of a column, of the group above its row, or of another column.
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
        for one in _candidates(table, column, known):
            is_whole = table.column(one.upper).meaning is Meaning.TOTAL
            rank = (_proofs(table, one, known), is_whole, -abs(one.upper - column.index))
            if rank[0] and (chosen is None or rank > best):
                best, chosen = rank, one
        if chosen is not None:
            found.append(chosen)
    return found


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


def _candidates(table: RecognisedTable, column: TableColumn, known: Values) -> Iterator[Quotient]:
    """Every way in which the words of a header let a column be divided from others."""
    name = "".join(column.path)
    others = [c for c in table.columns if c.meaning.is_money or c.meaning is Meaning.COUNT]
    decimals = decimals_printed(f for _, f in known)
    made = _Maker(column.index, decimals, all(f.is_percent for _, f in known))
    if column.meaning is Meaning.RATIO:
        yield from _ratios(name, others[:_MOST_COLUMNS], made)
    if _AVERAGE.search(name):
        for upper in (c for c in others if c.meaning.is_money):
            for lower in (c for c in others if c.meaning is Meaning.COUNT):
                for factor in _factors(table, column, upper):
                    yield made.average(upper, lower, factor)


def _ratios(name: str, others: Sequence[TableColumn], made: _Maker) -> Iterator[Quotient]:
    if _SHARE.search(name):
        for upper in others:
            yield from made.ratios(QuotientKind.SHARE, upper, None, f"{upper.name} ÷ 合计")
        for upper in others:
            said = f"{upper.name} ÷ 本组小计"
            yield from made.ratios(QuotientKind.SHARE, upper, None, said, in_group=True)
    for upper, lower in permutations(others, 2):
        if upper.meaning.is_money is not lower.meaning.is_money:
            continue
        if _GROWTH.search(name):
            said = f"（{upper.name} − {lower.name}）÷ {lower.name}"
            yield from made.ratios(QuotientKind.GROWTH, upper, lower, said)
        if _RATE.search(name) or _GROWTH.search(name):
            yield from made.ratios(QuotientKind.RATE, upper, lower, f"{upper.name} ÷ {lower.name}")


def _factors(table: RecognisedTable, column: TableColumn, upper: TableColumn) -> Iterator[Decimal]:
    """What turns the unit of an amount into that of an average: as stated, else as it may be."""
    money, own = table.unit_of(upper), column.unit
    stated = [WAN_OF[money] / WAN_OF[own]] if money in WAN_OF and own in WAN_OF else []
    months = _MONTHS if _MONTHLY.search("".join(column.path)) else _MONTHS[:1]
    for factor in dict.fromkeys([*stated, *_FACTORS]):
        for month in months:
            yield factor * month


class _Maker:
    """Makes the quotients that one column may be."""

    def __init__(self, column: int, decimals: int, is_percent: bool) -> None:
        self.column = column
        self.decimals = decimals
        self.scales = _SCALES[1:] if is_percent else _SCALES

    def ratios(
        self,
        kind: QuotientKind,
        upper: TableColumn,
        lower: TableColumn | None,
        said: str,
        in_group: bool = False,
    ) -> Iterator[Quotient]:
        """As a fraction and as percents."""
        below = lower.index if lower is not None else None
        for scale in self.scales:
            yield Quotient(
                self.column,
                kind,
                upper.index,
                below,
                Decimal(1),
                scale,
                self.decimals,
                said,
                in_group,
            )

    def average(self, upper: TableColumn, lower: TableColumn, factor: Decimal) -> Quotient:
        """An amount for each of a number."""
        said = f"{upper.name} ÷ {lower.name}"
        if factor != 1:
            said += f" × {format_amount(round(factor, 6))}"
        one = Decimal(1)
        kind = QuotientKind.AVERAGE
        return Quotient(
            self.column, kind, upper.index, lower.index, factor, one, self.decimals, said
        )


def _proofs(table: RecognisedTable, one: Quotient, known: Values) -> int:
    """In how many rows a quotient holds; 0 where these are too few, or not more than half."""
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
            return 0
    if not telling or holding * 2 <= tried:
        return 0
    fine = sorted(telling)[len(telling) // 2] <= _EXACT
    return holding if holding >= (_FEWEST_EXACT if fine else _FEWEST) else 0
