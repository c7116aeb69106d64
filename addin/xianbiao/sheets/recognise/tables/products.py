"""Which columns are a number of persons, a standard for each, and their product: the amount."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from decimal import Decimal

from xianbiao.model.expressions import expression
from xianbiao.model.money_units import WAN_OF
from xianbiao.model.tables import Meaning, Product, TableColumn
from xianbiao.sheets.recognise.tables.across import MOST_DECIMALS, Figures, decimals_of

_SHARE = Decimal("0.5")
_MONTHS = expression(r"(\d{1,2})个?月")


def products(columns: Sequence[TableColumn], rows: Figures, unit: str | None) -> list[Product]:
    """count × standard × factor = amount, for each group of columns that has all three.

    The factor turns 元 into the unit of the amount and counts the months that a header states;
    it is the one that holds in more than half of the rows.
    """
    result: list[Product] = []
    for count, standard, amount in _triples(columns):
        months = {
            Decimal(found.group(1))
            for c in (count, standard, amount)
            for text in c.path
            if (found := _MONTHS.search(text))
        }
        scales = _scales(standard, amount, unit)
        factors = [m * s for m in (*months, Decimal(1), Decimal(12)) for s in scales]
        for factor in dict.fromkeys(factors):
            if product_share(count, standard, amount, factor, rows) > _SHARE:
                text = "人数 × 标准" + ("" if factor == 1 else f" × {_shown(factor)}")
                result.append(
                    Product(count.index, standard.index, amount.index, factor, text + " = 金额")
                )
                break
    return result


def _shown(factor: Decimal) -> str:
    return f"{factor.normalize():f}"


def _scales(standard: TableColumn, amount: TableColumn, unit: str | None) -> list[Decimal]:
    known = [Decimal(1), Decimal("0.0001"), Decimal("0.001"), Decimal(10000)]
    money, rate = amount.unit or unit, standard.unit or unit
    if money in WAN_OF and rate in WAN_OF:
        first = WAN_OF[rate] / WAN_OF[money]
        return [first, *(k for k in known if k != first)]
    return known


def _triples(
    columns: Sequence[TableColumn],
) -> Iterator[tuple[TableColumn, TableColumn, TableColumn]]:
    """One column of each kind with the same words above, or the next ones in a flat header."""
    figures = [c for c in columns if c.meaning.is_figure]
    groups: dict[tuple[str, ...], list[TableColumn]] = {}
    for c in figures:
        groups.setdefault(c.path[:-1], []).append(c)
    for members in groups.values():
        counts = [c for c in members if c.meaning is Meaning.COUNT]
        standards = [c for c in members if c.meaning is Meaning.STANDARD]
        for standard in standards:
            near = [c for c in counts if len(counts) == 1 or abs(c.index - standard.index) == 1]
            amounts = [c for c in members if c.meaning.is_money]
            after = [a for a in amounts if a.index > standard.index] or amounts[-1:]
            if near and after:
                yield near[-1], standard, after[0]


def product_share(
    count: TableColumn,
    standard: TableColumn,
    amount: TableColumn,
    factor: Decimal,
    rows: Figures,
) -> Decimal:
    """The share of the rows in which a product holds."""
    tolerance = product_tolerance(amount, rows)
    holding = known = 0
    for row in rows:
        n, s, a = (row[c.index].number for c in (count, standard, amount))
        if n is None or s is None or a is None or not (n and s):
            continue
        known += 1
        holding += abs(n * s * factor - a) <= tolerance
    return Decimal(holding) / known if known else Decimal(0)


def product_tolerance(amount: TableColumn, rows: Figures) -> Decimal:
    """Half a unit of the last decimal to which the amounts are printed."""
    return Decimal(5).scaleb(-min(decimals_of(amount, rows), MOST_DECIMALS) - 1)
