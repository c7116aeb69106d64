"""T01–T04, T07–T10: what only a working workbook can break: rows, names, formulas, sheets."""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal

from xianbiao.checks.registry import Fault, rule
from xianbiao.model.allocation import AllocationRow, AllocationTable
from xianbiao.model.findings import Severity
from xianbiao.model.notices import Notice
from xianbiao.model.recipients import squeeze
from xianbiao.model.refs import Ref


@rule("T01", "分配表单位数 = 单位表", Severity.ERROR, "增删了行而没有登记，公式和县表就跟不上")
def rows_are_those_listed(notice: Notice) -> Iterator[Fault]:
    """The number of recipients in the table against the list of units of the workbook."""
    table = notice.allocation
    if table is None or notice.listed_units is None:
        return
    printed, listed = len(table.rows), len(notice.listed_units)
    if printed != listed:
        yield Fault(
            table.ref,
            f"分配表有 {printed} 个单位，“单位”表登记了 {listed} 个",
            left=Decimal(printed),
            right=Decimal(listed),
            suggestion="在“单位”表登记新单位，或补回误删的行",
        )


@rule("T02", "每个单位恰有一行", Severity.ERROR, "同一单位两行会重复拨款，没有行就漏拨")
def every_unit_stands_once(notice: Notice) -> Iterator[Fault]:
    """Every unit that the workbook lists has just one row."""
    table = notice.allocation
    if table is None or notice.listed_units is None:
        return
    names = [squeeze(r.name.stripped) for r in table.rows]
    for unit in notice.listed_units:
        count = names.count(squeeze(unit.stripped))
        if count != 1:
            yield Fault(
                unit.ref,
                f"“{unit.stripped}”在分配表里有 {count} 行",
                left=Decimal(count),
                right=Decimal(1),
                suggestion="补上缺的行" if count == 0 else "合并重复的行",
            )


@rule("T03", "公式被数值覆盖", Severity.ERROR, "今天对的数，明天改了来源也不会跟着变")
def formulas_are_in_place(notice: Notice) -> Iterator[Fault]:
    """Cells that were made as formulas and hold a typed value."""
    for text in notice.overwritten:
        yield Fault(
            text.ref,
            f"这一格原是公式，现在是手填的“{text.stripped or '（空）'}”",
            left=text.stripped,
            suggestion="撤销，或从相邻单元格复制公式",
        )


@rule("T04", "工作表齐全", Severity.ERROR, "改名或删除的表不再参加核对，别的表的公式也会失效")
def sheets_are_there(notice: Notice) -> Iterator[Fault]:
    """Sheets that the workbook was made with and that bear their names no more."""
    for sheet in notice.missing_sheets:
        yield Fault(
            Ref(notice.file, sheet=sheet),
            f"工作表“{sheet}”不见了（改名或删除），其中的内容没有核对",
            left=sheet,
            suggestion=f"把改了名的表改回“{sheet}”；已删除的从备份恢复",
        )


@rule("T07", "直达资金标识不变", Severity.ERROR, "标识随资金下达到底，改了就不能按直达资金监控")
def tag_is_unchanged(notice: Notice) -> Iterator[Fault]:
    """The tag of direct funds is still the one with which the workbook was made."""
    made, now = notice.made_with_tag, notice.tag or ""
    if made and now != made and notice.tag_ref is not None:
        yield Fault(
            notice.tag_ref,
            f"直达资金标识原是“{made}”，现在是“{now or '（空）'}”",
            left=now,
            right=made,
            suggestion=f"改回“{made}”；上级确已变更的，重新导入文件",
        )


@rule("T08", "金额整行空白", Severity.HINT, "没填的单位可能是漏拨，确实不安排的应写 0")
def rows_are_filled_in(notice: Notice) -> Iterator[Fault]:
    """Recipients without any amount typed, in a table that is not all blank."""
    table = notice.allocation
    if table is None:
        return
    blank = _blank_rows(table)
    told = _told_by_total(notice) if blank and len(blank) < len(table.rows) else set()
    for row in blank if len(blank) < len(table.rows) else ():
        if row.name.stripped and not any(a.ref in told for a in row.amounts.values()):
            yield Fault(
                row.name.ref,
                f"{row.name.stripped}的金额整行空白",
                suggestion="填上金额；不安排的写 0",
            )


def _told_by_total(notice: Notice) -> set[Ref]:
    """The cells that the rule for totals names: what they lack is told there.

    校验 of a working workbook has its own line for blank rows.
    """
    if notice.listed_units is not None:
        return set()
    from xianbiao.checks.c03_totals import columns_add_up

    return {fault.ref for fault in columns_add_up(notice)}


@rule("T09", "金额全部空白", Severity.HINT, "空表没有错处，不等于可以下发")
def amounts_are_begun(notice: Notice) -> Iterator[Fault]:
    """A workbook's table in which no amount is typed yet: nothing of it could be checked."""
    table = notice.allocation
    if table is None or notice.listed_units is None:
        return
    if table.rows and len(_blank_rows(table)) == len(table.rows):
        yield Fault(
            table.ref,
            f"{len(table.rows)} 个单位的金额都还没有填，合计等无从核对",
            suggestion="填好金额，再核对一次",
        )


def _blank_rows(table: AllocationTable) -> list[AllocationRow]:
    """The rows without any amount typed; none where nothing is to be typed."""
    typed = table.typed_columns
    return [r for r in table.rows if typed and all(r.amount(c).is_blank for c in typed)]


@rule("T10", "参数能用于计算", Severity.ERROR, "文字不参加计算，校验表里与它有关的各项都落空")
def parameters_are_read(notice: Notice) -> Iterator[Fault]:
    """Figures and dates on 参数 that are text: an error where nothing counts in their place."""
    for unread in notice.unread_parameters:
        shown = f"{unread.key}写的是文字“{unread.text.stripped}”，无法识别为{unread.wanted}"
        yield Fault(
            unread.text.ref,
            f"{shown}，按 {unread.instead} 核对" if unread.instead else shown,
            left=unread.text.stripped,
            severity=Severity.HINT if unread.instead else Severity.ERROR,
            suggestion=f"改填{unread.wanted}，不带单位和说明",
        )
