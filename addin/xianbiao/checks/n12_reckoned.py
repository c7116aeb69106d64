"""N12: what the text reckons is right: shares of the whole, and what is left of an amount."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from decimal import Decimal

from xianbiao.checks.paragraphs import Paragraph, paragraphs
from xianbiao.checks.registry import Fault, rule
from xianbiao.checks.stated_parts import AMOUNT, wan_of
from xianbiao.checks.ties import in_wan
from xianbiao.checks.whole_amounts import whole_of
from xianbiao.model.amounts import format_amount, same
from xianbiao.model.expressions import expression
from xianbiao.model.findings import Severity
from xianbiao.model.indicators import plain
from xianbiao.model.notices import Notice

_SHARE = expression(
    r"([\u4e00-\u9fff]{2,12}?)占(?:全部|本次|此次)?(?:下达)?(?:资金|补助)?(?:总额|总数|总量|总资金)?"
    r"(?:的)?(?:比例|比重|比)?(?:为|达|是)?\s*(\d+(?:\.\d+)?)\s*[%％]"
)
_STATED = expression(r"([\u4e00-\u9fff]{2,16}?)(?:为|共|计|合计)?\s*" + AMOUNT)
_LEFT = expression(
    AMOUNT + r"[，,]?\s*(?:扣除|减去|抵扣|扣减)[^\d。；;]{0,16}?" + AMOUNT + r"[^\d。；;]{0,8}?"
    r"[，,后]\s*(?:本次|此次|现|实际|应)[^\d。；;]{0,10}?" + AMOUNT
)
_HUNDRED = Decimal(100)


@rule("N12", "正文算得对", Severity.HINT, "比例、扣减算错，正文与表就各说各的")
def reckoning_is_right(notice: Notice) -> Iterator[Fault]:
    """Shares of the whole by the figures of text or table; amounts less what was sent before."""
    body = paragraphs(notice.body)
    for unit in body:
        yield from _left_over(unit)
        yield from _shares(notice, unit, body)


def _left_over(unit: Paragraph) -> Iterator[Fault]:
    for found in _LEFT.finditer(unit.text):
        ref = unit.ref_at(found.start())
        whole, less, left = (wan_of(found[i], found[i + 1], ref) for i in (1, 3, 5))
        if whole is None or less is None or left is None or same(whole - less, left):
            continue
        yield Fault(
            ref,
            f"正文写 {format_amount(whole)} 万元扣除 {format_amount(less)} 万元是 "
            f"{format_amount(left)} 万元，应为 {format_amount(whole - less)} 万元",
            left=left,
            right=whole - less,
            severity=Severity.ERROR,
            suggestion="核对三个数",
        )


def _shares(notice: Notice, unit: Paragraph, body: Sequence[Paragraph]) -> Iterator[Fault]:
    whole = whole_of(notice)
    for found in _SHARE.finditer(unit.text) if whole is not None and whole.value else ():
        assert whole is not None
        part = _part(notice, found[1], body)
        if part is None:
            continue
        value, where = part
        printed = Decimal(found[2])
        share = value / whole.value * _HUNDRED
        decimals = len(found[2].partition(".")[2])
        if abs(share - printed) <= Decimal(5).scaleb(-decimals - 1):
            continue
        right = format_amount(round(share, max(decimals, 2)))
        yield Fault(
            unit.ref_at(found.start()),
            f"正文写“{found.group()}”，按{where} {format_amount(value)} ÷ "
            f"{format_amount(whole.value)} 是 {right}%",
            left=f"{found[2]}%",
            right=f"{right}%",
            suggestion="核对比例和金额",
        )


def _part(notice: Notice, said: str, body: Sequence[Paragraph]) -> tuple[Decimal, str] | None:
    """The amount that a share is of, 万元, and where it stands: a column's total, or the text."""
    table = notice.allocation
    if table is not None and table.total is not None:
        named = [
            c
            for c in table.columns
            if c.index != table.final_index and _same_name(plain(c.name), said)
        ]
        value = table.total.amount(named[0]).value if len(named) == 1 else None
        if value is not None:
            return in_wan(table, value), f"“{named[0].full_name}”的合计"
    found = [
        (value, unit.ref_at(match.start()))
        for unit in body
        for match in _STATED.finditer(unit.text)
        if _same_name(match[1], said)
        and (value := wan_of(match[2], match[3], unit.ref_at(match.start()))) is not None
    ]
    values = {value for value, _ in found}
    return (found[0][0], f"正文（{found[0][1].where()}）") if len(values) == 1 else None


def _same_name(name: str, said: str) -> bool:
    """Whether a name closes what the text says before 占, or the other way round."""
    return len(name) > 1 and (said.endswith(name) or name.endswith(said))
