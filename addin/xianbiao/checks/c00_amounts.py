"""C01, C05, C07: the same amount in two places is the same amount."""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal

from xianbiao.checks.diagnose import diagnose
from xianbiao.checks.registry import Fault, explained, rule
from xianbiao.checks.ties import (
    Mismatch,
    OneSided,
    explain,
    form_mismatches,
    in_wan,
    one_sided,
    rows_sum,
    table_is_suspect,
)
from xianbiao.model.allocation import AllocationTable, ColumnRole, EmbeddedTotal
from xianbiao.model.amounts import absence, format_amount, same, signed
from xianbiao.model.expressions import expression
from xianbiao.model.findings import Repair, Severity
from xianbiao.model.money_units import USUAL, from_wan
from xianbiao.model.notices import Notice

_YEAR = expression(r"20\d\d(?=年)")


@rule(
    "C01",
    "绩效表金额 = 分配表该地区金额",
    Severity.ERROR,
    "绩效表与分配表写的是同一笔钱，州表对合计，县表对本县一行",
)
def form_equals_table(notice: Notice) -> Iterator[Fault]:
    """The amount of each form against the row of the table, the prefecture's against the total."""
    for m in form_mismatches(notice):
        if _is_of_the_total(notice, m):
            continue
        found = explain(notice, m)
        suspect = table_is_suspect(notice, m)
        yield Fault(
            m.printed.ref,
            f"{m.form.region}绩效表“{m.line.role.value}”{format_amount(m.left)} 万元"
            f"（{m.printed.ref.where()}），"
            f"与分配表{m.what} {format_amount(m.right)} 万元（{m.expected.ref.where()}）不符，"
            f"差 {format_amount(abs(m.left - m.right))} 万元",
            left=m.left,
            right=m.right,
            cause=("分配表合计也差同一个数，疑为分配表写错；" if suspect else "")
            + (found.text if found else "")
            or None,
            suggestion=(
                f"核对原始分配数；绩效表无误则分配表改为 {format_amount(m.left)}"
                if suspect
                else f"核对原始分配数；分配表无误则绩效表改为 {format_amount(m.right)}"
            ),
            repair=None if suspect else Repair(m.printed.ref, from_wan(m.right, m.form.funds_unit)),
            explanation=explained(
                f"{m.form.region}“{m.line.role.value}”：{m.printed.ref.where()}写 "
                f"{format_amount(m.left)}，"
                f"{m.expected.ref.where()}写 {format_amount(m.right)}",
                found,
            ),
        )
    for side in one_sided(notice):
        yield _blank(side)


def _is_of_the_total(notice: Notice, mismatch: Mismatch) -> bool:
    """Whether a form says what the rows add up to, so that the table's total alone is wrong."""
    table = notice.allocation
    column = table.final_column if table is not None else None
    if table is None or column is None or not mismatch.form.is_prefecture:
        return False
    if table.total is None or notice.listed_units is not None:
        return False
    added = rows_sum(table, column)
    return added is not None and same(in_wan(table, added), mismatch.left)


def _blank(side: OneSided) -> Fault:
    """An amount that stands on one side only, at the place that is blank."""
    region, shown = side.form.region, format_amount(side.amount)
    form, table = side.line.amount, side.expected
    if side.in_form:
        return Fault(
            table.ref,
            f"{region}：分配表{absence(table)}，绩效表“{side.line.role.value}” {shown} 万元"
            f"（{form.ref.where()}）",
            left=side.amount,
            suggestion=f"核对后在分配表填入 {shown}",
        )
    return Fault(
        form.ref,
        f"{region}绩效表“{side.line.role.value}”{absence(form)}，"
        f"分配表 {shown} 万元（{table.ref.where()}）",
        right=side.amount,
        suggestion=f"核对后在绩效表填入 {shown}",
        repair=Repair(form.ref, from_wan(side.amount, side.form.funds_unit)),
    )


@rule("C05", "表头内嵌数 = 小计", Severity.ERROR, "表头里写的文件总额应与下面那一列的合计相同")
def header_total_agrees(notice: Notice) -> Iterator[Fault]:
    """A figure inside a header cell against the total of the columns below it."""
    for table in notice.tables:
        if table.total is None:
            continue
        for embedded in table.embedded_totals:
            columns = [table.column(i) for i in embedded.columns]
            before = [c for c in columns if c.role is ColumnRole.BEFORE] or columns[:1]
            amounts = [table.total.amounts[c.index] for c in before]
            values = [in_wan(table, a.value) for a in amounts if a.value is not None]
            yield from _changed_header(embedded)
            printed = (embedded.control or embedded.amount).value
            if printed is None or not values or any(same(printed, v) for v in values):
                continue
            found = diagnose(printed, values[0])
            yield Fault(
                embedded.text.ref,
                f"表头“{embedded.text.stripped}”写 {format_amount(printed)} 万元，"
                f"该列合计是 {format_amount(values[0])} 万元（{amounts[0].ref.where()}）",
                left=printed,
                right=values[0],
                cause=found.text if found else None,
                suggestion="核对该文件下达总额，改表头或改合计",
                explanation=explained("表头与该列合计", found),
            )


def _changed_header(embedded: EmbeddedTotal) -> Iterator[Fault]:
    """A header that was changed and the figure that 参数 keeps for it."""
    shown, kept = embedded.amount.value, embedded.control.value if embedded.control else None
    if shown is not None and kept is not None and not same(shown, kept):
        yield Fault(
            embedded.text.ref,
            f"表头“{embedded.text.stripped}”写 {format_amount(shown)} 万元，"
            f"“参数”登记的是 {format_amount(kept)} 万元",
            left=shown,
            right=kept,
            suggestion="核对该文件下达总额，表头与“参数”改成一致",
        )


def _compares_years(table: AllocationTable, column: int) -> bool:
    """Whether a column is what one year has more than another: 2024年分配数 − 2023年安排数."""
    for equation in table.equations:
        if equation.result == column and equation.minus:
            names = [table.column(term).full_name for term in equation.terms]
            years = {found.group() for name in names if (found := _YEAR.search(name))}
            return len(years) > 1
    return False


@rule("C07", "调整净额 = 上级调整额", Severity.HINT, "在各县之间调剂，净额应为零或等于上级增减数")
def net_change_agrees(notice: Notice) -> Iterator[Fault]:
    """The net change of an adjustment table against the superior's change."""
    for table in notice.tables:
        if table.total is None or not table.is_adjustment:
            continue
        columns = [c for c in table.columns if c.role is ColumnRole.SUBTOTAL_CHANGE] or [
            c for c in table.columns if c.role is ColumnRole.CHANGE
        ]
        columns = [c for c in columns if not _compares_years(table, c.index)]
        taken = {term for equation in table.equations for term in equation.minus}
        amounts = [table.total.amount(column) for column in columns]
        values = [
            -a.value if c.index in taken else a.value
            for c, a in zip(columns, amounts, strict=True)
            if a.value is not None
        ]
        if not values or len(values) < len(amounts):
            continue
        amount, net, unit = amounts[-1], sum(values, Decimal(0)), table.unit or USUAL
        if notice.superior_change is None:
            if net:
                yield Fault(
                    amount.ref,
                    f"净调整 {signed(net)} {unit}，不为零；上级调整额未知，无法核对",
                    left=net,
                    suggestion="若只在各单位间调剂应为 0；上级有增减时在“参数”填上级调整额",
                )
        elif not same(net, notice.superior_change):
            yield Fault(
                amount.ref,
                f"净调整 {signed(net)} {unit}，"
                f"上级调整额是 {signed(notice.superior_change)} {unit}",
                left=net,
                right=notice.superior_change,
                severity=Severity.ERROR,
                suggestion="核对上级文件的调整数和各单位调整数",
            )
