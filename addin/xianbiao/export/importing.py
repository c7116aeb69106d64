"""Import: a recognised notice becomes a working workbook, or nothing is written."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from xianbiao.checks.missing_rows import misspelt
from xianbiao.export.placing import refuse_existing
from xianbiao.export.workbook import write_workbook
from xianbiao.model.errors import (
    AmbiguousTotal,
    UnknownRecipient,
    UnreadableTable,
)
from xianbiao.model.findings import Finding
from xianbiao.model.notices import Notice
from xianbiao.model.recipients import RecipientKind
from xianbiao.model.refs import Ref
from xianbiao.sheets.layout.book import working_book


def import_notice(notice: Notice, findings: Sequence[Finding], out: Path) -> None:
    """Write the working workbook of a notice.

    Raises UnreadableTable without an allocation table, AmbiguousTotal with two total rows,
    UnknownRecipient for a misspelt place or a form of no recipient, and ExportRefused when
    the file exists. Nothing is written then.
    """
    refuse_existing(out)
    _require_table(notice)
    _refuse_unknown(notice)
    write_workbook(working_book(notice, findings), out)


def _require_table(notice: Notice) -> None:
    table = notice.allocation
    if table is None:
        raise UnreadableTable(
            "没有认出分配表",
            ref=Ref(notice.file),
            found="、".join(a.title.stripped for a in notice.attachments if a.title) or "没有表格",
            expected="一张有“县市”或“单位”列、有金额列的表，文本里各列用制表符分开",
            todo="核对表头和列",
        )
    if not table.rows or table.final_index is None:
        raise UnreadableTable(
            "分配表里认不出" + ("接收单位" if not table.rows else "每个单位的合计金额"),
            ref=table.ref,
            found="、".join(c.full_name for c in table.columns),
            expected="每行一个单位，并有一列合计或唯一的一列金额",
            todo="核对表头和各行",
        )
    if table.other_totals:
        second = table.other_totals[0]
        raise AmbiguousTotal(
            "分配表有两个合计行",
            ref=second.name.ref,
            found=f"“{second.name.stripped}”和“{table.total_label}”",
            expected="一个合计行",
            todo="删去一个，或改为与本组各行之和相等的小计",
        )


def _refuse_unknown(notice: Notice) -> None:
    table = notice.allocation
    assert table is not None
    for row in table.rows:
        recipient = row.recipient
        if recipient is None or recipient.kind is RecipientKind.PLACE:
            continue
        near = misspelt(notice, recipient.name)
        if near is not None:
            raise UnknownRecipient(
                "分配表里有不认识的县市",
                ref=row.name.ref,
                found=recipient.name,
                expected=near.name,
                todo=f"改为“{near.name}”；确有其名则先登记到地名表",
            )
    for form in notice.forms:
        if form.recipient is None and not form.is_prefecture:
            raise UnknownRecipient(
                "绩效表的地区不在分配表里",
                ref=form.subtitle.ref if form.subtitle else form.ref,
                found=form.region or "副标题没有地区",
                expected="、".join(r.name for r in notice.recipients),
                todo="核对副标题，例如（2024年度 昌吉市）",
            )
