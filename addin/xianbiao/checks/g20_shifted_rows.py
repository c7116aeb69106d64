"""G20: the figures of a row stand below their own headers, not one column too far right."""

from __future__ import annotations

from collections.abc import Iterator

from xianbiao.checks.registry import Fault, rule
from xianbiao.model.amounts import format_amount
from xianbiao.model.findings import Severity
from xianbiao.model.notices import Notice


@rule("G20", "整行没有错列", Severity.ERROR, "整行错了一列，每一列都加错，发出去的也是别一列的数")
def rows_stand_below_their_headers(notice: Notice) -> Iterator[Fault]:
    """A row that adds up, across and down, once all its figures are moved to the left."""
    for shifted in notice.shifted_rows:
        first, meant = next(iter(shifted.meant.items()))
        at, last = shifted.row.values[first], [a for a in shifted.meant.values() if a.is_number][-1]
        value = meant.value
        shown = format_amount(value) if value is not None else meant.raw
        yield Fault(
            at.ref,
            f"{shifted.row.name.stripped}：各数整行右移了一格，{at.ref.where()}空白，"
            f"它的 {shown} 写在{meant.ref.where()}，最后一个数写到了{last.ref.where()}",
            right=value,
            cause="左移一格以后，本行勾稽和各列合计都相符",
            suggestion=f"把{meant.ref.where()}到{last.ref.where()}的数左移一格",
        )
