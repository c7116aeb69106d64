"""Columns whose header says nothing, and whose figures prove that they are amounts."""

from __future__ import annotations

from collections.abc import Sequence

from xianbiao.model.records import replace
from xianbiao.model.tables import ColumnSum, Meaning, TableColumn
from xianbiao.sheets.recognise.tables.sums import Totals


def with_figures(columns: Sequence[TableColumn], sums: Sequence[ColumnSum]) -> list[TableColumn]:
    """Columns whose header says nothing are amounts where they help to make up a total."""
    helping = {t for s in sums for t in (*s.terms, s.result)}
    return [
        replace(
            c, meaning=Meaning.AMOUNT, confidence=0.75, reason=c.reason + "，但与别的列相加等于合计"
        )
        if c.meaning is Meaning.UNKNOWN and c.index in helping
        else c
        for c in columns
    ]


def proved_by_totals(
    columns: Sequence[TableColumn], added: Sequence[int], totals: Totals, unit: str | None
) -> list[TableColumn]:
    """Columns unknown by their words are amounts where a table of money has no others.

    The unit is stated, and every total and subtotal adds up in them.
    """
    if unit is None or totals.total is None or any(c.meaning.is_money for c in columns):
        return list(columns)
    holding = {at for place, at in enumerate(added) if _adds_up(totals, place)}
    return [
        replace(
            c,
            meaning=Meaning.AMOUNT,
            confidence=0.75,
            reason=f"{c.reason}，但表里写明单位{unit}，各级合计都加得平",
        )
        if c.meaning is Meaning.UNKNOWN and c.index in holding
        else c
        for c in columns
    ]


def _adds_up(totals: Totals, place: int) -> bool:
    """Whether every complete sum holds in one of the columns that may be added up."""
    rows = totals.tree.rows
    adder = totals.tree.adder
    proofs = 0
    for one in totals.sums:
        printed, added = rows[one.result].vector[place], adder.sum_of(one.terms)[place]
        if not one.is_complete or printed is None or added is None:
            continue
        if abs(printed - added) > adder.tolerances[place]:
            return False
        proofs += printed != 0 and len(one.terms) > 1
    return proofs > 0
