"""参数: one key per row, so that formulas, readers and clerks find each figure in one place."""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal

from xianbiao.model.allocation import AllocationTable
from xianbiao.model.amounts import Amount, format_amount
from xianbiao.model.expressions import expression
from xianbiao.model.money_units import WAN_OF
from xianbiao.model.notices import Notice
from xianbiao.model.records import Record
from xianbiao.model.refs import Text
from xianbiao.sheets.layout import keys
from xianbiao.sheets.layout.context import Book, TableEntry, first_match
from xianbiao.sheets.layout.head import FIRST_ROW, HEADER_ROW, put_head
from xianbiao.sheets.layout.measure import row_height
from xianbiao.sheets.layout.parameter_validations import parameter_validations
from xianbiao.sheets.layout.table_parts import value_of
from xianbiao.sheets.layout.unit_scale import scale, unit_line
from xianbiao.sheets.plan import Area, Formula, SheetPlan, Value, address, column_letters
from xianbiao.sheets.styles import Style

_BATCH = expression(r"提前下达|第[一二三四五六七八九十\d]+批|调整")
_WIDTHS = (34.0, 58.0, 46.0, 12.0)
_WORTH = "、".join(f"{unit} {format_amount(worth)}" for unit, worth in WAN_OF.items())


class Parameter(Record, frozen=True):
    """One row: key, value, explanation, and whether a blank value must be filled in."""

    key: str
    value: Value
    note: str
    required: bool = False
    style: Style = Style.INPUT
    column: int | None = None
    """The column of the allocation table whose printed total this is."""


def parameters_sheet(book: Book) -> SheetPlan:
    """The sheet 参数; it leaves the address of every value in the book."""
    plan = SheetPlan(keys.PARAMETERS_SHEET, tab_colour="#FFC000")
    plan.columns(*_WIDTHS)
    put_head(plan, "参数", "一行一项；黄底可填写；标“○待填”的请补全，其余各表自动取用")
    plan.put_row(HEADER_ROW, 0, ("项目", "内容", "说明", "状态"), Style.HEADER)
    row = FIRST_ROW
    for parameter in _parameters(book):
        key = _unused(parameter.key, book.parameters)
        plan.put(row, 0, key, Style.TEXT)
        plan.put(row, 1, parameter.value, parameter.style)
        plan.put(row, 2, parameter.note, Style.ASIDE)
        value = address(row, 1)
        pending = f'=IF({value}="","{keys.PENDING}","")'
        plan.put(row, 3, Formula(pending) if parameter.required else None, Style.TEXT)
        texts = ((key, _WIDTHS[0]), (_shown(parameter.value), _WIDTHS[1]))
        plan.at_least(row, row_height(texts))
        plan.at_least(row, row_height([(parameter.note, _WIDTHS[2])], 9))
        book.parameters[key] = plan.ref(row, 1)
        book.parameter_rows[key] = row
        if parameter.column is not None:
            book.printed_totals[parameter.column] = plan.ref(row, 1)
        row += 1
    plan.results.append(Area(FIRST_ROW, 3, row - 1, 3))
    plan.freeze = (FIRST_ROW, 1)
    plan.printing.landscape = True
    plan.printing.repeat = (HEADER_ROW, HEADER_ROW)
    plan.validations.extend(parameter_validations(book))
    book.tables.append(TableEntry(plan.name, keys.KIND_PARAMETERS, Area(HEADER_ROW, 0, row - 1, 2)))
    return plan


def tag_of(notice: Notice) -> str:
    """The tag of direct funds that the notice names, "" where it names none."""
    if notice.tag:
        return notice.tag
    if notice.fund is None:
        return ""
    texts = ["".join(p.text.text.split()) for p in notice.passages]
    squeezed = {"".join(t.split()): t for t in notice.fund.tags}
    return next((tag for key, tag in squeezed.items() if any(key in t for t in texts)), "")


def batch_of(notice: Notice) -> str:
    """提前下达, 第N批 or 调整: that of the workbook, else by the notice's title."""
    if notice.batch:
        return notice.batch
    return first_match(_BATCH, [notice.title.text] if notice.title else [])


def income_of(notice: Notice) -> str:
    """The income account: that of the workbook, else that of the fund."""
    if notice.income_account:
        return notice.income_account
    return notice.fund.income_account if notice.fund else ""


def stated_unit(table: AllocationTable | None) -> str:
    """The unit that the table states for itself, "" where it only trails a figure."""
    names = {m.unit for m in table.units if m.stated} if table else set()
    return names.pop() if len(names) == 1 else ""


def printed_total(table: AllocationTable, index: int) -> Amount | None:
    """The total of a column as issued: the control figure where one is kept, else the row's."""
    row = table.total.amounts if table.total else {}
    return table.controls.get(index) or row.get(index)


def printed_total_key(table: AllocationTable, index: int) -> str:
    """The key of a column's printed total."""
    name = table.column(index).full_name.strip() or f"第{column_letters(index)}列"
    return keys.PRINTED_TOTAL + keys.SEPARATOR + " ".join(name.split())


def _parameters(book: Book) -> Iterator[Parameter]:
    notice, table = book.notice, book.table
    adjusting = table is not None and table.is_adjustment
    tags = "、".join(notice.fund.tags) if notice.fund else ""
    superior = notice.superior
    yield Parameter(keys.FUND, notice.fund.name if notice.fund else None, "资金的规范名称", True)
    yield Parameter(keys.YEAR, notice.budget_year, "四位年份 · 例 2024", True)
    yield Parameter(keys.NUMBER, _text(notice.number), "机关代字〔年份〕序号号", True)
    yield Parameter(keys.TITLE, _text(notice.title), "照通知原文", True)
    date: Value = notice.date or _text(notice.date_text)
    yield Parameter(keys.DATE, date, "日期 · 例 2023年12月22日", True, Style.INPUT_DATE)
    yield Parameter(keys.SUPERIOR_NUMBER, superior.number if superior else None, "所依据的上级文件")
    title = superior.title or None if superior else None
    yield Parameter(keys.SUPERIOR_TITLE, title, "照引文原文")
    note = "本次上级下达给本地区的总额 · 单位同附件1；通知未写明的请按上级文件填"
    yield Parameter(keys.SUPERIOR_AMOUNT, notice.superior_amount, note, not adjusting)
    note = "上级对本地区的净调整额 · 减少填负数；不是调整的通知留空"
    yield Parameter(keys.SUPERIOR_CHANGE, notice.superior_change, note, adjusting)
    note = "收到上级文件的日期；办理时限由它起算"
    received = notice.superior_received
    yield Parameter(keys.SUPERIOR_RECEIVED, received, note, True, Style.INPUT_DATE)
    yield Parameter(keys.BATCH, batch_of(notice) or None, "提前下达、第几批或调整")
    note = "、".join(WAN_OF) + "；表内未标单位时请确认后填写"
    yield Parameter(keys.UNIT, stated_unit(table) or None, note, True)
    if table is not None:
        followed = scale(table, unit_line(book.allocation_sheet), book.parameters[keys.UNIT])
        note = f"由金额单位算出（{_WORTH}），不填"
        yield Parameter(keys.SCALE, followed, note, style=Style.CALC)
    yield Parameter(keys.TAG, tag_of(notice) or None, f"贯穿始终，保持不变；可选：{tags}", True)
    yield Parameter(keys.INCOME, income_of(notice) or None, "收入列报科目")
    yield Parameter(keys.ADDRESSEES, _text(notice.addressees), "照通知原文")
    yield Parameter(keys.COPIES, _text(notice.copies), "照通知原文")
    yield Parameter(keys.ISSUERS, _joined(notice.issuers), "版头各机关，以、分隔")
    yield Parameter(keys.SIGNATURES, _joined(notice.signatures), "落款各机关，以、分隔")
    yield Parameter(keys.PRINTED_BY, _text(notice.printed_by), "照通知原文")
    yield Parameter(keys.PRINTED_DATE, _text(notice.printed_date), "照通知原文")
    yield Parameter(keys.AREA, notice.area.name if notice.area else None, "分配资金的地区")
    yield Parameter(keys.TOLERANCE, Decimal("0.005"), "核对容差；差额小于它视为相符")
    for entry in notice.entries:
        note = "附件名称，照附件说明原文" + ("" if entry.number else "（原文无序号）")
        key = keys.ATTACHMENT + (f"{keys.SEPARATOR}{entry.number}" if entry.number else "")
        yield Parameter(key, entry.name.stripped, note)
    if table is not None and table.total is not None:
        for column in table.columns:
            key = printed_total_key(table, column.index)
            value = value_of(printed_total(table, column.index))
            note = "印发文件所印合计，作独立控制数"
            yield Parameter(key, value, note, True, _kept(value), column.index)
    if table is not None:
        for position, embedded in enumerate(table.embedded_totals, start=1):
            key = f"{keys.EMBEDDED}{keys.SEPARATOR}{position}"
            note = f"取自表头“{embedded.text.stripped}”"
            value = value_of(embedded.amount)
            yield Parameter(key, value, note, True, _kept(value))


def _kept(value: Value) -> Style:
    """An imported figure is kept as it is; where there is none, the clerk fills it in."""
    return Style.INPUT if value is None else Style.IMPORTED


def _unused(key: str, taken: dict[str, str]) -> str:
    name, number = key, 1
    while name in taken:
        number += 1
        name = f"{key}({number})"
    return name


def _text(text: Text | None) -> str | None:
    return (text.stripped or None) if text else None


def _joined(texts: list[Text]) -> str | None:
    return "、".join(t.stripped for t in texts if t) or None


def _shown(value: Value) -> str:
    return value if isinstance(value, str) else ""
