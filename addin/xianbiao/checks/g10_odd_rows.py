"""G10–G12: rows that are hidden but counted, amounts below zero, units that cannot be meant."""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal

from xianbiao.checks.g01_tables import understood
from xianbiao.checks.registry import Fault, rule
from xianbiao.checks.unit_slips import unit_meant
from xianbiao.model.amounts import format_amount
from xianbiao.model.expressions import expression
from xianbiao.model.findings import Severity
from xianbiao.model.indicators import plain
from xianbiao.model.money_units import WAN_OF
from xianbiao.model.notices import Notice
from xianbiao.model.tables import RecognisedTable, TableColumn, TableKind

_NAMED = 5
_FEW_BELOW = 3
_FEWEST = 3
_LEAST_IN_ALL = Decimal(1)
_MOST_OF_ONE = Decimal(1_000_000)
_MAY_BE_BELOW = expression(r"[扣减退余]|清算|结算|调|差|收回|净|变动|抵|冲")


@rule("G10", "没有隐藏的单位", Severity.HINT, "隐藏的行打印时看不见，钱却照样加在合计里、发下去")
def no_recipient_is_hidden(notice: Notice) -> Iterator[Fault]:
    """Rows of recipients with money that are hidden or filtered out, once for each table."""
    for table in understood(notice):
        hidden = [
            row
            for row in table.recipients
            if row.is_hidden and any(row.values[c.index].value for c in table.money)
        ]
        if not hidden:
            continue
        names = "、".join(f"“{row.name.stripped}”" for row in hidden[:_NAMED])
        more = f"等 {len(hidden)} 行" if len(hidden) > _NAMED else ""
        yield Fault(
            hidden[0].ref,
            f"{names}{more}是隐藏的行，里面的数照样核对、导出",
            left=hidden[0].name.stripped,
            suggestion="取消隐藏或筛选后核对；不该发的整行删除，再看合计",
        )


@rule("G11", "分配的金额不小于 0", Severity.HINT, "分配表里的负数多半是多写了负号，合计也跟着少算")
def amounts_are_not_below_zero(notice: Notice) -> Iterator[Fault]:
    """A few amounts below zero where neither the title nor the header speaks of taking back."""
    for table in understood(notice):
        if table.kind is TableKind.ADJUSTMENT or _takes_back(
            table.title.text if table.title else ""
        ):
            continue
        rests = {s.result for s in table.column_sums if s.minus}
        for column in table.money:
            if column.stage or column.index in rests or _takes_back(column.name):
                continue
            below = [
                (row, amount)
                for row in table.recipients
                if (amount := row.values[column.index]).value is not None and amount.value < 0
            ]
            if len(below) > _FEW_BELOW or len(below) * 2 > len(table.recipients):
                continue
            for row, amount in below:
                yield Fault(
                    amount.ref,
                    f"{row.name.stripped}：“{column.name}”是负数 {amount.raw.strip()}",
                    left=amount.value,
                    suggestion="核对是不是多写了负号；确是扣回的在表头或备注写明",
                )


def _takes_back(text: str) -> bool:
    return bool(_MAY_BE_BELOW.search(plain(text)))


@rule("G12", "金额单位合乎常理", Severity.HINT, "元和万元写错，每个数都差一万倍，加总却照样平")
def units_are_plausible(notice: Notice) -> Iterator[Fault]:
    """A unit with which all counties together get next to nothing, or one of them 100亿元."""
    for table in understood(notice) if unit_meant(notice) is None else ():
        column = _whole(table)
        unit = table.unit_of(column) if column is not None else None
        if column is None or unit not in WAN_OF:
            continue
        values = [
            (amount.value * WAN_OF[unit], row, amount)
            for row in table.recipients
            if row.recipient and row.recipient.code and (amount := row.values[column.index]).value
        ]
        if len(values) < _FEWEST:
            continue
        most, row, amount = max(values, key=lambda found: found[0])
        is_county = row.recipient is not None and not (row.recipient.code or "").endswith("00")
        added = sum((value for value, _, _ in values), Decimal(0))
        place = table.unit_text.ref if table.unit_text is not None else column.ref
        if 0 < added < _LEAST_IN_ALL:
            yield Fault(
                place,
                f"写明单位是{unit}，{len(values)} 个单位合计只有 "
                f"{format_amount(added / WAN_OF[unit])} {unit}",
                left=unit,
                suggestion="核对是不是应当写万元",
            )
        elif most >= _MOST_OF_ONE and is_county:
            yield Fault(
                place,
                f"写明单位是{unit}，最多的一个单位（{amount.ref.where()}）是 "
                f"{format_amount(most / 10000)} 亿元",
                left=unit,
                suggestion="核对是不是应当写元",
            )


def _whole(table: RecognisedTable) -> TableColumn | None:
    """The column of money with the largest figures."""

    def size(column: TableColumn) -> Decimal:
        values = (r.values[column.index].value for r in table.recipients)
        return sum((abs(v) for v in values if v is not None), Decimal(0))

    return max(table.money, key=size, default=None)
