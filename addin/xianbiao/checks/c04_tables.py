"""C04, C06, C08: a table has one unit and clear names, and its rows add up across."""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal

from xianbiao.checks.carried import follows_from_rows, through_subtotals
from xianbiao.checks.diagnose import diagnose
from xianbiao.checks.registry import Fault, explained, rule
from xianbiao.checks.suspects import suspect_in_row
from xianbiao.checks.unit_slips import unit_meant
from xianbiao.model.allocation import (
    AllocationRow,
    AllocationTable,
    ColumnRole,
    Equation,
)
from xianbiao.model.amounts import absence, format_amount, same
from xianbiao.model.findings import Repair, Severity
from xianbiao.model.indicators import plain
from xianbiao.model.money_units import USUAL
from xianbiao.model.notices import Notice


@rule("C04", "单位存在且唯一", Severity.ERROR, "元和万元差一万倍，每张金额表只能有一个单位")
def unit_is_stated_once(notice: Notice) -> Iterator[Fault]:
    """Each table states its unit of money, and only one; forms in another than 万元 are told."""
    yield from _forms_in_other_units(notice)
    for table in (t for t in notice.tables if t.has_amounts):
        stated = {m.unit for m in table.units if m.stated}
        trailing = [m for m in table.units if not m.stated]
        if len(stated) > 1:
            mention = [m for m in table.units if m.stated][-1]
            yield Fault(
                mention.text.ref,
                f"同一张表写了两种单位：{'、'.join(sorted(stated))}",
                suggestion="核对后只留一个“单位：万元”",
            )
        elif not stated and trailing:
            yield Fault(
                trailing[0].text.ref,
                f"表未标单位，只在表头“{trailing[0].text.stripped}”里带出{trailing[0].unit}",
                severity=Severity.HINT,
                suggestion=f"在表的右上方写“单位：{trailing[0].unit}”",
            )
        elif table is notice.allocation and (meant := unit_meant(notice)) is not None:
            mention = next(m for m in table.units if m.stated)
            yield Fault(
                mention.text.ref,
                f"表的单位写“{mention.unit}”，按正文和绩效表的数应为“{meant}”",
                left=mention.unit,
                right=meant,
                suggestion=f"核对后改为“单位：{meant}”",
            )
        elif not stated:
            yield Fault(table.ref, "金额表没有单位", suggestion="在表的右上方写“单位：万元”")


def _forms_in_other_units(notice: Notice) -> Iterator[Fault]:
    """The first form whose money is not in 万元, which every form of a workbook is."""
    forms = [f for f in notice.target_forms if f.funds_unit not in (None, USUAL) and f.funds_ref]
    if forms and forms[0].funds_ref is not None:
        first = forms[0]
        yield Fault(
            forms[0].funds_ref,
            f"{first.region}绩效表的资金以{first.funds_unit}计（{len(forms)} 张表），"
            f"核对和导入时换算成{USUAL}",
            left=first.funds_unit,
            right=USUAL,
            severity=Severity.HINT,
            suggestion=f"式样以{USUAL}计的，改写金额和单位",
        )


@rule("C06", "列名含混", Severity.HINT, "“调整合计”可以读成调整数的合计，也可以读成调整后的合计")
def column_names_are_clear(notice: Notice) -> Iterator[Fault]:
    """Names of total columns in an adjustment table that can be read in two ways."""
    for table in notice.tables:
        if not table.is_adjustment:
            continue
        for column in table.columns:
            name = plain(column.name)
            if column.role is ColumnRole.TOTAL and "调整" in name and "后" not in name:
                yield Fault(
                    column.ref,
                    f"列名“{column.name}”含混：按数值是调整后的合计，不是调整数的合计",
                    left=column.name,
                    right="调整后合计",
                    suggestion="改为“调整后合计”",
                )


@rule(
    "C08", "横向勾稽", Severity.ERROR, "前 + 调 = 后，分项之和 = 小计，小计 + 调整 = 合计，逐行成立"
)
def rows_add_up(notice: Notice) -> Iterator[Fault]:
    """Every equation that the header promises, in every row.

    The total row is left out where it only follows its rows or subtotals, which are told.
    """
    for table in notice.tables:
        follows = [e for e in table.equations if follows_from_rows(table, e)]
        wrong = [c.index for c in table.columns if through_subtotals(notice, table, c)]
        for row in table.all_rows():
            for equation in table.equations:
                if row is table.total and (
                    equation in follows or {equation.result, *equation.terms} & {*wrong}
                ):
                    continue
                once = row is table.total and notice.listed_units is None
                yield from _across(table, row, equation, once)


def _across(
    table: AllocationTable, row: AllocationRow, equation: Equation, once: bool
) -> Iterator[Fault]:
    """One row against an equation; `once` leaves out what the rule for totals says of its cell."""
    result = row.amounts[equation.result]
    terms = [(table.column(t), row.amounts[t]) for t in equation.terms]
    if any(a.is_unreadable for _, a in terms) or result.is_unreadable:
        return
    parts = [
        (c.full_name, equation.signed(c.index, a.value)) for c, a in terms if a.value is not None
    ]
    if not parts:
        return
    added = sum((value for _, value in parts), Decimal(0))
    if result.is_without:
        if added:
            yield Fault(
                result.ref,
                f"{row.name.stripped}：“{table.column(equation.result).full_name}”{absence(result)}，"
                f"应为 {format_amount(added)}",
                right=added,
                suggestion=f"填入 {format_amount(added)}",
                repair=Repair(result.ref, added),
            )
        return
    assert result.value is not None
    if same(result.value, added):
        return
    found = diagnose(result.value, added, parts)
    suspect = suspect_in_row(table, row, equation, result.value - added)
    if suspect is not None:
        if once:
            return
        found = suspect.diagnosis
    computed = row.amounts[equation.computed] if equation.computed is not None else result
    yield Fault(
        suspect.amount.ref if suspect is not None else computed.ref,
        f"{row.name.stripped}：{equation.text} 不成立，"
        f"左边 {format_amount(result.value)}，右边 {format_amount(added)}，"
        f"差 {format_amount(abs(result.value - added))}",
        left=result.value,
        right=added,
        cause=found.text if found else None,
        suggestion="核对本行这几格",
        explanation=explained(f"{row.name.stripped}横向勾稽", found),
    )
