"""What must hold before anything is sent out: readable amounts that add up, and no open error."""

from __future__ import annotations

from collections.abc import Sequence
from decimal import Decimal

from xianbiao.export.county import LONGEST_NAME, county_name
from xianbiao.export.only import no_such_recipient
from xianbiao.model.allocation import AllocationRow, AllocationTable
from xianbiao.model.amounts import Amount, format_amount, same, signed
from xianbiao.model.errors import ExportRefused
from xianbiao.model.findings import Finding, Severity
from xianbiao.model.notices import Notice
from xianbiao.model.refs import Ref
from xianbiao.sheets.addresses import sheet_title
from xianbiao.sheets.layout.checklist import form_refs
from xianbiao.sheets.layout.context import own_names
from xianbiao.sheets.layout.county import capital_text
from xianbiao.sheets.layout.parameters import printed_total
from xianbiao.sheets.layout.table_parts import summed

_TABLE_RULES = ("C03", "C08")


def has_money(table: AllocationTable, row: AllocationRow) -> bool:
    """Whether a row holds any amount other than blank and 0, readable or not."""
    amounts = [row.amounts[c] for c in summed(table) if c in row.amounts]
    return any(a.is_unreadable or bool(a.value) for a in amounts)


def chosen_rows(table: AllocationTable, only: str | None) -> list[int]:
    """The rows to export, in order. Raises UnknownRecipient for a name that no row bears."""
    rows = [i for i, row in enumerate(table.rows) if has_money(table, row)]
    if only is None:
        return rows
    found = [i for i, r in enumerate(table.rows) if r.recipient and r.recipient.is_called(only)]
    if not found:
        recipients = [r.recipient for r in table.rows if r.recipient]
        raise no_such_recipient(only, recipients, table.ref.file)
    if found[0] not in rows:
        raise ExportRefused(
            f"{only}没有金额，不生成文件", ref=table.rows[found[0]].name.ref, todo="核对分配表"
        )
    return found[:1]


def require_exportable(
    notice: Notice, table: AllocationTable, rows: Sequence[int], findings: Sequence[Finding]
) -> None:
    """Raise ExportRefused unless the rows may be sent out."""
    if not notice.number:
        raise ExportRefused(
            "没有文号，不能给文件命名", ref=Ref(notice.file), todo="在“参数”表的“文号”填上文号"
        )
    if table.final_index is None or not table.rows:
        raise ExportRefused("分配表没有金额列", ref=Ref(notice.file), todo="核对分配表的表头")
    if table.other_totals:
        raise ExportRefused(
            "分配表有两个合计行", ref=table.other_totals[0].name.ref, todo="删去多余的一行"
        )
    _require_once(table)
    _require_readable(table)
    _require_names(table, rows)
    _require_short_names(notice, table, rows)
    _require_sums(table)
    _require_whole_fen(table, rows)
    _require_no_errors(notice, table, rows, findings)


def _require_once(table: AllocationTable) -> None:
    for earlier, row in table.repeated():
        raise ExportRefused(
            f"{row.name.stripped}在分配表里有两行",
            ref=row.name.ref,
            found=f"{earlier.name.ref.where()}、{row.name.ref.where()}",
            expected="每个单位一行",
            todo="核对后只留一行",
        )


def _require_readable(table: AllocationTable) -> None:
    for row in table.all_rows():
        for index in summed(table):
            amount = row.amounts.get(index)
            if amount is not None and (amount.is_unreadable or amount.says_none):
                raise ExportRefused(
                    f"{row.name.stripped or '合计'}的金额无法识别",
                    ref=amount.ref,
                    found=amount.raw,
                    expected="数字，单位和说明不写在同一格；没有的填 0 或留空",
                    todo="改成数字后再导出",
                )


def _require_names(table: AllocationTable, rows: Sequence[int]) -> None:
    for index in rows:
        row = table.rows[index]
        if row.recipient is None:
            raise ExportRefused(
                "有金额的一行没有单位名称", ref=row.ref, todo="补上单位名称，或删去这一行"
            )


def _require_short_names(notice: Notice, table: AllocationTable, rows: Sequence[int]) -> None:
    for index in rows:
        name = county_name(notice, table, index)
        size = len(name.encode())
        if size > LONGEST_NAME:
            row = table.rows[index]
            number = notice.number.stripped if notice.number else ""
            raise ExportRefused(
                "单位名称和文号太长，不能用来给文件命名",
                ref=row.name.ref,
                found=f"单位“{row.name.stripped}”，文号“{number}”，文件名共 {size} 字节",
                expected=f"文件名不超过 {LONGEST_NAME} 字节（约 {LONGEST_NAME // 3} 个汉字）",
                todo="缩短单位名称，或核对“参数”表的文号",
            )


def _require_sums(table: AllocationTable) -> None:
    for index in summed(table):
        total = sum((_value(row.amounts.get(index)) for row in table.rows), Decimal(0))
        row_total = table.total.amounts.get(index) if table.total else None
        for printed in (row_total, printed_total(table, index)):
            if printed is None or printed.value is None or same(printed.value, total):
                continue
            raise ExportRefused(
                f"“{table.column(index).full_name}”各单位之和与合计不符",
                ref=printed.ref,
                found=f"合计 {format_amount(printed.value)}",
                expected=f"{format_amount(total)}（差 {signed(printed.value - total)}）",
                todo="改正分配表或合计后再导出",
            )


def _require_whole_fen(table: AllocationTable, rows: Sequence[int]) -> None:
    for index in rows:
        amount = table.final_amount(table.rows[index])
        if amount is None or amount.value is None:
            continue
        try:
            capital_text(table, amount.value)
        except ValueError as error:
            raise ExportRefused(
                "金额细于 1 分，无法拨付", ref=amount.ref, found=amount.raw, todo="改到分"
            ) from error


def _require_no_errors(
    notice: Notice, table: AllocationTable, rows: Sequence[int], findings: Sequence[Finding]
) -> None:
    own = [places for index in rows if (places := _own_places(notice, table, index))]
    recipients = [known for index in rows if (known := table.rows[index].recipient)]
    sheets = {sheet_title(name, ()) for known in recipients for name in own_names(known) if name}
    for finding in findings:
        if finding.severity is not Severity.ERROR:
            continue
        touches_form = finding.rule == "C01" and any(_place(finding.ref) in p for p in own)
        loses_form = finding.rule == "T04" and finding.ref.sheet in sheets
        if finding.rule in _TABLE_RULES or touches_form or loses_form:
            raise ExportRefused(
                f"核对有错误 {finding.rule}：{finding.message}",
                ref=finding.ref,
                todo=finding.suggestion or "改正后再导出",
            )


def _own_places(
    notice: Notice, table: AllocationTable, index: int
) -> set[tuple[str | None, str | None, int | None]]:
    """Where the amounts of a recipient stand: in every form of it, and in the table."""
    row = table.rows[index]
    if row.recipient is None:
        return set()
    amount = table.final_amount(row)
    refs = [
        ref
        for form in notice.forms_for(row.recipient)
        for ref in (*form_refs(form), form.ref)
        if ref is not None
    ]
    return {_place(ref) for ref in (*refs, *([amount.ref] if amount else ()))}


def _place(ref: Ref) -> tuple[str | None, str | None, int | None]:
    return ref.sheet, ref.cell, ref.line


def _value(amount: Amount | None) -> Decimal:
    return amount.value if amount is not None and amount.value is not None else Decimal(0)
