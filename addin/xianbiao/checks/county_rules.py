"""K00–K10, C70, C91: a returned county file is what was sent, and what was filled in adds up."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from decimal import Decimal

from xianbiao.checks.county_amounts import (
    REFILL,
    amounts_are_sound,
    breakdown_adds_up,
    central_ties,
    not_overspent,
    share_is_as_sent,
    sources_add_up,
    still_to_fill,
)
from xianbiao.checks.registry import Fault
from xianbiao.model.county_returns import CountyReturn
from xianbiao.model.findings import Finding, Severity
from xianbiao.model.records import Record
from xianbiao.model.refs import Text

_PENDING = "○待填"

Run = Callable[[CountyReturn], Iterable[Fault]]


class CountyRule(Record, frozen=True):
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
            suggestion=REFILL,
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


def _results_are_complete(returned: CountyReturn) -> Iterator[Fault]:
    """Targets that are blank; results, once any is filled in, that are blank."""
    for line in returned.results:
        if line.target.stripped in ("", _PENDING):
            what, name = "全年目标值", line.name.stripped
            yield still_to_fill(line.target.ref, what, "照本地情况填", name)
    begun = any(line.actual for line in returned.results)
    for line in returned.results:
        if begun and not line.actual:
            what, name = "实际完成值", line.name.stripped
            yield still_to_fill(line.actual.ref, what, "其他指标已填，这一项也要填", name)


def _received_after_issue(returned: CountyReturn) -> Iterator[Fault]:
    text = returned.received_text
    if text is None:
        return
    if not text:
        yield still_to_fill(text.ref, "收文日期", "填收到本文件的日期")
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


COUNTY_RULES = (
    CountyRule("K00", "锁定的内容与下发时一致", _unchanged),
    CountyRule("K10", "分配金额与下发时一致", share_is_as_sent),
    CountyRule("K01", "功能科目之和 = 分配金额", breakdown_adds_up),
    CountyRule("K02", "金额是不负的数字，小数不过多", amounts_are_sound),
    CountyRule("C70", "科目在年度列表内", _codes_are_listed),
    CountyRule("K03", "每个科目只用一次", _codes_are_used_once),
    CountyRule("K04", "科目与金额成对", _lines_are_complete),
    CountyRule("K05", "资金来源之和 = 分配金额", sources_add_up),
    CountyRule("K06", "中央各项 = 绩效目标的中央财政补助", central_ties),
    CountyRule("K07", "直达资金标识保持不变", _tag_stays),
    CountyRule("K08", "执行数不超过预算数", not_overspent),
    CountyRule("K09", "目标值、完成值填全", _results_are_complete),
    CountyRule("C91", "收文日期不早于成文日期", _received_after_issue),
)
"""The rules in the order in which a clerk mends faults: what was changed, then what was filled."""
