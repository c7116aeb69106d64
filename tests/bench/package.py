"""Measures the export from a clerk's workbook beside openpyxl and beside bare deflating.

Run with `make bench`, or alone. The same source workbooks are cut in one run by our export, by
openpyxl (load, delete the rows of others, save; and copy the cells into a new workbook), and the
parts that our files hold anew are deflated at level 6 and written, which is the least that any
program has to do. Seconds are those of this process on the processor, so that other work on the
machine does not count.
"""

from __future__ import annotations

import os
import resource
import sys
import tempfile
import time
import zlib
from collections.abc import Callable
from copy import copy
from dataclasses import dataclass
from pathlib import Path

import openpyxl
import xlsxwriter
from rich.console import Console
from rich.table import Table

from xianbiao.export.package.archive import read_archive
from xianbiao.export.package.source import SourceBook
from xianbiao.export.split.deliver import export_split
from xianbiao.export.split.options import SplitOptions
from xianbiao.export.split.readback import ReadBack
from xianbiao.export.split.splitter import Share, Splitter
from xianbiao.model.recipients import Recipient, RecipientKind
from xianbiao.sheets.split_plan import SplitPlan, TableSplit

SIZES, FORM_SIZES = (14, 105, 2844), (14, 105)
SAMPLE = 2
"""Files that openpyxl makes of a large workbook; its time for all is extrapolated from them."""
WIDTH = 12
FIRST = 5
FORM_ROWS = 25


@dataclass(frozen=True)
class Case:
    """A source workbook with the plan by which it is cut."""

    title: str
    path: Path
    plan: SplitPlan
    size: int


def main() -> None:
    """Print the table for every size."""
    console = Console(width=150)
    with tempfile.TemporaryDirectory(prefix="xianbiao-bench-") as name:
        console.print(measured(Path(name)))


def measured(folder: Path) -> Table:
    """The figures of all cases, side by side."""
    table = Table(title="从办事员自己的工作簿导出（每个文件的毫秒，本进程的处理器时间）")
    for heading in (
        "工作簿",
        "编译",
        "写出",
        "压缩并写出同样内容",
        "写出/压缩",
        "回读复加",
        "回读/写出",
        "查泄漏、归位",
        "openpyxl 删行",
        "倍",
        "openpyxl 抄格",
        "倍",
        "内存 MB",
    ):
        table.add_column(heading, justify="left" if heading == "工作簿" else "right")
    cases = [rows_case(size, folder) for size in SIZES]
    cases += [forms_case(size, folder) for size in FORM_SIZES]
    for case in cases:
        table.add_row(case.title, *_figures(case, folder))
    table.caption = (
        f"14 个单位以上的 openpyxl 只做 {SAMPLE} 个文件，其余按此推算；"
        "“倍”含编译的时间；内存是峰值的增加"
    )
    return table


def _figures(case: Case, folder: Path) -> list[str]:
    memory = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    out = folder / f"out-{case.path.stem}"
    out.mkdir()
    start = time.process_time()
    source = SourceBook.open(case.path)
    splitter = Splitter(source, case.plan, SplitOptions())
    cutter = splitter.cutter()
    first = splitter.share(0)
    cutter.file(first.cut)
    compiled = time.process_time() - start
    shares = [splitter.share(i) for i in case.plan.served()]
    paths = [out / f"{share.recipient}.xlsx" for share in shares]

    def write() -> None:
        for share, path in zip(shares, paths, strict=True):
            _write(path, cutter.file(share.cut))

    written = _seconds(write)
    floor = _seconds(lambda: _deflate_and_write(paths, source, out / "floor"))
    read = _seconds(lambda: _read_back(splitter, shares, paths))
    grown = (resource.getrusage(resource.RUSAGE_SELF).ru_maxrss - memory) / 1024
    whole = _seconds(lambda: export_split(source, case.plan, folder / f"all-{case.path.stem}"), 1)
    sampled = case.size if case.size <= 14 else SAMPLE
    deleting = _seconds(lambda: _openpyxl_delete(case, out, sampled), 1) / sampled
    copying = _seconds(lambda: _openpyxl_copy(case, out, sampled), 1) / sampled
    size = case.size
    each = (compiled + written) / size
    return [
        f"{compiled * 1000:.0f} 共",
        f"{written / size * 1000:.3f}",
        f"{floor / size * 1000:.3f}",
        f"{written / floor:.2f}",
        f"{read / size * 1000:.3f}",
        f"{read / written:.2f}",
        f"{max(0.0, whole - compiled - written - read) / size * 1000:.3f}",
        f"{deleting * 1000:.1f}",
        f"{deleting / each:.0f}",
        f"{copying * 1000:.1f}",
        f"{copying / each:.0f}",
        f"{grown:.0f}",
    ]


def _seconds(work: Callable[[], object], times: int = 2) -> float:
    """The least processor time of some repetitions."""
    found = []
    for _ in range(times):
        start = time.process_time()
        work()
        found.append(time.process_time() - start)
    return min(found)


def _write(path: Path, data: bytes) -> None:
    handle = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o666)
    os.write(handle, data)
    os.close(handle)


def _deflate_and_write(paths: list[Path], source: SourceBook, target: Path) -> None:
    """For each file deflate what is not the source's own bytes, and write all of it."""
    raw = {(m.name, m.crc) for m in source.members.values()}
    for path in paths:
        pieces = []
        for member in read_archive(path.read_bytes(), ""):
            if (member.name, member.crc) in raw:
                pieces.append(member.raw)
            else:
                maker = zlib.compressobj(6, zlib.DEFLATED, -15)
                pieces.append(maker.compress(member.content()) + maker.flush())
        _write(target, b"".join(pieces))


def _read_back(splitter: Splitter, shares: list[Share], paths: list[Path]) -> None:
    read = ReadBack(splitter)
    for share, path in zip(shares, paths, strict=True):
        read.require_same(read_archive(path.read_bytes(), path.name), share, path.name)
    read.require_total()


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
            table = case.plan.table_on(sheet.title)
            fresh = book.create_sheet(sheet.title)
            kept = 0
            for row in sheet.iter_rows():
                if table is not None and table.rows.get(row[0].row, index) != index:
                    continue
                kept += 1
                for cell in row:
                    new = fresh.cell(kept, cell.column, cell.value)
                    for look in ("font", "border", "fill", "alignment"):
                        setattr(new, look, copy(getattr(cell, look)))
                    new.number_format = cell.number_format
        book.save(out / "openpyxl.xlsx")


def rows_case(size: int, folder: Path) -> Case:
    """A master table of twelve columns with one row for each recipient."""
    path = folder / f"rows{size}.xlsx"
    with xlsxwriter.Workbook(str(path)) as book:
        _master(book, size)
    plan = SplitPlan(_recipients(size), (_table(size),), number="昌州财社〔2024〕18号")
    return Case(f"按行拆，{size} 个单位", path, plan, size)


def forms_case(size: int, folder: Path) -> Case:
    """The same, with a form on a sheet of its own for each recipient."""
    path = folder / f"forms{size}.xlsx"
    with xlsxwriter.Workbook(str(path)) as book:
        _master(book, size)
        border = book.add_format({"border": 1, "text_wrap": True})
        for index in range(size):
            sheet = book.add_worksheet(_name(index))
            sheet.merge_range(0, 0, 0, 4, f"{_name(index)}绩效目标表", border)
            sheet.write_formula(1, 1, f"='分配'!L{FIRST + index}", border, _sum(index))
            for row in range(2, FORM_ROWS):
                for column, word in enumerate(("产出指标", "数量指标", "救助人数", "应保尽保", "")):
                    sheet.write(row, column, f"{word}{row}" if word else None, border)
    own = {_name(index): index for index in range(size)}
    plan = SplitPlan(_recipients(size), (_table(size),), own, number="昌州财社〔2024〕18号")
    return Case(f"一单位一张绩效表，{size} 个单位", path, plan, size)


def _master(book: xlsxwriter.Workbook, size: int) -> None:
    sheet = book.add_worksheet("分配")
    border = book.add_format({"border": 1})
    money = book.add_format({"border": 1, "num_format": "#,##0.00"})
    sheet.merge_range(0, 0, 0, WIDTH - 1, "2024年困难群众救助补助资金分配表", border)
    sheet.write(1, WIDTH - 1, "单位：万元")
    for column in range(WIDTH):
        sheet.merge_range(2, column, 3, column, f"第{column}列" if column > 1 else "单位", border)
    for index in range(size):
        row = FIRST - 1 + index
        sheet.write(row, 0, index + 1, border)
        sheet.write(row, 1, _name(index), border)
        for column in range(2, WIDTH - 1):
            sheet.write(row, column, _amount(index, column), money)
        sheet.write_formula(row, WIDTH - 1, f"=SUM(C{row + 1}:K{row + 1})", money, _sum(index))
    total = FIRST - 1 + size
    sheet.write(total, 1, "合计", border)
    for column in range(2, WIDTH):
        letter = chr(65 + column)
        each = _amount if column < WIDTH - 1 else lambda i, _: _sum(i)
        value = sum(each(i, column) for i in range(size))
        sheet.write_formula(total, column, f"=SUM({letter}{FIRST}:{letter}{total})", money, value)
    sheet.write(total + 1, 0, "注：请按规定拨付。")
    sheet.freeze_panes(4, 2)
    sheet.repeat_rows(2, 3)
    sheet.print_area(0, 0, total + 1, WIDTH - 1)


def _table(size: int) -> TableSplit:
    return TableSplit(
        sheet="分配",
        rows={FIRST + i: i for i in range(size)},
        total_rows=(FIRST + size,),
        sums=tuple(range(3, WIDTH + 1)),
        final=WIDTH,
        unit="万元",
    )


def _recipients(size: int) -> tuple[Recipient, ...]:
    names = [_name(i) for i in range(size)]
    return tuple(
        Recipient(i, n, n, None, RecipientKind.INSTITUTION) for i, n in enumerate(names, start=1)
    )


def _name(index: int) -> str:
    """A made-up name of four characters, no one inside another."""
    words = "东南西北中上下左右前后里外远近高低新旧长"
    return words[index // 400 % 20] + words[index // 20 % 20] + words[index % 20] + "县"


def _amount(index: int, column: int) -> int:
    return 10_000 + index * 97 + column * 13


def _sum(index: int) -> int:
    return sum(_amount(index, column) for column in range(2, WIDTH - 1))


if __name__ == "__main__":
    sys.exit(main())
