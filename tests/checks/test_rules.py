"""Rules one by one: a case that each must find and the case beside it on which it is silent.

The notices are made of a few lines; where a rule speaks about rows of a form the damaged row
stands in an otherwise right form. Faults injected into a whole notice are in test_faults.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from decimal import Decimal
from importlib import resources
from pathlib import Path

import pytest

from xianbiao.checks import check, rules
from xianbiao.checks.registry import rule
from xianbiao.model.findings import Finding, Severity
from xianbiao.model.notices import Notice
from xianbiao.model.places import load_places
from xianbiao.model.records import replace
from xianbiao.model.refs import Ref
from xianbiao.readers import read_notice
from xianbiao.sheets.grid import Cell, Grid
from xianbiao.sheets.recognise.notice import recognise

ADJUSTMENT = (resources.files("xianbiao.demo") / "bazhou-2021-96.txt").read_text(encoding="utf-8")
ALLOCATION = (resources.files("xianbiao.demo") / "changji-2023-70.txt").read_text(encoding="utf-8")


def notice_of(text: str) -> Notice:
    rows = [
        [Cell(c, Ref("t", line=n, column=k)) for k, c in enumerate(line.split("\t"), 1)]
        for n, line in enumerate(text.splitlines(), 1)
    ]
    return recognise("t", [Grid("t", None, rows)], load_places())


def found(text: str, code: str, severity: Severity | None = None) -> list[Finding]:
    return [
        f
        for f in check(notice_of(text))
        if f.rule == code and (severity is None or f.severity is severity)
    ]


@dataclass(frozen=True)
class Case:
    """`old` → `new` in a text makes `code` appear at the line of `at`; without it, silence."""

    name: str
    code: str
    old: str
    new: str
    at: str = ""
    base: str = field(default=ADJUSTMENT, repr=False)
    severity: Severity = Severity.ERROR
    silent: bool = True

    def line(self) -> int:
        text = self.text()
        return text[: text.index(self.at or self.new)].count("\n") + 1

    def text(self) -> str:
        assert self.old in self.base
        return self.base.replace(self.old, self.new, 1)


HINT = Severity.HINT
CASES = [
    Case("表头内嵌数换位", "C05", "3号 11060万元", "3号 11600万元", at="地(州、市)"),
    Case("表头内嵌数换了列", "C05", "40号 9186万元", "40号 11065万元", at="地(州、市)"),
    Case("调整后小计写错", "C03", "5\t20251\n", "5\t20521\n", at="巴州\t小计"),
    Case("某县调整后算错", "C08", "1582\t128\t1710", "1582\t128\t1701", at="\t库尔勒市\t"),
    Case("负数漏了负号", "C08", "787\t-530\t257", "787\t530\t257", at="\t州救助站\t"),
    Case("列合计漏一行", "C03", "巴州\t小计\t20246", "巴州\t小计\t20094", at="巴州\t小计"),
    Case("州表金额是调整前的", "C01", "年度金额\t20251", "年度金额\t20246", at="年度金额"),
    Case("州表差一位", "C02", "年度金额\t20251", "年度金额\t2025", at="年度金额"),
    Case("中央与下达不符", "C43", "补助\t20251", "补助\t20215", at="年度金额"),
    Case(
        "批次写错",
        "C12",
        "资金调整分配表\n\n地",
        "资金（第三批）分配表\n\n地",
        at="2021中央财政困难群众救助补助资金（第三批）",
    ),
    Case("省级部门填州局", "C41", "自治区财政厅", "巴州财政局", at="省级财政部门", severity=HINT),
    Case("中央部门填厅", "C41", "民政部\t", "自治区民政厅\t", at="中央主管部门", severity=HINT),
    Case(
        "缺主管部门栏", "C40", "中央主管部门\t\t民政部\t\t\n", "", at="省级财政部门", severity=HINT
    ),
    Case("副标题地区写错", "C42", "(2021年度 巴州)", "(2021年度 巴洲)"),
    Case(
        "代码升序",
        "C71",
        "儿童福利\t2081001\n",
        "",
        at="",
        base=ALLOCATION,
        severity=HINT,
        silent=False,
    ),
]


@pytest.mark.parametrize("case", [c for c in CASES if c.silent], ids=lambda c: c.name)
def test_a_rule_finds_the_fault_and_is_silent_without_it(case: Case) -> None:
    assert found(case.base, case.code, case.severity) == []
    assert case.line() in {f.ref.line for f in found(case.text(), case.code, case.severity)}


def test_codes_in_order_are_no_hint() -> None:
    case = next(c for c in CASES if c.code == "C71")
    assert len(found(case.base, "C71")) == 1
    assert found(case.text(), "C71") == []


def test_one_missing_form_is_an_error_and_none_at_all_a_hint() -> None:
    assert [f.severity for f in found(ADJUSTMENT, "C64")] == [HINT]
    start = ALLOCATION.index("附件2：\n\n中央对地方转移支出区域绩效目标表\n\n(2024年度 阜康市)")
    end = ALLOCATION.index("附件2：\n\n中央对地方转移支出区域绩效目标表\n\n(2024年度 呼图壁县)")
    missing = found(ALLOCATION[:start] + ALLOCATION[end:], "C64")
    assert [(f.severity, f.left) for f in missing] == [(Severity.ERROR, "阜康市")]


def test_a_net_change_is_a_hint_until_the_superiors_change_is_known() -> None:
    notice = notice_of(ADJUSTMENT)
    assert [f.severity for f in check(notice) if f.rule == "C07"] == [HINT]
    notice.superior_change = Decimal(5)
    assert [f for f in check(notice) if f.rule == "C07"] == []
    notice.superior_change = Decimal(0)
    assert [(f.severity, f.difference) for f in check(notice) if f.rule == "C07"] == [
        (Severity.ERROR, 5)
    ]


def test_a_total_is_held_against_the_superiors_amount() -> None:
    notice = notice_of(ALLOCATION)
    notice.superior_amount = Decimal(5198)
    assert [f for f in check(notice) if f.rule == "C03" and f.severity is Severity.ERROR] == []
    notice.superior_amount = Decimal(5189)
    errors = [f for f in check(notice) if f.rule == "C03" and f.severity is Severity.ERROR]
    assert [(f.left, f.right) for f in errors] == [(5198, 5189)]


def test_targets_that_differ_by_county_are_no_hint() -> None:
    assert len(found(ALLOCATION, "C60")) == 1
    at = ALLOCATION.index("(2024年度 木垒县)")
    varied = ALLOCATION[:at] + ALLOCATION[at:].replace("≥82%", "≥80%", 1)
    assert found(varied, "C60") == []


def test_indicators_of_the_prefecture_are_hinted_in_county_forms_only() -> None:
    prefecture = next(f for f in notice_of(ALLOCATION).forms if f.is_prefecture)
    own = {d.line for row in prefecture.body for d in (c.ref for c in row)}
    lines = {f.ref.line for f in found(ALLOCATION, "C61")}
    assert len(lines) == 14
    assert lines & own == set()


@pytest.mark.parametrize(
    ("unit", "severities"),
    [
        ("单位：万元\n", []),
        ("单位：元\n", []),
        ("", [Severity.ERROR]),
        ("单位：万元、元\n", [Severity.ERROR]),
    ],
)
def test_a_table_states_one_unit(unit: str, severities: list[Severity]) -> None:
    text = f"某某分配表\n{unit}县市\t金额\n合计\t3\n轮台县\t1\n尉犁县\t2\n"
    assert [f.severity for f in found(text, "C04")] == severities


def test_a_table_in_yuan_ties_with_a_form_in_wan() -> None:
    text = ALLOCATION.replace("单位：万元", "单位：元")
    for amount in (829, 529, 693, 579, 912, 803, 853, 5198):
        text = text.replace(f"\t{amount}\n", f"\t{amount}0000\n", 1)
    errors = found(text, "C01")
    assert {(f.left, f.right) for f in errors} == {(5189, 5198)}


def test_every_rule_of_the_list_is_registered_once(shared: Path) -> None:
    listed = re.findall(r"^\|(C\d\d)\|", (shared / "checks.md").read_text("utf-8"), re.MULTILINE)
    assert [r.code for r in rules() if r.code.startswith("C")] == sorted(listed)
    assert all(r.title and r.reason for r in rules())


def test_a_code_cannot_be_taken_twice() -> None:
    with pytest.raises(ValueError, match="C01"):
        rule("C01", "再来一个", Severity.HINT, "重复")(lambda notice: [])


def test_findings_come_in_reading_order_without_doubles() -> None:
    findings = check(notice_of(ALLOCATION))
    lines = [f.ref.line or 0 for f in findings]
    assert lines == sorted(lines)
    assert len(set(findings)) == len(findings)


def test_a_finding_can_be_raised_to_an_error_without_losing_anything() -> None:
    finding = found(ALLOCATION, "C60")[0]
    assert finding.as_error() == replace(finding, severity=Severity.ERROR)


def test_reading_the_same_notice_twice_gives_the_same_findings(tmp_path: Path) -> None:
    path = tmp_path / "t.txt"
    path.write_text(ALLOCATION, encoding="utf-8")
    assert check(read_notice([path])) == check(read_notice([path]))
