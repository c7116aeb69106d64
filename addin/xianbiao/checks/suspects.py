"""Which single cell explains that a column does not add up: its form or its own row says so too."""

from __future__ import annotations

from decimal import Decimal

from xianbiao.checks.causes import Diagnosis, DiagnosisKind
from xianbiao.checks.crossings import lone_blank
from xianbiao.checks.diagnose import diagnose
from xianbiao.checks.ties import column_gap, form_mismatches, in_wan, one_sided
from xianbiao.model.allocation import AllocationRow, AllocationTable, Column, Equation
from xianbiao.model.amounts import Amount, absence, format_amount, same
from xianbiao.model.notices import Notice
from xianbiao.model.quotient_rows import holds
from xianbiao.model.records import Record


class Suspect(Record, frozen=True):
    """A cell that is probably wrong, and why."""

    amount: Amount
    diagnosis: Diagnosis


def suspect_cell(
    notice: Notice, table: AllocationTable, column: Column, gap: Decimal
) -> Suspect | None:
    """The one cell of a column that explains a gap: total − sum of the rows."""
    return (
        _by_form(notice, table, column, gap)
        or _by_row(table, column, gap)
        or _by_quotient(notice, table, column, gap)
        or _by_blank(notice, table, column, gap)
    )


def _by_form(
    notice: Notice, table: AllocationTable, column: Column, gap: Decimal
) -> Suspect | None:
    """The one row whose own form contradicts it by just the gap."""
    if table is not notice.allocation or column.index != table.final_index:
        return None
    gap = in_wan(table, gap)
    found = [
        _slipped(
            m.expected,
            f"{m.form.region}绩效表写 {format_amount(m.left)}，"
            f"与本格也差同一个数，疑为本格 {m.expected.raw} 写错",
        )
        for m in form_mismatches(notice)
        if not m.form.is_prefecture and same(m.left - m.right, gap)
    ]
    found += [
        _slipped(
            s.expected,
            f"{s.form.region}绩效表写 {format_amount(s.amount)}，等于所差的数，疑为本格漏填",
        )
        for s in one_sided(notice)
        if s.in_form and not s.form.is_prefecture and same(s.amount, gap)
    ]
    cells = {s.amount.ref for s in found}
    return found[0] if len(cells) == 1 else None


def _by_row(table: AllocationTable, column: Column, gap: Decimal) -> Suspect | None:
    """The one row (or the total) whose equations fail, and hold once its cell is put right."""
    equations = [e for e in table.equations if column.index in (e.result, *e.terms)]
    found = []
    for row in table.all_rows():
        amount = row.amount(column)
        if amount.is_unreadable or all(_holds(row, e) for e in equations):
            continue
        change = -gap if row is table.total else gap
        if all(_holds(row, e, column.index, change) for e in equations):
            found.append((row, amount, (amount.value or Decimal(0)) + change))
    if len(found) != 1:
        return None
    row, amount, meant = found[0]
    return _off(amount, meant, f"“{row.name.stripped}”一行的勾稽")


def _by_quotient(
    notice: Notice, table: AllocationTable, column: Column, gap: Decimal
) -> Suspect | None:
    """The one row whose shares, growth or averages fail, and hold once its cell is put right."""
    own = {row.ref for row in table.rows}
    found = []
    for reading in notice.readings:
        indexes = [c.index for c in reading.columns if c.ref == column.ref and reading.quotients]
        for index, row in ((i, r) for i in indexes for r in reading.rows if r.ref in own):
            amount = row.values[index]
            if amount.value is None:
                continue
            using = [q for q in reading.quotients if index in (q.upper, q.lower)]
            failing = [q for q in using if holds(reading, row, q) is False]
            changed = {index: amount.value + gap}
            if failing and all(holds(reading, row, q, changed) for q in failing):
                names = "、".join(reading.column(q.column).name for q in failing)
                found.append((amount, amount.value + gap, f"“{row.name.stripped}”的“{names}”"))
    if len(found) != 1:
        return None
    amount, meant, witness = found[0]
    slip = diagnose(amount.value, meant) if amount.value is not None else None
    how = f"（{slip.kind.value}）" if slip is not None and slip.is_known else ""
    right = format_amount(meant)
    return _slipped(
        amount, f"{witness}与本格不符，本格 {amount.raw.strip()} 改为 {right} 就都相符{how}"
    )


def _by_blank(
    notice: Notice, table: AllocationTable, column: Column, gap: Decimal
) -> Suspect | None:
    """The only row without an amount in the column, where one like the others is missing."""
    if notice.listed_units is not None:
        return None
    amount = lone_blank([row.amount(column) for row in table.rows], gap)
    if amount is None:
        return None
    shown = format_amount(gap)
    return _slipped(amount, f"本列只有本格{absence(amount)}，所差的 {shown} 疑为漏填在这里")


def _off(amount: Amount, meant: Decimal, witness: str) -> Suspect:
    """A cell that a second sum contradicts by the same difference."""
    if amount.value is None:
        missing = f"{witness}也差 {format_amount(abs(meant))}，本格{absence(amount)}"
        return _slipped(amount, f"{missing}，疑为漏填 {format_amount(meant)}")
    slip = diagnose(amount.value, meant)
    how = f"（{slip.kind.value}）" if slip is not None and slip.is_known else ""
    written, right = format_amount(amount.value), format_amount(meant)
    text = f"{witness}也差 {format_amount(abs(amount.value - meant))}"
    return _slipped(amount, f"{text}，疑为本格 {written} 应为 {right}{how}")


def _slipped(amount: Amount, text: str) -> Suspect:
    return Suspect(amount, Diagnosis(DiagnosisKind.ROW_SLIPPED, text))


def _holds(
    row: AllocationRow, equation: Equation, changed: int = -1, gap: Decimal = Decimal(0)
) -> bool:
    """Whether an equation holds in a row, one of its cells changed; so too where it is unread."""
    amounts = {i: row.amounts[i] for i in (equation.result, *equation.terms)}
    if any(a.is_unreadable for a in amounts.values()):
        return True
    values = {i: (a.value or Decimal(0)) + (gap if i == changed else 0) for i, a in amounts.items()}
    return same(
        values[equation.result],
        sum((equation.signed(t, values[t]) for t in equation.terms), Decimal(0)),
    )


def suspect_in_row(
    table: AllocationTable, row: AllocationRow, equation: Equation, gap: Decimal
) -> Suspect | None:
    """The one cell of a failing row whose own column is off by the same sum.

    `gap` is the result − the sum of the terms.
    """
    columns = [table.column(i) for i in (equation.result, *equation.terms)]
    found = [
        c for c in columns if (g := column_gap(table, c)) is not None and same(abs(g), abs(gap))
    ]
    amount = row.amount(found[0]) if len(found) == 1 else None
    if amount is None or amount.is_unreadable:
        return None
    column = found[0].index
    change = -gap if column == equation.result else equation.signed(column, gap)
    meant = (amount.value or Decimal(0)) + change
    return _off(amount, meant, f"“{found[0].full_name}”一列的合计")
