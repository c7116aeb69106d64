"""What of a notice belongs to whom, and therefore may not occur in a recipient's file."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Iterator
from decimal import Decimal, InvalidOperation

from xianbiao.model.allocation import AllocationRow, AllocationTable
from xianbiao.model.amounts import Amount, format_amount
from xianbiao.model.expressions import expression
from xianbiao.model.notices import Notice
from xianbiao.model.records import Record
from xianbiao.sheets.layout.context import own_names
from xianbiao.sheets.layout.library import library_rows
from xianbiao.sheets.layout.parameters import income_of

_FIGURE = expression(r"(?<![\d.])\d[\d,]*(?:\.\d+)?")
_LEAST_DIGITS = 3
_EPOCH = dt.date(1899, 12, 30)


class Secrets(Record, frozen=True):
    """What may not occur in one recipient's file.

    `names` are those of the other recipients; `amounts` are compared with whole cell values;
    `totals` also with figures inside a text. `common` are words that all files share and that
    may contain another recipient's name, such as the area's own name.
    """

    names: tuple[str, ...]
    common: tuple[str, ...]
    amounts: frozenset[Decimal]
    totals: frozenset[Decimal]
    everyone: tuple[str, ...] = ()


class AllSecrets:
    """What belongs to whom in one notice, from which follows what each recipient may not see."""

    def __init__(self, notice: Notice, table: AllocationTable) -> None:
        common = [row.name for row in library_rows(notice)]
        common += [t.stripped for t in (*notice.issuers, *notice.signatures)]
        common += list(notice.area.names) if notice.area else []
        totals = set(_values(table.total.amounts.values())) if table.total else set()
        totals |= set(_values(table.controls.values()))
        totals |= set(_values(e.amount for e in table.embedded_totals))
        self._notice, self._rows = notice, table.rows
        self._common = frozenset(c for c in common if c)
        self._totals = frozenset(v for v in totals if _is_distinctive(v))
        self._shared = frozenset(figures_in(_common_texts(notice)))
        self._names = [_names(row) for row in table.rows]
        self._everyone = tuple(dict.fromkeys(n for names in self._names for n in names))
        self._amounts = [
            [v for v in _values(row.amounts.values()) if _is_distinctive(v)] for row in table.rows
        ]

    def of(self, index: int) -> Secrets:
        """What belongs to others than the recipient of one row."""
        allowed = _own_numbers(self._notice, self._rows[index], index)
        mine = set(self._names[index])
        others = [names for i, names in enumerate(self._names) if i != index]
        amounts = frozenset(v for i, own in enumerate(self._amounts) if i != index for v in own)
        return Secrets(
            names=tuple(dict.fromkeys(n for names in others for n in names if n not in mine)),
            common=tuple(sorted(self._common | mine)),
            amounts=(amounts | self._totals) - allowed,
            totals=self._totals - allowed - self._shared,
            everyone=self._everyone,
        )


def _own_numbers(notice: Notice, me: AllocationRow, index: int) -> frozenset[Decimal]:
    own = set(_values(me.amounts.values())) | {Decimal(index + 1)}
    form = notice.form_for(me.recipient) if me.recipient else None
    own |= {v for p in (form.placed if form else ()) if (v := number_in(p.value or "")) is not None}
    if notice.budget_year is not None:
        own.add(Decimal(notice.budget_year))
    if notice.date is not None:
        own |= {Decimal(notice.date.year), Decimal((notice.date - _EPOCH).days)}
    return frozenset(own)


def _common_texts(notice: Notice) -> Iterator[str]:
    """What every file of the notice says with figures in it: numbers, accounts, codes."""
    yield notice.number.stripped if notice.number else ""
    yield notice.superior.number if notice.superior else ""
    yield income_of(notice)
    if notice.fund is not None:
        yield notice.fund.expenditure_class
        yield from (code.code for code in notice.fund.codes_for(notice.budget_year))
    for table in notice.code_tables:
        yield from (row.code.stripped for row in table.rows)


def figures_in(texts: Iterable[str]) -> Iterator[Decimal]:
    """Every figure in some texts."""
    for text in texts:
        for figure in _FIGURE.findall(text):
            value = number_in(figure)
            if value is not None:
                yield value


def _names(row: AllocationRow) -> tuple[str, ...]:
    names = own_names(row.recipient) if row.recipient else ()
    return tuple(n for n in dict.fromkeys((row.name.stripped, *names)) if len(n) > 1)


def _values(amounts: Iterable[Amount]) -> list[Decimal]:
    return [a.value for a in amounts if a.value is not None]


def _is_distinctive(value: Decimal) -> bool:
    return sum(c.isdigit() for c in format_amount(value)) >= _LEAST_DIGITS


def number_in(text: str) -> Decimal | None:
    """The number that a text is, None where it is anything else."""
    try:
        value = Decimal(text.strip().replace(",", ""))
    except InvalidOperation:
        return None
    return value if value.is_finite() else None
