"""The register of rules: a code, a title, a severity, a reason, and one small function."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from decimal import Decimal

from xianbiao.checks.causes import Diagnosis
from xianbiao.model.findings import Finding, Repair, Severity, Value
from xianbiao.model.notices import Notice
from xianbiao.model.records import Record
from xianbiao.model.refs import Ref


class Fault(Record, frozen=True):
    """What a rule function yields: a fault at a place. The register adds code and severity.

    `severity` overrides that of the rule where one rule has graver and lighter cases.
    `explanation` is what C02 says of the same difference, None while its cause is unknown.
    """

    ref: Ref
    message: str
    left: Value = None
    right: Value = None
    cause: str | None = None
    suggestion: str | None = None
    severity: Severity | None = None
    explanation: str | None = None
    repair: Repair | None = None


def explained(about: str, found: Diagnosis | None) -> str | None:
    """The explanation of a fault: what differs and why; None while the cause is unknown."""
    return f"{about}：{found.text}" if found is not None and found.is_known else None


Run = Callable[[Notice], Iterable[Fault]]


class Rule(Record, frozen=True):
    """One registered rule."""

    code: str
    title: str
    severity: Severity
    reason: str
    run: Run

    def findings(self, notice: Notice) -> Iterator[Finding]:
        """The faults of a notice under this rule."""
        for fault in self.run(notice):
            difference = None
            if isinstance(fault.left, Decimal) and isinstance(fault.right, Decimal):
                difference = fault.left - fault.right
            yield Finding(
                rule=self.code,
                severity=fault.severity or self.severity,
                ref=fault.ref,
                message=fault.message,
                left=fault.left,
                right=fault.right,
                difference=difference,
                cause=fault.cause,
                suggestion=fault.suggestion,
                repair=fault.repair,
            )


_RULES: dict[str, Rule] = {}


def rule(code: str, title: str, severity: Severity, reason: str) -> Callable[[Run], Run]:
    """Register a function as the rule with this code.

    Raises ValueError when the code is taken: two functions would report under one name.
    """

    def register(run: Run) -> Run:
        if code in _RULES:
            raise ValueError(f"rule {code} is registered twice")
        _RULES[code] = Rule(code, title, severity, reason, run)
        return run

    return register


def registered() -> list[Rule]:
    """The rules of the modules that are loaded, by code."""
    return [_RULES[code] for code in sorted(_RULES)]
