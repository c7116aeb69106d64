"""Amounts: Decimal in 万元, where blank, zero and unreadable are three different things."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable
from dataclasses import dataclass
from decimal import Decimal, InvalidOperation
from enum import Enum

from xianbiao.model.refs import Ref

_NUMBER = re.compile(r"[+-]?(\d{1,3}(,\d{3})+|\d+)(\.\d+)?")
_MINUS = str.maketrans({"−": "-", "–": "-", "﹣": "-"})


class AmountState(Enum):
    """What stands in an amount cell."""

    BLANK = "空"
    NUMBER = "数"
    UNREADABLE = "无法识别"


@dataclass(frozen=True, slots=True)
class Amount:
    """One amount cell: the text as printed, its state, and the value when it is a number.

    `is_text` tells that a spreadsheet cell holds the number as text, which SUM leaves out.
    """

    raw: str
    state: AmountState
    value: Decimal | None
    ref: Ref
    is_text: bool = False

    @property
    def is_number(self) -> bool:
        """Whether a value was read."""
        return self.state is AmountState.NUMBER

    @property
    def is_blank(self) -> bool:
        """Whether nothing stands in the cell."""
        return self.state is AmountState.BLANK

    @property
    def is_unreadable(self) -> bool:
        """Whether something stands in the cell that is no number."""
        return self.state is AmountState.UNREADABLE


def read_amount(raw: object, ref: Ref) -> Amount:
    """Read one cell as an amount. A unit, a note or any other word makes it unreadable.

    Full-width digits, thousands separators in groups of three and the typographic minus
    are read; nothing else is converted.
    """
    if raw is None:
        return Amount("", AmountState.BLANK, None, ref)
    if isinstance(raw, bool):
        return Amount(str(raw), AmountState.UNREADABLE, None, ref)
    if isinstance(raw, int | float | Decimal):
        value = Decimal(repr(raw)) if isinstance(raw, float) else Decimal(raw)
        if not value.is_finite():
            return Amount(str(raw), AmountState.UNREADABLE, None, ref)
        return Amount(format_amount(value), AmountState.NUMBER, value, ref)
    text = str(raw)
    compact = unicodedata.normalize("NFKC", text).translate(_MINUS).strip()
    if not compact:
        return Amount(text, AmountState.BLANK, None, ref)
    if not _NUMBER.fullmatch(compact):
        return Amount(text, AmountState.UNREADABLE, None, ref)
    try:
        value = Decimal(compact.replace(",", ""))
    except InvalidOperation:
        return Amount(text, AmountState.UNREADABLE, None, ref)
    return Amount(text, AmountState.NUMBER, value, ref, is_text=ref.cell is not None)


def format_amount(value: Decimal) -> str:
    """An amount as plain digits: no exponent, no trailing zeros, `-` for negative."""
    text = format(value.normalize(), "f")
    return "0" if text in {"-0", "0"} else text


def signed(value: Decimal) -> str:
    """A difference with its sign: `+9`, `−9`, `0`."""
    if value == 0:
        return "0"
    return ("+" if value > 0 else "−") + format_amount(abs(value))


def total(amounts: Iterable[Amount]) -> Decimal:
    """The sum of the amounts that are numbers; blanks add nothing.

    Raises ValueError when one of them is unreadable: its sum would be a guess.
    """
    result = Decimal(0)
    for amount in amounts:
        if amount.is_unreadable:
            raise ValueError(f"unreadable amount at {amount.ref.where()}: {amount.raw!r}")
        if amount.value is not None:
            result += amount.value
    return result


def same(left: Decimal, right: Decimal, tolerance: Decimal = Decimal("0.005")) -> bool:
    """Whether two amounts are equal within half a cent of 万元 (tolerance is inclusive below)."""
    return abs(left - right) < tolerance or left == right
