"""C43–C44: the lines of money of a target form, and blanks that are not zeros."""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal

from xianbiao.checks.diagnose import diagnose
from xianbiao.checks.registry import Fault, explained, rule
from xianbiao.checks.ties import allocated
from xianbiao.model.allocation import AllocationRow, AllocationTable, Column
from xianbiao.model.amounts import Amount, format_amount, same
from xianbiao.model.findings import Repair, Severity
from xianbiao.model.forms import FundRole, TargetForm
from xianbiao.model.notices import Notice
from xianbiao.model.refs import Ref


@rule("C43", "资金行可解析，且下达 = 中央 + 其他", Severity.ERROR, "绩效表的资金三行自己要先对得上")
def fund_lines_add_up(notice: Notice) -> Iterator[Fault]:
    """The lines of 资金情况 can be read one by one and add up."""
    for form in notice.forms:
        yield from _fund_lines(form, allocated(notice, form))
    merged = [f for f in notice.forms if f.funds_merged]
    apart = [f for f in notice.forms if f.funds and not f.funds_merged]
    if merged and apart and apart[0].funds_ref is not None:
        yield Fault(
            apart[0].funds_ref,
            f"资金情况写法不一：{len(merged)} 张表一格写三行，{len(apart)} 张表分三行",
            severity=Severity.HINT,
            suggestion="统一为一行一项",
        )


def _fund_lines(form: TargetForm, allocated: Decimal | None) -> Iterator[Fault]:
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
    if any(p.amount.is_blank for p in parts if p.role is FundRole.CENTRAL):
        return
    known = [p.amount.value for p in parts if p.amount.value is not None]
    added = sum(known, Decimal(0))
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
    elif whole.amount.is_blank and known:
        yield Fault(
            whole.amount.ref,
            f"{form.region}下达金额空白，中央与其他资金之和是 {format_amount(added)}",
            right=added,
            severity=Severity.HINT,
            suggestion=f"填入 {format_amount(added)}",
            repair=Repair(whole.amount.ref, added),
        )


@rule(
    "C44",
    "空、0 与无法识别分开",
    Severity.HINT,
    "空白可能是漏填，0 是没有，写了字的格子求和时会被跳过",
)
def blanks_are_not_zero(notice: Notice) -> Iterator[Fault]:
    """Blank fund lines, tables that mix blanks with zeros, and cells that SUM would skip."""
    for form in notice.forms:
        for line in form.funds:
            summed = line.role is FundRole.TOTAL and any(f.amount.is_number for f in form.funds)
            if line.amount.is_blank and not summed:
                yield Fault(
                    _at(line.amount, line.label.ref),
                    f"{form.region}“{line.label.stripped}”空白，不知是 0 还是漏填",
                    right="0",
                    suggestion="没有就填 0，漏填的补上",
                )
    for table in notice.tables:
        for row in table.all_rows():
            for column in table.columns:
                if not _follows(table, row, column):
                    yield from _odd_amount(row.name.stripped, column.full_name, row.amount(column))
        for column in table.columns:
            amounts = [r.amount(column) for r in table.rows]
            zeros = [a for a in amounts if a.value == 0]
            blanks = [a for a in amounts if a.is_blank]
            if zeros and blanks:
                yield Fault(
                    blanks[0].ref,
                    f"“{column.full_name}”一列空白 {len(blanks)} 格、0 有 {len(zeros)} 格，混用",
                    suggestion="没有金额的都填 0",
                )


def _follows(table: AllocationTable, row: AllocationRow, column: Column) -> bool:
    """Whether an error shown by a formula comes from a cell that it adds up, told on its own."""
    if not _is_error(row.amount(column)):
        return False
    if row is table.total:
        return any(r.amount(column).is_unreadable for r in table.rows)
    return any(
        row.amounts[t].is_unreadable or row.amounts[t].is_text
        for e in table.equations
        if column.index in (e.result, e.computed)
        for t in (e.result, *e.terms)
        if t != column.index
    )


def _is_error(amount: Amount) -> bool:
    return amount.is_unreadable and amount.raw.startswith("#")


def _odd_amount(name: str, column: str, amount: Amount) -> Iterator[Fault]:
    if _is_error(amount):
        yield Fault(
            amount.ref,
            f"{name}“{column}”的公式出错，显示 {amount.raw}，没有数",
            left=amount.raw,
            severity=Severity.ERROR,
            suggestion="看公式引用的格：写成文字的改成数字，删去或改名的补上",
        )
    elif amount.is_unreadable:
        yield Fault(
            amount.ref,
            f"{name}“{column}”无法识别为金额：{amount.raw}",
            left=amount.raw,
            severity=Severity.ERROR,
            suggestion="只写数字，说明另列",
        )
    elif amount.is_text:
        yield Fault(
            amount.ref,
            f"{name}“{column}”的 {amount.raw} 存成了文本，求和会跳过它",
            left=amount.raw,
            severity=Severity.ERROR,
            suggestion="改成数字格式后重新录入",
        )


def _at(amount: Amount, fallback: Ref) -> Ref:
    return amount.ref if amount.ref.cell or amount.ref.line else fallback
