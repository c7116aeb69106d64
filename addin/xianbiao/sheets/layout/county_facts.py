"""What a county file is about: the recipient, its amount, the tag, the codes of the year."""

from __future__ import annotations

from decimal import Decimal
from functools import cached_property

from xianbiao.model.allocation import AllocationRow, AllocationTable
from xianbiao.model.capital import capital_amount
from xianbiao.model.money_units import in_wan
from xianbiao.model.notices import Notice
from xianbiao.model.records import Record
from xianbiao.sheets.layout.context import Book, FormSlot, recipient_of
from xianbiao.sheets.layout.parameters import tag_of

_LEAST_PLACES = 2


class County(Record, frozen=True, dict=True):
    """One recipient of one notice."""

    notice: Notice
    table: AllocationTable
    index: int

    @property
    def row(self) -> AllocationRow:
        """The recipient's row of the table."""
        return self.table.rows[self.index]

    @property
    def name(self) -> str:
        """The recipient's name as printed."""
        return recipient_of(self.row, self.index + 1)

    @cached_property
    def amount(self) -> Decimal | None:
        """What the recipient gets in the end, in the table's unit."""
        amount = self.table.final_amount(self.row)
        return amount.value if amount else None

    @property
    def unit(self) -> str:
        """The table's unit, 万元 where it names none."""
        return self.table.unit or "万元"

    @cached_property
    def wan(self) -> Decimal | None:
        """The amount in 万元."""
        return None if self.amount is None else in_wan(self.amount, self.unit)

    @cached_property
    def decimals(self) -> int:
        """How many decimals the amounts in 万元 need: two, more only if its own amount has more."""
        exponent = self.wan.normalize().as_tuple().exponent if self.wan else 0
        return max(_LEAST_PLACES, -exponent if isinstance(exponent, int) else 0)

    @property
    def fund(self) -> str:
        """The fund's name."""
        return self.notice.fund.name if self.notice.fund else "资金"

    @property
    def tag(self) -> str:
        """The tag of direct funds, "" where the notice names none."""
        return tag_of(self.notice)

    @property
    def number(self) -> str:
        """文号 of the notice."""
        return self.notice.number.stripped if self.notice.number else ""

    @cached_property
    def slot(self) -> FormSlot | None:
        """The recipient's target form, printed or to be generated."""
        return next((s for s in Book.of(self.notice, ()).slots if s.row == self.index), None)

    @cached_property
    def codes(self) -> dict[str, str]:
        """The function codes that may be chosen: those of the year, then others of the notice."""
        fund = self.notice.fund
        listed = fund.codes_for(self.notice.budget_year) if fund else ()
        codes = {c.code: c.name for c in listed}
        for table in self.notice.code_tables:
            for row in table.rows:
                if row.code:
                    codes.setdefault(row.code.stripped, row.name.stripped)
        return codes


def capital_text(table: AllocationTable, value: Decimal) -> str:
    """An amount of the table in capital characters, by the table's unit (万元 where unstated).

    Raises ValueError for an amount finer than 分.
    """
    return capital_amount(in_wan(value, table.unit))
