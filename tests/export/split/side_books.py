"""Clerks' workbooks whose recipients stand side by side: panels, and transposed tables."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import xlsxwriter
from xlsxwriter.utility import xl_col_to_name as letters
from xlsxwriter.utility import xl_rowcol_to_cell as cell

COUNTIES = ("昌吉市", "阜康市", "呼图壁县", "玛纳斯县", "奇台县", "吉木萨尔县", "木垒县")
AMOUNTS = (12341, 10712, 6113, 8824, 13995, 5036, 7777)
TITLE = "昌吉州2024年中央财政困难群众救助补助资金分配表"
PIXEL = bytes.fromhex(
    "89504e470d0a1a0a0000000d49484452000000010000000108060000001f15c4890000000d49444154789c63f8"
    "cfc0f01f0005000170a0f0a40000000049454e44ae426082"
)


@dataclass
class SideBook:
    """A workbook, whose amounts it holds, and what each file shows in the first sheet's table.

    `table` is the range of the lines of a recipient below the header, rows from 1; `common` are
    sheets that everybody gets.
    """

    path: Path
    amounts: dict[str, float]
    common: tuple[str, ...] = ()
    lines: dict[str, list[list[object]]] = field(default_factory=dict)
    first_line: int = 4


def _looks(book: Any) -> dict[str, Any]:
    border = {"border": 1}
    return {
        "title": book.add_format({"bold": True, "font_size": 18, "align": "center"}),
        "head": book.add_format({**border, "bold": True, "align": "center", "bg_color": "#DDEEFF"}),
        "cell": book.add_format(border),
        "money": book.add_format({**border, "num_format": "#,##0.00"}),
        "right": book.add_format({"align": "right"}),
        "bold": book.add_format({"bold": True}),
        "red": book.add_format({"font_color": "#FF0000"}),
    }


def three_panels(path: Path) -> SideBook:
    """Total last, in the third panel, beside recipients; a blank for the amount; a print area."""
    with xlsxwriter.Workbook(str(path)) as book:
        looks, sheet = _looks(book), book.add_worksheet("分配")
        sheet.merge_range("A1:I1", TITLE, looks["title"])
        sheet.write("I2", "单位：万元", looks["right"])
        _panel_heads(sheet, looks, ("序号", "县市", "金额"), (0, 3, 6), 2)
        for index, (name, amount) in enumerate(zip(COUNTIES, AMOUNTS, strict=True)):
            panel, row = divmod(index, 3)
            left = 3 * panel
            sheet.write(3 + row, left, index + 1, looks["cell"])
            sheet.write(3 + row, left + 1, name, looks["cell"])
            sheet.write(3 + row, left + 2, amount, looks["money"])
        sheet.write("H5", "合计", looks["head"])
        sheet.write_formula("I5", "=SUM(C4:C6,F4:F6,I4)", looks["money"], sum(AMOUNTS))
        sheet.write("A8", "注：下达你县（市）____万元，专款专用。")
        sheet.print_area("A1:I8")
        sheet.fit_to_pages(1, 0)
        sheet.freeze_panes(3, 0)
        sheet.conditional_format("F4:F6", {"type": "cell", "criteria": ">", "value": 1})
        whole = book.add_worksheet("依据")
        whole.write("A1", "下达金额")
        whole.write_formula("B1", "=分配!I5", None, sum(AMOUNTS))
        book.define_name("阜康市金额", "=分配!$C$5")
        book.define_name("奇台县金额", "=分配!$F$5")
    lines = {
        name: [[index + 1, name, amount], [None, "合计", amount]]
        for index, (name, amount) in enumerate(zip(COUNTIES, AMOUNTS, strict=True))
    }
    return SideBook(path, dict(zip(COUNTIES, AMOUNTS, strict=True)), ("依据",), lines)


def _panel_heads(sheet: Any, looks: Any, words: tuple[str, ...], lefts: Any, row: int) -> None:
    for left in lefts:
        for offset, word in enumerate(words):
            sheet.write(row, left + offset, word, looks["head"])
        sheet.set_column(left, left, 6)
        sheet.set_column(left + 1, left + len(words) - 1, 12)


def uneven_panels(path: Path) -> SideBook:
    """Two panels in 元 with a gap and a hidden column, unequal heights, the total below both."""
    amounts = [a + 0.25 for a in AMOUNTS]
    with xlsxwriter.Workbook(str(path)) as book:
        looks, sheet = _looks(book), book.add_worksheet("分配")
        sheet.merge_range("A1:I1", TITLE, looks["title"])
        sheet.merge_range("H2:I2", "单位：元", looks["right"])
        _panel_heads(sheet, looks, ("序号", "代码", "单位名称", "补助金额"), (0, 5), 2)
        for column in (1, 6):
            sheet.set_column(column, column, 9, None, {"hidden": True})
        for index, (name, amount) in enumerate(zip(COUNTIES, amounts, strict=True)):
            left, row = (0, 3 + index) if index < 5 else (5, index - 2)
            sheet.write(row, left, index + 1, looks["cell"])
            sheet.write(row, left + 1, f"6523{index:02d}", looks["cell"])
            sheet.write(row, left + 2, name, looks["cell"])
            sheet.write(row, left + 3, amount, looks["money"])
        sheet.merge_range("A9:C9", "合计", looks["head"])
        sheet.write_formula("D9", "=SUM(D4:D8)+SUM(I4:I5)", looks["money"], sum(amounts))
        sheet.write_comment("I5", "木垒县补发去年的")
        sheet.write_comment("D4", "昌吉市含提前下达")
        sheet.data_validation("D4:D8", {"validate": "decimal", "criteria": ">", "value": 0})
        sheet.data_validation("I4:I8", {"validate": "decimal", "criteria": ">", "value": 0})
        sheet.write("A11", "注：按月发放。")
        sheet.set_landscape()
        sheet.print_area("A1:I11")
    lines = {
        name: [[index + 1, f"6523{index:02d}", name, amount], ["合计", None, None, amount]]
        for index, (name, amount) in enumerate(zip(COUNTIES, amounts, strict=True))
    }
    return SideBook(path, dict(zip(COUNTIES, amounts, strict=True)), (), lines)


def panels_of_products(path: Path) -> SideBook:
    """Total first, beside recipients; amount = count × standard; a sheet for each recipient."""
    counts = [100 + 7 * i for i in range(7)]
    with xlsxwriter.Workbook(str(path)) as book:
        looks, sheet = _looks(book), book.add_worksheet("分配")
        forms = {name: book.add_worksheet(name) for name in COUNTIES}
        sheet.merge_range(0, 0, 0, 7, TITLE, looks["title"])
        sheet.write(1, 0, "单位：万元")
        _panel_heads(sheet, looks, ("县市", "人数", "标准", "金额"), (0, 4), 2)
        sheet.write(3, 0, "合计", looks["head"])
        sheet.write_formula(3, 1, "=SUM(B5:B7,F4:F7)", looks["cell"], sum(counts))
        sheet.write(3, 2, "", looks["cell"])
        sheet.write_formula(3, 3, "=SUM(D5:D7)+SUM(H4:H7)", looks["money"], 50 * sum(counts))
        for index, (name, count) in enumerate(zip(COUNTIES, counts, strict=True)):
            left, row = (0, 4 + index) if index < 3 else (4, index)
            if index == 4:
                parts = (looks["red"], name[:1], looks["bold"], name[1:])
                sheet.write_rich_string(row, left, *parts, looks["cell"])
            else:
                sheet.write(row, left, name, looks["cell"])
            sheet.write(row, left + 1, count, looks["cell"])
            sheet.write(row, left + 2, 50, looks["cell"])
            formula = f"={cell(row, left + 1)}*{cell(row, left + 2)}"
            sheet.write_formula(row, left + 3, formula, looks["money"], 50 * count)
            forms[name].write(0, 0, f"{name}绩效目标表")
            forms[name].write_formula(1, 0, f"=分配!{cell(row, left + 3)}", None, 50 * count)
            forms[name].write_formula(2, 0, f"=分配!{cell(row, left + 3)}*2", None, 100 * count)
        rule = {"type": "formula", "criteria": "=H4>1000", "format": looks["red"]}
        sheet.conditional_format("H4:H7", rule)
        sheet.autofilter("A3:H7")
    amounts = [50 * count for count in counts]
    lines = {
        name: [["合计", count, None, 50 * count], [name, count, 50, 50 * count]]
        for name, count in zip(COUNTIES, counts, strict=True)
    }
    return SideBook(path, dict(zip(COUNTIES, amounts, strict=True)), (), lines)


def total_alone(path: Path) -> SideBook:
    """Three panels of which the last holds nothing but the total, at its top."""
    with xlsxwriter.Workbook(str(path)) as book:
        looks, sheet = _looks(book), book.add_worksheet("附件1")
        sheet.write("A1", TITLE, looks["title"])
        sheet.write("F2", "单位：万元")
        _panel_heads(sheet, looks, ("县市", "金额"), (0, 2, 4), 2)
        for index, (name, amount) in enumerate(zip(COUNTIES[:6], AMOUNTS[:6], strict=True)):
            panel, row = divmod(index, 3)
            sheet.write(3 + row, 2 * panel, name, looks["cell"])
            sheet.write(3 + row, 2 * panel + 1, amount, looks["money"])
        sheet.write("E4", "总计", looks["head"])
        sheet.write("F4", sum(AMOUNTS[:6]), looks["money"])
        sheet.set_row(5, 30)
    lines = {
        name: [[name, amount], ["总计", amount]]
        for name, amount in zip(COUNTIES[:6], AMOUNTS[:6], strict=True)
    }
    return SideBook(path, dict(zip(COUNTIES[:6], AMOUNTS[:6], strict=True)), (), lines)


def _thirds(amount: int) -> tuple[int, int, int]:
    return amount // 2, amount // 3, amount - amount // 2 - amount // 3


def transposed(path: Path) -> SideBook:
    """Total column last, formulas both ways, a chart, a picture, notes, names, frozen labels."""
    items = ("城市低保", "农村低保", "特困人员")
    with xlsxwriter.Workbook(str(path)) as book:
        looks, sheet = _looks(book), book.add_worksheet("分配")
        notes = book.add_worksheet("说明")
        last = len(COUNTIES) + 1
        sheet.merge_range(0, 0, 0, last, TITLE, looks["title"])
        sheet.write(1, last - 1, "单位：万元", looks["right"])
        sheet.write_row(2, 0, ["项目", *COUNTIES, "合计"], looks["head"])
        sheet.set_column(0, 0, 18)
        sheet.set_column(1, last, 10)
        for row, item in enumerate(items):
            sheet.write(3 + row, 0, item, looks["cell"])
            for index, amount in enumerate(AMOUNTS):
                sheet.write(3 + row, 1 + index, _thirds(amount)[row], looks["money"])
            total = sum(_thirds(a)[row] for a in AMOUNTS)
            formula = f"=SUM(B{4 + row}:{letters(last - 1)}{4 + row})"
            sheet.write_formula(3 + row, last, formula, looks["money"], total)
        sheet.write(6, 0, "合计", looks["head"])
        for index, amount in enumerate(AMOUNTS):
            column = letters(1 + index)
            formula = f"=SUM({column}4:{column}6)"
            sheet.write_formula(6, 1 + index, formula, looks["money"], amount)
        added = "+".join(f"{letters(1 + i)}7" for i in range(len(AMOUNTS)))
        sheet.write_formula(6, last, f"={added}", looks["money"], sum(AMOUNTS))
        sheet.write(8, 0, "注：下达你县（市）    万元。")
        sheet.write_comment(4, 3, "呼图壁县核减")
        sheet.write_comment(4, 1, "昌吉市核增")
        sheet.insert_image(4, 5, "点.png", {"image_data": _picture()})
        chart = book.add_chart({"type": "column"})
        chart.add_series({"categories": "=分配!$B$3:$H$3", "values": "=分配!$B$7:$H$7"})
        sheet.insert_chart(11, 0, chart)
        rule = {"type": "formula", "criteria": "=C4>5000", "format": looks["red"]}
        sheet.conditional_format(3, 2, 6, 7, rule)
        book.define_name("各县合计", "=分配!$B$7:$H$7")
        book.define_name("项目", "=分配!$A$4:$A$6")
        sheet.freeze_panes(3, 1)
        sheet.set_landscape()
        sheet.fit_to_pages(1, 0)
        notes.write_formula(0, 0, f"=分配!{letters(last)}7", None, sum(AMOUNTS))
        notes.write_formula(1, 0, "=SUM(各县合计)>0", None, True)
        notes.write(2, 0, "请于收文后30日内分解下达")
    lines = {
        name: [
            *([item, part, part] for item, part in zip(items, _thirds(amount), strict=True)),
            ["合计", amount, amount],
        ]
        for name, amount in zip(COUNTIES, AMOUNTS, strict=True)
    }
    return SideBook(path, dict(zip(COUNTIES, AMOUNTS, strict=True)), ("说明",), lines)


def _picture() -> Any:
    import io

    return io.BytesIO(PIXEL)


def transposed_in_levels(path: Path) -> SideBook:
    """Total column first, items in two levels, counts and standards, a hidden item; in 元."""
    counts = [100 + 3 * i for i in range(7)]
    with xlsxwriter.Workbook(str(path)) as book:
        looks, sheet = _looks(book), book.add_worksheet("附件1")
        sheet.merge_range(0, 0, 0, 9, TITLE, looks["title"])
        sheet.write(1, 9, "单位：元", looks["right"])
        sheet.merge_range(2, 0, 2, 1, "项目", looks["head"])
        sheet.write_row(2, 2, ["合计", *COUNTIES], looks["head"])
        sheet.merge_range(3, 0, 4, 0, "低保资金", looks["cell"])
        sheet.write(3, 1, "城市低保", looks["cell"])
        sheet.write(4, 1, "农村低保", looks["cell"])
        sheet.merge_range(5, 0, 5, 1, "临时救助", looks["cell"])
        sheet.merge_range(6, 0, 6, 1, "合计", looks["cell"])
        for row in (3, 4, 5):
            for index, count in enumerate(counts):
                sheet.write(row, 3 + index, count * 1000 + row, looks["money"])
            total = sum(c * 1000 + row for c in counts)
            formula = f"=SUM(D{row + 1}:J{row + 1})"
            sheet.write_formula(row, 2, formula, looks["money"], total)
        for column in range(2, 10):
            name = letters(column)
            amount = counts[column - 3] * 3000 + 12 if column > 2 else 3000 * sum(counts) + 84
            formula = f"={name}4+{name}5+{name}6"
            sheet.write_formula(6, column, formula, looks["money"], amount)
        sheet.set_row(4, None, None, {"hidden": True})
        sheet.write(8, 9, "经办人：张三", looks["right"])
        sheet.print_area(0, 0, 8, 9)
        sheet.repeat_columns(0, 1)
    amounts = [count * 3000 + 12 for count in counts]
    lines = {
        name: [
            ["低保资金", "城市低保", count * 1000 + 3, count * 1000 + 3],
            [None, "农村低保", count * 1000 + 4, count * 1000 + 4],
            ["临时救助", None, count * 1000 + 5, count * 1000 + 5],
            ["合计", None, count * 3000 + 12, count * 3000 + 12],
        ]
        for name, count in zip(COUNTIES, counts, strict=True)
    }
    return SideBook(path, dict(zip(COUNTIES, amounts, strict=True)), (), lines)


MAKERS: dict[str, Callable[[Path], SideBook]] = {
    "三栏": three_panels,
    "两栏不齐": uneven_panels,
    "人数乘标准": panels_of_products,
    "合计独占一栏": total_alone,
    "转置": transposed,
    "转置两层": transposed_in_levels,
}
