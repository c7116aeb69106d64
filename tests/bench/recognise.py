"""Measures recognition: the score on generated sheets, and the time for 14 and 2,844 recipients.

The score counts sheets that are read right in every cell, refused (what is wrong is named with its
cell), and wrong in silence. Times are medians in this one process, after a first run.
"""

from __future__ import annotations

import random
import sys
import tempfile
import zipfile
from pathlib import Path

import xlsxwriter
from rich.console import Console
from rich.table import Table
from timing import median

sys.path.insert(0, str(Path(__file__).parents[1]))

from support.shape_judge import score
from xianbiao.checks import check
from xianbiao.model.places import load_places
from xianbiao.readers import read_notice
from xianbiao.readers.notice import read_grids
from xianbiao.sheets.recognise.tables import read_tables

SHEETS = 2500
SIZES = (14, 105, 2844)
REPEATS = 3
CATEGORIES = ("城市低保", "农村低保", "特困人员", "临时救助", "流浪乞讨", "孤儿")


def tables(folder: Path) -> list[Table]:
    """The two tables of figures, for `make bench`."""
    return [_score(), _speed(folder)]


def _score() -> Table:
    counts, _ = score(range(SHEETS))
    table = Table(title=f"认表：{SHEETS} 张生成的工作表")
    for heading in ("全对", "拒认（说出单元格）", "错而不说", "对的比例"):
        table.add_column(heading, justify="right")
    right, refused, wrong = counts["对"], counts["拒"], counts["错"]
    table.add_row(str(right), str(refused), str(wrong), f"{right / SHEETS:.2%}")
    return table


def _speed(folder: Path) -> Table:
    table = Table(title="认表速度：13 列金额，合计用公式")
    for heading in ("单位数", "读文件 ms", "认表 ms", "读、认、核对 ms"):
        table.add_column(heading, justify="right")
    places = load_places()
    for size in SIZES:
        path = folder / f"shape{size}.xlsx"
        write(path, size)
        grids = read_grids(path)
        read = median(lambda p=path: read_grids(p), REPEATS)  # type: ignore[misc]
        seen = median(lambda g=grids: read_tables(g, places), REPEATS)  # type: ignore[misc]
        whole = median(lambda p=path: check(read_notice([p])), REPEATS)  # type: ignore[misc]
        table.add_row(f"{size:,}", *(f"{t * 1000:.0f}" for t in (read, seen, whole)))
    return table


def write(path: Path, size: int) -> None:
    """An allocation table as a spreadsheet program saves it: formulas with their results."""
    rng = random.Random(size)
    names = [p.name for p in load_places() if p.level == "county"][:size]
    last = 5 + len(names)
    with xlsxwriter.Workbook(path) as book:
        sheet = book.add_worksheet("分配表")
        sheet.merge_range("A1:P1", "2024年困难群众救助补助资金分配表")
        sheet.write("P2", "单位：万元")
        for area, word in (("A3:A4", "序号"), ("B3:B4", "县市"), ("C3:C4", "合计")):
            sheet.merge_range(area, word)
        sheet.merge_range("D3:I3", "中央资金")
        sheet.merge_range("J3:O3", "自治区资金")
        sheet.merge_range("P3:P4", "备注")
        sheet.write_row("D4", [*CATEGORIES, *CATEGORIES])
        sheet.write("B5", "合计")
        totals = [0] * 12
        for r, name in enumerate(names, 6):
            figures = [rng.randint(0, 9999) for _ in totals]
            totals = [a + b for a, b in zip(totals, figures, strict=True)]
            sheet.write_row(r - 1, 0, [r - 5, name])
            sheet.write_formula(r - 1, 2, f"=SUM(D{r}:O{r})", None, sum(figures))
            sheet.write_row(r - 1, 3, figures)
        sheet.write_formula("C5", "=SUM(D5:O5)", None, sum(totals))
        for c, value in enumerate(totals, 3):
            letter = "ABCDEFGHIJKLMNO"[c]
            sheet.write_formula(4, c, f"=SUM({letter}6:{letter}{last})", None, value)
    _settle(path)


def _settle(path: Path) -> None:
    """Take away the wish to be calculated, which the program that saves a file does not leave."""
    with zipfile.ZipFile(path) as package:
        parts = [(name, package.read(name)) for name in package.namelist()]
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as package:
        for name, data in parts:
            package.writestr(name, data.replace(b' fullCalcOnLoad="1"', b""))


if __name__ == "__main__":
    with tempfile.TemporaryDirectory(prefix="xianbiao-bench-") as name:
        for one in tables(Path(name)):
            Console(width=150).print(one)
