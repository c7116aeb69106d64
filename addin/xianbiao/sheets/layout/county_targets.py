"""绩效目标: the form as issued, with room for what was reached, why not, and what was spent."""

from __future__ import annotations

from decimal import Decimal

from xianbiao.model.forms import FundRole
from xianbiao.model.records import Record, field, replace
from xianbiao.sheets.layout import keys
from xianbiao.sheets.layout.context import AllocationPlaces, FormPlaces, FormSlot
from xianbiao.sheets.layout.county_facts import County
from xianbiao.sheets.layout.county_keys import FUND_HEADINGS, VALUE_HEADINGS
from xianbiao.sheets.layout.county_look import fit_rows, lock_issued
from xianbiao.sheets.layout.county_share import share_in_wan
from xianbiao.sheets.layout.form import form_sheet
from xianbiao.sheets.layout.form_content import generated_content, printed_content
from xianbiao.sheets.layout.form_remarks import put_remarks, widen
from xianbiao.sheets.layout.head import put_light
from xianbiao.sheets.layout.library import LibraryRow
from xianbiao.sheets.plan import Area, CellPlan, Formula, SheetPlan, Value, address, quoted
from xianbiao.sheets.styles import LOOKS, Style
from xianbiao.sheets.validation import AnyValue, Number, Validation

_UNPRINTED = f"本单位绩效表未随文下达，{keys.PENDING}处请填写"
_WIDTHS = (9.0, 11.0, 18.0, 38.0, 15.0, 14.0, 20.0)


class TargetPlaces(Record):
    """Where the form stands, and what of it is filled in by the county."""

    form: FormPlaces
    slot: FormSlot
    actual: Area
    reasons: Area
    executed: dict[FundRole, tuple[int, int]] = field(default_factory=dict)
    head: list[tuple[int, int]] = field(default_factory=list)
    """The cells above the indicators that were issued as ○待填."""

    def ref(self, area: Area) -> str:
        """An area of the form as formulas write it."""
        return f"{quoted(self.form.sheet)}!{area.absolute}"

    def cell(self, place: tuple[int, int]) -> str:
        """A cell of the form as formulas write it."""
        return f"{quoted(self.form.sheet)}!{address(*place, absolute=True)}"


def target_sheet(
    county: County, share: AllocationPlaces, slot: FormSlot
) -> tuple[SheetPlan, TargetPlaces]:
    """The recipient's form: issued targets locked, results and reasons to be filled in."""

    def make(_row: LibraryRow, name: str, value: str | None) -> tuple[Value, Value]:
        return name, value or keys.PENDING

    if slot.form is not None:
        content = printed_content(slot.form, county.notice, make)
    else:
        amount = share_in_wan(county, share)
        content = generated_content(slot.region, county.notice, make, amount)
    label, content.remarks_label = content.remarks_label, ""
    plan, form = form_sheet(keys.TARGET_SHEET, content)
    right = form.table.right
    last = right + (3 if label else 2)
    plan.cells = {place: cell for place, cell in plan.cells.items() if place[1] <= right}
    form = _open_fund_header(plan, form)
    funds = {row for row, _ in form.funds.values()}
    widen(plan, range(1, form.values.top - 1), right, last - right, funds)
    lock_issued(plan)
    places = TargetPlaces(
        replace(form, table=replace(form.table, right=last)),
        slot,
        _beside(form.values, 1),
        _beside(form.values, 2),
    )
    _put_funds(plan, form, places)
    _put_results(plan, form, places)
    first = form.values.top - 1
    places.head = sorted(p for p, c in plan.cells.items() if p[0] < first and _is_open(c))
    plan.widths = dict(enumerate(_WIDTHS)) | {last + 1: 3, last + 2: 36}
    if label:
        remarks = [line.remark for line in content.lines]
        put_remarks(plan, (form.values.top - 1, last), label, remarks, Style.ISSUED_LEFT)
        plan.put(form.values.top - 1, last, label, Style.ISSUED_HEADER)
        for row in (min(funds, default=1) - 1, *funds) if funds else ():
            plan.put(row, last, None, Style.ISSUED_TEXT)
    fit_rows(plan, Area(3, 0, form.table.bottom, last))
    plan.printing.area = places.form.table
    plan.printing.one_page_high = True
    put_light(plan, 0, last + 2)
    if slot.form is None:
        plan.put(1, last + 2, _UNPRINTED, Style.NOTE)
    return plan, places


def _beside(area: Area, by: int) -> Area:
    return Area(area.top, area.left + by, area.bottom, area.right + by)


def _is_open(cell: CellPlan) -> bool:
    return cell.value == keys.PENDING and not LOOKS[cell.style].locked


def _open_fund_header(plan: SheetPlan, form: FormPlaces) -> FormPlaces:
    """Make room for a line of headings above the fund lines; everything below moves down."""
    at = min((row for row, _ in form.funds.values()), default=None)
    if at is None:
        return form
    plan.cells = {(r + (r >= at), c): cell for (r, c), cell in plan.cells.items()}
    plan.heights = {r + (r >= at): h for r, h in plan.heights.items()}
    plan.merges = [
        replace(a, top=a.top + (a.top >= at), bottom=a.bottom + 1) if a.bottom >= at else a
        for a in plan.merges
    ]
    label = next(
        (a for a in plan.merges if a.top == at + 1 and a.left == 0), Area(at + 1, 0, at + 1, 0)
    )
    text = plan.cells[at + 1, 0].value
    plan.merges = [a for a in plan.merges if a != label]
    plan.merge(replace(label, top=at), text, Style.ANNEX_HEADER)
    return FormPlaces(
        form.sheet,
        {role: (row + 1, column) for role, (row, column) in form.funds.items()},
        replace(form.values, top=form.values.top + 1, bottom=form.values.bottom + 1),
        replace(form.table, bottom=form.table.bottom + 1),
    )


def _put_funds(plan: SheetPlan, form: FormPlaces, places: TargetPlaces) -> None:
    if not form.funds:
        return
    first, column = min(form.funds.values())
    label = next((a for a in plan.merges if a.top == first and a.right == column - 1), None)
    left = label.left if label is not None else column - 1
    plan.merge(Area(first - 1, left, first - 1, column - 1), "资金", Style.ISSUED_HEADER)
    plan.put_row(first - 1, column, FUND_HEADINGS, Style.ISSUED_HEADER)
    for role, (row, at) in form.funds.items():
        issued = plan.cells[row, at]
        if issued.value is None:
            plan.put(row, at, None, Style.FILL)
        budget, spent = address(row, at), address(row, at + 1)
        plan.put(row, at + 1, None, Style.FILL)
        rate = f'=IF(COUNT({budget},{spent})<2,"",IF({budget}=0,"",{spent}/{budget}))'
        plan.put(row, at + 2, Formula(rate), Style.ISSUED_RATE)
        places.executed[role] = (row, at + 1)
        area = Area(row, at + 1, row, at + 1)
        message = "自评时填全年实际支出的数字 · 单位万元 · 例 120.5"
        rule = Number(Decimal(0), Decimal(10) ** 9)
        plan.validations.append(Validation(area, rule, FUND_HEADINGS[1], message, stop=False))


def _put_results(plan: SheetPlan, form: FormPlaces, places: TargetPlaces) -> None:
    header, value = form.values.top - 1, form.values.left
    plan.put_row(header, value, VALUE_HEADINGS, Style.ISSUED_HEADER)
    for row in range(form.values.top, form.values.bottom + 1):
        plan.put(row, value + 1, None, Style.FILL_RESULT)
        plan.put(row, value + 2, None, Style.FILL_LEFT)
    messages = (
        (places.actual, VALUE_HEADINGS[1], "监控、自评时填实际完成情况，写法同目标值 · 例 98%"),
        (places.reasons, VALUE_HEADINGS[2], "未达到目标的填原因和改进措施；达到的留空"),
    )
    for area, title, message in messages:
        plan.validations.append(Validation(area, AnyValue(), title, message))
