"""Rows below the total that are no part of it: averages, shares, another year's figures."""

from __future__ import annotations

from collections.abc import Container

from xianbiao.model.expressions import expression
from xianbiao.sheets.recognise.tables.rows import RawRow

_OF_YEAR = expression(r"(20\d\d)年")
_ASIDE = expression(
    r".{0,4}(?:[人户亩]均|平均).{0,6}|.{0,4}(?:占比|比重)|(?:所)?占.{0,8}(?:比例|%)"
    r"|(?:同比|[较比与同](?:上|去)年).{0,6}|增[减长].{0,4}|增幅|(?:上年|去年)(?:同期)?.{0,4}数?"
)


def mark_asides(rows: list[RawRow], noted: Container[int]) -> None:
    """Rows below the total whose name says that they are no part of it: 人均补差, 占比, 上年数.

    Rows that a clerk noted, by their place in the list, stay what they were noted to be.
    """
    totals = [i for i, r in enumerate(rows) if r.total and r.total.rank < 2 and not r.total.subject]
    years = {i: found[1] for i in totals if (found := _OF_YEAR.match(rows[i].name))}
    latest = max(years.values(), default="")
    for i, year in years.items():
        if year < latest and i not in noted:
            rows[i].total, rows[i].is_aside = None, True
            rows[i].vector = [None] * len(rows[i].vector)
            totals.remove(i)
    for i in range(totals[-1] + 1 if totals else len(rows), len(rows)):
        row = rows[i]
        is_free = row.place is None and row.total is None and i not in noted
        if is_free and _ASIDE.fullmatch(row.name):
            row.is_aside, row.vector = True, [None] * len(row.vector)
