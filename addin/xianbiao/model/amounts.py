"""Amounts: Decimal in 万元; blank, zero, a sign for none and unreadable are different things."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from decimal import Decimal
from enum import Enum

from xianbiao.model.expressions import expression
from xianbiao.model.records import Record
from xianbiao.model.refs import Ref

TOLERANCE = Decimal("0.005")
"""By how much amounts may differ that count as equal: half of 0.01 万元."""

_TOLERANCE = ContextVar("tolerance", default=TOLERANCE)
_NUMBER = expression(r"[+-]?([1-9][0-9]{0,2}(,[0-9]{3})+|[0-9]+)(\.[0-9]+)?")
_NONE = expression(r"[-—–―─/／\\＼]+|[（(]?无[)）]?|没有")
_FULL_WIDTH = {code + 0xFEE0: chr(code) for code in range(0x21, 0x7F)}
_FOLD = _FULL_WIDTH | str.maketrans({"−": "-", "–": "-", "﹣": "-"})


class AmountState(Enum):
    """What stands in an amount cell."""

    BLANK = "空"
    NUMBER = "数"
    NONE = "写明没有"
    UNREADABLE = "无法识别"


class Amount(Record, frozen=True):
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
    def says_none(self) -> bool:
        """Whether a sign or a word stands there that means no amount: - — / 无."""
        return self.state is AmountState.NONE

    @property
    def is_without(self) -> bool:
        """Whether there is no amount: nothing stands there, or what means none."""
        return self.is_blank or self.says_none

    @property
    def is_unreadable(self) -> bool:
        """Whether something stands in the cell that is neither a number nor means none."""
        return self.state is AmountState.UNREADABLE


def read_amount(raw: object, ref: Ref) -> Amount:
    """Read one cell as an amount. A unit, a note or any other word makes it unreadable.

    Full-width digits, thousands separators in groups of three and the typographic minus
    are read; nothing else is converted: in `829①` or `10²` the mark stays a mark. A dash, a
    stroke or 无 alone means none: it is neither 0 nor blank, and has no value. A binary number
    is read to the 15 digits that a spreadsheet shows, so that 0.1+0.2 is 0.3.
    """
    if raw is None:
        return Amount("", AmountState.BLANK, None, ref)
    if isinstance(raw, bool):
        return Amount(str(raw).upper(), AmountState.UNREADABLE, None, ref)
    if isinstance(raw, int):
        return Amount(str(raw), AmountState.NUMBER, Decimal(raw), ref)
    if isinstance(raw, float | Decimal):
        value = Decimal(format(raw, ".15g")) if isinstance(raw, float) else Decimal(raw)
        if not value.is_finite():
            return Amount(str(raw), AmountState.UNREADABLE, None, ref)
        return Amount(format_amount(value), AmountState.NUMBER, value, ref)
    text = str(raw)
    compact = text.translate(_FOLD).strip()
    if not compact:
        return Amount(text, AmountState.BLANK, None, ref)
    if _NONE.fullmatch(compact):
        return Amount(text, AmountState.NONE, None, ref)
    if not _NUMBER.fullmatch(compact):
        return Amount(text, AmountState.UNREADABLE, None, ref)
    value = Decimal(compact.replace(",", ""))
    return Amount(text, AmountState.NUMBER, value, ref, is_text=ref.is_of_a_sheet)


def absence(amount: Amount) -> str:
    """How a cell without an amount is told: that it is blank, or what stands there for none."""
    return f"写的是“{amount.raw.strip()}”" if amount.says_none else "空白"


def format_amount(value: Decimal) -> str:
    """An amount as plain digits: no exponent, no trailing zeros, `-` for negative."""
    text = format(value, "f")
    if "." in text:
        text = text.rstrip("0").rstrip(".")
    return "0" if value == 0 else text


def signed(value: Decimal) -> str:
    """A difference with its sign: `+9`, `−9`, `0`."""
    if value == 0:
        return "0"
    return ("+" if value > 0 else "−") + format_amount(abs(value))


def total(amounts: Iterable[Amount]) -> Decimal:
    """The sum of the amounts that are numbers; blanks and signs for none add nothing.

    Raises ValueError when one of them is unreadable: its sum would be a guess.
    """
    result = Decimal(0)
    for amount in amounts:
        if amount.is_unreadable:
            raise ValueError(f"unreadable amount at {amount.ref.where()}: {amount.raw!r}")
        if amount.value is not None:
            result += amount.value
    return result


@contextmanager
def judged_within(tolerance: Decimal) -> Iterator[None]:
    """Let `same` take amounts as equal that differ by less: by 容差 of the workbook."""
    before = _TOLERANCE.set(tolerance)
    try:
        yield
    finally:
        _TOLERANCE.reset(before)


def same(left: Decimal, right: Decimal, tolerance: Decimal | None = None) -> bool:
    """Whether two amounts differ by less than the tolerance: that in force unless given."""
    wide = _TOLERANCE.get() if tolerance is None else tolerance
    return abs(left - right) < wide or left == right
