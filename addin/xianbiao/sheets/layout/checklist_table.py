"""Checks of the allocation table on 校验: sums, the superior's figure, ties, recipients."""

from __future__ import annotations

from collections.abc import Iterator

from xianbiao.model.allocation import AllocationTable, ColumnRole
from xianbiao.sheets.layout import keys
from xianbiao.sheets.layout.context import CAPACITY, AllocationPlaces, Book
from xianbiao.sheets.layout.head import FIRST_ROW
from xianbiao.sheets.layout.register import (
    Check,
    amounts,
    at_least_tolerance,
    counted,
    filled,
    in_wan,
    pending,
)
from xianbiao.sheets.layout.table_parts import equation_text, summed
from xianbiao.sheets.plan import Area, Formula, quoted

_UNITS = Area(FIRST_ROW, 1, FIRST_ROW + CAPACITY - 1, 1)


def table_checks(book: Book, table: AllocationTable, places: AllocationPlaces) -> Iterator[Check]:
    """The checks of one table, in the order of the rules."""
    yield from _totals(book, table, places)
    yield from _superior(book, table, places)
    yield from _total_row(book, table, places)
    yield from _embedded(book, table, places)
    yield from _equations(book, table, places)
    yield from _recipients(places)
    yield from _blank_rows(table, places)


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


def _total_row(book: Book, table: AllocationTable, places: AllocationPlaces) -> Iterator[Check]:
    """The cells of the total row against the rows: a figure may be typed over their formulas."""
    if table.total is None:
        return
    for index in summed(table):
        span, added = places.span(index), places.added(index)
        yield Check(
            "C03",
            f"{book.allocation_sheet}“{table.column(index).full_name}”：合计行 = 各单位之和",
            Formula(f"={places.total(index)}"),
            Formula(f'=IF(COUNT({span})=0,"",{_checked(span, added)})'),
            amounts,
            places.position(None, index),
        )


def _superior(book: Book, table: AllocationTable, places: AllocationPlaces) -> Iterator[Check]:
    final = table.final_index
    if final is not None and not table.is_adjustment:
        row = book.parameter_rows[keys.SUPERIOR_AMOUNT]
        yield Check(
            "C03",
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
            in_wan(book.parameters[keys.SCALE], places.total(before[0].index)),
            amounts,
            places.position(None, before[0].index),
            book.causes([embedded.text.ref], "C05"),
        )


def _equations(book: Book, table: AllocationTable, places: AllocationPlaces) -> Iterator[Check]:
    tolerance = at_least_tolerance(book.parameters[keys.TOLERANCE])
    for equation in table.equations:
        text = equation_text(table, equation)
        columns = (equation.result, *equation.terms)
        spans = [places.span(c) for c in columns]
        gap = f"({equation.gap(places.span)})"
        count = f"SUMPRODUCT(--({gap}*{gap}>={tolerance}*{tolerance}))"
        checked = count
        for span in spans:
            checked = _checked(span, checked)
        typed = ",".join(spans[1:])
        checked = f'IF(COUNT({typed})=0,"",{checked})'
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
            Formula("=" + equation.added(places.total)),
            amounts,
            places.position(None, equation.result),
            book.causes(refs, "C08"),
        )


def _recipients(places: AllocationPlaces) -> Iterator[Check]:
    """Rows that were added, lost or doubled: every recipient stands just once in the table."""
    count = places.counted()
    if count is None:
        return
    target = (places.sheet, places.rows[0], places.name_column or 0)
    yield Check(
        "T01",
        f"{places.sheet}所列单位数 = 单位表",
        Formula(f"={count}"),
        Formula(f"=COUNTA({quoted(keys.UNITS_SHEET)}!{_UNITS.absolute})"),
        counted,
        target,
    )
    for index, name in enumerate(places.names):
        listed = places.listed(index)
        if listed is not None:
            text = f"{name}在{places.sheet}恰有一行"
            yield Check("T02", text, Formula(f"={listed}"), 1, counted, target, subject=name)


def _blank_rows(table: AllocationTable, places: AllocationPlaces) -> Iterator[Check]:
    """Recipients for whom no amount has been typed."""
    typed, names = table.typed_columns, places.name_span
    if not typed or names is None or places.counted() is None:
        return
    blank = "*".join(f'({places.span(c.index)}="")' for c in typed)
    yield Check(
        "T08",
        f"{places.sheet}金额整行空白的单位数（应为 0；不安排的写 0）",
        Formula(f'=SUMPRODUCT(({names}<>"")*{blank})'),
        0,
        pending,
        places.position(0, typed[0].index),
    )


def _checked(span: str, formula: str) -> str:
    """A formula over a span, replaced by a word where the span holds text."""
    return f'IF(COUNTA({span})>COUNT({span}),"非数字",{formula})'
