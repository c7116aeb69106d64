"""Which columns are another one times what the header states: 3万元/户, 中央（60%）, 元 as 万元."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from decimal import Decimal

from xianbiao.model.expressions import expression
from xianbiao.model.money_units import WAN_OF
from xianbiao.model.tables import Meaning, Rate, TableColumn
from xianbiao.sheets.recognise.tables.across import Figures
from xianbiao.sheets.recognise.tables.products import product_tolerance

_FIGURE = r"(\d+(?:\.\d+)?)"
_STANDARD = expression(rf"{_FIGURE}(万元|千元|元)/")
_MONTHLY = expression(r"月")
_PERCENT = expression(rf"{_FIGURE}%")
_SHARE = Decimal("0.7")
_FEWEST = 3
_MONTHS = 12
_PERCENTS = 100


def rates(columns: Sequence[TableColumn], rows: Figures, unit: str | None) -> list[Rate]:
    """The columns of money whose header states a standard or a share that most rows bear out.

    The base of a standard is a column of counts, that of a share a column of money; of several
    that hold in equally many rows the nearest to the left is taken.
    """
    result: list[Rate] = []
    for amount in columns:
        if not amount.meaning.is_money:
            continue
        best: tuple[Decimal, int, Rate] | None = None
        for base, factor, stated in _possible(amount, columns, unit):
            share = _holding(base, amount, factor, rows)
            rank = (share, -abs(base.index - amount.index))
            if share > _SHARE and (best is None or rank > best[:2]):
                best = (*rank, Rate(base.index, amount.index, factor, stated))
        if best is not None:
            result.append(best[2])
    return result


def _possible(
    amount: TableColumn, columns: Sequence[TableColumn], unit: str | None
) -> Iterator[tuple[TableColumn, Decimal, str]]:
    """Every base that a column may have, with the factor and the words of the header."""
    for text in reversed(amount.path):
        if found := _STANDARD.search(text):
            figure, money = Decimal(found.group(1)), amount.unit or unit
            scale = WAN_OF[found.group(2)] / WAN_OF[money] if money in WAN_OF else Decimal(1)
            months = (1, _MONTHS) if _MONTHLY.search(text) else (1,)
            for base in columns:
                if base.meaning is Meaning.COUNT:
                    for times in months:
                        shown = found.group(1) + found.group(2)
                        stated = shown if times == 1 else f"{shown} × {times}个月"
                        yield base, figure * scale * times, stated
            return
        if found := _PERCENT.search(text):
            for base in columns:
                if base.meaning.is_money and base.index < amount.index:
                    yield base, Decimal(found.group(1)) / _PERCENTS, found.group()
            return
    for base in columns:
        own, other = amount.unit or unit, base.unit or unit
        if not base.meaning.is_money or base.index >= amount.index or own == other:
            continue
        if own in WAN_OF and other in WAN_OF:
            factor = WAN_OF[other] / WAN_OF[own]
            yield base, factor, f"{factor.normalize():f}（{other}换算成{own}）"


def _holding(base: TableColumn, amount: TableColumn, factor: Decimal, rows: Figures) -> Decimal:
    """The share of the rows with figures in which the rate holds; 0 where too few rows tell."""
    tolerance = product_tolerance(amount, rows)
    holding = known = 0
    for row in rows:
        count, printed = row[base.index].number, row[amount.index].number
        if not count or printed is None:
            continue
        known += 1
        holding += abs(count * factor - printed) <= tolerance
    return Decimal(holding) / known if known >= _FEWEST else Decimal(0)
