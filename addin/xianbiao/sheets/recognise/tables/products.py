"""Which columns are a number of persons, a standard for each, and their product: the amount."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from decimal import Decimal

from xianbiao.model.expressions import expression
from xianbiao.model.money_units import WAN_OF
from xianbiao.model.tables import Meaning, Product, TableColumn
from xianbiao.sheets.recognise.tables.across import MOST_DECIMALS, Figures, decimals_of

_SHARE = Decimal("0.5")
_PERCENT = expression(r"(\d{1,3}(?:\.\d+)?)%")
_NUMBER_OF_MONTHS = expression(r"月数|次数|期数|天数")
_MONTHS = expression(r"(\d{1,2})个?月")


def products(columns: Sequence[TableColumn], rows: Figures, unit: str | None) -> list[Product]:
    """count × standard × factor = amount, for each group of columns that has all three.

    The factor turns 元 into the unit of the amount and takes in the months or the share that a
    header states; a column of months is taken times where there is one. What holds in more than
    half of the rows is believed.
    """
    result: list[Product] = []
    lasting = [c for c in columns if _NUMBER_OF_MONTHS.search("".join(c.path[-1:]))]
    lasting = [c for c in lasting if c.meaning is Meaning.RATIO]
    for count, standard, amount in _triples(columns):
        for months in (*lasting, None):
            found = _factor(count, standard, amount, months, rows, unit)
            if found is not None:
                result.append(_made(count, standard, amount, months, found))
                break
    return result


def _factor(
    count: TableColumn,
    standard: TableColumn,
    amount: TableColumn,
    months: TableColumn | None,
    rows: Figures,
    unit: str | None,
) -> Decimal | None:
    """The first factor with which more than half of the rows hold, None for none."""
    stated = {
        Decimal(found.group(1))
        for c in (count, standard, amount)
        for text in c.path
        if (found := _MONTHS.search(text))
    }
    usual = (Decimal(1), Decimal(12)) if months is None else (Decimal(1),)
    share = _share_in(amount) or Decimal(1)
    scales = _scales(standard, amount, unit)
    factors: list[Decimal] = [m * s * share for m in (*stated, *usual) for s in scales]
    for factor in dict.fromkeys(factors):
        if product_share(count, standard, amount, factor, rows, months) > _SHARE:
            return factor
    return None


def _made(
    count: TableColumn,
    standard: TableColumn,
    amount: TableColumn,
    months: TableColumn | None,
    factor: Decimal,
) -> Product:
    text = "人数 × 标准" + ("" if months is None else f" × {months.name}")
    text += "" if factor == 1 else f" × {_shown(factor)}"
    lasting = months.index if months is not None else None
    return Product(
        count.index, standard.index, amount.index, factor, f"{text} = 金额", months=lasting
    )


def _share_in(amount: TableColumn) -> Decimal | None:
    """The share that the header of an amount states: 中央补助（80%）."""
    for text in reversed(amount.path):
        if found := _PERCENT.search(text):
            return Decimal(found.group(1)) / 100
    return None


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
                shared = [a for a in after[1:] if _share_in(a)] if _share_in(after[0]) else []
                for amount in shared:
                    yield near[-1], standard, amount


def product_share(
    count: TableColumn,
    standard: TableColumn,
    amount: TableColumn,
    factor: Decimal,
    rows: Figures,
    months: TableColumn | None = None,
) -> Decimal:
    """The share of the rows in which a product holds."""
    tolerance = product_tolerance(amount, rows)
    holding = known = 0
    for row in rows:
        n, s, a = (row[c.index].number for c in (count, standard, amount))
        if n is None or s is None or a is None or not (n and s):
            continue
        times = row[months.index].number if months is not None else Decimal(1)
        if times is None:
            continue
        known += 1
        holding += abs(n * s * times * factor - a) <= tolerance
    return Decimal(holding) / known if known else Decimal(0)


def product_tolerance(amount: TableColumn, rows: Figures) -> Decimal:
    """Half a unit of the last decimal to which the amounts are printed."""
    return Decimal(5).scaleb(-min(decimals_of(amount, rows), MOST_DECIMALS) - 1)
