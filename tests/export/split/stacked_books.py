"""Workbooks with several tables by recipient one below the other, and with headers that repeat."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any

import xlsxwriter

Row = Sequence[object]
HEAD: Row = ("序号", "县市", "金额")
FIRST = (("昌吉市", 4113.25), ("阜康市", 3127.5), ("奇台县", 2139.75))
SECOND = (("昌吉市", 5161.5), ("阜康市", 7283.25), ("玛纳斯县", 6352.75))


def table(
    title: str,
    rows: Sequence[tuple[str, float]],
    unit: str | None = "单位：万元",
    *,
    total: str | None = "合计",
    head: Row | None = HEAD,
) -> list[Row]:
    """Title, unit, header, a line for each recipient, and the total."""
    made: list[Row] = [(title,)] if title else []
    made += [("", "", unit)] if unit else []
    made += [head] if head else []
    made += [(number, name, amount) for number, (name, amount) in enumerate(rows, 1)]
    return [*made, ("", total, sum(amount for _, amount in rows))] if total else made


DIBAO = table("2024年低保补助资金分配表", FIRST)
LINSHI = table("2024年临时救助资金分配表", SECOND)


def write(path: Path, rows: Sequence[Row], more: Callable[[Any, Any], None] | None = None) -> Path:
    """Write rows of values, formulas with their results as pairs, into the sheet 附件1."""
    with xlsxwriter.Workbook(str(path)) as book:
        sheet = book.add_worksheet("附件1")
        for number, row in enumerate(rows):
            for column, value in enumerate(row):
                if isinstance(value, tuple):
                    sheet.write_formula(number, column, value[0], None, value[1])
                elif value not in ("", None):
                    sheet.write(number, column, value)
        if more is not None:
            more(book, sheet)
    return path


def full_book(path: Path) -> Path:
    """Two tables with all that may hang on them: T1 in rows 1 to 8, T2 in rows 10 to 17.

    Row 8 is the note of the first, row 19 adds up both, row 20 is everybody's.
    """
    one, two = sum(a for _, a in FIRST), sum(a for _, a in SECOND)
    rows: list[Row] = [
        *DIBAO[:-1],
        ("", "合计", ("=SUM(C4:C6)", one)),
        ("注：低保资金下达你县（市）        万元。",),
        (),
        *LINSHI[:-1],
        ("", "合计", ("=SUM(C13:C15)", two)),
        (),
        (),
        ("", "总计", ("=C7+C16", one + two)),
        ("", "", "", ('="两项共"&TEXT(C7+C16,"0.00")&"万元"', f"两项共{one + two:.2f}万元")),
        ("经办人：张三",),
    ]
    return write(path, rows, _dressed)


def _dressed(book: Any, sheet: Any) -> None:
    bold = book.add_format({"bold": True, "border": 1})
    for first, title in ((0, DIBAO[0][0]), (9, LINSHI[0][0])):
        sheet.merge_range(first, 0, first, 3, title, bold)
    for row in range(20):
        sheet.set_row(row, 20 + row)
    sheet.set_row(5, 25, None, {"hidden": True})
    for row, (name, amount) in enumerate(FIRST, 3):
        sheet.write_comment(row, 2, f"{name}上年{amount - 1000}")
    for row, (name, _) in enumerate(SECOND, 12):
        sheet.write_comment(row, 2, f"{name}已核")
        sheet.insert_textbox(row, 4, f"{name}急用", {"width": 60, "height": 15})
    sheet.insert_textbox("F9", "两表之间", {"width": 60, "height": 15})
    red = {"type": "cell", "criteria": ">", "value": 1, "format": bold}
    sheet.conditional_format("C4:C16", red)
    sheet.conditional_format("C13:C15", {**red, "value": "$C$16/3"})
    sheet.data_validation("C13:C15", {"validate": "decimal", "criteria": ">=", "value": 0})
    sheet.set_h_pagebreaks([9])
    sheet.repeat_rows(0, 2)
    sheet.freeze_panes(3, 0)
    sheet.autofilter("A12:C15")
    book.define_name("附件1!_xlnm.Print_Area", "=附件1!$A$1:$F$8,附件1!$A$10:$F$20")
    book.define_name("低保合计", "=附件1!$C$7")
    book.define_name("临时救助", "=附件1!$C$13:$C$15")
    chart = book.add_chart({"type": "column"})
    chart.add_series({"categories": "=附件1!$B$13:$B$15", "values": "=附件1!$C$13:$C$15"})
    sheet.insert_chart("H11", chart)
    notes = book.add_worksheet("说明")
    notes.write_formula("A1", "=附件1!C16", None, sum(a for _, a in SECOND))
    notes.write("A2", "请于收文后30日内分解下达")
