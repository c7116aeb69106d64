"""Which checks stand on 校验 of the working workbook: amounts, forms, codes, dates."""

from __future__ import annotations

from collections.abc import Iterator

from xianbiao.model.allocation import AllocationTable
from xianbiao.model.forms import FundRole, TargetForm
from xianbiao.model.refs import Ref
from xianbiao.sheets.layout import keys
from xianbiao.sheets.layout.allocation import UNIT_ROW
from xianbiao.sheets.layout.checklist_table import table_checks
from xianbiao.sheets.layout.context import AllocationPlaces, Book, FormPlaces, FormSlot
from xianbiao.sheets.layout.parameters import tag_of
from xianbiao.sheets.layout.register import (
    Check,
    amounts,
    code_names,
    counted,
    due_date,
    filled,
    in_wan,
    not_later,
    pending,
    same_tag,
    same_unit,
    tied,
    unformed,
)
from xianbiao.sheets.layout.target_checks import target_checks
from xianbiao.sheets.layout.unit_scale import stated_units, unit_line
from xianbiao.sheets.plan import Formula

_TIES = {FundRole.TOTAL: "下达金额", FundRole.CENTRAL: "中央财政补助"}


def checklist(book: Book) -> list[Check]:
    """All checks of the working workbook, in the order of the rules."""
    checks: list[Check] = []
    table, places = book.table, book.allocation
    if table is not None and places is not None:
        checks.extend(_form_ties(book, table, places))
        checks.extend(table_checks(book, table, places))
    checks.extend(_fund_lines(book))
    checks.extend(_values(book))
    if table is not None and places is not None:
        checks.extend(_missing_forms(book, table, places))
    checks.extend(_codes(book))
    checks.extend(_unit(book))
    checks.append(_tag(book))
    checks.extend(_dates(book))
    checks.extend(target_checks(book))
    return checks


def form_refs(form: TargetForm) -> list[Ref | None]:
    """The places of the amounts of a form."""
    return [*(f.amount.ref for f in form.funds), *(f.label.ref for f in form.funds), form.funds_ref]


def _form_ties(book: Book, table: AllocationTable, places: AllocationPlaces) -> Iterator[Check]:
    final = table.final_index
    for slot, form in book.forms:
        if slot.form is None or final is None or not (slot.is_prefecture or slot.row is not None):
            continue
        allocated = (
            places.total(final) if slot.is_prefecture else places.looked_up(slot.row or 0, final)
        )
        whose = "合计" if slot.is_prefecture else "该行"
        for role, name in _TIES.items():
            cell = form.fund(role)
            if cell is None or (role is FundRole.CENTRAL and not table.is_central):
                continue
            yield Check(
                "C01",
                f"{slot.region}绩效表“{name}” = {book.allocation_sheet}{whose}",
                filled(cell),
                in_wan(book.parameters[keys.SCALE], allocated),
                tied if role is FundRole.TOTAL or form.fund(FundRole.TOTAL) is None else amounts,
                (form.sheet, *form.funds[role]),
                book.causes(form_refs(slot.form), "C01", "C02"),
                subject=slot.region,
            )


def _fund_lines(book: Book) -> Iterator[Check]:
    for slot, form in book.forms:
        if slot.form is not None:
            yield from fund_line_check(slot, form, book.causes(form_refs(slot.form), "C43"))


def fund_line_check(slot: FormSlot, form: FormPlaces, cause: str = "") -> Iterator[Check]:
    """下达 = 中央 + 其他: a blank 其他 counts as nothing, a blank total is to be filled in."""
    total, central = form.fund(FundRole.TOTAL), form.fund(FundRole.CENTRAL)
    other = form.fund(FundRole.OTHER)
    if total is None or central is None:
        return
    right = f"{central}+{other}" if other else central
    if other:
        right = f'IF({other}="",{central},IF(COUNT({central},{other})<2,"非数字",{right}))'
    yield Check(
        "C43",
        f"{slot.region}绩效表：下达金额 = 中央 + 其他",
        filled(total),
        Formula(f'=IF({central}="","",{right})'),
        amounts,
        (form.sheet, *form.funds[FundRole.TOTAL]),
        cause,
        subject=slot.region,
    )


def _values(book: Book) -> Iterator[Check]:
    for slot, form in book.forms:
        yield value_check(slot.region, form)


def value_check(region: str, form: FormPlaces) -> Check:
    """How many values of a form are still to be filled in."""
    count = f'=SUMPRODUCT(--({form.value_refs}="{keys.PENDING}"))'
    place = (form.sheet, form.values.top, form.values.left)
    return Check(
        "C57",
        f"{region}绩效表：待填指标值（应为 0）",
        Formula(count),
        0,
        pending,
        place,
        subject=region,
    )


def _missing_forms(book: Book, table: AllocationTable, places: AllocationPlaces) -> Iterator[Check]:
    """Recipients with money whose form was neither printed nor filled in."""
    final = table.final_index
    if final is None or not table.rows:
        return
    span = places.span(final)
    funded = places.funded(final)
    lacking = f"{funded}-SUM({book.formed})" if book.formed is not None else funded
    cause = "；".join(dict.fromkeys(f.message for f in book.findings if f.rule == "C64"))
    yield Check(
        "C64",
        "有金额而没有绩效表（未印、未填）的单位数，右为有金额的单位数",
        Formula(f'=IF(COUNT({span})=0,"",{lacking})'),
        Formula(f"={funded}"),
        unformed,
        places.position(0, final),
        cause,
    )


def _codes(book: Book) -> Iterator[Check]:
    for code, names, printed, listed, row in book.code_cells:
        yield Check(
            "C70",
            f"科目 {code}：名称与年度对照表",
            filled(printed),
            filled(listed),
            code_names,
            (book.codes_sheet, row, 0),
            longest=max(names, key=len),
        )
    if book.code_counts is not None:
        found, all_codes = book.code_counts
        yield Check(
            "C70",
            "不在年度科目表、不是七位项级或重复的科目代码（应为 0）",
            Formula(f'=COUNTA({all_codes})-COUNTIF({found},">0")'),
            0,
            counted,
            (book.codes_sheet, book.code_cells[0][4] if book.code_cells else 0, 0),
        )


def _tag(book: Book) -> Check:
    """The tag of direct funds against the one with which the workbook was made."""
    tag = book.parameters[keys.TAG]
    return Check(
        "T07",
        "直达资金标识（参数）与建立工作簿时一致",
        Formula(f'=IF({tag}="","",TRIM({tag}))'),
        tag_of(book.notice) or None,
        same_tag,
        (keys.PARAMETERS_SHEET, book.parameter_rows[keys.TAG], 1),
    )


def _unit(book: Book) -> Iterator[Check]:
    """The unit line of the table against 参数: a table has one unit, and says it once."""
    if not book.allocation_sheet:
        return
    unit = book.parameters[keys.UNIT]
    yield Check(
        "C04",
        f"{book.allocation_sheet}标明的金额单位 = 参数",
        stated_units(unit_line(book.allocation_sheet)),
        Formula(f'=IF({unit}="","",TRIM({unit}))'),
        same_unit,
        (book.allocation_sheet, UNIT_ROW, 0),
    )


def _dates(book: Book) -> Iterator[Check]:
    received = book.parameters[keys.SUPERIOR_RECEIVED]
    issued = book.parameters[keys.DATE]
    place = (keys.PARAMETERS_SHEET, book.parameter_rows[keys.SUPERIOR_RECEIVED], 1)
    yield Check(
        "C91",
        "成文日期不晚于收到上级文件后 30 日",
        filled(issued),
        Formula(f'=IF({received}="","",IF(ISNUMBER({received}),{received}+30,{received}))'),
        not_later,
        place,
        dates=True,
    )
    if book.calendar is None:
        return
    dates, numbers = book.calendar
    here = f"INDEX({numbers},MATCH({received},{dates},0))"
    due = f'IFERROR(INDEX({dates},MATCH({here}+3,{numbers},0)),"")'
    yield Check(
        "C91",
        "收到上级文件后 3 个工作日的截止日",
        filled(received),
        Formula(f'=IF({received}="","",{due})'),
        due_date,
        place,
        dates=True,
    )
