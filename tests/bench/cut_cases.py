"""The workbooks that the benchmark of cutting cuts, and the plans by which it does."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

import xlsxwriter
from target_form import write_form

from xianbiao.model.recipients import Recipient, RecipientKind
from xianbiao.sheets.split_plan import SplitPlan, TableSplit

WIDTH = 12
FIRST = 5


@dataclass(frozen=True)
class Case:
    """A source workbook with the plan by which it is cut."""

    title: str
    path: Path
    plan: SplitPlan
    size: int


def rows_case(size: int, folder: Path) -> Case:
    """A master table of twelve columns with one row for each recipient."""
    path = folder / f"rows{size}.xlsx"
    with xlsxwriter.Workbook(str(path)) as book:
        _master(book, size)
    plan = SplitPlan(_recipients(size), (_table(size),), number="昌州财社〔2024〕18号")
    return Case(f"按行拆，{size} 个单位", path, plan, size)


def forms_case(size: int, folder: Path) -> Case:
    """The same, with a target form on a sheet of its own for each recipient."""
    path = folder / f"forms{size}.xlsx"
    with xlsxwriter.Workbook(str(path)) as book:
        _master(book, size)
        border = book.add_format({"border": 1, "text_wrap": True})
        for index in range(size):
            sheet, name = book.add_worksheet(_name(index)), _name(index)
            amount = (f"='分配'!L{FIRST + index}", _sum(index))
            write_form(sheet, name, amount, _amount(index, 0), border)
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
