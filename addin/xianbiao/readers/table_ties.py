"""The ties between columns with which a working workbook was made, by its sheet _meta."""

from __future__ import annotations

from collections.abc import Sequence

from xianbiao.model.allocation import AllocationTable, Equation, tie_text
from xianbiao.model.records import Record
from xianbiao.sheets.grid import Grid
from xianbiao.sheets.layout import keys


class Tie(Record, frozen=True):
    """One row `tie` of _meta: a column that others add up to, all by their names."""

    result: str
    terms: tuple[str, ...]
    minus: frozenset[str]
    """Those of the terms that are taken off."""
    is_formula: bool
    """Whether the result was made as a formula in every row of the table."""


class Ties(Record, frozen=True):
    """The columns of amounts with which the allocation table was made, and their ties."""

    columns: tuple[str, ...]
    ties: tuple[Tie, ...]


def table_ties(meta: Grid) -> Ties:
    """What _meta tells of the allocation table; nothing in a workbook of an earlier version."""
    columns: tuple[str, ...] = ()
    ties: list[Tie] = []
    for row in meta.rows:
        names = tuple(cell.stripped for cell in row[3:] if not cell.is_blank)
        if row[0].stripped == keys.META_COLUMNS:
            columns = names
        elif row[0].stripped == keys.META_TIE and len(names) > 1:
            is_formula = row[2].stripped == keys.TIE_OF_FORMULAS
            minus = frozenset(n[1:] for n in names[1:] if n.startswith(keys.TIE_MINUS))
            terms = tuple(n.removeprefix(keys.TIE_MINUS) for n in names[1:])
            ties.append(Tie(names[0], terms, minus, is_formula))
    return Ties(columns, tuple(ties))


def apply_ties(table: AllocationTable, made: Ties) -> frozenset[int]:
    """Give the table the equations it was made with, and return the columns made as formulas.

    Today's figures do not decide what was promised: one wrong sum among few rows would hide
    itself. They decide only for a tie one of whose columns is not found again.
    """
    if not made.ties:
        return frozenset()
    places = _columns_now(table, made.columns)
    found = [t for t in made.ties if places.keys() >= {t.result, *t.terms}]
    known: list[Equation] = []
    for tie in found:
        result, terms = places[tie.result], tuple(places[t] for t in tie.terms)
        minus = tuple(places[t] for t in tie.terms if t in tie.minus)
        known.append(Equation(result, terms, _text(table, result, terms, minus), minus))
    if len(found) < len(made.ties):
        results = {equation.result for equation in known}
        known += [e for e in table.equations if e.result not in results]
    table.equations = known
    return frozenset(places[tie.result] for tie in found if tie.is_formula)


def _columns_now(table: AllocationTable, made: Sequence[str]) -> dict[str, int]:
    """Where each column that was made stands now: by its name, a renamed one by its place."""
    names = [column.plain_name for column in table.columns]
    places = {c.plain_name: c.index for c in table.columns if names.count(c.plain_name) == 1}
    if len(made) == len(names):
        for old, column in zip(made, table.columns, strict=True):
            if column.plain_name not in made:
                places.setdefault(old, column.index)
    return places


def _text(table: AllocationTable, result: int, terms: Sequence[int], minus: Sequence[int]) -> str:
    names = [(table.column(term).full_name, term in minus) for term in terms]
    return tie_text(table.column(result).full_name, names)
