"""N06: amounts that the text calls by the name of a column are that column's."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from decimal import Decimal

from xianbiao.checks.diagnose import diagnose
from xianbiao.checks.paragraphs import Paragraph
from xianbiao.checks.registry import Fault
from xianbiao.checks.stated_parts import AMOUNT, wan_of
from xianbiao.checks.ties import in_wan
from xianbiao.checks.unit_slips import unit_meant
from xianbiao.model.allocation import AllocationTable, Column, ColumnRole
from xianbiao.model.amounts import format_amount, same
from xianbiao.model.expressions import expression
from xianbiao.model.findings import Severity
from xianbiao.model.indicators import plain
from xianbiao.model.notices import Notice

_STATED = expression(AMOUNT)
_COMMON = expression(
    r"财政|资金|经费|补助|补贴|金额|小计|合计|总计|其中|\(.*?\)|[·:：]|20\d\d年|万元|元"
)
_NOT_THIS = expression(
    r"每|均|标准|不[低少]于|不超过|以[上下]|约|上年|往年|去年|结余|结转|收回|缴回|配套|\d"
)
_BREAK = expression(r"[，。；：、,;:（()）]|其中")
_SHORTEST = 2


def figures_of_columns(notice: Notice, body: Sequence[Paragraph]) -> Iterator[Fault]:
    """Amounts right behind the name of a column of the table that no cell of it holds."""
    table = notice.allocation
    if table is None or table.total is None or unit_meant(notice) is not None:
        return
    names = _names(table)
    for unit in body:
        for found in _STATED.finditer(unit.text):
            before = _BREAK.split(unit.text[: found.start()])[-1]
            column = _column(names, before)
            value = wan_of(found[1], found[2], unit.ref_at(found.start()))
            if column is None or value is None or _NOT_THIS.search(before):
                continue
            total = table.total.amount(column).value
            if total is None or _is_known(table, column, value):
                continue
            right = in_wan(table, total)
            cause = diagnose(value, right)
            yield Fault(
                unit.ref_at(found.start()),
                f"正文“{before.strip()}”写 {format_amount(value)} 万元，"
                f"分配表“{column.full_name}”合计是 {format_amount(right)} 万元"
                f"（{table.total.amount(column).ref.where()}）",
                left=value,
                right=right,
                cause=cause.text if cause and cause.is_known else None,
                severity=Severity.ERROR if cause and cause.is_known else Severity.HINT,
                suggestion="核对正文和分配表，改错的一处",
            )


def _names(table: AllocationTable) -> dict[str, Column]:
    """The columns by what is left of their names without the words that all columns share.

    A name that several columns have tells none of them.
    """
    named: dict[str, list[Column]] = {}
    for column in table.columns:
        key = _COMMON.sub("", plain(column.full_name))
        if column.role not in (ColumnRole.NOTE, ColumnRole.COUNT) and len(key) >= _SHORTEST:
            named.setdefault(key, []).append(column)
    return {key: found[0] for key, found in named.items() if len(found) == 1}


def _column(names: dict[str, Column], before: str) -> Column | None:
    """The column whose name stands in the words before an amount, the longest name first."""
    flat = plain(before)
    found = [key for key in names if re.search(f"{re.escape(key)}[^\\d]{{0,8}}$", flat)]
    return names[max(found, key=len)] if found else None


def _is_known(table: AllocationTable, column: Column, value: Decimal) -> bool:
    amounts = (row.amount(column).value for row in table.all_rows())
    return any(a is not None and same(in_wan(table, abs(a)), value) for a in amounts)
