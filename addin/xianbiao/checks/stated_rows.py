"""N06: amounts that the text gives to a recipient by name are those of its row."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from xianbiao.checks.diagnose import diagnose
from xianbiao.checks.paragraphs import Paragraph
from xianbiao.checks.registry import Fault
from xianbiao.checks.stated_parts import AMOUNT, wan_of
from xianbiao.checks.ties import in_wan
from xianbiao.checks.unit_slips import unit_meant
from xianbiao.model.allocation import AllocationRow, AllocationTable
from xianbiao.model.amounts import format_amount, same
from xianbiao.model.expressions import expression
from xianbiao.model.findings import Severity
from xianbiao.model.indicators import plain
from xianbiao.model.notices import Notice

_STATED = expression(AMOUNT)
_BREAK = expression(r"[，。；：、,;:（()）]|其中")
_NOT_THIS = expression(
    r"每|均|标准|不[低少]于|不超过|约|上年|往年|去年|结余|结转|配套|已|提前|财政局|民政局|[合共总]计|等"
)
_SHORTEST = 3


def figures_of_rows(notice: Notice, body: Sequence[Paragraph]) -> Iterator[Fault]:
    """Amounts right behind the name of one recipient that no cell of its row holds."""
    table = notice.allocation
    if table is None or unit_meant(notice) is not None or table.repeated():
        return
    for unit in body:
        for found in _STATED.finditer(unit.text):
            before = _BREAK.split(unit.text[: found.start()])[-1]
            row = _row(table, before)
            value = wan_of(found[1], found[2], unit.ref_at(found.start()))
            if row is None or value is None or _NOT_THIS.search(before):
                continue
            amounts = [in_wan(table, a.value) for a in row.amounts.values() if a.value is not None]
            final = table.final_amount(row)
            if final is None or final.value is None or any(same(a, value) for a in amounts):
                continue
            right = in_wan(table, final.value)
            cause = diagnose(value, right)
            is_slip = cause is not None and cause.is_known
            yield Fault(
                unit.ref_at(found.start()),
                f"正文“{before.strip()}”写 {format_amount(value)} 万元，分配表这一行是 "
                f"{format_amount(right)} 万元（{final.ref.where()}）",
                left=value,
                right=right,
                cause=cause.text if cause is not None and is_slip else None,
                severity=Severity.ERROR if is_slip else Severity.HINT,
                suggestion="核对正文和分配表，改错的一处",
            )


def _row(table: AllocationTable, before: str) -> AllocationRow | None:
    """The one row whose name closes the words before an amount, but for a few words behind it."""
    flat = plain(before)
    found = [row for row in table.rows if any(_closes(flat, name) for name in _names(row))]
    return found[0] if len(found) == 1 else None


def _names(row: AllocationRow) -> list[str]:
    if row.recipient is None:
        return []
    own = (row.recipient.name, row.recipient.full_name, *row.recipient.aliases)
    return [name for name in dict.fromkeys(map(plain, own)) if len(name) >= _SHORTEST]


def _closes(flat: str, name: str) -> bool:
    pattern = f"[^\\d]{{0,6}}{re.escape(name)}(?:资金|补助|安排|分配|为|计)*"
    return re.fullmatch(pattern, flat) is not None
