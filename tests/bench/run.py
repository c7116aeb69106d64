"""Measures check, import and export of both notices beside plain openpyxl writing the same files.

Run with `make bench`. Each figure is the median of some repetitions in this one process, after
a first run that is not counted. The yardstick writes the same cells (values and formulas,
without looks) into the same number of files with openpyxl; it computes and verifies nothing.

A second table is about new workbooks of many recipients, each in one run: how long one is made,
how large it is, and how long one start of LibreOffice, where there is one, computes it anew.
"""

from __future__ import annotations

import shutil
import sys
import tempfile
import time
from collections.abc import Callable, Sequence
from importlib import resources
from pathlib import Path

import openpyxl
from rich.console import Console
from rich.table import Table
from timing import median

from xianbiao.model.records import replace

sys.path.insert(0, str(Path(__file__).parents[1] / "office"))

sys.path.insert(0, str(Path(__file__).parent))

from clicks import measured as clicks_measured
from recognise import tables as recognised

from office import convert, strip_cached_values
from package import measured as cut_measured
from xianbiao.checks import check
from xianbiao.demo.run import NOTICES
from xianbiao.export.deliver import export_counties
from xianbiao.export.workbook import workbook_bytes
from xianbiao.model.findings import Finding
from xianbiao.model.notices import Notice
from xianbiao.model.refs import Ref, Text
from xianbiao.readers import read_notice
from xianbiao.sheets.layout.book import working_book

REPEATS = 5
SIZES = (14, 105, 200)
Sheets = list[tuple[str, list[tuple[int, int, object]]]]


def main() -> None:
    console = Console(width=150)
    with (
        tempfile.TemporaryDirectory(prefix="xianbiao-bench-") as folder,
        resources.as_file(resources.files("xianbiao.demo")) as data,
    ):
        console.print(cut_measured(Path(folder)))
        for name in NOTICES:
            console.print(_measure(data / name, Path(folder)))
        console.print(_measure_new(Path(folder)))
        console.print(clicks_measured(Path(folder)))
        for table in recognised(Path(folder)):
            console.print(table)


def _measure(source: Path, folder: Path) -> Table:
    notice = read_notice([source])
    findings = check(notice)
    plans = working_book(notice, findings)
    book = folder / "book.xlsx"
    book.write_bytes(workbook_bytes(plans))
    counties = [f.path for f in export_counties(notice, findings, folder / "first").files]
    table = Table(title=f"{source.stem}：{len(counties)} 个单位")
    for heading in ("做什么", "秒", "同样的格子用 openpyxl 写", "比值"):
        table.add_column(heading, justify="left" if heading == "做什么" else "right")
    plain_book, plain_files = _contents([book]), _contents(counties)
    numbers = iter(range(10_000))
    rows: list[tuple[str, Callable[[], object], list[Sheets] | None]] = [
        ("读通知并核对", lambda: check(read_notice([source])), None),
        ("读通知、核对并写工作簿", lambda: _import(source), plain_book),
        (
            f"导出 {len(counties)} 个文件（含回读、复加、查泄漏）",
            lambda: _export(notice, findings, folder, next(numbers)),
            plain_files,
        ),
    ]
    for title, work, contents in rows:
        taken = median(work, REPEATS)
        if contents is None:
            table.add_row(title, f"{taken:.3f}", "", "")
            continue
        yardstick = median(lambda c=contents: _write_plain(c, folder), REPEATS)  # type: ignore[misc]
        table.add_row(title, f"{taken:.3f}", f"{yardstick:.3f}", f"{taken / yardstick:.2f}")
    return table


def _export(notice: Notice, findings: Sequence[Finding], folder: Path, number: int) -> None:
    """Export a notice that no earlier export saw: it bears another number."""
    fresh = replace(notice, number=Text(f"昌州财社〔2024〕{number + 1}号", Ref("通知")))
    export_counties(fresh, findings, folder / f"out{number}")


def _measure_new(folder: Path) -> Table:
    """New workbooks: seconds, size and the seconds of a computation by LibreOffice."""
    table = Table(title="新工作簿：一个单位一张绩效表")
    for heading in ("单位数", "读表格秒", "写工作簿秒", "KB", "工作表", "LibreOffice 重算秒"):
        table.add_column(heading, justify="right")
    with_office = shutil.which("soffice") is not None
    if with_office:
        _recalculate(_new_file(SIZES[0], folder), folder)
    for size in SIZES:
        source = _new_source(size, folder)
        start = time.perf_counter()
        notice = read_notice([source])
        read = time.perf_counter() - start
        assert len(notice.recipients) == size
        start = time.perf_counter()
        plans = working_book(notice, ())
        data = workbook_bytes(plans)
        written = time.perf_counter() - start
        book = folder / f"new{size}.xlsx"
        book.write_bytes(data)
        taken = f"{_recalculate(book, folder):.1f}" if with_office else "—"
        row = (str(size), f"{read:.2f}", f"{written:.2f}", f"{len(data) / 1024:.0f}")
        table.add_row(*row, str(len(plans)), taken)
    return table


def _new_source(size: int, folder: Path) -> Path:
    """A table of made-up recipients without amounts, as text."""
    lines = [
        "昌州财社〔2024〕18号",
        "关于下达2024年困难群众救助补助资金预算的通知",
        "附件：1.2024年困难群众救助补助资金分配表",
        "附件1：",
        "2024年困难群众救助补助资金分配表",
        "单位：万元",
        "序号\t县市\t中央补助资金",
        "\t合计\t",
        *(f"{number}\t第{number}县\t" for number in range(1, size + 1)),
    ]
    source = folder / f"new{size}.txt"
    source.write_text("\n".join(lines) + "\n", encoding="utf-8")
    return source


def _new_file(size: int, folder: Path) -> Path:
    book = folder / "first.xlsx"
    book.write_bytes(workbook_bytes(working_book(read_notice([_new_source(size, folder)]), ())))
    return book


def _recalculate(book: Path, folder: Path) -> float:
    """Seconds that one start of LibreOffice takes for a file without stored results."""
    emptied = folder / f"emptied-{book.name}"
    strip_cached_values(book, emptied)
    start = time.perf_counter()
    convert([emptied], "xlsx:Calc MS Excel 2007 XML", folder / "computed")
    return time.perf_counter() - start


def _import(source: Path) -> bytes:
    notice = read_notice([source])
    return workbook_bytes(working_book(notice, check(notice)))


def _contents(paths: list[Path]) -> list[Sheets]:
    """The cells of each file: sheet by sheet, row, column and value or formula."""
    return [
        [
            (
                sheet.title,
                [
                    (cell.row, cell.column, cell.value)
                    for row in sheet.iter_rows()
                    for cell in row
                    if cell.value is not None
                ],
            )
            for sheet in openpyxl.load_workbook(path).worksheets
        ]
        for path in paths
    ]


def _write_plain(contents: list[Sheets], folder: Path) -> None:
    for sheets in contents:
        book = openpyxl.Workbook()
        book.remove(book.worksheets[0])
        for title, cells in sheets:
            sheet = book.create_sheet(title)
            for row, column, value in cells:
                sheet.cell(row, column, value)  # type: ignore[arg-type]
        book.save(folder / "plain.xlsx")


if __name__ == "__main__":
    main()
