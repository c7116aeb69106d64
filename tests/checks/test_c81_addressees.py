"""C81 and C82: one table of cases per rule, then the two real notices."""

from __future__ import annotations

from pathlib import Path

import pytest

from xianbiao.model.notices import Notice
from xianbiao.readers import read_notice

from .build import TABLE, found, letter, notice, places


@pytest.mark.parametrize(
    ("to", "missing"),
    [
        ("各县（市）财政局：", {"昌吉高新技术产业开发区", "州救助站", "州儿童福利院"}),
        ("各县市财政局、昌吉高新技术产业开发区财政局、各有关单位：", set()),
        ("各县市、开发区财政局，州救助站、儿童福利院：", set()),
        ("各县市、开发区财政局，州直有关部门：", set()),
        (
            "昌吉市财政局：",
            {"阜康市", "昌吉高新技术产业开发区", "州救助站", "州儿童福利院"},
        ),
        ("有关县市财政局、各县市、经开区：", {"州救助站", "州儿童福利院"}),
        (
            "各县市、准东经济技术开发区财政局：",
            {"昌吉高新技术产业开发区", "州救助站", "州儿童福利院"},
        ),
        ("各市直单位：", {"昌吉市", "阜康市", "昌吉高新技术产业开发区"}),
    ],
)
def test_c81_names_recipients_that_are_not_addressed(to: str, missing: set[str]) -> None:
    rows = ("昌吉高新技术产业开发区\t5", "州救助站\t6", "州儿童福利院\t7", "州本级\t8")
    made = notice(*letter("好。", to=to), *TABLE, *rows)
    findings = found("C81", made)
    assert {f.left for f in findings} == missing
    by_name = {r.name.stripped: r.name.ref for r in made.tables[0].rows}
    assert all(f.ref == by_name[str(f.left)] for f in findings)


@pytest.mark.parametrize(
    ("to", "body", "missing"),
    [
        ("各县市财政局：", "各级财政、民政部门应加强对接。", "民政"),
        ("各县市财政局：", "民政部门要会同有关单位做好工作。", "民政"),
        ("各县市民政局：", "财政部门必须及时拨付。", "财政"),
        ("各县市财政局、卫健委：", "卫生健康部门负责落实。", None),
        ("各县市财政局、民政局：", "财政、民政部门要配合。", None),
        ("各县市财政局：", "财政部门会同民政部门制定办法。", None),
        ("各县市人民政府：", "民政部门应当落实。", None),
    ],
)
def test_c82_wants_the_departments_with_duties(to: str, body: str, missing: str | None) -> None:
    findings = found("C82", notice(*letter(body, to=to)))
    assert [(f.ref.line, f.right) for f in findings] == ([(4, missing)] if missing else [])


@pytest.mark.parametrize(
    ("to", "blank"),
    [("______区财政局：", "______"), ("××县财政局：", "××"), ("各县（市）财政局：", None)],
)
def test_c82_wants_the_addressees_filled_in(to: str, blank: str | None) -> None:
    findings = found("C82", notice(*letter("好。", to=to)))
    assert [(f.ref.line, f.left) for f in findings] == ([(4, blank)] if blank else [])


@pytest.mark.parametrize(
    ("file", "code", "lines"),
    [
        ("changji-2023-70.txt", "C81", set()),
        ("changji-2023-70.txt", "C82", set()),
        ("bazhou-2021-96.txt", "C81", {57, 66, 67}),
        ("bazhou-2021-96.txt", "C82", {9}),
    ],
)
def test_the_two_notices_have_these_and_no_others(
    shared: Path, file: str, code: str, lines: set[int]
) -> None:
    made: Notice = read_notice([shared / "notices" / file])
    assert places(code, made) == {(line, "hint") for line in lines}


@pytest.mark.parametrize(
    ("to", "missing"),
    [
        ("各乡镇人民政府、街道办事处：", set()),
        ("各镇财政所：", {"和平街道办事处"}),
    ],
)
def test_c81_knows_townships(to: str, missing: set[str]) -> None:
    rows = ("榆树沟镇\t5", "和平街道办事处\t6")
    made = notice(*letter("好。", to=to), *TABLE[:4], *rows)
    assert {f.left for f in found("C81", made)} == missing


def test_c81_knows_places_under_their_short_names() -> None:
    rows = ("辽宁（不含大连市）\t5", "大连\t6", "新疆生产建设兵团\t7")
    made = notice(*letter("好。", to="各省、计划单列市财政厅（局）："), *TABLE[:4], *rows)
    assert {f.left for f in found("C81", made)} == {"新疆生产建设兵团"}


@pytest.mark.parametrize(
    ("to", "row", "is_missing"),
    [
        ("市财政局、民政局：", "昌吉市", True),
        ("县（市）财政局、民政局：", "昌吉市", False),
        ("县（市）财政局、民政局：", "玛纳斯县", False),
        ("县财政局：", "昌吉市", True),
        ("各社区卫生服务中心、乡镇卫生院：", "东门镇卫生院", False),
        ("各社区卫生服务中心：", "东门镇卫生院", True),
        ("各义务教育学校：", "州第二小学", False),
        ("各县市财政局：", "州第二小学", True),
    ],
)
def test_c81_knows_a_class_that_is_named_without_every(to: str, row: str, is_missing: bool) -> None:
    made = notice(*letter("好。", to=to), *TABLE[:5], "阜康市\t300", f"{row}\t300")
    assert (row in {f.left for f in found("C81", made)}) is is_missing


def test_c81_takes_a_village_for_addressed_with_its_town() -> None:
    rows = ("序号\t乡镇\t补助对象\t金额", "1\t东门镇\t向阳村食堂\t5", "2\t西沟镇\t石桥村食堂\t7")
    made = notice(*letter("好。", to="东门镇人民政府："), *TABLE[:3], *rows, "\t合计\t\t12")
    assert {f.left for f in found("C81", made)} == {"石桥村食堂"}
