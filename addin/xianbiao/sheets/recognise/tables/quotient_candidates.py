"""Every way in which the words of a header let a column be divided from others."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from decimal import Decimal
from itertools import permutations

from xianbiao.model.amounts import format_amount
from xianbiao.model.expressions import expression
from xianbiao.model.money_units import WAN_OF
from xianbiao.model.quotients import Figure, Quotient, QuotientKind, decimals_printed
from xianbiao.model.tables import Meaning, RecognisedTable, TableColumn, TableRow

_GROWTH = expression(r"增[减长幅]|增速|同比|环比|升降|[较比与同](?:上|去)年|变[动化]|±|减幅|涨幅")
_SHARE = expression(r"占|比重|份额|构成|百分比|比例")
_AVERAGE = expression(r"[人户亩床生]均|平均|每[人户亩床]")
_RATE = expression(r"率|进度|占|比例|百分比|%")
_MONTHLY = expression(r"月")
_MOST_COLUMNS = 24
_SCALES = (Decimal(1), Decimal(100))
_FACTORS = (Decimal(1), Decimal(10000), Decimal("0.0001"), Decimal(1000), Decimal("0.001"))
MONTHS = (Decimal(1), Decimal(1) / 12)

Values = list[tuple[TableRow, Figure]]


def candidates(table: RecognisedTable, column: TableColumn, known: Values) -> Iterator[Quotient]:
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
    months = MONTHS if _MONTHLY.search("".join(column.path)) else MONTHS[:1]
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
