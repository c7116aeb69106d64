"""Measures the export from a clerk's workbook beside openpyxl and beside bare deflating.

Run with `make bench`, or alone. In each of several rounds the same source workbook, opened anew,
is cut by our export; what our files hold anew is deflated at level 6 and written, which is the
least that any program has to do; the files are read back; all is done once more from the opening
of the workbook to the last file, without a stop between; and openpyxl cuts the workbook too
(load, delete the rows of others, save; and copy the cells into a new workbook). The least time
of the rounds is shown of each, since whatever else the machine does only adds. Seconds are those
of this process on the processor. Nobody writes over a file or into a folder that was there: a
file system takes ten times as long for that, and for minutes after many files were deleted.
"""

from __future__ import annotations

import resource
import sys
import tempfile
import time
import zlib
from copy import copy
from dataclasses import dataclass, field
from itertools import count
from pathlib import Path

import openpyxl
from rich.console import Console
from rich.table import Table

sys.path.insert(0, str(Path(__file__).parent))

from cut_cases import Case, forms_case, rows_case

from xianbiao.export.package.archive import Member, read_archive
from xianbiao.export.package.cutter import Cutter
from xianbiao.export.package.source import SourceBook
from xianbiao.export.placing import write_new
from xianbiao.export.split.deliver import batches, export_split
from xianbiao.export.split.options import SplitOptions
from xianbiao.export.split.readback import ReadBack
from xianbiao.export.split.splitter import Share, Splitter
from xianbiao.model.lasting import lasting

SIZES, FORM_SIZES = (14, 105, 2844), (14, 105)
SAMPLE = 2
"""Files that openpyxl makes of a large workbook; its time for all is extrapolated from them."""
ROUNDS, OURS = 5, 3
"""Rounds with openpyxl, and how often ours cuts a small workbook in each of them."""


@dataclass
class Seconds:
    """What the rounds of one case took, for all its files; openpyxl's for one file."""

    at_once: list[float] = field(default_factory=list)
    compiled: list[float] = field(default_factory=list)
    written: list[float] = field(default_factory=list)
    stored: list[float] = field(default_factory=list)
    floor: list[float] = field(default_factory=list)
    read: list[float] = field(default_factory=list)
    whole: list[float] = field(default_factory=list)
    deleting: list[float] = field(default_factory=list)
    copying: list[float] = field(default_factory=list)


def main() -> None:
    """Print the table for every size."""
    console = Console(width=150)
    with tempfile.TemporaryDirectory(prefix="xianbiao-bench-") as name:
        console.print(measured(Path(name)))


def measured(folder: Path) -> Table:
    """The figures of all cases, side by side."""
    cases = [rows_case(size, folder) for size in SIZES]
    cases += [forms_case(size, folder) for size in FORM_SIZES]
    grown = [_grown(case, folder) for case in sorted(cases, key=lambda c: c.size)]
    columns = [_figures(case, _rounds(case, folder)) for case in cases]
    table = Table(
        title="从办事员自己的工作簿导出（本进程的处理器时间，各轮中最少的一次）",
        caption=f"“连同一次性的”从打开工作簿到全部文件落盘，另量一遍：打开、认表样、编译相同的部分只做一次；"
        f"“头一遍”是进程里第一次见到这个工作簿，以后内容没变的部件不再读；"
        f"openpyxl 每轮只做 {SAMPLE} 个文件（14 个单位的做全部），其余按此推算；"
        f"内存是整个导出使峰值增加的最多的一次：{max(grown):.0f} MB",
    )
    table.add_column("每个文件的毫秒")
    for case in cases:
        table.add_column(case.title, justify="right")
    for name in columns[0]:
        table.add_row(name, *(column[name] for column in columns))
    return table


def _figures(case: Case, seconds: Seconds) -> dict[str, str]:
    """What the table says of a case, by the headings of its lines."""
    each = {
        name: min(times) / case.size * 1000
        for name, times in vars(seconds).items()
        if name not in ("deleting", "copying")
    }
    deleting, copying = (min(times) * 1000 for times in (seconds.deleting, seconds.copying))
    cut = each["at_once"]
    return {
        "一次性的，共": f"{each['compiled'] * case.size:.1f}",
        "写出": f"{each['written']:.3f}",
        "其中落盘（同样的字节只写文件）": f"{each['stored']:.3f}",
        "压缩并写出同样内容": f"{each['floor']:.3f}",
        "写出/压缩": f"{each['written'] / each['floor']:.2f}",
        "回读复加": f"{each['read']:.3f}",
        "回读/写出": f"{each['read'] / each['written']:.2f}",
        "连同一次性的": f"{cut:.3f}",
        "　头一遍": f"{seconds.at_once[0] / case.size * 1000:.3f}",
        "整个导出（另查泄漏、归位、清单）": f"{each['whole']:.3f}",
        "openpyxl 删行": f"{deleting:.1f}",
        "　是我们的几倍": f"{deleting / cut:.0f}",
        "　是整个导出的几倍": f"{deleting / each['whole']:.0f}",
        "openpyxl 抄格": f"{copying:.1f}",
        "　　是我们的几倍": f"{copying / cut:.0f}",
    }


def _grown(case: Case, folder: Path) -> float:
    """By how many MB a whole export raises the peak of memory; to be asked in order of size."""
    before = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    export_split(SourceBook.open(case.path), case.plan, folder / f"memory-{case.path.stem}")
    return (resource.getrusage(resource.RUSAGE_SELF).ru_maxrss - before) / 1024


def _rounds(case: Case, folder: Path) -> Seconds:
    found = Seconds()
    contents = _contents(case)
    numbers = (folder / f"{case.path.stem}-{n}" for n in count())
    sampled = case.size if case.size <= 14 else SAMPLE
    for _ in range(ROUNDS):
        for _ in range(OURS if case.size <= 105 else 1):
            found.at_once.append(_cut_at_once(case, next(numbers)))
            _cut(case, next(numbers), found)
            found.floor.append(_deflate_and_write(contents, next(numbers)))
            out = next(numbers)
            start = time.process_time()
            export_split(SourceBook.open(case.path), case.plan, out)
            found.whole.append(time.process_time() - start)
        for work, times in ((_openpyxl_delete, found.deleting), (_openpyxl_copy, found.copying)):
            out = next(numbers)
            out.mkdir()
            start = time.process_time()
            work(case, out, sampled)
            times.append((time.process_time() - start) / sampled)
    return found


@lasting()
def _cut_at_once(case: Case, out: Path) -> float:
    """The seconds for all that lies between a workbook and its files: opened, cut, written."""
    start = time.process_time()
    source = SourceBook.open(case.path)
    splitter = Splitter(source, case.plan, SplitOptions())
    out.mkdir()
    _files(splitter, splitter.cutter(), out)
    return time.process_time() - start


def _files(splitter: Splitter, cutter: Cutter, out: Path) -> tuple[list[Share], list[Path]]:
    """Write every recipient's file, in the order in which the export does it."""
    shares = [splitter.share(index) for index in splitter.plan.served()]
    paths = [out / f"{n}.xlsx" for n in range(len(shares))]
    cuts = ((n, cutter.file(share.cut)) for n, share in enumerate(shares))
    for together in batches(cuts):
        for n, data in together:
            write_new(paths[n], data)
    return shares, paths


@lasting()
def _cut(case: Case, out: Path, found: Seconds) -> None:
    """Cut a workbook and read the files back, as the export does it: with all else put off."""
    start = time.process_time()
    source = SourceBook.open(case.path)
    splitter = Splitter(source, case.plan, SplitOptions())
    cutter = splitter.cutter()
    cutter.file(splitter.share(next(case.plan.served())).cut)
    out.mkdir()
    compiled = time.process_time()
    shares, paths = _files(splitter, cutter, out)
    written = time.process_time()
    read = ReadBack(splitter)
    for share, path in zip(shares, paths, strict=True):
        read.require_same(read_archive(path.read_bytes(), path.name), share, path.name)
    read.require_total()
    end = time.process_time()
    found.compiled.append(compiled - start)
    found.written.append(written - compiled)
    found.read.append(end - written)
    again = out / "again"
    again.mkdir()
    files = [path.read_bytes() for path in paths]
    start = time.process_time()
    for path, data in zip(paths, files, strict=True):
        write_new(again / path.name, data)
    found.stored.append(time.process_time() - start)


def _contents(case: Case) -> list[list[Member | bytes]]:
    """For each of our files its parts: those that are the source's own, and what others hold."""
    source = SourceBook.open(case.path)
    own = {(m.name, m.crc): m for m in source.members.values()}
    splitter = Splitter(source, case.plan, SplitOptions())
    cutter = splitter.cutter()
    return [
        [
            own.get((member.name, member.crc)) or member.content()
            for member in read_archive(cutter.file(splitter.share(index).cut), "")
        ]
        for index in case.plan.served()
    ]


def _deflate_and_write(files: list[list[Member | bytes]], out: Path) -> float:
    """The seconds in which what is not the source's own is deflated, and all of it written.

    The files are written in the same groups as ours.
    """
    start = time.process_time()
    out.mkdir()
    for together in batches((n, _deflated(parts)) for n, parts in enumerate(files)):
        for index, data in together:
            write_new(out / f"{index}.xlsx", data)
    return time.process_time() - start


def _deflated(parts: list[Member | bytes]) -> bytes:
    pieces = []
    for part in parts:
        if isinstance(part, Member):
            pieces.append(part.raw)
        else:
            maker = zlib.compressobj(6, zlib.DEFLATED, -15)
            pieces.append(maker.compress(part) + maker.flush())
    return b"".join(pieces)


def _openpyxl_delete(case: Case, out: Path, count: int) -> None:
    """Load, delete the rows and sheets of others, save: what a careful script does."""
    for index in range(count):
        book = openpyxl.load_workbook(case.path)
        for table in case.plan.tables:
            sheet = book[table.sheet]
            rows = table.rows_of(index)
            last = max(table.rows)
            sheet.delete_rows(rows[-1] + 1, last - rows[-1])
            sheet.delete_rows(min(table.rows), rows[0] - min(table.rows))
        for name, owner in case.plan.own_sheets.items():
            if owner != index:
                del book[name]
        book.save(out / "openpyxl.xlsx")


def _openpyxl_copy(case: Case, out: Path, count: int) -> None:
    """Load once, then copy the cells that stay, with their styles, into a new workbook."""
    source = openpyxl.load_workbook(case.path)
    for index in range(count):
        book = openpyxl.Workbook()
        book.remove(book.worksheets[0])
        for sheet in source.worksheets:
            if case.plan.own_sheets.get(sheet.title, index) != index:
                continue
            rows = {r: o for t in case.plan.tables_on(sheet.title) for r, o in t.rows.items()}
            fresh = book.create_sheet(sheet.title)
            kept = 0
            for row in sheet.iter_rows():
                if rows.get(row[0].row, index) != index:
                    continue
                kept += 1
                for cell in row:
                    new = fresh.cell(kept, cell.column, cell.value)
                    for look in ("font", "border", "fill", "alignment"):
                        setattr(new, look, copy(getattr(cell, look)))
                    new.number_format = cell.number_format
        book.save(out / "openpyxl.xlsx")


if __name__ == "__main__":
    sys.exit(main())
