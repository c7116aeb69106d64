"""A difference and its cause are one thing for the clerk; two places are two."""

from __future__ import annotations

import pytest

from xianbiao.model.findings import Finding, Severity, tally, told_once
from xianbiao.model.refs import Ref

HERE, THERE = Ref("表.xlsx", "表", "C5"), Ref("表.xlsx", "表", "C6")


def finding(
    rule: str, ref: Ref = HERE, cause: str | None = "差 9", severity: Severity = Severity.ERROR
) -> Finding:
    return Finding(rule, severity, ref, f"{rule} 的话", cause=cause)


@pytest.mark.parametrize(
    ("found", "told"),
    [
        ([finding("C02"), finding("C03")], ["C03"]),
        ([finding("C03"), finding("C02")], ["C03"]),
        ([finding("C02", THERE), finding("C03")], ["C02", "C03"]),
        ([finding("C02", cause="差 90"), finding("C03")], ["C02", "C03"]),
        ([finding("C01"), finding("C03")], ["C01", "C03"]),
        ([finding("C02")], ["C02"]),
        ([], []),
    ],
)
def test_a_cause_is_left_out_only_where_another_tells_it_at_its_place(
    found: list[Finding], told: list[str]
) -> None:
    assert [f.rule for f in told_once(found)] == told


def test_errors_and_hints_are_counted_apart_and_once() -> None:
    found = [finding("C02"), finding("C03"), finding("C20", severity=Severity.HINT)]
    assert tally(found) == (1, 1)
