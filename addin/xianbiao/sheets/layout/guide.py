"""说明: five steps, the overall light, the legend of the styles, and the list of sheets."""

from __future__ import annotations

from collections.abc import Sequence

from xianbiao.sheets.layout import keys
from xianbiao.sheets.layout.context import Book
from xianbiao.sheets.layout.form_content import generated_note
from xianbiao.sheets.layout.head import put_light
from xianbiao.sheets.layout.measure import row_height
from xianbiao.sheets.plan import SheetPlan, Visibility, link
from xianbiao.sheets.styles import LEGEND, Style

_WIDTHS = (24.0, 78.0, 10.0)
_SHEETS = {
    keys.PARAMETERS_SHEET: "文号、年度、上级下达额等，一行一项",
    keys.UNITS_SHEET: "接收单位的名称、代码和别名",
    keys.LIBRARY_SHEET: "各绩效表的指标和指标值，只在这里改",
    keys.REGISTER_SHEET: "逐项核对的结果",
    keys.MATRIX_SHEET: "单位 × 检查，一眼看出哪家哪项不符",
    keys.CHART_SHEET: "各单位金额、调整前后的图",
    keys.LEDGER_SHEET: "各文件的变动前、变动、变动后",
    keys.CALENDAR_SHEET: "放假与调休，供推算工作日",
}


def guide_sheet(book: Book, others: Sequence[SheetPlan]) -> SheetPlan:
    """The first sheet of the working workbook."""
    plan = SheetPlan(keys.GUIDE_SHEET, tab_colour="#7F7F7F")
    plan.columns(*_WIDTHS)
    notice = book.notice
    plan.put(0, 0, "县表工作簿", Style.TITLE)
    plan.at_least(0, 28)
    put_light(plan, 1, 0)
    number = notice.number.stripped if notice.number else ""
    title = notice.title.stripped if notice.title else ""
    plan.put(2, 0, f"{number}　{title}".strip("　"), Style.NOTE)
    row = _put_rows(plan, 4, "五步", _steps(book))
    row = _put_legend(plan, row + 1)
    plan.put_row(row + 1, 0, ("表", "内容", "前往"), Style.HEADER)
    row += 2
    for other in others:
        if other.visibility is not Visibility.VISIBLE:
            continue
        plan.put_row(row, 0, (other.name, _about(book, other.name)), Style.TEXT)
        plan.put(row, 2, link(other.name, 0, 0, "前往"), Style.LINK)
        plan.at_least(row, row_height([(other.name, _WIDTHS[0])], least=20))
        row += 1
    return plan


def _steps(book: Book) -> list[tuple[str, str]]:
    repaired = any(form.damages for form in book.notice.forms)
    repairs = "；表的右侧列出导入时的复位" if repaired else ""
    return [
        ("1 补参数", f"在“{keys.PARAMETERS_SHEET}”补全标“{keys.PENDING}”的各项（如上级下达额）"),
        ("2 核金额", f"在“{book.allocation_sheet}”核对各单位金额；合计与横向关系是公式"),
        ("3 定指标", f"在“{keys.LIBRARY_SHEET}”填改指标值，各绩效表自动取用{repairs}"),
        ("4 看校验", f"在“{keys.REGISTER_SHEET}”逐项处理 ✘ 与 ○，点“定位”到单元格"),
        ("5 出文件", "全部 ✘ 消除后导出：一个单位一个文件，导出前再核对一遍"),
    ]


def _put_rows(plan: SheetPlan, row: int, title: str, rows: Sequence[tuple[str, str]]) -> int:
    plan.put_row(row, 0, (title, "做什么"), Style.HEADER)
    for name, text in rows:
        row += 1
        plan.put_row(row, 0, (name, text), Style.TEXT)
        plan.at_least(row, row_height([(text, _WIDTHS[1])], least=22))
    return row + 1


def _put_legend(plan: SheetPlan, row: int) -> int:
    plan.put_row(row, 0, ("样式", "含义"), Style.HEADER)
    for style, meaning in LEGEND.items():
        row += 1
        plan.put(row, 0, style.value, style)
        plan.put(row, 1, meaning, Style.TEXT)
        plan.at_least(row, 20)
    return row + 1


def _about(book: Book, name: str) -> str:
    if name == book.allocation_sheet:
        return "分配表"
    if name == book.codes_sheet:
        return "支出功能科目表"
    slot = next((s for s in book.slots if s.sheet == name), None)
    if slot is not None:
        made = "" if slot.form is not None else f"（{generated_note(book.notice)}）"
        return f"{slot.region}绩效目标表{made}"
    return _SHEETS.get(name, "")
