"""Exports a clerk's own workbook as one workbook with the sheets of every recipient."""

from __future__ import annotations

import hashlib
from collections.abc import Mapping
from decimal import Decimal
from pathlib import Path

from xianbiao.export.few import few
from xianbiao.export.package.archive import read_archive
from xianbiao.export.package.bind import Binder
from xianbiao.export.package.source import SourceBook
from xianbiao.export.package.steady import steady_sheets
from xianbiao.export.placing import move_into_place, staging
from xianbiao.export.split.dividing import reader_of
from xianbiao.export.split.manifest import amount_text, listed_tables, manifest_text
from xianbiao.export.split.options import DEFAULT_NAME, SplitOptions
from xianbiao.export.split.prepared import IsCancelled, Prepared, Progress, total_of
from xianbiao.export.split.sharing import Sharing
from xianbiao.export.split.splitter import Share
from xianbiao.export.split.titles import DEFAULT_BOOK, Titles, book_name
from xianbiao.model.records import Record, replace
from xianbiao.sheets.split_plan import SplitPlan

_SHOWN = 5


class RecipientSheets(Record, frozen=True):
    """The sheets of one recipient in the workbook; `amount` is None where they hold none."""

    order: int
    recipient: str
    code: str | None
    amount: Decimal | None
    titles: tuple[str, ...]


class BookDelivery(Record, frozen=True):
    """The workbook that was written, and what the clerk should know of it."""

    path: Path
    recipients: tuple[RecipientSheets, ...]
    total: Decimal | None
    notes: tuple[str, ...]
    manifest: Path


def export_book(
    source: SourceBook,
    plan: SplitPlan,
    out: Path,
    options: SplitOptions | None = None,
    *,
    only: str | None = None,
    progress: Progress | None = None,
    cancelled: IsCancelled | None = None,
) -> BookDelivery:
    """Write one workbook in which every recipient has the sheets that its own file would have.

    The sheets are cut as those of single files and bound together; a sheet that is the same for
    all goes in once. The workbook is read back and added up before it is moved into place.
    Raises ExportRefused where that fails and ExportCancelled where `cancelled` says so; the
    folder is then as it was.
    """
    options = options or SplitOptions()
    pattern = DEFAULT_BOOK if options.name == DEFAULT_NAME else options.name
    prepared = Prepared.of(source, plan, options, only)
    splitter, shares, served = prepared.splitter, prepared.shares, prepared.served
    total = total_of(shares[i].amount for i in served)
    name = book_name(pattern, plan, total, Path(source.file).stem)
    cutter = splitter.cutter(for_all=True)
    files: dict[int, bytes] = {}
    mixed: list[str] = []
    for index in prepared.each(progress, cancelled):
        files[index] = cutter.file(_alone(shares[index]).cut)
        if prepared.scan.leaks(read_archive(files[index], name), index):
            mixed.append(plan.recipients[index].name)
    bound = _Bound(source, plan, files)
    with staging(out) as folder:
        (folder / name).write_bytes(bound.data())
        data = (folder / name).read_bytes()
        _require_same(data, name, splitter, shares, bound.titles, whole=only is None)
        recipients = tuple(_recipient(plan, i, shares[i].amount, bound.titles[i]) for i in served)
        notes = (
            *source.not_carried,
            *splitter.notes,
            *cutter.told(),
            *prepared.notes,
            *plan.left_out,
            *bound.notes,
            *_mixed_notes(mixed),
        )
        manifest = f"{Path(name).stem}_清单.json"
        delivery = BookDelivery(out / name, recipients, total, notes, out / manifest)
        written = {
            "file": name,
            "sha256": hashlib.sha256(data).hexdigest(),
            "recipients": [
                {**_listed(r), **listed_tables(plan, shares[i])}
                for i, r in zip(served, recipients, strict=True)
            ],
        }
        listed = manifest_text(source, plan, total, notes, written)
        (folder / manifest).write_text(listed, encoding="utf-8")
        move_into_place([folder / name, folder / manifest], out)
    return delivery


class _Bound:
    """The files of some recipients in one workbook, with the titles that their sheets got."""

    def __init__(self, source: SourceBook, plan: SplitPlan, files: Mapping[int, bytes]) -> None:
        order = [s.entry.name for s in source.sheets]
        common = [n for n in order if n in plan.common_sheets]
        steady = steady_sheets((SourceBook(d, source.file) for d in files.values()), common)
        titles = Titles(plan, steady)
        first = SourceBook(next(iter(files.values())), source.file)
        own = [n for n in order if n not in steady]
        start = min((order.index(n) for n in own), default=0)
        binder = Binder(first, steady)
        binder.add(first, {n: n for n in steady if order.index(n) < start}, steady=True)
        self.titles: dict[int, Mapping[str, str]] = {}
        for index, data in files.items():
            book = SourceBook(data, source.file)
            mine = [s.entry.name for s in book.sheets if s.entry.name not in steady]
            self.titles[index] = titles.of(index, mine)
            binder.add(book, self.titles[index])
        binder.add(first, {n: n for n in steady if order.index(n) > start}, steady=True)
        self.data = binder.data
        repeated = [n for n in common if n not in steady]
        self.notes = [f"「{n}」按单位填了数，每个单位一张" for n in repeated]
        if binder.fixed:
            self.notes.append(f"按表名的文字取数的公式（INDIRECT）换成结果：{_few(binder.fixed)}")
        if binder.doubtful:
            self.notes.append(
                f"条件格式、有效性里的 INDIRECT 没有改，表名变了会失效：{_few(binder.doubtful)}"
            )
        if titles.shortened:
            self.notes.append(f"表名不能有的字换成“_”，超过31个字的缩短：{_few(titles.shortened)}")


def _alone(share: Share) -> Share:
    """The share as a file that has nothing in common with others: every text stands in its cell."""
    cut = replace(share.cut, own=frozenset(c.sheet for c in share.cut.sheets))
    return replace(share, cut=cut)


def _require_same(
    data: bytes,
    file: str,
    splitter: Sharing,
    shares: Mapping[int, Share],
    titles: Mapping[int, Mapping[str, str]],
    *,
    whole: bool,
) -> None:
    """Raise ExportRefused unless the finished workbook shows everybody's amounts, and the total."""
    book, read = SourceBook(data, file), reader_of(splitter)
    for index, named in titles.items():
        parts = {
            splitter.source.part_of(sheet).part: book.members[book.part_of(title).part]
            for sheet, title in named.items()
        }
        read.require_parts(parts, shares[index], f"{file}「{next(iter(named.values()))}」")
    if whole:
        read.require_total()


def _mixed_notes(names: list[str]) -> list[str]:
    if not names:
        return []
    return [f"{_few(names)}的表里还有别的单位的名称或金额：只在局里用；外发请用每个单位一个文件"]


def _few(words: list[str]) -> str:
    return few(words, _SHOWN, "个")


def _recipient(
    plan: SplitPlan, index: int, amount: Decimal | None, titles: Mapping[str, str]
) -> RecipientSheets:
    r = plan.recipients[index]
    return RecipientSheets(r.order, r.name, r.code, amount, tuple(titles.values()))


def _listed(recipient: RecipientSheets) -> dict[str, object]:
    return {
        "order": recipient.order,
        "recipient": recipient.recipient,
        "code": recipient.code,
        "amount": amount_text(recipient.amount),
        "sheets": list(recipient.titles),
    }
