"""The report: what a clerk reads is said once, and nothing is left out of the counts."""

from __future__ import annotations

from xianbiao.export.report import report
from xianbiao.model.findings import Finding, Severity
from xianbiao.model.refs import Ref

PLACE = Ref("表.xlsx", "表", "C5", None, 3)
CAUSE = "相差 9，是 9 的倍数"


def finding(rule: str, message: str, cause: str | None = CAUSE, ref: Ref = PLACE) -> Finding:
    return Finding(rule=rule, severity=Severity.ERROR, ref=ref, message=message, cause=cause)


def test_a_cause_told_at_the_same_cell_is_neither_counted_nor_printed_again() -> None:
    found = [finding("C02", f"合计：{CAUSE}"), finding("C03", "合计写 10，相加是 19")]
    text = report("表.xlsx", found)
    assert "错误 1 处" in text
    assert "[C02" not in text
    assert text.count(CAUSE) == 1


def test_a_cause_of_another_cell_is_printed() -> None:
    elsewhere = Ref("表.xlsx", "表", "C6", None, 3)
    found = [finding("C02", f"合计：{CAUSE}", ref=elsewhere), finding("C03", "合计写 10")]
    assert "[C02" in report("表.xlsx", found)


def test_places_of_a_printed_document_are_named_by_page() -> None:
    line = Ref("通知.pdf", line=30, page=(2, 5))
    cell = Ref("通知.pdf", "表1", "B3", 40, 2, (3, 12))
    text = report("通知.pdf", [finding("C03", "甲", None, line), finding("C03", "乙", None, cell)])
    assert "第2页第5行" in text
    assert "第3页「表1」B3" in text
