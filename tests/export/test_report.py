"""The report: what a clerk reads is said once, and nothing is left out of the counts."""

from __future__ import annotations

from xianbiao.export.report import report
from xianbiao.model.findings import Finding, Severity
from xianbiao.model.refs import Ref

PLACE = Ref("表.xlsx", "表", "C5", None, 3)
CAUSE = "相差 9，是 9 的倍数"


def finding(rule: str, message: str, cause: str | None = CAUSE, ref: Ref = PLACE) -> Finding:
    return Finding(rule=rule, severity=Severity.ERROR, ref=ref, message=message, cause=cause)


def test_a_cause_told_at_the_same_cell_is_counted_and_not_printed_again() -> None:
    found = [finding("C02", f"合计：{CAUSE}"), finding("C03", "合计写 10，相加是 19")]
    text = report("表.xlsx", found)
    assert "错误 2 处" in text
    assert "[C02" not in text
    assert text.count(CAUSE) == 1


def test_a_cause_of_another_cell_is_printed() -> None:
    elsewhere = Ref("表.xlsx", "表", "C6", None, 3)
    found = [finding("C02", f"合计：{CAUSE}", ref=elsewhere), finding("C03", "合计写 10")]
    assert "[C02" in report("表.xlsx", found)
