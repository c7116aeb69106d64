"""C03, C04, C06, C08: a table adds up downwards and across, in one unit, under clear names."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal

from xianbiao.checks.diagnose import Diagnosis, diagnose
from xianbiao.checks.registry import Fault, rule
from xianbiao.checks.ties import column_gap, form_mismatches
from xianbiao.model.allocation import (
    AllocationRow,
    AllocationTable,
    Column,
    ColumnRole,
    Equation,
)
from xianbiao.model.amounts import Amount, format_amount, same
from xianbiao.model.findings import Severity
from xianbiao.model.indicators import plain
from xianbiao.model.notices import Notice


@dataclass(frozen=True, slots=True)
class _Contradiction:
    """A cell of the table that its recipient's form contradicts."""

    printed: Amount
    region: str
    form_amount: Decimal


_TOTAL_WORDS = ("合计", "总计", "小计", "共计", "总数")


@rule("C03", "合计行识别，列合计相符", Severity.ERROR, "合计是全表的根，认错或加错就会发错总额")
def columns_add_up(notice: Notice) -> Iterator[Fault]:
    """One recognisable total row per table, whose figures are the sums of the rows."""
    for table in notice.tables:
        yield from _second_totals(table)
        if table.total is None:
            yield Fault(
                table.ref,
                "分配表没有合计行，总额无法核对",
                severity=Severity.HINT,
                suggestion="加一行“合计”",
            )
            continue
        yield from _wordless_total(table, table.total)
        yield from _sums(notice, table, table.total)
        yield from _controls(notice, table, table.total)


def _second_totals(table: AllocationTable) -> Iterator[Fault]:
    for row in table.other_totals:
        first = table.total
        at = first.name.ref.where() if first is not None else ""
        yield Fault(
            row.name.ref,
            f"“{row.name.stripped}”是第二个合计行，{at}已有合计“{table.total_label}”",
            suggestion="只留一个合计行；若是分组小计，核对它是否等于本组各行之和",
        )


def _wordless_total(table: AllocationTable, total: AllocationRow) -> Iterator[Fault]:
    texts = [t.stripped for t in (total.name, total.area) if t]
    if not any(word in plain(t) for t in texts for word in _TOTAL_WORDS):
        yield Fault(
            total.name.ref,
            f"合计行写的是“{total.name.stripped}”，没有“合计”字样，按地区名认作合计",
            severity=Severity.HINT,
            suggestion="名称改为“合计”，或在序号栏注明合计",
        )


def _sums(notice: Notice, table: AllocationTable, total: AllocationRow) -> Iterator[Fault]:
    for column in table.columns:
        if column.role is ColumnRole.COUNT:
            continue
        printed = total.amount(column)
        amounts = [(r.name.stripped, r.amount(column)) for r in table.rows]
        parts = [(name, a.value) for name, a in amounts if a.value is not None]
        if any(a.is_unreadable for _, a in amounts) or not parts:
            continue
        added = sum((value for _, value in parts), Decimal(0))
        if printed.is_blank:
            yield Fault(
                printed.ref,
                f"合计行“{column.full_name}”空白，各行相加是 {format_amount(added)}",
                right=added,
                suggestion=f"填入 {format_amount(added)} 或求和公式",
            )
        elif printed.value is not None and not same(printed.value, added):
            found = diagnose(printed.value, added, parts)
            culprit = _contradicted(notice, table, column, printed.value - added)
            yield Fault(
                culprit.printed.ref if culprit else printed.ref,
                f"“{column.full_name}”合计写 {format_amount(printed.value)}，"
                f"{len(parts)} 行相加是 {format_amount(added)}，"
                f"差 {format_amount(abs(printed.value - added))}",
                left=printed.value,
                right=added,
                cause=_cause(culprit, found),
                suggestion=(found.suggestion if found and not culprit else None)
                or "逐行核对本列，改错的一行或改合计",
            )


def _controls(notice: Notice, table: AllocationTable, total: AllocationRow) -> Iterator[Fault]:
    """The total against the figures kept apart from the table: as issued, and the superior's."""
    known = [(i, "印发合计", a.value, a.ref) for i, a in table.controls.items()]
    final = table.final_index
    if final is not None and not table.is_adjustment:
        known.append((final, "上级下达额", notice.superior_amount, total.ref))
    for index, name, control, place in known:
        printed, column = total.amounts[index], table.column(index)
        if control is None or printed.value is None or same(printed.value, control):
            continue
        if any(r.amount(column).is_unreadable for r in table.rows):
            continue
        parts = [
            (r.name.stripped, a.value)
            for r in table.rows
            if (a := r.amount(column)).value is not None
        ]
        found = diagnose(control, printed.value, parts)
        culprit = _contradicted(notice, table, column, control - printed.value)
        at = f"（{place.where()}）" if place is not total.ref else ""
        yield Fault(
            culprit.printed.ref if culprit else printed.ref,
            f"“{column.full_name}”合计 {format_amount(printed.value)}，{name}{at}"
            f"是 {format_amount(control)}，差 {format_amount(abs(printed.value - control))}",
            left=printed.value,
            right=control,
            cause=_cause(culprit, found),
            suggestion="核对各行分配数；确需改总额时同时改“参数”里的数",
        )


def _contradicted(
    notice: Notice, table: AllocationTable, column: Column, gap: Decimal
) -> _Contradiction | None:
    """The one row whose own form contradicts it by just the gap of the column."""
    if table is not notice.allocation or column.index != table.final_index:
        return None
    found = [
        m
        for m in form_mismatches(notice)
        if not m.form.is_prefecture and same(m.left - m.right, gap)
    ]
    if len(found) != 1:
        return None
    return _Contradiction(found[0].expected, found[0].form.region, found[0].left)


def _cause(culprit: _Contradiction | None, found: Diagnosis | None) -> str | None:
    if culprit is not None:
        return (
            f"{culprit.region}绩效表写 {format_amount(culprit.form_amount)}，"
            f"与本格也差同一个数，疑为本格 {culprit.printed.raw} 写错"
        )
    return found.text if found else None


@rule("C04", "单位存在且唯一", Severity.ERROR, "元和万元差一万倍，每张金额表只能有一个单位")
def unit_is_stated_once(notice: Notice) -> Iterator[Fault]:
    """Each table states its unit of money, and only one."""
    for table in notice.tables:
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
        elif not stated:
            yield Fault(table.ref, "金额表没有单位", suggestion="在表的右上方写“单位：万元”")


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
    """Every equation that the header promises, in every row."""
    for table in notice.tables:
        for row in table.all_rows():
            for equation in table.equations:
                yield from _across(table, row, equation)


def _across(table: AllocationTable, row: AllocationRow, equation: Equation) -> Iterator[Fault]:
    result = row.amounts[equation.result]
    terms = [(table.column(t), row.amounts[t]) for t in equation.terms]
    if any(a.is_unreadable for _, a in terms) or result.is_unreadable:
        return
    parts = [(c.full_name, a.value) for c, a in terms if a.value is not None]
    if not parts:
        return
    added = sum((value for _, value in parts), Decimal(0))
    if result.is_blank:
        if added:
            yield Fault(
                result.ref,
                f"{row.name.stripped}：“{table.column(equation.result).full_name}”空白，"
                f"应为 {format_amount(added)}",
                right=added,
                suggestion=f"填入 {format_amount(added)}",
            )
        return
    assert result.value is not None
    if same(result.value, added):
        return
    found = diagnose(result.value, added, parts)
    culprit = _culprit(table, row, equation, result.value - added)
    cause = found.text if found else None
    if culprit is not None:
        cause = f"“{culprit.full_name}”一列的合计也差同一个数，疑为本格写错；{cause or ''}"
    yield Fault(
        row.amount(culprit).ref if culprit is not None else result.ref,
        f"{row.name.stripped}：{equation.text} 不成立，"
        f"左边 {format_amount(result.value)}，右边 {format_amount(added)}，"
        f"差 {format_amount(abs(result.value - added))}",
        left=result.value,
        right=added,
        cause=cause,
        suggestion="核对本行这几格",
    )


def _culprit(
    table: AllocationTable, row: AllocationRow, equation: Equation, gap: Decimal
) -> Column | None:
    """The one column of a failing row whose own total is off by the same amount."""
    if row is table.total:
        return None
    columns = [table.column(i) for i in (equation.result, *equation.terms)]
    suspects = [
        c for c in columns if (g := column_gap(table, c)) is not None and same(abs(g), abs(gap))
    ]
    return suspects[0] if len(suspects) == 1 and gap else None
