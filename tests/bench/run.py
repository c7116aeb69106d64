"""Measures check, import and export of both notices beside plain openpyxl writing the same files.

Run with `make bench`. Each figure is the median of some repetitions in this one process, after
a first run that is not counted. The yardstick writes the same cells (values and formulas,
without looks) into the same number of files with openpyxl; it computes and verifies nothing.
"""

from __future__ import annotations

import statistics
import tempfile
import time
from collections.abc import Callable
from importlib import resources
from pathlib import Path

import openpyxl
from rich.console import Console
from rich.table import Table

from xianbiao.checks import check
from xianbiao.demo.run import NOTICES
from xianbiao.export.deliver import export_counties
from xianbiao.export.workbook import workbook_bytes
from xianbiao.readers import read_notice
from xianbiao.sheets.layout.book import working_book

REPEATS = 5
Sheets = list[tuple[str, list[tuple[int, int, object]]]]


def main() -> None:
    console = Console()
    with (
        tempfile.TemporaryDirectory(prefix="xianbiao-bench-") as folder,
        resources.as_file(resources.files("xianbiao.demo")) as data,
    ):
        for name in NOTICES:
            console.print(_measure(data / name, Path(folder)))


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
            lambda: export_counties(notice, findings, folder / f"out{next(numbers)}"),
            plain_files,
        ),
    ]
    for title, work, contents in rows:
        taken = _median(work)
        if contents is None:
            table.add_row(title, f"{taken:.3f}", "", "")
            continue
        yardstick = _median(lambda c=contents: _write_plain(c, folder))  # type: ignore[misc]
        table.add_row(title, f"{taken:.3f}", f"{yardstick:.3f}", f"{taken / yardstick:.2f}")
    return table


def _import(source: Path) -> bytes:
    notice = read_notice([source])
    return workbook_bytes(working_book(notice, check(notice)))


def _median(work: Callable[[], object]) -> float:
    work()
    times = []
    for _ in range(REPEATS):
        start = time.perf_counter()
        work()
        times.append(time.perf_counter() - start)
    return statistics.median(times)


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
