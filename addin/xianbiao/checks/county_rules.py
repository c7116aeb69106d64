"""K00–K10, C70, C91: a returned county file is what was sent, and what was filled in adds up."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from decimal import Decimal

from xianbiao.checks.diagnose import diagnose
from xianbiao.checks.registry import Fault
from xianbiao.model.amounts import Amount, format_amount, same, signed
from xianbiao.model.county_returns import CountyReturn
from xianbiao.model.findings import Finding, Severity
from xianbiao.model.refs import Ref, Text

_PENDING = "○待填"
_REFILL = "撤销这处改动；撤销不了，就用下发的原文件重填"

Run = Callable[[CountyReturn], Iterable[Fault]]


@dataclass(frozen=True, slots=True)
class CountyRule:
    """One rule of returned county files."""

    code: str
    title: str
    run: Run


def check_return(returned: CountyReturn) -> list[Finding]:
    """Every finding of every rule, rules in order."""
    return [
        Finding(
            rule=rule.code,
            severity=fault.severity or Severity.ERROR,
            ref=fault.ref,
            message=fault.message,
            left=fault.left,
            right=fault.right,
            difference=fault.left - fault.right
            if isinstance(fault.left, Decimal) and isinstance(fault.right, Decimal)
            else None,
            cause=fault.cause,
            suggestion=fault.suggestion,
        )
        for rule in COUNTY_RULES
        for fault in rule.run(returned)
    ]


def _unchanged(returned: CountyReturn) -> Iterator[Fault]:
    for change in returned.changes:
        yield Fault(
            change.ref,
            change.what,
            left=change.found,
            right="下发时的内容",
            suggestion=_REFILL,
        )


def _breakdown_adds_up(returned: CountyReturn) -> Iterator[Fault]:
    amounts = [line.amount for line in returned.breakdown]
    yield from _sum_fault(returned, "功能科目各行金额之和", amounts)


def _sources_add_up(returned: CountyReturn) -> Iterator[Fault]:
    amounts = [line.amount for line in returned.sources]
    for line in returned.sources:
        if line.amount.is_blank and any(not a.is_blank for a in amounts):
            yield _pending(line.amount.ref, f"资金来源“{line.name.stripped}”", "没有就填 0")
    yield from _sum_fault(returned, "资金来源各项之和", amounts)


def _sum_fault(returned: CountyReturn, what: str, amounts: list[Amount]) -> Iterator[Fault]:
    """A sum that is not the amount sent; nothing filled in yet is a hint."""
    if not amounts or returned.sent is None:
        return
    if all(a.is_blank for a in amounts):
        yield _pending(amounts[0].ref, what, f"各行加起来应为 {format_amount(returned.sent)}")
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


def _amounts_are_sound(returned: CountyReturn) -> Iterator[Fault]:
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


def _codes_are_used_once(returned: CountyReturn) -> Iterator[Fault]:
    first: dict[str, Text] = {}
    for line in returned.breakdown:
        code = line.code.stripped
        if code and code in first:
            yield Fault(
                line.code.ref,
                f"科目 {code} 重复：前面 {first[code].ref.where()} 已有",
                left=code,
                right="每个科目一行",
                suggestion="两行的金额合到一行",
            )
        first.setdefault(code, line.code)


def _lines_are_complete(returned: CountyReturn) -> Iterator[Fault]:
    for line in returned.breakdown:
        if bool(line.code) is line.amount.is_blank:
            what = "只填了科目，没有金额" if line.code else "只填了金额，没有科目"
            ref = line.amount.ref if line.code else line.code.ref
            yield Fault(
                ref,
                f"功能科目：{what}",
                left=line.code.stripped or line.amount.raw,
                right="科目和金额都有，或都空",
                suggestion="补齐这一行，或两格都清空",
            )


def _codes_are_listed(returned: CountyReturn) -> Iterator[Fault]:
    for line in returned.breakdown:
        code = line.code.stripped
        if code and returned.listed and code not in returned.listed:
            yield Fault(
                line.code.ref,
                f"科目 {code} 不在本年度的列表里",
                left=code,
                right="、".join(returned.listed),
                suggestion="从下拉列表重选；粘贴会越过下拉列表",
            )


def _central_ties(returned: CountyReturn) -> Iterator[Fault]:
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


def _tag_stays(returned: CountyReturn) -> Iterator[Fault]:
    if not returned.sources or not returned.sent_tag:
        return
    tag = returned.sources[0].tag
    if tag.text != returned.sent_tag:
        yield Fault(
            tag.ref,
            f"直达资金标识已改动，现为“{tag.text}”" if tag else "直达资金标识已清空",
            left=tag.text,
            right=returned.sent_tag,
            suggestion=f"改回“{returned.sent_tag}”：标识从下达到使用保持不变",
        )


def _not_overspent(returned: CountyReturn) -> Iterator[Fault]:
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


def _results_are_complete(returned: CountyReturn) -> Iterator[Fault]:
    """Targets that are blank; results, once any is filled in, that are blank."""
    for line in returned.results:
        if line.target.stripped in ("", _PENDING):
            yield _pending(line.target.ref, f"“{line.name.stripped}”的全年目标值", "照本地情况填")
    begun = any(line.actual for line in returned.results)
    for line in returned.results:
        if begun and not line.actual:
            text = f"“{line.name.stripped}”的实际完成值"
            yield _pending(line.actual.ref, text, "其他指标已填，这一项也要填")


def _share_is_as_sent(returned: CountyReturn) -> Iterator[Fault]:
    share = returned.share
    if share is None or returned.sent is None:
        return
    if share.value is None or share.is_text or not same(share.value, returned.sent):
        yield Fault(
            share.ref,
            f"分配金额现为 {share.raw or '空'}，下发时是 {format_amount(returned.sent)}",
            left=share.value if share.value is not None else share.raw,
            right=returned.sent,
            suggestion="分配金额不能改：" + _REFILL,
        )


def _received_after_issue(returned: CountyReturn) -> Iterator[Fault]:
    text = returned.received_text
    if text is None:
        return
    if not text:
        yield _pending(text.ref, "收文日期", "填收到本文件的日期")
    elif returned.received is None:
        yield Fault(
            text.ref,
            f"收文日期不是日期：{text.stripped}",
            left=text.stripped,
            right="日期，例如 2024-1-5",
            suggestion="重填日期",
        )
    elif returned.issued is not None and returned.received < returned.issued:
        yield Fault(
            text.ref,
            f"收文日期 {returned.received} 早于成文日期 {returned.issued}",
            left=str(returned.received),
            right=f"不早于 {returned.issued}",
            suggestion="核对收文日期的年月日",
        )


def _is_unsummed(amount: Amount) -> bool:
    """Whether something stands there that a spreadsheet would not add."""
    return amount.is_unreadable or amount.is_text


def _pending(ref: Ref, what: str, todo: str) -> Fault:
    return Fault(ref, f"{what}还没有填", severity=Severity.HINT, suggestion=todo)


COUNTY_RULES = (
    CountyRule("K00", "锁定的内容与下发时一致", _unchanged),
    CountyRule("K10", "分配金额与下发时一致", _share_is_as_sent),
    CountyRule("K01", "功能科目之和 = 分配金额", _breakdown_adds_up),
    CountyRule("K02", "金额是不负的数字，小数不过多", _amounts_are_sound),
    CountyRule("C70", "科目在年度列表内", _codes_are_listed),
    CountyRule("K03", "每个科目只用一次", _codes_are_used_once),
    CountyRule("K04", "科目与金额成对", _lines_are_complete),
    CountyRule("K05", "资金来源之和 = 分配金额", _sources_add_up),
    CountyRule("K06", "中央各项 = 绩效目标的中央财政补助", _central_ties),
    CountyRule("K07", "直达资金标识保持不变", _tag_stays),
    CountyRule("K08", "执行数不超过预算数", _not_overspent),
    CountyRule("K09", "目标值、完成值填全", _results_are_complete),
    CountyRule("C91", "收文日期不早于成文日期", _received_after_issue),
)
"""The rules in the order in which a clerk mends faults: what was changed, then what was filled."""
