"""Exports a clerk's own workbook: one file for each recipient, checked, then moved into place."""

from __future__ import annotations

import hashlib
import json
import os
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from decimal import Decimal
from pathlib import Path

from xianbiao import __version__
from xianbiao.export.package.archive import read_archive
from xianbiao.export.package.source import SourceBook
from xianbiao.export.placing import move_into_place, staging
from xianbiao.export.split.clean import require_clean, scan_for
from xianbiao.export.split.naming import file_names, require_pattern
from xianbiao.export.split.options import Output, SplitOptions
from xianbiao.export.split.printing import Printed, Printer
from xianbiao.export.split.readback import ReadBack
from xianbiao.export.split.splitter import Share, Splitter
from xianbiao.model.amounts import format_amount
from xianbiao.model.errors import ExportRefused, UnknownRecipient, XianbiaoError
from xianbiao.model.lasting import lasting
from xianbiao.model.refs import Ref
from xianbiao.sheets.split_plan import SplitPlan

MANIFEST = "清单.json"

Progress = Callable[[str, int, int], None]
"""Told the recipient whose file is done, how many are done, and how many there are."""
IsCancelled = Callable[[], bool]


class ExportCancelled(XianbiaoError):
    """The clerk stopped the export; nothing was written."""


@dataclass(frozen=True, slots=True)
class SplitFile:
    """One file that was sent out; `amount` is None where its sheets hold none."""

    path: Path
    order: int
    recipient: str
    code: str | None
    amount: Decimal | None
    sha256: str
    printed_from: str | None = None
    """The hash of the workbook that a PDF shows."""


@dataclass(frozen=True, slots=True)
class SplitDelivery:
    """What an export wrote, and what the clerk should know of it."""

    files: tuple[SplitFile, ...]
    total: Decimal | None
    notes: tuple[str, ...]
    manifest: Path


@lasting()
def export_split(
    source: SourceBook,
    plan: SplitPlan,
    out: Path,
    options: SplitOptions | None = None,
    *,
    only: str | None = None,
    progress: Progress | None = None,
    cancelled: IsCancelled | None = None,
) -> SplitDelivery:
    """Write one file for each recipient of the plan, and the manifest, into a folder.

    Every file is read back, added up and looked through for what belongs to others before any
    is moved into place. Raises ExportRefused where that fails and ExportCancelled where
    `cancelled` says so; the folder is then as it was. Run again, it leaves alone what is there
    with the same content, and prints no PDF that an earlier run printed.
    """
    options = options or SplitOptions()
    require_pattern(options.name)
    splitter = Splitter(source, plan, options)
    shares = {i: splitter.share(i) for i in plan.served()}
    if not shares:
        raise ExportRefused("没有认出可以拆给单位的行或表", ref=Ref(source.file))
    require_totals(splitter, plan, shares)
    served = chosen(plan, list(shares), only, source.file)
    amounts = {i: s.amount for i, s in shares.items()}
    stem = Path(source.file).stem
    suffix = f".{options.output.value}"
    names = file_names(options.name, plan, served, amounts, stem, suffix)
    scan = scan_for(splitter, plan, shares, options)
    cutter, read = splitter.cutter(), ReadBack(splitter)
    hashes: dict[int, str] = {}
    printer = Printer(out) if options.output is Output.PDF else None
    with staging(out) as folder:
        books = folder / "xlsx" if options.output is Output.PDF else folder
        books.mkdir(exist_ok=True)
        for done, index in enumerate(served, start=1):
            if cancelled is not None and cancelled():
                raise ExportCancelled("已取消，没有写出文件", ref=Ref(source.file))
            path = books / Path(names[index]).with_suffix(".xlsx").name
            _write(path, cutter.file(shares[index].cut))
            data = path.read_bytes()
            members = read_archive(data, path.name)
            read.require_same(members, shares[index], path.name)
            require_clean(scan, members, index, plan, path.name)
            hashes[index] = hashlib.sha256(data).hexdigest()
            if progress is not None:
                progress(plan.recipients[index].name, done, len(served))
        if only is None:
            read.require_total()
        printed: dict[int, Printed] = {}
        if printer is not None:
            made = {i: books / Path(names[i]).with_suffix(".xlsx").name for i in served}
            step = _between(printer, source, progress, cancelled)
            printed = printer.print(made, names, folder, step)
        files = tuple(
            _file(plan, i, out / names[i], amounts[i], hashes[i], printed.get(i)) for i in served
        )
        notes = (*source.not_carried, *splitter.notes, *plan.left_out)
        delivery = SplitDelivery(files, _added(files), notes, out / MANIFEST)
        manifest = folder / MANIFEST
        manifest.write_text(_manifest(source, plan, delivery), encoding="utf-8")
        move_into_place([*(folder / names[i] for i in served), manifest], out)
    if printer is not None:
        printer.forget()
    return delivery


def _write(path: Path, data: bytes) -> None:
    """Write a new file in three calls of the system; a stream takes twice as many."""
    handle = os.open(
        path, os.O_WRONLY | os.O_CREAT | os.O_TRUNC | getattr(os, "O_BINARY", 0), 0o666
    )
    try:
        left = memoryview(data)
        while left:
            left = left[os.write(handle, left) :]
    finally:
        os.close(handle)


def require_totals(splitter: Splitter, plan: SplitPlan, shares: dict[int, Share]) -> None:
    """Raise ExportRefused where a total of the source is not the sum of the recipients' rows."""
    for table in plan.tables:
        added: dict[int, Decimal | None] = {}
        for share in shares.values():
            for column, value in share.sums.get(table.sheet, {}).items():
                if value is not None:
                    added[column] = (added.get(column) or Decimal(0)) + value
        splitter.totals(table.sheet).require_total(added)


def chosen(plan: SplitPlan, served: list[int], only: str | None, file: str) -> list[int]:
    """The recipients asked for. Raises UnknownRecipient where `only` is none of them."""
    if only is None:
        return served
    found = [i for i in served if plan.recipients[i].is_called(only)]
    if not found:
        raise UnknownRecipient(
            "没有这个单位",
            ref=Ref(file),
            found=only,
            expected="、".join(plan.recipients[i].name for i in served),
            todo="照表上的名称填写",
        )
    return found


def _between(
    printer: Printer, source: SourceBook, progress: Progress | None, cancelled: IsCancelled | None
) -> Callable[[int, int], None]:
    """What happens before each start of LibreOffice."""

    def step(done: int, total: int) -> None:
        if cancelled is not None and cancelled():
            kept = (
                f"；已生成的 {n} 个 PDF 留着，再运行一次只做剩下的"
                if (n := printer.waiting)
                else ""
            )
            raise ExportCancelled(f"已取消，没有写出文件{kept}", ref=Ref(source.file))
        if progress is not None:
            progress("PDF", done, total)

    return step


def _file(
    plan: SplitPlan,
    index: int,
    path: Path,
    amount: Decimal | None,
    book: str,
    printed: Printed | None,
) -> SplitFile:
    r = plan.recipients[index]
    made = (book, None) if printed is None else (printed.sha256, printed.printed_from)
    return SplitFile(path, r.order, r.name, r.code, amount, *made)


def _added(files: Sequence[SplitFile]) -> Decimal | None:
    amounts = [f.amount for f in files if f.amount is not None]
    return sum(amounts, Decimal(0)) if amounts else None


def _manifest(source: SourceBook, plan: SplitPlan, delivery: SplitDelivery) -> str:
    unit = next((t.unit for t in plan.tables if t.unit), None)
    content = {
        "source": Path(source.file).name,
        "number": plan.number,
        "title": plan.title,
        "total": _text(delivery.total),
        "unit": unit,
        "version": __version__,
        "notes": list(delivery.notes),
        "files": [
            {
                "file": f.path.name,
                "order": f.order,
                "recipient": f.recipient,
                "code": f.code,
                "amount": _text(f.amount),
                "sha256": f.sha256,
                **({"printed_from": f.printed_from} if f.printed_from else {}),
            }
            for f in delivery.files
        ],
    }
    return json.dumps(content, ensure_ascii=False, indent=2) + "\n"


def _text(value: Decimal | None) -> str | None:
    return None if value is None else format_amount(value)
