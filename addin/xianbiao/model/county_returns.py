"""Returned county files (县文件交回): what was sent out, and what the county filled in."""

from __future__ import annotations

import datetime as dt
from decimal import Decimal

from xianbiao.model.amounts import Amount
from xianbiao.model.records import Record, field
from xianbiao.model.refs import Ref, Text


class BreakdownLine(Record, frozen=True):
    """One line of 功能科目: the chosen code and its amount, 万元."""

    code: Text
    amount: Amount


class SourceLine(Record, frozen=True):
    """One line of 资金来源: its name, its tag of direct funds, its amount, 万元."""

    name: Text
    tag: Text
    amount: Amount
    is_central: bool


class SpentLine(Record, frozen=True):
    """One line of 资金情况 at self-evaluation: the budget and what was spent of it, 万元."""

    label: Text
    budget: Amount
    spent: Amount


class ResultLine(Record, frozen=True):
    """One indicator: its target, what was reached, and why not."""

    name: Text
    target: Text
    actual: Text
    reason: Text


class LockedChange(Record, frozen=True):
    """Something that differs from the file as sent: a locked cell, or a whole sheet or row."""

    ref: Ref
    what: str
    found: str | None = None


class CountyReturn(Record):
    """One returned file. What it lacks is None or empty; `sent` is what _meta kept, 万元.

    `share` is the amount on 分配 as it stands now, 万元. `listed` are the codes that could be
    chosen, `central` what the form as issued says of central money. `issued` and `received`
    are the dates of the notice and of its receipt; `received_text` is what stands there.
    """

    file: str
    recipient: str
    number: str
    sent: Decimal | None
    sent_tag: str
    share: Amount | None = None
    breakdown: list[BreakdownLine] = field(default_factory=list)
    listed: list[str] = field(default_factory=list)
    sources: list[SourceLine] = field(default_factory=list)
    central: Amount | None = None
    spent: list[SpentLine] = field(default_factory=list)
    results: list[ResultLine] = field(default_factory=list)
    issued: dt.date | None = None
    received: dt.date | None = None
    received_text: Text | None = None
    changes: list[LockedChange] = field(default_factory=list)

    @property
    def decimals(self) -> int:
        """How many decimals amounts may have: two, more only if the amount sent has more."""
        exponent = self.sent.normalize().as_tuple().exponent if self.sent else 0
        return max(2, -exponent if isinstance(exponent, int) else 0)
