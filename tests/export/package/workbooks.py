"""Clerks' workbooks with one feature each, made with XlsxWriter, and the plan that cuts them.

All have the same table: title, unit and a header of two lines, two rows for each of five
recipients with the name merged over both, a total row and a note.
"""

from __future__ import annotations

import io
import struct
import zlib
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import xlsxwriter

from xianbiao.model.recipients import Recipient, RecipientKind
from xianbiao.sheets.split_plan import SplitPlan, TableSplit

NAMES = ("甲山县", "乙水市", "丙林县", "丁原区", "戊川县")
SHEET = "分配 表"
FIRST, LAST, TOTAL, NOTE = 5, 14, 15, 16
AMOUNT, COUNT = 3, 4
"""The columns, from 1: 金额 and 人数."""

Feature = Callable[[Any, Any, dict[str, Any]], None]
FEATURES: dict[str, Feature] = {}


@dataclass(frozen=True)
class Made:
    """A workbook of a feature, as a file, with its plan."""

    name: str
    path: Path
    plan: SplitPlan


def amount(row: int) -> int:
    """The amount in a row of the table, from 1: no two are the same."""
    return 7_000_000 + row * 13_577


def feature(function: Feature) -> Feature:
    """Register a feature under the name of its function."""
    FEATURES[function.__name__] = function
    return function


def plan(common: tuple[str, ...] = ()) -> SplitPlan:
    """How these workbooks are cut."""
    recipients = tuple(
        Recipient(i, name, name, None, RecipientKind.PLACE) for i, name in enumerate(NAMES, 1)
    )
    table = TableSplit(
        sheet=SHEET,
        rows={row: (row - FIRST) // 2 for row in range(FIRST, LAST + 1)},
        total_rows=(TOTAL,),
        sums=(AMOUNT, COUNT),
        final=AMOUNT,
        unit="万元",
    )
    return SplitPlan(recipients, (table,), common_sheets=common, number="测财社〔2024〕5号")


def make(name: str, folder: Path) -> Made:
    """The workbook of one feature."""
    path = folder / f"{name}.xlsx"
    with xlsxwriter.Workbook(str(path)) as book:
        looks = {
            "title": book.add_format({"bold": True, "font_size": 16, "align": "center"}),
            "head": book.add_format({"border": 1, "bg_color": "#DDEBF7", "text_wrap": True}),
            "cell": book.add_format({"border": 1, "valign": "vcenter"}),
            "money": book.add_format({"border": 1, "num_format": "#,##0.00"}),
        }
        sheet = book.add_worksheet(SHEET)
        _table(sheet, looks)
        FEATURES[name](book, sheet, looks)
    common = ("公用",) if name in ("formulas", "names", "validations", "lists_for_all") else ()
    return Made(name, path, plan(common))


def make_all(folder: Path) -> list[Made]:
    """The workbooks of all features."""
    folder.mkdir(exist_ok=True)
    return [make(name, folder) for name in FEATURES]


def _table(sheet: Any, looks: dict[str, Any]) -> None:
    sheet.merge_range("A1:D1", "2024年困难群众救助补助资金分配表", looks["title"])
    sheet.write("D2", "单位：万元")
    for column, word in enumerate(("县（市）", "项目", "金额", "人数")):
        sheet.merge_range(2, column, 3, column, word, looks["head"])
    for row in range(FIRST, LAST + 1, 2):
        name = NAMES[(row - FIRST) // 2]
        sheet.merge_range(row - 1, 0, row, 0, name, looks["cell"])
        for offset, item in enumerate(("低保", "临时救助")):
            sheet.write(row - 1 + offset, 1, item, looks["cell"])
            sheet.write(row - 1 + offset, 2, amount(row + offset), looks["money"])
            sheet.write(row - 1 + offset, 3, row + offset, looks["cell"])
    sheet.write(TOTAL - 1, 0, "合计", looks["cell"])
    sheet.write(TOTAL - 1, 1, "", looks["cell"])
    rows = range(FIRST, LAST + 1)
    whole = sum(amount(r) for r in rows)
    sheet.write_formula(TOTAL - 1, 2, f"=SUM(C{FIRST}:C{LAST})", looks["money"], whole)
    sheet.write_formula(TOTAL - 1, 3, f"=SUM(D{FIRST}:D{LAST})", looks["cell"], sum(rows))
    sheet.write(NOTE - 1, 0, "注：本次下达____万元，专款专用。")
    sheet.set_column(0, 3, 14)


def picture(colour: tuple[int, int, int]) -> io.BytesIO:
    """A PNG of 24 × 16 pixels of one colour."""
    rows = (b"\0" + bytes(colour) * 24) * 16
    chunks = [
        (b"IHDR", struct.pack(">IIBBBBB", 24, 16, 8, 2, 0, 0, 0)),
        (b"IDAT", zlib.compress(rows)),
        (b"IEND", b""),
    ]
    body = b"".join(
        struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data))
        for kind, data in chunks
    )
    return io.BytesIO(b"\x89PNG\r\n\x1a\n" + body)


@feature
def plain(book: Any, sheet: Any, looks: dict[str, Any]) -> None:
    """Nothing besides the table."""


@feature
def styles(book: Any, sheet: Any, looks: dict[str, Any]) -> None:
    for row, colour in ((FIRST, "#FFF2CC"), (FIRST + 2, "#E2EFDA"), (FIRST + 5, "#FCE4D6")):
        look = book.add_format(
            {"bg_color": colour, "font_name": "仿宋_GB2312", "rotation": 0, "italic": True}
        )
        sheet.write(row - 1, 4, "备注文字", look)


@feature
def heights(book: Any, sheet: Any, looks: dict[str, Any]) -> None:
    for row in range(FIRST, LAST + 1):
        sheet.set_row(row - 1, 12 + 1.5 * row)
    sheet.set_column(4, 4, 3, None, {"hidden": True})
    sheet.set_column(5, 5, 30.5)
    sheet.write(FIRST + 3, 5, "宽列")


@feature
def formats_old(book: Any, sheet: Any, looks: dict[str, Any]) -> None:
    red, bold = book.add_format({"font_color": "#C00000"}), book.add_format({"bold": True})
    area = (FIRST - 1, 2, LAST - 1, 2)
    sheet.conditional_format(
        *area, {"type": "cell", "criteria": ">", "value": 7_100_000, "format": red}
    )
    sheet.conditional_format(*area, {"type": "formula", "criteria": "=$D5>8", "format": bold})
    sheet.conditional_format(
        FIRST - 1, 3, LAST - 1, 3,
        {"type": "2_color_scale", "min_type": "num", "max_type": "num", "min_value": 0,
         "max_value": 20},
    )  # fmt: skip
    sheet.conditional_format(
        FIRST + 1, 1, FIRST + 2, 1, {"type": "text", "criteria": "containing", "value": "低保",
                                     "format": red},
    )  # fmt: skip


@feature
def formats_2010(book: Any, sheet: Any, looks: dict[str, Any]) -> None:
    sheet.conditional_format(
        FIRST - 1, 2, LAST - 1, 2,
        {"type": "data_bar", "data_bar_2010": True, "min_type": "num", "max_type": "num",
         "min_value": 0, "max_value": 9_000_000, "bar_solid": True},
    )  # fmt: skip
    sheet.conditional_format(
        FIRST - 1, 3, LAST - 1, 3,
        {"type": "icon_set", "icon_style": "3_traffic_lights",
         "icons": [{"criteria": ">=", "type": "number", "value": 12},
                   {"criteria": ">=", "type": "number", "value": 8}]},
    )  # fmt: skip


@feature
def validations(book: Any, sheet: Any, looks: dict[str, Any]) -> None:
    extra = book.add_worksheet("公用")
    for row, word in enumerate(("低保", "临时救助", "特困")):
        extra.write(row, 0, word)
    sheet.data_validation(
        FIRST - 1, 1, LAST - 1, 1, {"validate": "list", "source": "=公用!$A$1:$A$3"}
    )
    sheet.data_validation(
        FIRST - 1, 2, LAST - 1, 2, {"validate": "custom", "value": "=ISNUMBER($C5)"}
    )
    sheet.data_validation(
        TOTAL - 1, 2, TOTAL - 1, 2,
        {"validate": "decimal", "criteria": "<=", "value": f"=$C${FIRST}"},
    )  # fmt: skip


@feature
def printing(book: Any, sheet: Any, looks: dict[str, Any]) -> None:
    sheet.print_area(0, 0, NOTE - 1, 3)
    sheet.repeat_rows(2, 3)
    sheet.set_landscape()
    sheet.set_paper(9)
    sheet.set_header("&C内部资料")
    sheet.set_footer("&C第 &P 页,共 &N 页")
    sheet.set_margins(0.5, 0.5, 0.6, 0.6)
    sheet.set_v_pagebreaks([3])
    sheet.fit_to_pages(1, 0)


@feature
def breaks(book: Any, sheet: Any, looks: dict[str, Any]) -> None:
    sheet.set_h_pagebreaks([6, 8, 12, NOTE])


@feature
def pictures(book: Any, sheet: Any, looks: dict[str, Any]) -> None:
    sheet.insert_image("F1", "章.png", {"image_data": picture((200, 0, 0)), "description": "公章"})
    for index in (0, 2, 4):
        sheet.insert_image(
            FIRST - 1 + 2 * index, 5, f"图{index}.png",
            {"image_data": picture((0, 40 * index, 160)), "object_position": 1},
        )  # fmt: skip


@feature
def text_boxes(book: Any, sheet: Any, looks: dict[str, Any]) -> None:
    sheet.insert_textbox("F1", "填表说明：金额保留两位小数", {"width": 160, "height": 40})
    sheet.insert_textbox(FIRST + 1, 5, "核对过", {"width": 80, "height": 20})


@feature
def drawn_for_one(book: Any, sheet: Any, looks: dict[str, Any]) -> None:
    """Pictures and shapes at the head, on the rows of 丙林县 and below the table."""
    sheet.fit_to_pages(1, 1)
    for place, colour in (("E1", 200), ("E9", 120), ("E16", 60)):
        options = {"image_data": picture((colour, 0, 0)), "object_position": 1}
        sheet.insert_image(place, f"图{colour}.png", options)
    sheet.insert_textbox("F9", "核对过", {"width": 90, "height": 22})
    sheet.insert_textbox("F2", "单位盖章处", {"width": 120, "height": 50})


@feature
def charts(book: Any, sheet: Any, looks: dict[str, Any]) -> None:
    chart = book.add_chart({"type": "column"})
    chart.add_series(
        {
            "name": [SHEET, 2, 2],
            "categories": [SHEET, FIRST - 1, 1, LAST - 1, 1],
            "values": [SHEET, FIRST - 1, 3, LAST - 1, 3],
            "data_labels": {"value": True},
        }
    )
    sheet.insert_chart("F17", chart)
    lost = book.add_chart({"type": "pie"})
    lost.add_series({"values": [SHEET, FIRST + 1, 3, FIRST + 2, 3]})
    sheet.insert_chart("F35", lost)


@feature
def comments(book: Any, sheet: Any, looks: dict[str, Any]) -> None:
    sheet.write_comment("C3", "金额按万元填", {"author": "预算科"})
    for index, row in enumerate(range(FIRST, LAST + 1, 2)):
        sheet.write_comment(
            row - 1, 2, f"{NAMES[index]}已核对", {"author": f"{NAMES[index]}经办人"}
        )


@feature
def rich_text(book: Any, sheet: Any, looks: dict[str, Any]) -> None:
    red, bold = book.add_format({"font_color": "red"}), book.add_format({"bold": True})
    for row in range(FIRST, LAST + 1):
        sheet.write_rich_string(row - 1, 4, "其中", red, f"中央{row}", "、", bold, "省级")
    sheet.write_rich_string(NOTE - 1, 0, "注：本次下达", red, "        万元", "，专款专用。")


@feature
def links(book: Any, sheet: Any, looks: dict[str, Any]) -> None:
    for row in range(FIRST, LAST + 1):
        sheet.write_url(row - 1, 4, f"internal:'{SHEET}'!C{row}", string="看金额")
    sheet.write_url("E1", "https://www.mof.gov.cn/", string="财政部")
    sheet.write_url("E2", f"internal:'{SHEET}'!A{LAST}", string="末行")


@feature
def linked_pictures(book: Any, sheet: Any, looks: dict[str, Any]) -> None:
    for place, target in (("F1", 3), ("G1", FIRST + 4), ("H1", FIRST), ("F9", FIRST + 5)):
        options = {"image_data": picture((1, 2, target)), "url": f"internal:'{SHEET}'!C{target}"}
        sheet.insert_image(place, "章.png", options)
    options = {"image_data": picture((7, 7, 7)), "url": "https://www.mof.gov.cn/"}
    sheet.insert_image("I1", "外.png", options)


@feature
def list_object(book: Any, sheet: Any, looks: dict[str, Any]) -> None:
    rows = [[f"项{r}", r] for r in range(FIRST, LAST + 1)]
    sheet.add_table(
        FIRST - 2, 5, LAST - 1, 6,
        {"data": rows, "name": "明细", "columns": [{"header": "项目名"}, {"header": "数目"}]},
    )  # fmt: skip


@feature
def filters(book: Any, sheet: Any, looks: dict[str, Any]) -> None:
    sheet.autofilter(3, 0, LAST - 1, 3)
    sheet.filter_column(1, "x == 低保")
    for row in range(FIRST + 1, LAST + 1, 2):
        sheet.set_row(row - 1, None, None, {"hidden": True})


@feature
def named_rules(book: Any, sheet: Any, looks: dict[str, Any]) -> None:
    """Lists, rules, hints, a header, a filter and names that name every recipient."""
    names, area = book.add_worksheet("字典"), (FIRST - 1, 0, LAST - 1, 0)
    names.write_column(0, 0, [*NAMES, "本级"])
    names.hide()
    hint = {"input_title": "县（市）", "input_message": f"{NAMES[0]}等五个单位"}
    sheet.data_validation(*area, {"validate": "list", "source": [*NAMES, "合计"], **hint})
    sheet.data_validation("B5:B14", {"validate": "list", "source": ["低保", "临时救助"]})
    sheet.data_validation("E5:E14", {"validate": "list", "source": "=字典!$A$1:$A$6"})
    sheet.data_validation("F5:F14", {"validate": "list", "source": "=单位"})
    book.define_name("单位", "=字典!$A$1:$A$6")
    for index, name in enumerate(NAMES):
        colour = book.add_format({"bg_color": f"#FF{index}0C0"})
        rule = {"type": "formula", "criteria": f'=$A5="{name}"', "format": colour}
        sheet.conditional_format("A5:D15", rule)
        text = {"type": "text", "criteria": "containing", "value": name, "format": colour}
        sheet.conditional_format("A5:A15", text)
        book.define_name(f"人数_{name}", f"='{SHEET}'!$D$15")
    some = {"type": "formula", "criteria": f'=OR($A5="{NAMES[1]}",$A5="{NAMES[2]}")'}
    sheet.conditional_format("C5:C15", {**some, "format": looks["title"]})
    sheet.conditional_format("D5:D14", {"type": "data_bar", "data_bar_2010": True})
    sheet.set_header(f"&L{NAMES[0]}、{NAMES[1]}&C内部资料&R第 &P 页")
    sheet.write_url("F2", f"internal:'{SHEET}'!C3", string="看", tip=f"{NAMES[3]}的金额")


@feature
def outline(book: Any, sheet: Any, looks: dict[str, Any]) -> None:
    for row in range(FIRST, LAST + 1):
        sheet.set_row(row - 1, None, None, {"level": 1 + row % 2})
    sheet.outline_settings(True, False, True, False)


@feature
def panes(book: Any, sheet: Any, looks: dict[str, Any]) -> None:
    sheet.freeze_panes(4, 1)
    sheet.set_selection(LAST - 1, 2, LAST - 1, 3)
    sheet.set_zoom(85)
    sheet.set_tab_color("#00B050")
    sheet.protect("", {"format_rows": True})
    sheet.unprotect_range("C5:C14", "填数区")
    sheet.ignore_errors({"number_stored_as_text": "A5:D14"})
    sheet.hide_gridlines(2)


@feature
def names(book: Any, sheet: Any, looks: dict[str, Any]) -> None:
    extra = book.add_worksheet("公用")
    extra.write("A1", 0.85)
    book.define_name("比例", "=公用!$A$1")
    book.define_name("全部金额", f"='{SHEET}'!$C${FIRST}:$C${LAST}")
    book.define_name("丙林县的数", f"='{SHEET}'!$C${FIRST + 4}")
    book.define_name(f"'{SHEET}'!表头", f"='{SHEET}'!$A$3:$D$4")
    for row in range(FIRST, LAST + 1):
        sheet.write_formula(row - 1, 4, "=比例*2", None, 1.7)
        sheet.write_formula(row - 1, 5, "=SUM(全部金额)", None, 12)


@feature
def formulas(book: Any, sheet: Any, looks: dict[str, Any]) -> None:
    extra = book.add_worksheet("公用")
    for row, word in enumerate(("低保", "临时救助")):
        extra.write(row, 0, word)
        extra.write(row, 1, 0.5 + row / 10)
    extra.write_formula("C1", f"='{SHEET}'!C{TOTAL}", None, sum(map(amount, range(5, 15))))
    extra.write_formula("C2", f'=IF(\'{SHEET}\'!C{FIRST}>0,"有","无")', None, "有")
    for row in range(FIRST, LAST + 1):
        value = 0.5 + (row - FIRST) % 2 / 10
        sheet.write_formula(row - 1, 4, f"=VLOOKUP(B{row},公用!$A$1:$B$2,2,0)", None, value)
        sheet.write_formula(row - 1, 5, f"=RANK(C{row},$C${FIRST}:$C${LAST})", None, LAST - row + 1)
        sheet.write_formula(
            row - 1, 6, f"=ROUND(C{row}/D{row},2)", None, round(amount(row) / row, 2)
        )
        sheet.write_formula(row - 1, 7, f"=C{row}/C${TOTAL}", None, 0.1)
        sheet.write_formula(row - 1, 8, "=ROW()-4", None, row - 4)
        sheet.write_array_formula(row - 1, 9, row - 1, 9, f"{{=SUM(C{row}:D{row}*1)}}", None, 5)


@feature
def sparklines(book: Any, sheet: Any, looks: dict[str, Any]) -> None:
    for row in range(FIRST, LAST + 1):
        sheet.add_sparkline(row - 1, 4, {"range": f"'{SHEET}'!C{row}:D{row}"})


@feature
def properties(book: Any, sheet: Any, looks: dict[str, Any]) -> None:
    book.set_properties(
        {"title": "分配表", "author": "预算科", "comments": "丁原区的数待核", "company": "财政局"}
    )
    book.set_custom_property("密级", "内部")
    book.set_custom_property("经办", "乙水市联系人")


@feature
def hidden_sheets(book: Any, sheet: Any, looks: dict[str, Any]) -> None:
    draft, base = book.add_worksheet("草稿"), book.add_worksheet("底稿")
    draft.hide()
    base.very_hidden()
    for target in (draft, base):
        for row, name in enumerate(NAMES):
            target.write(row, 0, name)
            target.write(row, 1, amount(row + FIRST))


@feature
def buttons(book: Any, sheet: Any, looks: dict[str, Any]) -> None:
    sheet.insert_checkbox(FIRST + 2, 5, True)
    sheet.write(FIRST - 1, 5, "表单")


@feature
def cell_pictures(book: Any, sheet: Any, looks: dict[str, Any]) -> None:
    """Pictures inside cells, as Excel 365 keeps them, one for each recipient and one for all."""
    for index, name in enumerate(NAMES):
        options = {"image_data": picture((9, 40 * index, 90)), "description": f"{name}公章"}
        sheet.embed_image(FIRST - 1 + 2 * index, 5, f"章{index}.png", options)
    sheet.embed_image("F1", "局.png", {"image_data": picture((1, 1, 1)), "description": "局章"})


@feature
def header_picture(book: Any, sheet: Any, looks: dict[str, Any]) -> None:
    sheet.set_header(
        "&L&G&C分配表", {"image_left": "标.png", "image_data_left": picture((0, 90, 0))}
    )
    sheet.set_paper(9)


@feature
def lists_for_all(book: Any, sheet: Any, looks: dict[str, Any]) -> None:
    extra = book.add_worksheet("公用")
    extra.merge_range("A1:C1", "办理要求", looks["title"])
    extra.write("A2", "请于30日内分解下达")
    extra.write("A3", "共        万元")
    extra.insert_image("E2", "图.png", {"image_data": picture((9, 99, 9))})
