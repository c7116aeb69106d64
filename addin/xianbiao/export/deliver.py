"""Exports one file per recipient with an amount: checked, read back, scanned, then moved."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Callable, Sequence
from decimal import Decimal
from functools import lru_cache
from pathlib import Path

from xianbiao import __version__
from xianbiao.export.county import KeptFiles, county_name, order_of
from xianbiao.export.gate import chosen_rows, has_money, require_exportable
from xianbiao.export.package.source import SourceBook
from xianbiao.export.package.values import in_pieces
from xianbiao.export.placing import move_into_place, staging, write_new
from xianbiao.export.readback import (
    Amounts,
    amounts_in,
    read_share,
    require_same,
    require_sealed,
    require_total,
)
from xianbiao.export.scan import leaks
from xianbiao.export.seals import broken_seals
from xianbiao.export.secrets import AllSecrets
from xianbiao.model.allocation import AllocationTable
from xianbiao.model.amounts import format_amount
from xianbiao.model.errors import ExportRefused
from xianbiao.model.findings import Finding
from xianbiao.model.notices import Notice
from xianbiao.model.records import Record
from xianbiao.model.refs import Ref
from xianbiao.sheets.layout.context import recipient_of

MANIFEST = "清单.json"
_NO_AMOUNT = "无金额"
_REMEMBERED = 128
"""How many files are remembered as read back, by all their bytes."""

Progress = Callable[[str, int, int], None]
"""Told the recipient whose file is done, how many are done, and how many there are."""


class DeliveredFile(Record, frozen=True):
    """One file that was sent out."""

    path: Path
    order: int
    recipient: str
    code: str | None
    amount: Decimal
    sha256: str


class Delivery(Record, frozen=True):
    """What an export wrote: the files in order, who got none, and the manifest."""

    files: tuple[DeliveredFile, ...]
    skipped: tuple[str, ...]
    total: Decimal
    manifest: Path


def export_counties(
    notice: Notice,
    findings: Sequence[Finding],
    out: Path,
    only: str | None = None,
    progress: Progress | None = None,
) -> Delivery:
    """Write one file per recipient with an amount, and the manifest, into a folder.

    Raises ExportRefused or UnknownRecipient before anything is written when an amount cannot
    be read, the rows do not add up, an error touches an amount sent out, or a file would
    hold anything of another recipient.
    """
    table = notice.allocation
    if table is None:
        lost = "、".join(notice.missing_sheets)
        todo = f"恢复不见了的工作表：{lost}" if lost else "先导入带分配表的通知"
        raise ExportRefused("没有分配表", ref=Ref(notice.file), todo=todo)
    rows = chosen_rows(table, only)
    require_exportable(notice, table, rows, findings)
    if not rows:
        raise ExportRefused("各单位都没有金额", ref=Ref(notice.file), todo="核对分配表")
    with staging(out) as folder:
        files, read = [], dict[int, Amounts]()
        counties, secrets = KeptFiles(notice, table), AllSecrets(notice, table)
        for done, index in enumerate(rows, start=1):
            path = folder / county_name(notice, table, index)
            write_new(path, counties.bytes_of(index))
            data = path.read_bytes()
            share, faults = _read_back(data, path.name)
            read[index] = amounts_in(share, table)
            require_same(table.rows[index], read[index], path.name)
            require_sealed(faults, path.name)
            _require_clean(table, index, path.name, leaks(data, secrets.of(index)))
            files.append(_delivered(table, index, out / path.name, data))
            if progress is not None:
                progress(files[-1].recipient, done, len(rows))
        if only is None:
            require_total(table, read)
        skipped = [i for i, row in enumerate(table.rows) if not has_money(table, row)]
        delivery = Delivery(
            files=tuple(files),
            skipped=tuple(recipient_of(table.rows[i], order_of(table, i)) for i in skipped),
            total=sum((f.amount for f in files), Decimal(0)),
            manifest=out / MANIFEST,
        )
        manifest = folder / MANIFEST
        manifest.write_text(_manifest(notice, table, delivery, skipped), encoding="utf-8")
        staged = [folder / f.path.name for f in files]
        if len(set(staged)) < len(staged):
            raise ExportRefused("两个单位的文件同名", ref=Ref(notice.file), todo="核对单位名称")
        move_into_place([*staged, manifest], out)
    return delivery


@lru_cache(maxsize=_REMEMBERED)
def _read_back(data: bytes, file: str) -> tuple[dict[int, object], tuple[str, ...]]:
    """The allocation line of a file as it was read from the disk, and its broken marks."""
    book = SourceBook(data, file)
    sheets = in_pieces(book)
    return read_share(book, sheets), tuple(broken_seals(sheets))


def _delivered(table: AllocationTable, index: int, path: Path, data: bytes) -> DeliveredFile:
    row = table.rows[index]
    order = order_of(table, index)
    amount = table.final_amount(row)
    return DeliveredFile(
        path=path,
        order=order,
        recipient=recipient_of(row, order),
        code=row.recipient.code if row.recipient else None,
        amount=(amount.value if amount else None) or Decimal(0),
        sha256=hashlib.sha256(data).hexdigest(),
    )


def _require_clean(table: AllocationTable, index: int, file: str, found: Sequence[str]) -> None:
    if found:
        raise ExportRefused(
            f"{file} 含有其他单位的内容，未导出",
            ref=table.rows[index].name.ref,
            found="；".join(found[:5]),
            expected="只含本单位的名称和金额",
            todo="核对本单位绩效表和通知标题里的文字",
        )


def _manifest(
    notice: Notice, table: AllocationTable, delivery: Delivery, skipped: Sequence[int]
) -> str:
    content = {
        "number": notice.number.stripped if notice.number else None,
        "title": notice.title.stripped if notice.title else None,
        "total": format_amount(delivery.total),
        "unit": table.unit or "万元",
        "version": __version__,
        "files": [
            {
                "file": f.path.name,
                "order": f.order,
                "recipient": f.recipient,
                "code": f.code,
                "amount": format_amount(f.amount),
                "sha256": f.sha256,
            }
            for f in delivery.files
        ],
        "skipped": [
            {"order": order_of(table, i), "recipient": name, "reason": _NO_AMOUNT}
            for i, name in zip(skipped, delivery.skipped, strict=True)
        ],
    }
    return json.dumps(content, ensure_ascii=False, indent=2) + "\n"
