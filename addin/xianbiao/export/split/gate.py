"""What is wrong with a clerk's own workbook, and what of that stops its export."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from decimal import Decimal

from xianbiao.checks import check
from xianbiao.model.errors import ExportRefused
from xianbiao.model.findings import Finding, Severity, told_once
from xianbiao.model.notices import Notice
from xianbiao.readers.notice import is_notice
from xianbiao.sheets.split_plan import SplitPlan


def errors_of(notice: Notice) -> list[Finding]:
    """The errors of what was recognised in a workbook.

    There are none where nothing is recognised that rules could judge.
    """
    if not is_notice(notice):
        return []
    return [f for f in check(notice) if f.severity is Severity.ERROR]


def touching(plan: SplitPlan, errors: Iterable[Finding]) -> list[Finding]:
    """Those errors that are about an amount on a sheet of which somebody gets a part."""
    given = {*(t.sheet for t in plan.tables), *plan.own_sheets, *plan.common_sheets}
    return [f for f in told_once(errors) if f.ref.sheet in given and _is_of_amounts(f)]


def require_no_errors(plan: SplitPlan, errors: Sequence[Finding], anyway: str) -> None:
    """Raise ExportRefused for the first error that touches an amount.

    `anyway` says in words for the clerk how to export all the same; that is not said of totals,
    which must add up in any case.
    """
    stopping = touching(plan, errors)
    if not stopping:
        return
    first, others = stopping[0], len(stopping) - 1
    more = f"（这类错误另有 {others} 处）" if others else ""
    todo = first.suggestion or "改正后再导出"
    raise ExportRefused(
        f"核对有错误 {first.rule}：{first.message}{more}",
        ref=first.ref,
        todo=todo if _is_total(plan, first) else f"{todo}；{anyway}",
    )


def _is_total(plan: SplitPlan, finding: Finding) -> bool:
    row, _ = finding.ref.position
    return any(t.sheet == finding.ref.sheet and row in t.adding_rows for t in plan.tables)


def _is_of_amounts(finding: Finding) -> bool:
    sides = (finding.left, finding.right, finding.difference)
    return any(isinstance(side, Decimal) for side in sides)
