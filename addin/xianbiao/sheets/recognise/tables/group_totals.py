"""Columns below 合计 in the header: sums of their namesakes in the other groups, or just parts."""

from __future__ import annotations

from collections.abc import Sequence

from xianbiao.model.expressions import expression
from xianbiao.model.records import replace
from xianbiao.model.tables import Meaning, TableColumn

_TOTAL = expression(r"(?:[合总小共]计|总额|总数|总量|全年|累计)(?:\([^()]*\))?$")
_WHOLE = expression(r"^(?:金额|资金|经费|补助资金|补助金额|资金额)(?:\([^()]*\))?$")
_MARK = "其中:"


def settle_group_totals(columns: Sequence[TableColumn]) -> list[TableColumn]:
    """The columns, those as amounts that 合计 above alone made totals and that have no namesake.

    合计 | 提前下达, 本次下达 are the parts of a total where no other group is divided likewise.
    """
    return [
        replace(c, meaning=Meaning.AMOUNT, reason=f"{c.reason}下面的一项")
        if c.meaning is Meaning.TOTAL and _is_only_part(c, columns)
        else c
        for c in columns
    ]


def _is_only_part(column: TableColumn, columns: Sequence[TableColumn]) -> bool:
    if len(column.path) < 2:
        return False
    leaf, group = column.path[-1], column.path[:-1]
    if _TOTAL.search(leaf) or _WHOLE.search(leaf):
        return False
    others = [c.path[-1] for c in columns if c.path and c.path[:-1] != group]
    return leaf.removeprefix(_MARK) not in {other.removeprefix(_MARK) for other in others}
