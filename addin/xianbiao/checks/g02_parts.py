"""G02: what is listed under 其中 is no more than the whole, in rows and in columns."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from decimal import Decimal

from xianbiao.checks.g01_tables import tolerance_of, understood
from xianbiao.checks.registry import Fault, rule
from xianbiao.model.amounts import format_amount
from xianbiao.model.findings import Severity
from xianbiao.model.notices import Notice
from xianbiao.model.tables import Meaning, RecognisedTable, TableColumn

_MARK = "其中"
_FEWEST = 3
_SURE = Decimal("0.75")


@rule("G02", "其中不大于全部", Severity.HINT, "列出的一部分不能比全部还多")
def parts_stay_below(notice: Notice) -> Iterator[Fault]:
    """Rows and columns under 其中 stay below the row or the column that they are a part of."""
    for table in understood(notice):
        yield from _rows(table)
        for whole, parts in _groups(table):
            yield from _columns(table, whole, parts)


def _rows(table: RecognisedTable) -> Iterator[Fault]:
    """Rows that list only some of a row together stay below it."""
    for one in table.row_sums:
        if one.is_complete:
            continue
        whole = table.rows[one.result]
        for column in table.money:
            printed = whole.values[column.index]
            amounts = [table.rows[t].values[column.index] for t in one.terms]
            known = [a.value for a in amounts if a.value is not None]
            added = sum(known, Decimal(0))
            if printed.value is None or printed.value < 0 or not known:
                continue
            if added - printed.value > tolerance_of([printed, *amounts]):
                yield Fault(
                    printed.ref,
                    f"“{whole.name.stripped}”的“{column.name}”是 "
                    f"{format_amount(printed.value)}，下面“其中”各行相加是 "
                    f"{format_amount(added)}，更大",
                    left=printed.value,
                    right=added,
                    suggestion="核对本行和“其中”各行",
                )


def _groups(table: RecognisedTable) -> Iterator[tuple[TableColumn, list[TableColumn]]]:
    """Each column with the columns 其中 right of it; those that add up to it are left to G03."""
    summed = {s.result: set(s.terms) for s in table.column_sums}
    whole: TableColumn | None = None
    parts: list[TableColumn] = []
    for column in [*(c for c in table.columns if c.meaning.is_figure), None]:
        if column is not None and column.is_part and whole is not None:
            if _kind(column) == _kind(whole) is not None and _belongs(column, whole):
                parts.append(column)
            continue
        if (
            whole is not None
            and parts
            and not {p.index for p in parts} <= summed.get(whole.index, set())
        ):
            yield whole, parts
        whole, parts = column, []


def _belongs(part: TableColumn, whole: TableColumn) -> bool:
    """Whether 其中 stands beside the whole in the header, not beside a group that it is in."""
    at = next((i for i, word in enumerate(part.path) if _MARK in word), 0)
    group = part.path[:at]
    return group in (whole.path, whole.path[:-1])


def _kind(column: TableColumn) -> str | None:
    """What may be compared with what: money or numbers of persons."""
    if column.meaning.is_money:
        return "money"
    return "count" if column.meaning is Meaning.COUNT else None


def _columns(
    table: RecognisedTable, whole: TableColumn, parts: Sequence[TableColumn]
) -> Iterator[Fault]:
    """Every part against the column left of it, where most rows show that it is a part of it."""
    for part in parts:
        pairs = [
            (row, row.values[whole.index], row.values[part.index])
            for row in table.rows
            if row.values and row.values[part.index].value is not None
        ]
        over = [
            (row, all_of, some)
            for row, all_of, some in pairs
            if all_of.value is not None
            and some.value is not None
            and all_of.value >= 0
            and some.value - all_of.value > tolerance_of([all_of, some])
        ]
        kept = sum(1 for _, all_of, some in pairs if all_of.value and some.value) - len(over)
        if kept < _FEWEST or kept < _SURE * len(pairs):
            continue
        for row, all_of, some in over:
            if all_of.value is None or some.value is None:
                continue
            yield Fault(
                some.ref,
                f"{row.name.stripped}：“{part.name}”{format_amount(some.value)} 大于"
                f"“{whole.name}”{format_amount(all_of.value)}，其中的一部分不会比全部多",
                left=some.value,
                right=all_of.value,
                suggestion=f"核对这一格和{all_of.ref.where()}",
                severity=Severity.ERROR if whole.meaning.is_money else None,
            )
