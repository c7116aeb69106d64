"""G18: in a table by cities every county stands under its own city."""

from __future__ import annotations

from collections.abc import Iterator

from xianbiao.checks.carried import gap_down
from xianbiao.checks.g01_tables import understood
from xianbiao.checks.misplaced import Misplaced, follows_from_place, misplaced
from xianbiao.checks.registry import Fault, rule
from xianbiao.model.amounts import format_amount
from xianbiao.model.findings import Severity
from xianbiao.model.notices import Notice
from xianbiao.model.tables import RecognisedTable, RowSum


@rule("G18", "县列在所属的市下面", Severity.ERROR, "列错了市，两个市的小计都不对，钱也可能发错")
def counties_stand_under_their_city(notice: Notice) -> Iterator[Fault]:
    """A county under another city, with what both subtotals say of it."""
    for table in understood(notice):
        rows = misplaced(table)
        for one in rows:
            where, own = one.stands_in.name, one.belongs_to.name
            home = table.rows[one.home].ref.where() if one.home is not None else ""
            said, is_told = _sums(table, one, rows)
            yield Fault(
                one.row.ref,
                f"“{one.row.name.stripped}”列在“{where}”下面，它属于“{own}”{said}",
                left=where,
                right=own,
                suggestion=(
                    f"把这一行移到“{own}”（{home}）下面" if home else f"核对是不是属于“{own}”"
                )
                + "，再看两个市的小计；县名写错的改县名",
                severity=None if is_told or home else Severity.HINT,
            )


def _sums(table: RecognisedTable, one: Misplaced, rows: list[Misplaced]) -> tuple[str, bool]:
    """Which of the subtotals of both cities take the county in, and whether any sum misses it."""
    money = [c for c in table.money if one.row.values[c.index].value]
    if not money:
        return "", False
    column = money[0]
    parts = []
    told = False
    for index, city, inside in (
        (one.group, one.stands_in, True),
        (one.home, one.belongs_to, False),
    ):
        down = _sum_of(table, index)
        if down is None or gap_down(table, down, column.index) is None:
            continue
        follows = follows_from_place(table, down, column.index, rows)
        printed = table.rows[down.result].values[column.index]
        told = told or follows
        if follows or not gap_down(table, down, column.index):
            verb = "加了它" if inside is not follows else "没有加它"
            shown = format_amount(printed.value) if printed.value is not None else ""
            parts.append(f"“{city.name}”的“{column.name}”{shown}（{printed.ref.where()}）{verb}")
    return ("；" + "，".join(parts) if parts else ""), told


def _sum_of(table: RecognisedTable, index: int | None) -> RowSum | None:
    return next((s for s in table.row_sums if s.result == index and s.is_complete), None)
