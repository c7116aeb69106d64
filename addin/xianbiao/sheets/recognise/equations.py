"""The ties between columns that a header promises, kept only where the figures bear them out."""

from __future__ import annotations

from collections.abc import Sequence
from decimal import Decimal

from xianbiao.model.allocation import AllocationRow, Column, ColumnRole, Equation, tie_text
from xianbiao.model.amounts import same
from xianbiao.sheets.recognise.changes import is_decrease, is_increase

_SHARE = Decimal("0.5")


def column_equations(columns: Sequence[Column], rows: Sequence[AllocationRow]) -> list[Equation]:
    """The equations of a table; each holds in more than half of the rows that can be added.

    A tie that the header words suggest but most rows contradict was misunderstood and is left
    out: a wrong rule would accuse every row. Where no figure stands yet the words are believed,
    and those of an adjustment (前 + 调 = 后) where half of the rows bear them out.
    """
    if _is_adjustment(columns):
        found = (_with_sign(e, columns, rows) for e in _adjustment(columns))
        return [e for e in found if _borne_out(e, rows, half=True)]
    return [e for e in _sums(columns, rows) if _borne_out(e, rows)]


def holds(equation: Equation, row: AllocationRow) -> bool | None:
    """Whether an equation holds in a row; None where the result or every term is no number."""
    result = row.amounts[equation.result]
    terms = [row.amounts[t] for t in equation.terms]
    if result.value is None or any(t.is_unreadable for t in terms):
        return None
    known = zip(equation.terms, terms, strict=True)
    values = [equation.signed(i, t.value) for i, t in known if t.value is not None]
    if not values:
        return None
    return same(result.value, sum(values, Decimal(0)))


def _borne_out(equation: Equation, rows: Sequence[AllocationRow], *, half: bool = False) -> bool:
    known = [h for h in (holds(equation, row) for row in rows) if h is not None]
    if not known:
        return all(row.amounts[c].is_blank for row in rows for c in _columns_of(equation))
    enough = len(known) * _SHARE
    return sum(known) > enough or (half and sum(known) == enough)


def _with_sign(
    equation: Equation, columns: Sequence[Column], rows: Sequence[AllocationRow]
) -> Equation:
    """The equation with its decreases taken off where they are written as positive numbers."""
    down = {c.index for c in columns if is_decrease(c.path)}
    minus = tuple(t for t in equation.terms if t in down)
    if not minus:
        return equation
    by_index = {c.index: c for c in columns}
    signed = _equation(by_index[equation.result], [by_index[t] for t in equation.terms], minus)
    plain, taken = (sum(holds(e, row) is True for row in rows) for e in (equation, signed))
    return signed if taken > plain else equation


def _columns_of(equation: Equation) -> tuple[int, ...]:
    return (equation.result, *equation.terms)


def _is_adjustment(columns: Sequence[Column]) -> bool:
    return any(c.role is ColumnRole.CHANGE for c in columns)


def _adjustment(columns: Sequence[Column]) -> list[Equation]:
    by_role = {role: [c for c in columns if c.role is role] for role in ColumnRole}
    result: list[Equation] = []
    for after in by_role[ColumnRole.AFTER]:
        before = [c for c in by_role[ColumnRole.BEFORE] if c.group == after.group]
        change = [c for c in by_role[ColumnRole.CHANGE] if c.group == after.group]
        net = [c for c in change if not is_decrease(c.path) and not is_increase(c.path)]
        moved = [c for c in change if c not in net]
        if len(before) == 1 and change:
            result.append(_equation(after, [before[0], *(net if net and moved else change)]))
        if len(net) == 1 and moved:
            result.append(_equation(net[0], moved))
    for total, part in (
        (ColumnRole.SUBTOTAL_BEFORE, ColumnRole.BEFORE),
        (ColumnRole.SUBTOTAL_CHANGE, ColumnRole.CHANGE),
        (ColumnRole.TOTAL, ColumnRole.AFTER),
    ):
        for column in by_role[total]:
            if by_role[part]:
                result.append(_equation(column, by_role[part]))
    before_total = by_role[ColumnRole.SUBTOTAL_BEFORE]
    change_total = by_role[ColumnRole.SUBTOTAL_CHANGE]
    for column in by_role[ColumnRole.TOTAL]:
        if before_total and change_total:
            result.append(_equation(column, [before_total[0], change_total[0]]))
    return result


def _sums(columns: Sequence[Column], rows: Sequence[AllocationRow]) -> list[Equation]:
    money = [c for c in columns if c.role in (ColumnRole.AMOUNT, ColumnRole.TOTAL)]
    result: list[Equation] = []
    for column in money:
        if column.role is not ColumnRole.TOTAL:
            continue
        options = [o for o in _scopes(column, money) if o]
        for option in options:
            equation = _equation(column, option)
            if _borne_out(equation, rows):
                result.append(equation)
                break
    return result


def _scopes(column: Column, money: Sequence[Column]) -> list[list[Column]]:
    others = [c for c in money if c.index != column.index]
    group = [c for c in others if column.group and c.group == column.group]
    details = [c for c in others if c.role is ColumnRole.AMOUNT]
    totals = [c for c in others if c.role is ColumnRole.TOTAL]
    right: list[Column] = []
    for c in others:
        if c.index > column.index:
            if c.role is ColumnRole.TOTAL:
                break
            right.append(c)
    left: list[Column] = []
    for c in reversed(others):
        if c.index < column.index:
            if c.role is ColumnRole.TOTAL:
                break
            left.insert(0, c)
    loose = [c for c in details if not any(t.group and t.group == c.group for t in totals)]
    return [group, totals + loose if totals else [], details, right, left, totals]


def _equation(result: Column, terms: Sequence[Column], minus: tuple[int, ...] = ()) -> Equation:
    text = tie_text(_short(result), [(_short(t), t.index in minus) for t in terms])
    return Equation(result.index, tuple(t.index for t in terms), text, minus)


def _short(column: Column) -> str:
    return column.full_name
