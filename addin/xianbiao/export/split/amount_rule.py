"""Which table of a workbook says what a recipient gets, in words that the clerk can read."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from decimal import Decimal

from xianbiao.model.money_units import WAN_OF, from_wan, in_wan
from xianbiao.sheets.split_plan import SplitPlan, TableSplit

RULE = "每个单位的金额取自第一张有该单位的分配表（按工作表的次序，同一张工作表上从上到下）"
Sums = Mapping[int, Mapping[int, Decimal | None]]
"""The sum of each column by the table's place in the plan, None where every cell is blank."""


def table_label(table: TableSplit) -> str:
    """A table as the clerk finds it: its sheet, its title, where it shares the sheet its row."""
    title = f"《{table.title}》" if table.title else ""
    row = f"第{table.header[0]}行起" if table.block and table.header else ""
    return f"「{table.sheet}」{row}{title}"


def source_of(plan: SplitPlan, sums: Sums) -> int | None:
    """The place of the first table with rows of a recipient that says what it gets in the end."""
    for at, table in enumerate(plan.tables):
        if at in sums and table.final is not None:
            return at
    return None


def amount_of(table: TableSplit, sums: Sums, at: int) -> Decimal | None:
    """What a table says in its own unit."""
    return None if table.final is None else sums[at].get(table.final)


def in_unit_of(table: TableSplit, unit: str | None, amount: Decimal | None) -> Decimal | None:
    """An amount of a table in another unit; as it is where one of them has no unit."""
    if amount is None or table.unit == unit or not _is_converted(table, unit):
        return amount
    return from_wan(in_wan(amount, table.unit), unit)


def amount_notes(plan: SplitPlan, sources: Iterable[int | None]) -> list[str]:
    """How the amounts were chosen, where the workbook has several tables to choose from.

    `sources` are the tables that the amounts are of, for everybody who stands in any.
    """
    counts: dict[int, int] = {}
    sources = list(sources)
    for at in sources:
        if at is not None:
            counts[at] = counts.get(at, 0) + 1
    final = [t for t in plan.tables if t.final is not None]
    notes: list[str] = []
    if counts and None in sources and len(plan.tables) > 1:
        notes.append(f"有{sources.count(None)}个单位只在没有认出应得金额列的表里，清单里没有金额")
    if len(final) < 2:
        return notes
    taken = [f"{table_label(plan.tables[at])}{n}个单位" for at, n in sorted(counts.items())]
    notes.append(f"{RULE}：{'，'.join(taken)}")
    for at in sorted(counts):
        table = plan.tables[at]
        if _is_converted(table, plan.unit):
            notes.append(f"{table_label(table)}以{table.unit}计，清单里换算成{plan.unit}")
        elif table.unit is None and plan.unit is not None:
            notes.append(f"{table_label(table)}没有写明单位，清单里当作{plan.unit}，请核对")
    return notes


def blank_notes(plan: SplitPlan, amounts: Iterable[Decimal | None]) -> list[str]:
    """That nobody has an amount, where there is a column for it."""
    told = any(table.final is not None for table in plan.tables)
    return ["各单位的金额都还没有填"] if told and all(a is None for a in amounts) else []


def _is_converted(table: TableSplit, unit: str | None) -> bool:
    return table.unit != unit and table.unit in WAN_OF and unit in WAN_OF
