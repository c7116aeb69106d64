"""Which amounts should be equal, and which side is the likelier to be wrong."""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal

from xianbiao.checks.causes import Diagnosis, Part
from xianbiao.checks.diagnose import diagnose
from xianbiao.checks.unit_slips import unit_meant
from xianbiao.model import money_units
from xianbiao.model.allocation import AllocationTable, Column, ColumnRole
from xianbiao.model.amounts import Amount, AmountState, absence, format_amount, same
from xianbiao.model.forms import FundLine, FundRole, TargetForm
from xianbiao.model.notices import Notice
from xianbiao.model.records import Record

Parts = tuple[Part, ...]


class Mismatch(Record, frozen=True):
    """Two amounts that should be equal, 万元, and the parts that the second is made of.

    `line` is the line of the form, `expected` the cell of the table, `what` says which it is.
    """

    line: FundLine
    expected: Amount
    left: Decimal
    right: Decimal
    form: TargetForm
    parts: Parts
    what: str

    @property
    def printed(self) -> Amount:
        """The cell of the form."""
        return self.line.amount


class OneSided(Record, frozen=True):
    """An amount that stands on one side only: in the form, or in the table."""

    line: FundLine
    expected: Amount
    amount: Decimal
    form: TargetForm
    in_form: bool


def in_wan(table: AllocationTable, value: Decimal) -> Decimal:
    """An amount of a table in 万元, by the table's stated unit; 万元 where none is stated."""
    return money_units.in_wan(value, table.unit)


def in_unit_of(table: AllocationTable, value: Decimal) -> Decimal:
    """An amount of 万元 in the unit of a table."""
    return money_units.from_wan(value, table.unit)


def wan_of_form(form: TargetForm, value: Decimal | None) -> Decimal | None:
    """An amount of a form in 万元, by the unit beside 资金情况; 万元 where none is stated."""
    return None if value is None else money_units.in_wan(value, form.funds_unit)


def form_mismatches(notice: Notice) -> Iterator[Mismatch]:
    """The forms whose amount is not that of the allocation table; none where its unit is wrong."""
    table = notice.allocation
    if table is None or unit_meant(notice) is not None:
        return
    for form in notice.target_forms:
        expected, what = _expected(table, form)
        if expected is None or expected.value is None:
            continue
        right = in_wan(table, expected.value)
        for printed in _compared(table, form):
            left = wan_of_form(form, printed.amount.value)
            if left is not None and not same(left, right):
                parts = final_parts(table) if form.is_prefecture else ()
                yield Mismatch(printed, expected, left, right, form, parts, what)


def one_sided(notice: Notice) -> Iterator[OneSided]:
    """The amounts that a form or the table leaves blank while the other side has one."""
    table = notice.allocation
    if table is None:
        return
    for form in notice.target_forms:
        expected, _ = _expected(table, form)
        line = next(_compared(table, form), None)
        if expected is None or line is None:
            continue
        if line.amount.is_without and expected.value:
            yield OneSided(line, expected, in_wan(table, expected.value), form, in_form=False)
        elif expected.is_without and line.amount.value:
            amount = money_units.in_wan(line.amount.value, form.funds_unit)
            yield OneSided(line, expected, amount, form, in_form=True)


def _expected(table: AllocationTable, form: TargetForm) -> tuple[Amount | None, str]:
    """The cell of the table that a form repeats; the sum of the rows for want of a total."""
    if not form.is_prefecture:
        row = table.row_for(form.region) if form.recipient else None
        return (table.final_amount(row) if row is not None else None), "金额"
    total = table.final_amount(table.total) if table.total is not None else None
    if total is not None and not total.is_without:
        return total, "合计"
    column = table.final_column
    added = rows_sum(table, column) if column is not None else None
    if added is None:
        return None, ""
    ref = total.ref if total is not None else table.ref
    why = f"合计{absence(total)}" if total is not None else "没有合计行"
    return Amount(format_amount(added), AmountState.NUMBER, added, ref), f"（{why}）各行之和"


def _compared(table: AllocationTable, form: TargetForm) -> Iterator[FundLine]:
    """The lines of a form that repeat the table's amount: the total, and the central one."""
    total, central = form.fund(FundRole.TOTAL), form.fund(FundRole.CENTRAL)
    if total is not None:
        yield total
    if central is not None and (total is None or table.is_central):
        yield central


def final_parts(table: AllocationTable) -> Parts:
    """What each row gets in the end, 万元."""
    column = table.final_column
    return tuple((n, in_wan(table, v)) for n, v in parts_of(table, column)) if column else ()


def parts_of(table: AllocationTable, column: Column) -> Parts:
    """The rows of a column that hold a number, in the table's unit."""
    return tuple(
        (r.name.stripped, a.value) for r in table.rows if (a := r.amount(column)).value is not None
    )


def rows_sum(table: AllocationTable, column: Column) -> Decimal | None:
    """The sum of the rows of a column; None where one is unreadable or none holds a number."""
    parts = parts_of(table, column)
    if not parts or any(r.amount(column).is_unreadable for r in table.rows):
        return None
    return sum((value for _, value in parts), Decimal(0))


def column_gap(table: AllocationTable, column: Column) -> Decimal | None:
    """Printed total − sum of the rows of a column; None where it cannot be told."""
    if table.total is None or column.role is ColumnRole.COUNT:
        return None
    printed, added = table.total.amount(column).value, rows_sum(table, column)
    return None if printed is None or added is None else printed - added


def gaps(notice: Notice, table: AllocationTable) -> list[Decimal]:
    """By how much the final column's totals differ from its rows: as printed, as issued, as sent.

    Each is total − sum of the rows, and never zero.
    """
    column = table.final_column
    if column is None or table.total is None:
        return []
    added = column_gap(table, column)
    printed = table.total.amount(column).value
    control = table.controls.get(column.index)
    others = [control.value if control is not None else None, notice.superior_amount]
    found = [added] if added is not None else []
    if printed is not None and added is not None:
        rows = printed - added
        found += [other - rows for other in others if other is not None]
    return [g for g in found if not same(g, Decimal(0))]


def table_is_suspect(notice: Notice, mismatch: Mismatch) -> bool:
    """Whether the table's own totals also miss what a form says of one row, by the same sum."""
    table = notice.allocation
    if table is None or mismatch.form.is_prefecture:
        return False
    difference = mismatch.left - mismatch.right
    return any(same(in_wan(table, g), difference) for g in gaps(notice, table))


def explain(notice: Notice, mismatch: Mismatch) -> Diagnosis | None:
    """The probable cause of a mismatch, from the side that is probably wrong."""
    if table_is_suspect(notice, mismatch):
        return diagnose(mismatch.right, mismatch.left)
    absent = absent_rows(notice) if mismatch.form.is_prefecture else ()
    return diagnose(mismatch.left, mismatch.right, mismatch.parts, absent)


def absent_rows(notice: Notice) -> Parts:
    """The recipients that have a form and no row in the table, 万元."""
    return tuple(
        (form.region, line.amount.value)
        for form in notice.target_forms
        if form.region and form.recipient is None and not form.is_prefecture
        if (line := form.fund(FundRole.TOTAL)) is not None and line.amount.value is not None
    )


def allocated(notice: Notice, form: TargetForm) -> Decimal | None:
    """What the table says of a form's region, 万元."""
    table = notice.allocation
    expected = _expected(table, form)[0] if table is not None else None
    if table is None or expected is None or expected.value is None:
        return None
    return in_wan(table, expected.value)
