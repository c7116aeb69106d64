"""N04, C41, C42: offices of other places, in the text and in the heads of forms."""

from __future__ import annotations

import pytest

from .build import TABLE, form, found, letter, notice

COUNTY_ROWS = ("附件1：", "2024年资金分配表", "单位：万元", "县市\t金额", "合计\t600",
               "昌吉市\t400", "阜康市\t200")  # fmt: skip


@pytest.mark.parametrize(
    "body",
    [
        "根据自治区财政厅《关于下达资金的通知》（新财社〔2024〕3号），现下达你县资金600万元。",
        "请于6月底前报昌吉州财政局、昌吉州民政局。",
        "请昌吉市财政局、阜康市财政局及时拨付。",
        "请各县市财政局按财政部、民政部要求办理。",
        "请县级财政局将经费下达到单位。",
    ],
)
def test_offices_of_this_place_and_above_are_silent(body: str) -> None:
    assert found("N04", notice(*letter(body), *TABLE)) == []


@pytest.mark.parametrize(
    ("body", "words"),
    [
        ("请于6月底前报邵阳市财政局。", "邵阳市财政局"),
        ("根据《山东省财政厅关于下达资金的通知》（新财社〔2024〕3号）。", "山东省财政厅"),
        ("现下达你省资金600万元。", "你省"),
    ],
)
def test_names_taken_over_from_elsewhere_are_told(body: str, words: str) -> None:
    (finding,) = found("N04", notice(*letter(body), *TABLE))
    assert words in finding.message
    assert finding.ref.line == 5


def test_copies_are_looked_at_too() -> None:
    tail = ("昌吉州财政局", "2024年3月5日", "抄送：湖北省财政厅，国库科。")
    (finding,) = found("N04", notice(*letter("现下达资金600万元。", tail=tail), *TABLE))
    assert finding.ref.line == 8


def head(*fields: str) -> list[str]:
    lines = form()
    at = next(i for i, line in enumerate(lines) if line.startswith("项目名称")) + 1
    return [*lines[:at], *fields, *lines[at:]]


@pytest.mark.parametrize(
    ("office", "is_told"),
    [
        ("贵州省财政厅", False),
        ("自治区财政厅", False),
        ("北京市财政局", False),
        ("巴州财政局", True),
        ("湘潭市财政局", True),
    ],
)
def test_a_province_is_known_by_its_name_not_by_a_character(office: str, is_told: bool) -> None:
    lines = head(f"省级财政部门\t{office}\t\t\t")
    assert bool(found("C41", notice(*letter("请办理。"), *TABLE, *lines))) is is_told


@pytest.mark.parametrize(
    ("office", "is_told"),
    [("昌吉州财政局", False), ("自治区财政厅", False), ("武冈市财政局", True)],
)
def test_local_offices_are_those_of_the_region(office: str, is_told: bool) -> None:
    lines = head(f"地方财政部门\t{office}\t\t\t")
    told = found("C42", notice(*letter("请办理。"), *TABLE, *lines))
    assert bool(told) is is_told
