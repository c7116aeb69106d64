"""Which checks stand on 校验 of the working workbook: amounts, forms, codes, dates."""

from __future__ import annotations

from collections.abc import Iterator

from xianbiao.model.allocation import AllocationTable, ColumnRole
from xianbiao.model.forms import FundRole, TargetForm
from xianbiao.model.refs import Ref
from xianbiao.sheets.layout import keys
from xianbiao.sheets.layout.context import AllocationPlaces, Book, FormPlaces, FormSlot
from xianbiao.sheets.layout.register import (
    Check,
    amounts,
    code_names,
    due_date,
    filled,
    hinted,
    in_wan,
    not_later,
    pending,
)
from xianbiao.sheets.layout.table_parts import equation_text, summed
from xianbiao.sheets.plan import Formula

SUPERIOR_RULE = "T01"
"""Not a rule of the notice alone: the superior's figure is typed in by the clerk."""

_TIES = {FundRole.TOTAL: "下达金额", FundRole.CENTRAL: "中央财政补助"}


def checklist(book: Book) -> list[Check]:
    """All checks of the working workbook, in the order of the rules."""
    checks: list[Check] = []
    table, places = book.table, book.allocation
    if table is not None and places is not None:
        checks.extend(_form_ties(book, table, places))
        checks.extend(_totals(book, table, places))
        checks.extend(_superior(book, table, places))
        checks.extend(_embedded(book, table, places))
        checks.extend(_equations(book, table, places))
    checks.extend(_fund_lines(book))
    checks.extend(_values(book))
    if table is not None and places is not None:
        checks.extend(_missing_forms(book, table, places))
    checks.extend(_codes(book))
    checks.extend(_dates(book))
    return checks


def form_refs(form: TargetForm) -> list[Ref | None]:
    """The places of the amounts of a form."""
    return [*(f.amount.ref for f in form.funds), *(f.label.ref for f in form.funds), form.funds_ref]


def _totals(book: Book, table: AllocationTable, places: AllocationPlaces) -> Iterator[Check]:
    for index in summed(table):
        printed = book.printed_totals.get(index)
        if printed is None:
            continue
        name = table.column(index).full_name
        ref = (
            table.total.amounts[index].ref if table.total and index in table.total.amounts else None
        )
        yield Check(
            "C03",
            f"{book.allocation_sheet}“{name}”：印发合计 = 各单位之和",
            filled(printed),
            Formula(f"={_checked(places.span(index), places.total(index))}"),
            amounts,
            places.position(None, index),
            book.causes([ref, table.total.ref if table.total else None], "C03"),
        )


def _superior(book: Book, table: AllocationTable, places: AllocationPlaces) -> Iterator[Check]:
    final = table.final_index
    if final is not None and not table.is_adjustment:
        row = book.parameter_rows[keys.SUPERIOR_AMOUNT]
        yield Check(
            SUPERIOR_RULE,
            f"上级下达额（参数）= {book.allocation_sheet}合计",
            filled(book.parameters[keys.SUPERIOR_AMOUNT]),
            Formula(f"={places.total(final)}"),
            amounts,
            (keys.PARAMETERS_SHEET, row, 1),
        )
    changes = [c for c in table.columns if c.role is ColumnRole.SUBTOTAL_CHANGE]
    changes = changes or [c for c in table.columns if c.role is ColumnRole.CHANGE]
    if changes:
        row = book.parameter_rows[keys.SUPERIOR_CHANGE]
        net = "+".join(places.total(c.index) for c in changes)
        yield Check(
            "C07",
            f"上级调整额（参数）= {book.allocation_sheet}调整净额",
            filled(book.parameters[keys.SUPERIOR_CHANGE]),
            Formula(f"={net}"),
            amounts,
            (keys.PARAMETERS_SHEET, row, 1),
            "；".join(f.cause for f in book.findings if f.rule == "C07" and f.cause),
        )


def _embedded(book: Book, table: AllocationTable, places: AllocationPlaces) -> Iterator[Check]:
    for position, embedded in enumerate(table.embedded_totals, start=1):
        below = [c for c in table.columns if c.index in embedded.columns]
        before = [c for c in below if c.role is ColumnRole.BEFORE] or below
        if not before:
            continue
        key = f"{keys.EMBEDDED}{keys.SEPARATOR}{position}"
        yield Check(
            "C05",
            f"表头“{embedded.text.stripped}”内的数 = {before[0].name}合计",
            filled(book.parameters[key]),
            in_wan(table, places.total(before[0].index)),
            amounts,
            places.position(None, before[0].index),
            book.causes([embedded.text.ref], "C05"),
        )


def _equations(book: Book, table: AllocationTable, places: AllocationPlaces) -> Iterator[Check]:
    tolerance = book.parameters[keys.TOLERANCE]
    for equation in table.equations:
        text = equation_text(table, equation)
        columns = (equation.result, *equation.terms)
        spans = [places.span(c) for c in columns]
        gap = f"({'-'.join(spans)})"
        count = f"SUMPRODUCT(--({gap}*{gap}>={tolerance}*{tolerance}))"
        checked = count
        for span in spans:
            checked = _checked(span, checked)
        refs = [row.amounts[c].ref for row in table.rows for c in columns if c in row.amounts]
        yield Check(
            "C08",
            f"{text}：不成立的行数（应为 0）",
            Formula(f"={checked}"),
            0,
            amounts,
            places.position(0, equation.result),
            book.causes(refs, "C08"),
        )
        if table.total is None:
            continue
        refs = [table.total.amounts[c].ref for c in columns if c in table.total.amounts]
        yield Check(
            "C08",
            f"{text}：合计行",
            Formula(f"={places.total(equation.result)}"),
            Formula("=" + "+".join(places.total(t) for t in equation.terms)),
            amounts,
            places.position(None, equation.result),
            book.causes(refs, "C08"),
        )


def _form_ties(book: Book, table: AllocationTable, places: AllocationPlaces) -> Iterator[Check]:
    final = table.final_index
    for slot, form in book.forms:
        if slot.form is None or final is None or not (slot.is_prefecture or slot.row is not None):
            continue
        allocated = places.total(final) if slot.is_prefecture else places.cell(slot.row or 0, final)
        whose = "合计" if slot.is_prefecture else "该行"
        for role, name in _TIES.items():
            cell = form.fund(role)
            if cell is None:
                continue
            yield Check(
                "C01",
                f"{slot.region}绩效表“{name}” = {book.allocation_sheet}{whose}",
                filled(cell),
                in_wan(table, allocated),
                amounts,
                (form.sheet, *form.funds[role]),
                book.causes(form_refs(slot.form), "C01", "C02"),
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
    )


def _values(book: Book) -> Iterator[Check]:
    for slot, form in book.forms:
        yield value_check(slot.region, form)


def value_check(region: str, form: FormPlaces) -> Check:
    """How many values of a form are still to be filled in."""
    count = f'=SUMPRODUCT(--({form.value_refs}="{keys.PENDING}"))'
    place = (form.sheet, form.values.top, form.values.left)
    return Check("C57", f"{region}绩效表：待填指标值（应为 0）", Formula(count), 0, pending, place)


def _missing_forms(book: Book, table: AllocationTable, places: AllocationPlaces) -> Iterator[Check]:
    final = table.final_index
    if final is None or not table.rows:
        return
    printed = {slot.row for slot, _ in book.forms if slot.form is not None}
    cells = [places.cell(i, final) for i in range(len(table.rows)) if i not in printed]
    count = "+".join(f"(ROUND(N({cell}),2)<>0)" for cell in cells)
    cause = "；".join(dict.fromkeys(f.message for f in book.findings if f.rule == "C64"))
    yield Check(
        "C64",
        "有金额而未印绩效表的单位数（应为 0）",
        Formula(f"={count}") if count else 0,
        0,
        hinted,
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


def _dates(book: Book) -> Iterator[Check]:
    received = book.parameters[keys.SUPERIOR_RECEIVED]
    issued = book.parameters[keys.DATE]
    place = (keys.PARAMETERS_SHEET, book.parameter_rows[keys.SUPERIOR_RECEIVED], 1)
    yield Check(
        "C91",
        "成文日期不晚于收到上级文件后 30 日",
        filled(issued),
        Formula(f'=IF({received}="","",{received}+30)'),
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


def _checked(span: str, formula: str) -> str:
    """A formula over a span, replaced by a word where the span holds text."""
    return f'IF(COUNTA({span})>COUNT({span}),"非数字",{formula})'
