"""The two real notices: every fault that people found in them, and no error besides.

The expectations are read from the table of rules and hits beside the notices, so that this
test cannot drift from it.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache
from pathlib import Path

import pytest

from xianbiao.checks import check
from xianbiao.model.findings import Finding, Severity, tally
from xianbiao.readers import read_notice

SHARED = Path(__file__).resolve().parents[3] / "shared"
FILES = {"CJ": "changji-2023-70.txt", "BZ": "bazhou-2021-96.txt"}
LEVELS = {"错误": Severity.ERROR, "提示": Severity.HINT}


@dataclass(frozen=True)
class Expected:
    """One row of the list: its number, lines, level and codes."""

    number: str
    lines: frozenset[int]
    level: str
    codes: frozenset[str]

    @property
    def notice(self) -> str:
        return self.number[:2]


def expected_rows() -> list[Expected]:
    path = SHARED / "checks.md"
    if not path.is_file():
        return []
    rows = []
    for line in path.read_text(encoding="utf-8").splitlines():
        cells = [c.strip() for c in line.strip().strip("|").split("|")]
        if re.fullmatch(r"(CJ|BZ)-\d+", cells[0]):
            lines = frozenset(int(n) for n in cells[1].split(","))
            codes = frozenset(re.findall(r"C\d\d", cells[6]))
            rows.append(Expected(cells[0], lines, cells[2], codes))
    return rows


@cache
def findings(notice: str) -> list[Finding]:
    return check(read_notice([SHARED / "notices" / FILES[notice]]))


def hits(row: Expected) -> list[Finding]:
    return [f for f in findings(row.notice) if f.rule in row.codes and f.ref.line in row.lines]


def rows_at(level: str) -> list[Expected]:
    return [row for row in expected_rows() if row.level == level]


def test_the_list_is_read_whole(shared: Path) -> None:
    assert len(expected_rows()) == 76


@pytest.mark.parametrize("row", rows_at("错误"), ids=lambda r: r.number)
def test_every_error_is_found_with_each_of_its_codes(row: Expected) -> None:
    found = [f for f in hits(row) if f.severity is Severity.ERROR]
    assert {f.rule for f in found} == row.codes


def test_nine_in_ten_hints_are_found(shared: Path) -> None:
    wanted = rows_at("提示")
    missed = [r.number for r in wanted if not any(f.severity is Severity.HINT for f in hits(r))]
    assert len(missed) * 10 <= len(wanted), missed
    readme = (Path(__file__).resolve().parents[2] / "README.md").read_text(encoding="utf-8")
    assert f"{len(wanted)} 条提示中找到 {len(wanted) - len(missed)} 条" in readme


@pytest.mark.parametrize(("notice", "errors", "hints"), [("CJ", 172, 79), ("BZ", 15, 41)])
def test_as_much_is_found_as_the_readme_says(notice: str, errors: int, hints: int) -> None:
    assert tally(findings(notice)) == (errors, hints)
    readme = (Path(__file__).resolve().parents[2] / "README.md").read_text(encoding="utf-8")
    assert "错误 172 处和 15 处，提示 79 条和 41 条" in readme


@pytest.mark.parametrize("row", rows_at("通过"), ids=lambda r: r.number)
def test_what_is_right_stays_silent(row: Expected) -> None:
    assert hits(row) == []


@pytest.mark.parametrize("notice", FILES)
def test_no_error_is_reported_that_is_not_in_the_list(notice: str, shared: Path) -> None:
    listed = {
        (line, code)
        for row in rows_at("错误")
        if row.notice == notice
        for line in row.lines
        for code in row.codes
    }
    errors = {(f.ref.line, f.rule) for f in findings(notice) if f.severity is Severity.ERROR}
    assert errors - listed == set()


@pytest.mark.parametrize(
    ("number", "lines"),
    [
        ("CJ-04", {83, 117, 174, 208, 242, 276, 312, 347}),
        ("CJ-10", {93, 129, 184, 218, 252, 288, 324, 359}),
        ("CJ-19", set(range(130, 173))),
        ("CJ-20", {191, 196, 199, 204, 205, 206}),
        ("CJ-21", set(range(220, 241))),
        ("CJ-23", set(range(264, 275))),
        ("CJ-27", {326, 331, 335, 338}),
        ("CJ-28", {363, 368, 371, 373, 374, 375, 379}),
        ("CJ-29", {131, 326, 361, 366, 306}),
        ("BZ-28", {94, 97, 99, 100}),
    ],
)
def test_a_fault_that_repeats_is_found_on_every_line(
    number: str, lines: set[int], shared: Path
) -> None:
    row = next(r for r in expected_rows() if r.number == number)
    assert {f.ref.line for f in hits(row)} == lines


def test_the_difference_of_nine_is_explained_with_both_places(shared: Path) -> None:
    found = [f for f in findings("CJ") if f.rule in ("C01", "C02") and f.ref.line == 92]
    assert [f.rule for f in found] == ["C01", "C01", "C02", "C02"]
    for finding in found:
        assert (finding.left, finding.right, finding.difference) == (5189, 5198, -9)
        assert "9 的倍数" in (finding.cause or "")
        assert "98 误写为 89" in (finding.cause or "")
        assert "第92行" in finding.message
        assert "第59行" in finding.message
