"""C43: the lines of money of a target form."""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal

from xianbiao.checks.diagnose import diagnose
from xianbiao.checks.registry import Fault, explained, rule
from xianbiao.checks.ties import allocated, wan_of_form
from xianbiao.model.amounts import absence, format_amount, same
from xianbiao.model.findings import Repair, Severity
from xianbiao.model.forms import FundRole, TargetForm
from xianbiao.model.notices import Notice


@rule("C43", "资金行可解析，且下达 = 中央 + 其他", Severity.ERROR, "绩效表的资金三行自己要先对得上")
def fund_lines_add_up(notice: Notice) -> Iterator[Fault]:
    """The lines of 资金情况 can be read one by one and add up."""
    for form in notice.target_forms:
        known = allocated(notice, form)
        yield from _fund_lines(form, known, once=notice.listed_units is None)
    merged = [f for f in notice.target_forms if f.funds_merged]
    apart = [f for f in notice.target_forms if f.funds and not f.funds_merged]
    if merged and apart and apart[0].funds_ref is not None:
        yield Fault(
            apart[0].funds_ref,
            f"资金情况写法不一：{len(merged)} 张表一格写三行，{len(apart)} 张表分三行",
            severity=Severity.HINT,
            suggestion="统一为一行一项",
        )


def _fund_lines(form: TargetForm, allocated: Decimal | None, once: bool) -> Iterator[Fault]:
    """The lines of one form; `once` leaves a total that misses table and parts to C01."""
    if form.funds_merged and form.funds_ref is not None:
        shown = "、".join(line.amount.raw or "空" for line in form.funds)
        yield Fault(
            form.funds_ref,
            f"{form.region}资金情况 {len(form.funds)} 个项目挤在一格（{shown}）",
            left=shown,
            severity=Severity.HINT,
            suggestion="下达金额、中央财政补助、其他资金各占一行",
        )
    for line in form.funds:
        if line.amount.is_unreadable:
            yield Fault(
                line.amount.ref,
                f"{form.region}“{line.label.stripped}”的金额无法识别：{line.amount.raw}",
                left=line.amount.raw,
                suggestion="只写数字，单位写在“资金情况（万元）”里",
            )
    whole = form.fund(FundRole.TOTAL)
    parts = [f for f in form.funds if f.role is not FundRole.TOTAL]
    if whole is None or not parts or any(p.amount.is_unreadable for p in parts):
        return
    if any(p.amount.is_without for p in parts if p.role is FundRole.CENTRAL):
        return
    known = [p.amount.value for p in parts if p.amount.value is not None]
    added = sum(known, Decimal(0))
    wan = wan_of_form(form, added)
    if once and allocated is not None and wan is not None and same(wan, allocated):
        return
    if whole.amount.value is not None and known and not same(whole.amount.value, added):
        named = [(p.label.stripped, p.amount.value) for p in parts if p.amount.value is not None]
        if allocated is not None and same(whole.amount.value, allocated):
            found = diagnose(added, whole.amount.value)
        else:
            found = diagnose(whole.amount.value, added, named)
        yield Fault(
            whole.amount.ref,
            f"{form.region}下达金额 {format_amount(whole.amount.value)} ≠ "
            f"中央与其他资金之和 {format_amount(added)}",
            left=whole.amount.value,
            right=added,
            cause=found.text if found else None,
            suggestion="核对三行资金",
            explanation=explained(f"{form.region}资金情况", found),
        )
    elif whole.amount.is_without and known:
        yield Fault(
            whole.amount.ref,
            f"{form.region}下达金额{absence(whole.amount)}，"
            f"中央与其他资金之和是 {format_amount(added)}",
            right=added,
            severity=Severity.HINT,
            suggestion=f"填入 {format_amount(added)}",
            repair=Repair(whole.amount.ref, added),
        )
