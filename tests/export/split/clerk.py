"""A clerk's workbook: an allocation table, a form for each county, and a sheet for all."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import Any

import xlsxwriter

COUNTIES = (("昌吉市", 829), ("阜康市", 529), ("呼图壁县", 693), ("玛纳斯县", 579))
WHOLE = sum(amount for _, amount in COUNTIES)
TABLE, FORMS, BOTH = "按行拆", "按表拆", "两样都有"


def write_clerk(path: Path, *, habit: str = BOTH, total: int = WHOLE, **changes: Any) -> Path:
    """Write the workbook; `changes` replace the amount of a county by other content."""
    with xlsxwriter.Workbook(str(path)) as book:
        border = book.add_format({"border": 1})
        if habit != FORMS:
            _table(book.add_worksheet("附件1"), border, total, changes)
        if habit != TABLE:
            for index, (name, amount) in enumerate(COUNTIES):
                form = book.add_worksheet(name)
                form.write(0, 0, f"{name}绩效目标表")
                form.write(1, 0, "下达金额（万元）")
                if habit == BOTH:
                    form.write_formula(1, 1, f"=附件1!D{4 + index}", border, amount)
                else:
                    form.write(1, 1, amount, border)
        notes = book.add_worksheet("说明")
        notes.write(0, 0, "请于收文后30日内分解下达")
    return path


def small_table(book: Any, counties: Sequence[tuple[str, float]]) -> Any:
    """A sheet with nothing but names and amounts from row 3 on, its total row left open."""
    sheet = book.add_worksheet("附件1")
    sheet.write("A1", "困难群众救助补助资金分配表（单位：万元）")
    sheet.write_row("A2", ("县市", "金额"))
    for row, line in enumerate(counties, 2):
        sheet.write_row(row, 0, line)
    sheet.write(len(counties) + 2, 0, "合计")
    return sheet


def _table(sheet: Any, border: Any, total: int, changes: dict[str, Any]) -> None:
    sheet.merge_range(0, 0, 0, 3, "2024年中央财政困难群众救助补助资金分配表", border)
    sheet.write(1, 3, "单位：万元")
    for column, word in enumerate(("序号", "县市", "其中：低保", "合计")):
        sheet.write(2, column, word, border)
    for index, (name, amount) in enumerate(COUNTIES):
        row = 3 + index
        sheet.write(row, 0, index + 1, border)
        sheet.write(row, 1, name, border)
        sheet.write(row, 2, 100 + index, border)
        sheet.write(row, 3, changes.get(name, amount), border)
    last = 3 + len(COUNTIES)
    sheet.write(last, 1, "合计", border)
    sheet.write_formula(last, 2, f"=SUM(C4:C{last})", border, 406)
    sheet.write_formula(last, 3, f"=SUM(D4:D{last})", border, total)
    sheet.write(last + 1, 0, "注：下达你县（市）        万元。")


def write_summary(path: Path) -> Path:
    """A workbook whose table reads the forms, and whose notes read one form."""
    with xlsxwriter.Workbook(str(path)) as book:
        table, border = book.add_worksheet("附件1"), book.add_format({"border": 1})
        _table(table, border, WHOLE, {})
        for index, (name, amount) in enumerate(COUNTIES):
            table.write_formula(3 + index, 3, f"={name}!B2", border, amount)
            form = book.add_worksheet(name)
            form.write(0, 0, f"{name}绩效目标表")
            form.write(1, 1, amount)
            if index == 1:
                form.activate()
        notes = book.add_worksheet("说明")
        notes.write_formula(0, 0, f'=IF({COUNTIES[0][0]}!B2>0,"已定","")', None, "已定")
    return path
