"""C03: a table has one recognisable total, which is the sum of its rows and the figure known."""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal

from xianbiao.checks.c04_tables import rows_add_up
from xianbiao.checks.carried import through_subtotals
from xianbiao.checks.causes import Diagnosis
from xianbiao.checks.diagnose import diagnose
from xianbiao.checks.g04_figures import products_hold
from xianbiao.checks.lost_rows import explained_by_doubles, lacks_a_row
from xianbiao.checks.missing_rows import left_out
from xianbiao.checks.registry import Fault, explained, rule
from xianbiao.checks.sequences import broken_sequence
from xianbiao.checks.suspects import suspect_cell
from xianbiao.checks.swaps import swapped_cells
from xianbiao.checks.ties import Parts, absent_rows, in_unit_of, parts_of, rows_sum
from xianbiao.model.allocation import AllocationRow, AllocationTable, Column, ColumnRole
from xianbiao.model.amounts import Amount, absence, format_amount, same
from xianbiao.model.expressions import expression
from xianbiao.model.findings import Severity
from xianbiao.model.indicators import plain
from xianbiao.model.notices import Notice
from xianbiao.model.refs import Ref

_SEVERAL = 2
_TOTAL_WORDS = ("合计", "总计", "小计", "共计", "总数")
_WHOLE = expression(r"全[省市州县区盟旗]")


@rule("C03", "合计行识别，列合计相符", Severity.ERROR, "合计是全表的根，认错或加错就会发错总额")
def columns_add_up(notice: Notice) -> Iterator[Fault]:
    """One recognisable total row per table, whose figures are the sums of the rows."""
    for table in (t for t in notice.tables if t.has_amounts):
        yield from _second_totals(table)
        if explained_by_doubles(notice, table):
            continue
        if not lacks_a_row(notice, table):
            yield from broken_sequence(table)
        if table.total is None and len(table.rows) == 1:
            continue
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
    if not any(
        _WHOLE.fullmatch(plain(t)) or any(word in plain(t) for word in _TOTAL_WORDS) for t in texts
    ):
        yield Fault(
            total.name.ref,
            f"合计行写的是“{total.name.stripped}”，没有“合计”字样，按地区名认作合计",
            severity=Severity.HINT,
            suggestion="名称改为“合计”，或在序号栏注明合计",
        )


def _sums(notice: Notice, table: AllocationTable, total: AllocationRow) -> Iterator[Fault]:
    """What each column's total misses; said once where a row that is missing explains it all."""
    faults = list(_columns_off(notice, table, total))
    if len(faults) == _SEVERAL and (swapped := swapped_cells(table, *faults)) is not None:
        yield swapped
        return
    absent = left_out(notice) if table is notice.allocation else None
    lacks = absent is not None and not table.repeated()
    is_row = lacks_a_row(notice, table)
    if (
        not faults
        or (len(faults) < _SEVERAL and not is_row)
        or not (lacks or is_row or any(broken_sequence(table)))
    ):
        yield from faults
        return
    if len(faults) == 1 and "漏列" in (faults[0].cause or ""):
        yield from faults
        return
    amounts = [(f.left, f.right) for f in faults]
    if not is_row and not all(
        isinstance(a, Decimal) and isinstance(b, Decimal) and a > b for a, b in amounts
    ):
        yield from faults
        return
    first = faults[0]
    gaps = "、".join(
        format_amount(a - b)
        for a, b in amounts
        if isinstance(a, Decimal) and isinstance(b, Decimal)
    )
    whose = f"“{absent.name}”" if absent is not None and lacks else "一行"
    how = "都与各行之和不符" if is_row else "都大于各行之和"
    cause = f"各列同时差，差额像是一行的数，疑为漏列{whose}" if is_row else ""
    yield Fault(
        first.ref,
        f"{first.message}；共 {len(faults)} 列的合计{how}（差 {gaps}）"
        if len(faults) > 1
        else first.message,
        left=first.left,
        right=first.right,
        cause=cause or f"各列同时少，疑为漏列{whose}",
        suggestion="补上漏列的一行，或改各列合计",
        explanation=f"{len(faults)} 列的合计{how}：疑为漏列{whose}",
    )


def _columns_off(notice: Notice, table: AllocationTable, total: AllocationRow) -> Iterator[Fault]:
    across = _told_across(notice, table)
    for column in table.columns:
        printed, added = total.amount(column), rows_sum(table, column)
        if column.role is ColumnRole.COUNT or added is None:
            continue
        if printed.is_without:
            yield Fault(
                printed.ref,
                f"合计行“{column.full_name}”{absence(printed)}，各行相加是 {format_amount(added)}",
                right=added,
                suggestion=f"填入 {format_amount(added)} 或求和公式",
            )
        elif (
            printed.value is not None
            and not same(printed.value, added)
            and not through_subtotals(notice, table, column)
        ):
            parts = parts_of(table, column)
            suspect = suspect_cell(notice, table, column, printed.value - added)
            if suspect is not None and suspect.amount.ref in across:
                continue
            if _told_by_product(notice, table, column, printed.value - added):
                continue
            found = (
                suspect.diagnosis
                if suspect
                else diagnose(printed.value, added, parts, _absent(notice, table, column))
            )
            yield Fault(
                suspect.amount.ref if suspect else printed.ref,
                f"“{column.full_name}”合计写 {format_amount(printed.value)}，"
                f"{len(parts)} 行相加是 {format_amount(added)}，"
                f"差 {format_amount(abs(printed.value - added))}",
                left=printed.value,
                right=added,
                cause=found.text if found else None,
                suggestion=(found.suggestion if found else None)
                or "逐行核对本列，改错的一行或改合计",
                explanation=explained(f"“{column.full_name}”合计", found),
            )


def _told_across(notice: Notice, table: AllocationTable) -> set[Ref]:
    """The cells of recipients that the rule for sums across names; 校验 of a workbook has both."""
    if notice.listed_units is not None:
        return set()
    own = {a.ref for row in table.rows for a in row.amounts.values()}
    return own & {fault.ref for fault in rows_add_up(notice)}


def _told_by_product(notice: Notice, table: AllocationTable, column: Column, gap: Decimal) -> bool:
    """Whether the one amount of a column that misses its count × standard misses it by the same."""
    if notice.listed_units is not None:
        return False
    cells = {row.amounts[column.index].ref for row in table.rows}
    faults = [f for f in products_hold(notice) if f.ref in cells]
    if len(faults) != 1:
        return False
    left, right = faults[0].left, faults[0].right
    return isinstance(left, Decimal) and isinstance(right, Decimal) and same(right - left, gap)


def _absent(notice: Notice, table: AllocationTable, column: Column) -> Parts:
    """The recipients without a row, in the table's unit, for the column that forms repeat."""
    if table is not notice.allocation or column.index != table.final_index:
        return ()
    return tuple((name, in_unit_of(table, amount)) for name, amount in absent_rows(notice))


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
        ref, found = _cause(notice, table, column, printed, control)
        at = f"（{place.where()}）" if place is not total.ref else ""
        yield Fault(
            ref,
            f"“{column.full_name}”合计 {format_amount(printed.value)}，{name}{at}"
            f"是 {format_amount(control)}，差 {format_amount(abs(printed.value - control))}",
            left=printed.value,
            right=control,
            cause=found.text if found else None,
            suggestion="核对各行分配数；确需改总额时同时改“参数”里的数",
            explanation=explained(f"“{column.full_name}”合计与{name}", found),
        )


def _cause(
    notice: Notice, table: AllocationTable, column: Column, printed: Amount, control: Decimal
) -> tuple[Ref, Diagnosis | None]:
    """Why a total misses a control figure, from the side that the rows do not bear out."""
    assert printed.value is not None
    parts, added = parts_of(table, column), rows_sum(table, column)
    if added is not None and same(printed.value, added):
        suspect = suspect_cell(notice, table, column, control - added)
        if suspect is not None:
            return suspect.amount.ref, suspect.diagnosis
        absent = _absent(notice, table, column)
        return printed.ref, diagnose(control, printed.value, parts, absent)
    borne_out = added is not None and same(control, added)
    return printed.ref, diagnose(printed.value, control, parts if borne_out else ())
