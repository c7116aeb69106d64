"""C60–C62, C64: the targets make sense for the region that has to reach them."""

from __future__ import annotations

from collections.abc import Iterator

from xianbiao.checks.missing_rows import misspelt
from xianbiao.checks.registry import Fault, rule
from xianbiao.model.findings import Severity
from xianbiao.model.forms import TargetForm
from xianbiao.model.indicators import plain
from xianbiao.model.notices import Notice
from xianbiao.model.refs import Ref
from xianbiao.model.target_names import form_mismatch

_FEWEST_FORMS = 3


@rule("C60", "各县指标值全同", Severity.HINT, "区域绩效目标要按县分解，全部相同等于没有分解")
def targets_differ_by_county(notice: Notice) -> Iterator[Fault]:
    """One hint when every recipient's form has the same targets."""
    forms = [f for f in notice.target_forms if f.recipient is not None]
    tables = [
        {plain(p.name): plain(p.value) for p in f.placed if p.value is not None} for f in forms
    ]
    if len(forms) < _FEWEST_FORMS or not all(tables):
        return
    shared = set.intersection(*(set(t) for t in tables))
    if shared and all(t[name] == tables[0][name] for t in tables for name in shared):
        yield Fault(
            _first_value(forms[0]),
            f"{len(forms)} 张县表的 {len(shared)} 项指标值完全相同，没有按县分解",
            suggestion="按各县情况分解指标值",
        )


def _first_value(form: TargetForm) -> Ref:
    return next((p.value_ref for p in form.placed if p.value_ref is not None), form.ref)


@rule("C61", "指标适用层级", Severity.HINT, "只对州有意义的指标照搬到县，县里无从考核")
def indicators_fit_the_level(notice: Notice) -> Iterator[Fault]:
    """Indicators of a prefecture, or shares of counties, in the form of one county."""
    for form in notice.target_forms:
        if form.recipient is None:
            continue
        for placed in form.placed:
            tier = placed.indicator.tier if placed.indicator else "all"
            if tier == "all" or placed.ref is None:
                continue
            why, what = (
                ("是州对县的要求，县表不适用", "从县表删去或改写")
                if tier == "prefecture"
                else ("是县数的比例，对一个县没有意义", "改为“已建立”或 100%")
            )
            yield Fault(
                placed.ref,
                f"{form.region}绩效表：“{placed.name}”{why}",
                left=placed.value,
                suggestion=what,
            )


@rule(
    "C62", "名称与值形态匹配", Severity.HINT, "率对百分数，人数对数字，期限对天数，否则无法判断达标"
)
def values_fit_their_names(notice: Notice) -> Iterator[Fault]:
    """Targets whose form does not fit what the name promises."""
    for form in notice.forms:
        for placed in form.placed:
            reason = form_mismatch(placed.name, placed.value) if placed.value else None
            ref = placed.name_ref or placed.value_ref
            if reason and ref is not None:
                yield Fault(
                    ref,
                    f"{form.region}绩效表：“{placed.name}”的值是“{placed.value}”，{reason}",
                    left=placed.value,
                    suggestion="改名称或改指标值，使两者一致",
                )


@rule("C64", "有分配的单位均应有绩效表", Severity.ERROR, "钱下到哪里，绩效目标就分解到哪里")
def money_has_a_form(notice: Notice) -> Iterator[Fault]:
    """Recipients with money and no form; one hint where no recipient has a form.

    A single recipient is served by the form of the whole.
    """
    table = notice.allocation
    if table is None or not notice.target_forms:
        return
    funded = [
        r
        for r in table.rows
        if r.recipient is not None and (a := table.final_amount(r)) is not None and a.value
    ]
    lacking = [
        r
        for r in funded
        if r.recipient and all(f.is_evaluation for f in notice.forms_for(r.recipient))
    ]
    unnamed = [r for r in lacking if r.recipient and misspelt(notice, r.recipient.name)]
    if len(funded) == 1 and notice.prefecture_form is not None:
        return
    if lacking and len(lacking) == len(funded):
        region = notice.target_forms[0].region
        whose = f"{region}一级" if region else "一张总"
        yield Fault(
            (notice.target_forms[0].subtitle or notice.target_forms[0]).ref,
            f"只有{whose}的绩效表，{len(funded)} 个单位都没有分表",
            severity=Severity.HINT,
            suggestion="按单位分解绩效目标，随文下达",
        )
        return
    for row in lacking:
        if row in unnamed:
            continue
        yield Fault(
            row.name.ref,
            f"{row.name.stripped}有分配金额，没有绩效表",
            left=row.name.stripped,
            suggestion=f"补上{row.name.stripped}的绩效表",
        )
