"""C90: a name beside the place that it resembles is another recipient, and no slip."""

from __future__ import annotations

from .build import TABLE, found, letter, notice

BODY = letter("现下达你县补助资金600万元。")


def test_a_place_that_has_its_own_row_is_not_meant_by_another_row() -> None:
    rows = [*TABLE[:-1], "阜康区\t100", "阜康市\t100"]
    assert [f.severity for f in found("C90", notice(*BODY, *rows))] == ["hint"]


def test_a_misspelt_place_is_an_error_as_before() -> None:
    rows = [*TABLE[:-1], "阜糠市\t200"]
    findings = found("C90", notice(*BODY, *rows))
    assert [(f.severity, f.right) for f in findings] == [("error", "阜康市")]


def test_a_misspelt_place_is_found_in_a_table_by_projects() -> None:
    rows = ("县市\t项目名称\t金额", "合计\t\t600", "昌吉市\t堤防工程\t300")
    rows += ("\t水库维修\t100", "阜糠市\t灌区改造\t200")
    findings = found("C90", notice(*BODY, *TABLE[:3], *rows))
    assert [(f.ref.line, f.right) for f in findings] == [(16, "阜康市")]
