"""Sheets of two to four tables with generated members: each file right, and nothing of others."""

from __future__ import annotations

import random
import re
import zipfile
from collections import defaultdict
from pathlib import Path
from typing import Any, NamedTuple

import openpyxl
import pytest
import soundness
import xlsxwriter
from opc import Package
from test_habits import planned

from xianbiao.export.package.source import SourceBook
from xianbiao.export.split.deliver import export_split
from xianbiao.export.split.options import SplitOptions, Totals

NAMES = (
    *("昌吉市", "阜康市", "奇台县", "玛纳斯县", "呼图壁县", "吉木萨尔县", "木垒县", "库尔勒市"),
    *("轮台县", "尉犁县", "若羌县", "且末县", "和静县", "和硕县", "博湖县"),
)
ITEMS = ("低保", "临时救助", "特困供养", "孤儿保障")
HEAD = ("序号", "县市", "人数", "金额", "备注")
WHOLE = "2024年救助补助资金分配总表"
SEEDS = range(24)
CHECKS = (
    soundness.broken_relationships,
    soundness.unreached_parts,
    soundness.lost_references,
    soundness.missing_results,
    soundness.disordered_cells,
    soundness.overlapping_merges,
)


class Line(NamedTuple):
    """One row of a recipient: in which table, its count of persons and its amount."""

    table: int
    persons: int
    amount: float


class Sheet:
    """A generated sheet, and what every recipient has in it."""

    def __init__(self, path: Path, seed: int) -> None:
        self._draw = random.Random(seed)
        self.count = self._draw.choice([2, 2, 3, 4])
        self.has_whole_title = self._chance(0.3)
        self.has_totals = self._chance(0.8)
        self.lines: dict[str, list[Line]] = defaultdict(list)
        self._amounts: set[float] = set()
        self._totals: list[tuple[int, float]] = []
        with xlsxwriter.Workbook(str(path)) as self._book:
            self._sheet = self._book.add_worksheet("附件")
            row = 0
            if self.has_whole_title:
                self._sheet.write(row, 0, WHOLE)
                row = 1
            for table in range(self.count):
                row = self._table(table, row)
            if self.has_totals:
                self._words(row)
            self._sheet.print_area(0, 0, row, 4)
            if self._chance(0.5):
                self._sheet.freeze_panes(3, 0)

    def _chance(self, part: float) -> bool:
        return self._draw.random() < part

    def _amount(self) -> float:
        while (amount := self._draw.randrange(10000, 9999999) / 100) in self._amounts:
            pass
        self._amounts.add(amount)
        return amount

    def _table(self, table: int, row: int) -> int:
        """Write one table; the row after it."""
        title = f"2024年{ITEMS[table]}资金分配表"
        if self._chance(0.5):
            self._sheet.merge_range(row, 0, row, 4, title)
        else:
            self._sheet.write(row, 0, title)
        self._sheet.write(row + 1, 4, "单位：万元")
        self._sheet.write_row(row + 2, 0, HEAD)
        first = row = row + 3
        members = self._draw.sample(NAMES, self._draw.randrange(2, len(NAMES)))
        pages = len(members) // 2 + 1 if self._chance(0.3) else 0
        for number, name in enumerate(members, 1):
            if number == pages > 1:
                self._sheet.write_row(row, 0, HEAD)
                row += 1
            self._line(table, row, number, name)
            row += 1
        self._dress(row, first)
        if self.has_totals:
            row = self._total(table, row, first)
        if self._chance(0.5):
            self._sheet.write(row, 0, f"注：{ITEMS[table]}资金按月发放")
            row += 1
        return row + self._draw.choice([0, 1, 1, 2])

    def _line(self, table: int, row: int, number: int, name: str) -> None:
        persons, amount = self._draw.randrange(11, 99), self._amount()
        self.lines[name].append(Line(table, persons, amount))
        self._sheet.write_row(row, 0, [number, name, persons])
        if self._chance(0.2):
            formula = f"=ROUND(C{row + 1}*{amount / persons:.6f},2)"
            self._sheet.write_formula(row, 3, formula, None, amount)
        else:
            self._sheet.write(row, 3, amount)
        if self._chance(0.3):
            self._sheet.write(row, 4, f"{name}第{number}项")
        if self._chance(0.2):
            self._sheet.write_comment(row, 3, f"{name}原报{amount + 1:.2f}")
        if self._chance(0.1):
            self._sheet.set_row(row, None, None, {"hidden": True})

    def _dress(self, row: int, first: int) -> None:
        look = {"type": "cell", "criteria": ">", "value": 5, "format": self._book.add_format()}
        self._sheet.conditional_format(first, 3, row - 1, 3, look)
        self._book.define_name(f"名{first}", f"=附件!$A${first}:$E${row}")
        if self._chance(0.3):
            chart: Any = self._book.add_chart({"type": "column"})
            names, values = (["附件", first, c, row - 1, c] for c in (1, 3))
            chart.add_series({"categories": names, "values": values})
            self._sheet.insert_chart(first, 7, chart)

    def _total(self, table: int, row: int, first: int) -> int:
        own = [line for lines in self.lines.values() for line in lines if line.table == table]
        amount = round(sum(line.amount for line in own), 2)
        self._sheet.write(row, 1, "合计")
        persons = sum(line.persons for line in own)
        self._sheet.write_formula(row, 2, f"=SUM(C{first + 1}:C{row})", None, persons)
        self._sheet.write_formula(row, 3, f"=SUM(D{first + 1}:D{row})", None, amount)
        self._totals.append((row + 1, amount))
        return row + 1

    def _words(self, row: int) -> None:
        terms = "+".join(f"D{at}" for at, _ in self._totals)
        whole = sum(amount for _, amount in self._totals)
        formula = f'="各项共"&TEXT({terms},"0.00")&"万元"'
        self._sheet.write_formula(row, 0, formula, None, f"各项共{whole:.2f}万元")


@pytest.mark.parametrize("seed", SEEDS)
def test_each_file_has_its_lines_of_its_tables_and_nothing_else(tmp_path: Path, seed: int) -> None:
    path = tmp_path / "表.xlsx"
    made, is_dropped = Sheet(path, seed), seed % 3 == 0
    options = SplitOptions(totals=Totals.DROPPED if is_dropped else Totals.RECOMPUTED)
    plan = planned(path)
    assert len(plan.tables) == made.count
    files = export_split(SourceBook.open(path), plan, tmp_path / "县", options).files
    assert {f.recipient for f in files} == set(made.lines)
    for file in files:
        own = made.lines[file.recipient]
        rows = _rows(file.path)
        assert [r[1:4] for r in rows if r[1] in NAMES] == [
            [file.recipient, line.persons, line.amount] for line in own
        ]
        titles = [f"2024年{ITEMS[line.table]}资金分配表" for line in own]
        whole = [WHOLE] if made.has_whole_title else []
        assert [r[0] for r in rows if str(r[0]).startswith("2024年")] == [*whole, *titles]
        assert sum(r == list(HEAD) for r in rows) == len(own)
        totals = [(r[2], round(float(str(r[3])), 2)) for r in rows if r[1] == "合计"]
        kept = own if made.has_totals and not is_dropped else []
        assert totals == [(line.persons, line.amount) for line in kept]
        words = f"各项共{sum(line.amount for line in own):.2f}万元"
        assert not made.has_totals or rows[-1][0] == words
        assert float(file.amount or 0) == own[0].amount
        _require_nothing_of_others(file.path, file.recipient, made)
        package = Package.read(file.path)
        assert [fault for check in CHECKS for fault in check(package)] == []


def _rows(path: Path) -> list[list[object]]:
    """The first five cells of every filled row."""
    sheet = openpyxl.load_workbook(path, data_only=True)["附件"]
    rows = [list(row[:5]) for row in sheet.iter_rows(values_only=True)]
    return [row for row in rows if any(v is not None for v in row)]


def _require_nothing_of_others(path: Path, name: str, made: Sheet) -> None:
    with zipfile.ZipFile(path) as package:
        text = "".join(package.read(n).decode(errors="replace") for n in package.namelist())
    assert [n for n in NAMES if n != name and n in text] == []
    figures = set(re.findall(r"\d+(?:\.\d+)?", text))
    own = {line.amount for line in made.lines[name]}
    others = {line.amount for lines in made.lines.values() for line in lines} - own
    assert [a for a in others if f"{a:.2f}" in figures or repr(a) in figures] == []
