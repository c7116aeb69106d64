"""Findings: what a rule found, where, and what to do about it."""

from __future__ import annotations

from collections.abc import Iterable
from decimal import Decimal
from enum import StrEnum

from xianbiao.model.records import Record, replace
from xianbiao.model.refs import Ref

Value = Decimal | str | None
EXPLAINED = "C02"
"""The rule under which the cause of a difference is a finding of its own (差额诊断)."""


class Severity(StrEnum):
    """错误 stops an export when it touches an amount sent out; 提示 never does."""

    ERROR = "error"
    HINT = "hint"

    @property
    def label(self) -> str:
        """The Chinese word."""
        return "错误" if self is Severity.ERROR else "提示"


class Repair(Record, frozen=True):
    """What a rule proposes to write: `value` into the cell at `ref`.

    Where `within` is set, only that piece of the cell's text is replaced; `value` is a text then.
    """

    ref: Ref
    value: Decimal | str
    within: str | None = None


class Finding(Record, frozen=True):
    """One fault at one place, under the code of its rule.

    `left` and `right` are the two sides that were compared (amounts in 万元, or texts);
    `difference` is left − right and is set for amounts only. `repair` is set where the
    suggestion is one definite change; it is carried out on a click only.
    """

    rule: str
    severity: Severity
    ref: Ref
    message: str
    left: Value = None
    right: Value = None
    difference: Decimal | None = None
    cause: str | None = None
    suggestion: str | None = None
    repair: Repair | None = None

    def as_error(self) -> Finding:
        """The same finding as an error."""
        return replace(self, severity=Severity.ERROR)

    def to_json(self) -> dict[str, object]:
        """The object of `check --json`; amounts as JSON numbers, null where nothing applies."""
        return {
            "rule": self.rule,
            "severity": str(self.severity),
            "file": self.ref.file,
            "sheet": self.ref.sheet,
            "cell": self.ref.cell,
            "line": self.ref.line,
            "message": self.message,
            "left": _plain(self.left),
            "right": _plain(self.right),
            "difference": _plain(self.difference),
            "cause": self.cause,
            "suggestion": self.suggestion,
        }


def told_once(findings: Iterable[Finding]) -> list[Finding]:
    """The findings as a clerk meets them: without a cause that another tells at its place."""
    found = list(findings)
    told = {(f.ref, f.cause) for f in found if f.rule != EXPLAINED}
    return [f for f in found if f.rule != EXPLAINED or (f.ref, f.cause) not in told]


def tally(findings: Iterable[Finding]) -> tuple[int, int]:
    """How many errors and how many hints, a difference and its cause being one."""
    once = told_once(findings)
    errors = sum(f.severity is Severity.ERROR for f in once)
    return errors, len(once) - errors


def _plain(value: Value) -> int | float | str | None:
    if not isinstance(value, Decimal):
        return value
    return int(value) if value == value.to_integral_value() else float(value)
