"""C20–C22: one table of cases per rule, then the two real notices."""

from __future__ import annotations

from pathlib import Path
from re import _parser  # type: ignore[attr-defined]
from typing import Any

import pytest

from xianbiao.checks.wording import WrongWord, load_wording
from xianbiao.model.notices import Notice
from xianbiao.readers import read_notice

from .build import form, found, letter, notice, places

GOALS_LINES = {93, 129, 184, 218, 252, 288, 324, 359}
TITLE_LINES = {85, 119, 176, 210, 244, 278, 314, 349}


@pytest.fixture(scope="module")
def changji(shared: Path) -> Notice:
    return read_notice([shared / "notices" / "changji-2023-70.txt"])


@pytest.fixture(scope="module")
def bazhou(shared: Path) -> Notice:
    return read_notice([shared / "notices" / "bazhou-2021-96.txt"])


@pytest.mark.parametrize(
    ("wrong", "right", "severity"),
    [
        ("含事实无人收养儿童基本生活保障。", "事实无人抚养儿童", "error"),
        ("及时拔付资金。", "拨", "error"),
        ("资金由县级统筹按排，不得挪用。", "安排", "error"),
        ("按照中央布署抓好落实。", "部署", "error"),
        ("各县己下达的资金。", "已", "error"),
        ("严禁截流、挪用。", "截留", "error"),
        ("单独记帐，分别核算。", "账", "hint"),
        ("用于其它支出。", "其他", "hint"),
        ("截止2024年2月底，支出过半。", "截至", "hint"),
        ("既使资金紧张，也要按时发放。", "即使", "hint"),
        ("现下达于你县资金6万元。", "下达", "hint"),
        ("撤消该项目。", "撤销", "hint"),
        ("列政府收支分类科“1100248 项收入”科目。", "政府收支分类科目", "hint"),
        ("困境儿童的应急处理、救助帮扶。", "应急处置", "hint"),
        ("加强资金的的管理。", None, "hint"),
        ("加强管理，，提高效益。", None, "hint"),
    ],
)
def test_c20_finds_a_wrong_word_of_the_body(wrong: str, right: str | None, severity: str) -> None:
    (finding,) = found("C20", notice(*letter(wrong)))
    assert (finding.right, str(finding.severity), finding.ref.line) == (right, severity, 5)


@pytest.mark.parametrize(
    "right",
    [
        "事实无人抚养儿童基本生活保障。",
        "及时拨付资金，按排名分配，按排序公示。",
        "公布署名文章，发布署理名单。",
        "由群众自己下达心愿。",
        "购买帐篷、蚊帐。",
        "报名截止日期为2024年3月1日，截至2月底。",
        "既使群众得实惠，又使资金见效益。",
        "突发事件的应急处理办法另行规定。",
        "列政府收支分类科目“1100248 收入”。",
        "以及及时上报，达到目的的确不易。",
        "按照《其它资金管理办法》执行。",
        "跟综合执法部门对接，选拔付出多的人员。",
    ],
)
def test_c20_leaves_right_words_alone(right: str) -> None:
    assert found("C20", notice(*letter(right))) == []


def test_c20_finds_a_word_that_a_page_break_cuts() -> None:
    made = notice(*letter("一、主要用于临时救助、孤儿（含事实无人收", "养儿童）基本生活保障支出。"))
    assert places("C20", made) == {(5, "error")}


@pytest.mark.parametrize(
    ("parts", "at", "severity"),
    [
        ({"goals_label": "年度总目标"}, 14, "hint"),
        ({"fund_label": "年度金额"}, 13, "hint"),
        ({"goals": "规范临时救助政策,实施及时高效。"}, 14, "error"),
        ({"goals": "实现救 济解难。"}, 14, "error"),
        ({"level1": "效果指标"}, 17, "error"),
    ],
)
def test_c20_knows_the_cells_of_a_form(parts: dict[str, str], at: int, severity: str) -> None:
    assert places("C20", notice(*letter("好。"), *form(**parts))) == {(at, severity)}


@pytest.mark.parametrize(
    "parts", [{}, {"goals": "确保政策实施及时高效。"}, {"goals": "年度金额不变，年度总目标完成。"}]
)
def test_c20_leaves_a_right_form_alone(parts: dict[str, str]) -> None:
    assert found("C20", notice(*letter("好。"), *form(**parts))) == []


def test_c20_reads_titles() -> None:
    made = notice(*letter("好。"), *form()[:1], "中央对地方转移支出绩效目标表", *form()[2:])
    assert places("C20", made) == {(10, "error")}


def test_c20_only_hints_at_labels_when_no_fund_is_known() -> None:
    lines = [
        line.replace("困难群众救助", "农村公路养护")
        for line in (*letter("好。"), *form(level1="效果指标"))
    ]
    assert places("C20", notice(*lines)) == {(17, "hint")}


def options_of(parsed: Any) -> list[set[str]]:
    """The characters that each way of matching a parsed expression holds at the least."""
    found: list[set[str]] = [set()]
    for kind, what in parsed:
        more: list[set[str]] = [set()]
        match str(kind):
            case "LITERAL":
                more = [{chr(what)}]
            case "SUBPATTERN":
                more = options_of(what[3])
            case "BRANCH":
                more = [option for branch in what[1] for option in options_of(branch)]
            case "MAX_REPEAT" if what[0] > 0:
                more = options_of(what[2])
            case "IN" if all(str(k) == "LITERAL" for k, _ in what):
                more = [{chr(letter)} for _, letter in what]
        found = [left | right for left in found for right in more]
    return found


@pytest.mark.parametrize("word", load_wording()[0], ids=lambda w: w.right or w.advice)
def test_a_text_in_which_a_word_is_not_sought_cannot_hold_it(word: WrongWord) -> None:
    for option in options_of(_parser.parse(word.pattern.pattern)):
        assert any(option >= set(letters) for letters in word.letters)


def test_every_word_of_the_list_is_well_formed() -> None:
    words, _ = load_wording()
    assert len({w.pattern.pattern for w in words}) == len(words) > 30
    assert all(w.reason and (w.right or w.advice) for w in words)
    assert not any(w.pattern.search("") for w in words)


@pytest.mark.parametrize(
    ("clause", "twice"),
    [
        ("强化加强资金管理。", "强化加强"),
        ("贯穿资金分配的整个过程环节。", "过程环节"),
        ("做好监督和管理监管。", "管理监管"),
        ("各县要及时及时拨付。", "及时及时"),
        ("做好困难群众困难群众救助。", "困难群众困难群众"),
        ("现提前下达到你县（市）资金预算 2024 年提前下达部分。", "提前下达……提前下达"),
    ],
)
def test_c21_finds_what_is_said_twice(clause: str, twice: str) -> None:
    (finding,) = found("C21", notice(*letter(clause)))
    assert finding.left == twice


@pytest.mark.parametrize(
    "clause",
    [
        "城市最低生活保障和农村最低生活保障资金分别核算。",
        "加强管理，强化监管，各项目项目单位负责。",
        "根据《关于提前下达资金的通知》，现提前下达资金。",
        "已提前下达的资金与本次提前下达的资金合并使用。",
        "提高效益，提升水平。",
        "中央财政补助资金用于地方财政补助资金不足的地区。",
    ],
)
def test_c21_leaves_ordinary_text_alone(clause: str) -> None:
    assert found("C21", notice(*letter(clause))) == []


LONG = "各县要按照规定使用资金并加强对困难群众救助补助资金的"


@pytest.mark.parametrize(
    ("lines", "broken"),
    [
        ((LONG, "使用管理。"), {5}),
        (("一、用于临时救助（含未成年人", "保护）支出。"), {5}),
        (("按照《关于转发", "管理办法的通知》执行。"), {5}),
        ((LONG, "使用、", "管理。"), {5, 6}),
        ((LONG + "管理。", "二、其他。"), set()),
        ((LONG, "二、其他。"), set()),
        ((LONG, "附件：1.分配表"), set()),
        (("一、提高认识，加强领导", "各县要重视。"), set()),
        (("三、进一步加强困难群众救助补助资金监管和使用", "各县要重视。"), set()),
        (("他说：“第一段。", "第二段。”"), set()),
    ],
)
def test_c22_finds_broken_paragraphs(lines: tuple[str, ...], broken: set[int]) -> None:
    assert {f.ref.line for f in found("C22", notice(*letter(*lines)))} == broken


def test_changji_has_every_error_of_wording_and_no_other(changji: Notice) -> None:
    errors = {line for line, severity in places("C20", changji) if severity == "error"}
    assert errors == TITLE_LINES | GOALS_LINES | {230}
    both = {str(f.left) for f in found("C20", changji) if f.ref.line == 93}
    assert both == {"救济解难", "实施及时高效", "家庭关系调试", "年度总目标"}


@pytest.mark.parametrize(
    ("code", "lines"),
    [
        ("C20", GOALS_LINES | {17}),
        ("C21", {15}),
        ("C22", {17}),
    ],
)
def test_changji_has_these_hints(changji: Notice, code: str, lines: set[int]) -> None:
    assert {line for line, severity in places(code, changji) if severity == "hint"} == lines


@pytest.mark.parametrize(
    ("code", "expected"),
    [
        ("C20", {(15, "error"), (15, "hint"), (76, "hint")}),
        ("C21", {(17, "hint"), (25, "hint")}),
        ("C22", {(13, "hint"), (23, "hint")}),
    ],
)
def test_bazhou_has_these_and_no_others(
    bazhou: Notice, code: str, expected: set[tuple[int, str]]
) -> None:
    assert places(code, bazhou) == expected
