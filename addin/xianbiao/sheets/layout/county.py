"""The file for one recipient: its line, its target form, its own register, and nothing else."""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal

from xianbiao.model.allocation import AllocationRow, AllocationTable
from xianbiao.model.capital import capital_amount
from xianbiao.model.forms import FundRole
from xianbiao.model.notices import Notice
from xianbiao.sheets.layout import keys
from xianbiao.sheets.layout.allocation import (
    FIRST_HEADER_ROW,
    fill_row,
    finish,
    put_top,
    set_widths,
    unit_text,
)
from xianbiao.sheets.layout.checklist import fund_line_check, value_check
from xianbiao.sheets.layout.context import (
    AllocationPlaces,
    Book,
    FormPlaces,
    FormSlot,
    TableEntry,
    recipient_of,
)
from xianbiao.sheets.layout.form import ASIDE, form_sheet
from xianbiao.sheets.layout.form_content import generated_content, printed_content
from xianbiao.sheets.layout.head import FIRST_ROW, HEADER_ROW, put_head, put_light
from xianbiao.sheets.layout.library import LibraryRow
from xianbiao.sheets.layout.measure import row_height
from xianbiao.sheets.layout.meta import meta_sheet
from xianbiao.sheets.layout.parameters import batch_of, income_of, stated_unit, tag_of
from xianbiao.sheets.layout.register import Check, amounts, filled, in_wan, register_sheet
from xianbiao.sheets.layout.table_parts import equation_text, grid_columns, put_header, row_cells
from xianbiao.sheets.plan import Area, Formula, SheetPlan, Value
from xianbiao.sheets.styles import Style

_TOLERANCE = "0.005"
_HOME_WIDTHS = (18.0, 74.0)
_WAN = {"元": Decimal("0.0001"), "万元": Decimal(1), "亿元": Decimal(10000)}


def county_book(notice: Notice, table: AllocationTable, index: int) -> list[SheetPlan]:
    """The sheets of the file for the recipient of one row: 首页, 分配, 绩效目标, 校验, _meta."""
    row = table.rows[index]
    share, places = _share_sheet(table, row)
    tables = [TableEntry(share.name, keys.KIND_SHARE, _share_area(share))]
    slot = next((s for s in Book.of(notice, ()).slots if s.row == index), None)
    sheets, form_places = [share], None
    if slot is not None:
        form, form_places = _target_sheet(notice, table, places, slot)
        sheets.append(form)
        kind = keys.KIND_FORM if slot.form is not None else keys.KIND_GENERATED_FORM
        tables.append(TableEntry(form.name, kind, form_places.table, slot.region))
    checks = list(_checks(table, places, slot, form_places))
    register, area = register_sheet(checks, _TOLERANCE)
    tables.append(TableEntry(register.name, keys.KIND_REGISTER, area))
    home = _home_sheet(notice, table, row, index, places, slot)
    last = max(r for r, _ in home.cells)
    tables.insert(0, TableEntry(home.name, keys.KIND_HOME, Area(HEADER_ROW, 0, last, 1)))
    number = notice.number.stripped if notice.number else ""
    return [home, *sheets, register, meta_sheet(keys.COUNTY_TEMPLATE, number, tables)]


def capital_text(table: AllocationTable, value: Decimal) -> str:
    """An amount of the table in capital characters, by the table's unit (万元 where unstated).

    Raises ValueError for an amount finer than 分.
    """
    return capital_amount(value * _WAN.get(table.unit or "万元", Decimal(1)))


def _share_sheet(table: AllocationTable, row: AllocationRow) -> tuple[SheetPlan, AllocationPlaces]:
    plan = SheetPlan(keys.SHARE_SHEET, tab_colour="#5B9BD5")
    columns = grid_columns(table)
    right = len(columns) - 1
    set_widths(plan, table, columns, [row])
    put_top(plan, table, right)
    plan.widths[right + 1], plan.widths[right + 2] = 3, 30
    put_light(plan, 0, right + 2)
    unit = Area(FIRST_HEADER_ROW - 1, 0, FIRST_HEADER_ROW - 1, right)
    plan.merge(unit, unit_text(table), Style.ANNEX_UNIT)
    hidden = tuple(e.amount.raw.strip() for e in table.embedded_totals)
    first = put_header(plan, table, FIRST_HEADER_ROW, columns, hidden)
    for column, value, style in row_cells(table, row, first, columns):
        plan.put(first, column, value, style)
    fill_row(plan, first, right)
    finish(plan, table, first, first, right)
    return plan, AllocationPlaces(plan.name, [first], None, columns)


def _share_area(plan: SheetPlan) -> Area:
    return plan.printing.area or plan.extent


def _target_sheet(
    notice: Notice, table: AllocationTable, places: AllocationPlaces, slot: FormSlot
) -> tuple[SheetPlan, FormPlaces]:
    def make(_row: LibraryRow, name: str, value: str | None) -> tuple[Value, Value]:
        return name, value or keys.PENDING

    if slot.form is not None:
        content = printed_content(slot.form, notice, make)
    else:
        final = table.final_index
        amount = None if final is None else in_wan(table, places.cell(0, final))
        content = generated_content(slot.region, notice, make, amount)
    plan, form_places = form_sheet(keys.TARGET_SHEET, content)
    plan.widths[ASIDE] = 36
    put_light(plan, 0, ASIDE)
    return plan, form_places


def _checks(
    table: AllocationTable,
    places: AllocationPlaces,
    slot: FormSlot | None,
    form: FormPlaces | None,
) -> Iterator[Check]:
    final = table.final_index
    if slot is not None and form is not None and final is not None:
        names = {FundRole.TOTAL: "下达金额", FundRole.CENTRAL: "中央财政补助"}
        for role, name in names.items():
            cell = form.fund(role)
            if cell is not None:
                yield Check(
                    "C01",
                    f"绩效目标“{name}” = 分配金额",
                    filled(cell),
                    in_wan(table, places.cell(0, final)),
                    amounts,
                    (form.sheet, *form.funds[role]),
                )
    hidden = tuple(e.amount.raw.strip() for e in table.embedded_totals)
    for equation in table.equations:
        yield Check(
            "C08",
            equation_text(table, equation, hidden),
            filled(places.cell(0, equation.result)),
            Formula("=" + "+".join(places.cell(0, t) for t in equation.terms)),
            amounts,
            places.position(0, equation.result),
        )
    if slot is not None and form is not None:
        yield from fund_line_check(slot, form)
        yield value_check(slot.region, form)


def _home_sheet(
    notice: Notice,
    table: AllocationTable,
    row: AllocationRow,
    index: int,
    places: AllocationPlaces,
    slot: FormSlot | None,
) -> SheetPlan:
    plan = SheetPlan(keys.HOME_SHEET, tab_colour="#FFC000")
    plan.columns(*_HOME_WIDTHS)
    name = recipient_of(row, index + 1)
    fund = notice.fund.name if notice.fund else "资金"
    put_head(plan, f"{name}　{fund}", "本文件只含本单位的数；金额取自“分配”")
    plan.put_row(HEADER_ROW, 0, ("项目", "内容"), Style.HEADER)
    final = table.final_index
    amount = table.final_amount(row)
    source = Formula(f"={places.cell(0, final)}") if final is not None else None
    words = capital_text(table, amount.value) if amount and amount.value is not None else None
    contents = "分配（本单位一行）"
    if slot is not None:
        made = "" if slot.form is not None else "（未随文下达，按指标库生成，○待填处请填写）"
        contents += f"、绩效目标{made}"
    facts: list[tuple[str, Value]] = [
        (keys.RECIPIENT, name),
        (keys.AMOUNT, source),
        (keys.UNIT, stated_unit(table) or f"{table.unit or '万元'}（原表未标单位）"),
        (keys.CAPITALS, words),
        (keys.NUMBER, notice.number.stripped if notice.number else None),
        (keys.TITLE, notice.title.stripped if notice.title else None),
        (keys.FUND, notice.fund.name if notice.fund else None),
        (keys.YEAR, notice.budget_year),
        (keys.BATCH, batch_of(notice) or None),
        (keys.TAG, tag_of(notice) or None),
        (keys.INCOME, income_of(notice) or None),
        (keys.DATE, notice.date),
        (keys.CONTENTS, f"{contents}、校验"),
    ]
    for at, (key, value) in enumerate(facts, start=FIRST_ROW):
        plan.put(at, 0, key, Style.TEXT)
        style = Style.CALC_DATE if key == keys.DATE else Style.TEXT
        plan.put(at, 1, value, style)
        text = value if isinstance(value, str) else ""
        plan.at_least(at, row_height([(text, _HOME_WIDTHS[1])], least=24))
    return plan
