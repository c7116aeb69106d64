"""K01, K02, K05, K06, K08, K10: the amounts of a returned county file."""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal

from xianbiao.checks.diagnose import diagnose
from xianbiao.checks.registry import Fault
from xianbiao.model.amounts import Amount, format_amount, same, signed
from xianbiao.model.county_returns import CountyReturn
from xianbiao.model.findings import Severity
from xianbiao.model.refs import Ref

REFILL = "撤销这处改动；撤销不了，就用下发的原文件重填"
"""What to do about something that nobody may change."""


def breakdown_adds_up(returned: CountyReturn) -> Iterator[Fault]:
    """The amounts by function code add up to the amount sent."""
    amounts = [line.amount for line in returned.breakdown]
    yield from _sum_fault(returned, "功能科目各行金额之和", amounts)


def sources_add_up(returned: CountyReturn) -> Iterator[Fault]:
    """All sources are filled in and add up to the amount sent."""
    amounts = [line.amount for line in returned.sources]
    for line in returned.sources:
        if line.amount.is_blank and any(not a.is_blank for a in amounts):
            yield still_to_fill(line.amount.ref, f"资金来源“{line.name.stripped}”", "没有就填 0")
    yield from _sum_fault(returned, "资金来源各项之和", amounts)


def _sum_fault(returned: CountyReturn, what: str, amounts: list[Amount]) -> Iterator[Fault]:
    """A sum that is not the amount sent; nothing filled in yet is a hint."""
    if not amounts or returned.sent is None:
        return
    if all(a.is_blank for a in amounts):
        yield still_to_fill(amounts[0].ref, what, f"各行加起来应为 {format_amount(returned.sent)}")
        return
    if any(_is_unsummed(a) for a in amounts):
        return
    added = sum((a.value for a in amounts if a.value is not None), Decimal(0))
    if same(added, returned.sent):
        return
    found = diagnose(added, returned.sent)
    first = next(a.ref for a in amounts if not a.is_blank)
    yield Fault(
        first,
        f"{what} {format_amount(added)} ≠ 下达金额 {format_amount(returned.sent)}，"
        f"差 {signed(added - returned.sent)}",
        left=added,
        right=returned.sent,
        cause=found.text if found and found.is_known else None,
        suggestion="查漏填、重填、相邻数字换位和单位（万元）",
    )


def amounts_are_sound(returned: CountyReturn) -> Iterator[Fault]:
    """Amounts are numbers, not negative unless the amount sent is, and not too fine."""
    named = [("功能科目", line.amount) for line in returned.breakdown]
    named += [(f"资金来源“{line.name.stripped}”", line.amount) for line in returned.sources]
    may_be_negative = returned.sent is not None and returned.sent < 0
    for name, amount in named:
        value = amount.value
        if _is_unsummed(amount):
            yield Fault(
                amount.ref,
                f"{name}的金额不是数字：{amount.raw}",
                left=amount.raw,
                right="数字，单位万元",
                suggestion="删去文字、空格和单位，只留数字",
            )
        elif value is not None and value < 0 and not may_be_negative:
            yield Fault(
                amount.ref,
                f"{name}的金额是负数：{format_amount(value)}",
                left=value,
                right="不小于 0 的数字",
                suggestion="核对正负号",
            )
        elif value is not None and value != round(value, returned.decimals):
            yield Fault(
                amount.ref,
                f"{name}的金额小数过多：{format_amount(value)}",
                left=value,
                right=f"最多 {returned.decimals} 位小数",
                suggestion="核对单位是不是万元，四舍五入到分配金额的位数",
            )


def central_ties(returned: CountyReturn) -> Iterator[Fault]:
    """The central sources add up to what the form as issued says."""
    own = [line.amount for line in returned.sources if line.is_central]
    wanted = returned.central.value if returned.central else None
    if wanted is None or any(a.value is None or a.is_text for a in own) or not own:
        return
    added = sum((a.value for a in own if a.value is not None), Decimal(0))
    if not same(added, wanted):
        yield Fault(
            own[0].ref,
            f"中央各项之和 {format_amount(added)} ≠ 绩效目标的中央财政补助 {format_amount(wanted)}",
            left=added,
            right=wanted,
            suggestion="地方安排的资金不要填在中央两项里",
        )


def not_overspent(returned: CountyReturn) -> Iterator[Fault]:
    """No line of the form has spent more than its budget."""
    for line in returned.spent:
        if _is_unsummed(line.spent):
            yield Fault(
                line.spent.ref,
                f"“{line.label.stripped}”的全年执行数不是数字：{line.spent.raw}",
                left=line.spent.raw,
                right="数字，单位万元",
                suggestion="只留数字",
            )
            continue
        budget, spent = line.budget.value, line.spent.value
        if budget is not None and spent is not None and spent - budget >= Decimal("0.005"):
            yield Fault(
                line.spent.ref,
                f"“{line.label.stripped}”全年执行数 {format_amount(spent)} 超过预算数 "
                f"{format_amount(budget)}",
                left=spent,
                right=budget,
                suggestion="执行数只算本笔资金，单位万元",
            )


def share_is_as_sent(returned: CountyReturn) -> Iterator[Fault]:
    """分配 still shows the amount that was sent."""
    share = returned.share
    if share is None or returned.sent is None:
        return
    if share.value is None or share.is_text or not same(share.value, returned.sent):
        yield Fault(
            share.ref,
            f"分配金额现为 {share.raw or '空'}，下发时是 {format_amount(returned.sent)}",
            left=share.value if share.value is not None else share.raw,
            right=returned.sent,
            suggestion="分配金额不能改：" + REFILL,
        )


def _is_unsummed(amount: Amount) -> bool:
    """Whether something stands there that a spreadsheet would not add."""
    return amount.is_unreadable or amount.says_none or amount.is_text


def still_to_fill(ref: Ref, what: str, todo: str, which: str = "") -> Fault:
    """A hint that something is still blank; `which` tells one of many of a kind."""
    message = f"{what}还没有填" + (f"：“{which}”" if which else "")
    return Fault(ref, message, severity=Severity.HINT, suggestion=todo)
