"""Exports a clerk's own workbook: one file for each recipient, checked, then moved into place."""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Iterable, Iterator
from decimal import Decimal
from pathlib import Path

from xianbiao.export.package.archive import read_archive
from xianbiao.export.package.source import SourceBook
from xianbiao.export.placing import move_into_place, staging, write_new
from xianbiao.export.split.clean import require_clean
from xianbiao.export.split.dividing import reader_of
from xianbiao.export.split.manifest import amount_text, listed_tables, manifest_text
from xianbiao.export.split.naming import file_names, require_pattern
from xianbiao.export.split.options import Output, SplitOptions
from xianbiao.export.split.prepared import (
    ExportCancelled,
    IsCancelled,
    Prepared,
    Progress,
    total_of,
)
from xianbiao.export.split.printing import Printed, Printer, Prints
from xianbiao.model.lasting import lasting
from xianbiao.model.records import Record
from xianbiao.model.refs import Ref
from xianbiao.sheets.split_plan import SplitPlan

MANIFEST = "清单.json"
_TOGETHER = 1 << 21
"""How many bytes of files are written together."""


class SplitFile(Record, frozen=True):
    """One file that was sent out; `amount` is None where its sheets hold none."""

    path: Path
    order: int
    recipient: str
    code: str | None
    amount: Decimal | None
    sha256: str
    printed_from: str | None = None
    """The hash of the workbook that a PDF shows."""


class SplitDelivery(Record, frozen=True):
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
    prints: Prints | None = None,
) -> SplitDelivery:
    """Write one file for each recipient of the plan, and the manifest, into a folder.

    Every file is read back, added up and looked through for what belongs to others before any
    is moved into place. Raises ExportRefused where that fails and ExportCancelled where
    `cancelled` says so; the folder is then as it was. Run again, it leaves alone what is there
    with the same content, and prints no PDF that an earlier run printed. PDFs are printed by
    `prints`, by LibreOffice where it is None.
    """
    options = options or SplitOptions()
    require_pattern(options.name)
    prepared = Prepared.of(source, plan, options, only)
    splitter, shares, served = prepared.splitter, prepared.shares, prepared.served
    amounts = {i: s.amount for i, s in shares.items()}
    stem = Path(source.file).stem
    suffix = f".{options.output.value}"
    names = file_names(options.name, plan, served, amounts, stem, suffix)
    cutter, read = splitter.cutter(), reader_of(splitter)
    hashes: dict[int, str] = {}
    printer = Printer(out, prints) if options.output is Output.PDF else None
    with staging(out) as folder:
        books = folder / "xlsx" if options.output is Output.PDF else folder
        books.mkdir(exist_ok=True)
        made = {i: books / Path(names[i]).with_suffix(".xlsx").name for i in served}
        cuts = ((i, cutter.file(shares[i].cut)) for i in prepared.each(progress, cancelled))
        for together in batches(cuts):
            for index, data in together:
                write_new(made[index], data)
            for index, _ in together:
                path = made[index]
                data = path.read_bytes()
                members = read_archive(data, path.name)
                read.require_same(members, shares[index], path.name)
                require_clean(prepared.scan, members, shares[index], splitter, path.name)
                hashes[index] = hashlib.sha256(data).hexdigest()
        if only is None:
            read.require_total()
        printed: dict[int, Printed] = {}
        if printer is not None:
            step = _between(printer, source, progress, cancelled)
            printed = printer.print(made, names, folder, step)
        files = tuple(
            _file(plan, i, out / names[i], amounts[i], hashes[i], printed.get(i)) for i in served
        )
        told = (*splitter.notes, *cutter.told(), *prepared.notes)
        notes = (*source.not_carried, *told, *plan.left_out)
        total = total_of(f.amount for f in files)
        delivery = SplitDelivery(files, total, notes, out / MANIFEST)
        manifest = folder / MANIFEST
        listed = [_listed(f) for f in files]
        if len(plan.tables) > 1:
            tables = (listed_tables(plan, shares[i]) for i in served)
            listed = [one | more for one, more in zip(listed, tables, strict=True)]
        written = {"files": listed}
        manifest.write_text(manifest_text(source, plan, total, notes, written), encoding="utf-8")
        move_into_place([*(folder / names[i] for i in served), manifest], out)
    if printer is not None:
        printer.forget()
    return delivery


def batches(files: Iterable[tuple[int, bytes]]) -> Iterator[list[tuple[int, bytes]]]:
    """Files in groups, each of them to be written and then read back as one.

    A call of the system drives out of the processor what the next cut would need again; a group
    ends where it is large enough that this counts for little, so that memory stays flat.
    """
    group: list[tuple[int, bytes]] = []
    room = _TOGETHER
    for index, data in files:
        group.append((index, data))
        room -= len(data)
        if room <= 0:
            yield group
            group, room = [], _TOGETHER
    if group:
        yield group


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


def _listed(file: SplitFile) -> dict[str, object]:
    return {
        "file": file.path.name,
        "order": file.order,
        "recipient": file.recipient,
        "code": file.code,
        "amount": amount_text(file.amount),
        "sha256": file.sha256,
        **({"printed_from": file.printed_from} if file.printed_from else {}),
    }
