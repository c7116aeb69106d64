"""The unit of a table that text and forms contradict alike: then the unit is the slip."""

from __future__ import annotations

from decimal import Decimal

from xianbiao.checks.paragraphs import paragraphs
from xianbiao.checks.stated_parts import AMOUNT, wan_of
from xianbiao.model.allocation import AllocationTable
from xianbiao.model.amounts import same
from xianbiao.model.expressions import expression
from xianbiao.model.forms import FundRole
from xianbiao.model.money_units import WAN_OF
from xianbiao.model.notices import Notice

_STATED = expression(AMOUNT)
_UNITS = ("元", "千元", "万元")
_LEAST, _MOST = Decimal("0.1"), Decimal(100_000)
"""What a recipient gets on the average of a table, 万元: 1000元 to 10亿元."""


def unit_meant(notice: Notice) -> str | None:
    """The unit in which the total is an amount that the notice states; None if that stated is.

    The text has to state it, and every form of the whole area has to agree. Where the text stands
    alone, and only the table's unit gives amounts that can be meant, the text is the slip.
    """
    table = notice.allocation
    total = _total(table) if table is not None else None
    if table is None or total is None or not total or table.unit not in WAN_OF:
        return None
    said, demanded = _said(notice), _demanded(notice)
    fitting = [
        unit
        for unit in _UNITS
        if any(same(total * WAN_OF[unit], v) for v in said)
        and all(same(total * WAN_OF[unit], v) for v in demanded)
    ]
    if len(fitting) != 1 or fitting[0] == table.unit:
        return None
    rows = max(len(table.rows), 1)
    is_text = not demanded and _is_plausible(total * WAN_OF[table.unit] / rows)
    return None if is_text and not _is_plausible(total * WAN_OF[fitting[0]] / rows) else fitting[0]


def _is_plausible(amount: Decimal) -> bool:
    """Whether a recipient may get so much on the average, 万元."""
    return _LEAST <= abs(amount) <= _MOST


def _total(table: AllocationTable) -> Decimal | None:
    amount = table.final_amount(table.total) if table.total is not None else None
    return amount.value if amount is not None else None


def _said(notice: Notice) -> list[Decimal]:
    """The amounts of the running text, 万元."""
    found = (
        wan_of(amount[1], amount[2], unit.ref_at(amount.start()))
        for unit in paragraphs(notice.body)
        for amount in _STATED.finditer(unit.text)
    )
    return [value for value in found if value is not None]


def _demanded(notice: Notice) -> list[Decimal]:
    """The amounts of the area's own forms, 万元."""
    lines = (f.fund(FundRole.TOTAL) for f in notice.target_forms if f.is_prefecture)
    units = (f.funds_unit or "万元" for f in notice.target_forms if f.is_prefecture)
    return [
        line.amount.value * WAN_OF[unit]
        for line, unit in zip(lines, units, strict=True)
        if line is not None and line.amount.value is not None
    ]
