"""C26, C27, C29, C30: one table of cases per rule, then the two real notices."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from xianbiao.checks import c26_form_of_text
from xianbiao.checks.paragraphs import outside_brackets
from xianbiao.model.notices import Notice
from xianbiao.readers import read_notice

from .build import TABLE, found, letter, notice, places


@pytest.fixture(scope="module")
def changji(shared: Path) -> Notice:
    return read_notice([shared / "notices" / "changji-2023-70.txt"])


@pytest.fixture(scope="module")
def bazhou(shared: Path) -> Notice:
    return read_notice([shared / "notices" / "bazhou-2021-96.txt"])


def attached(title: str) -> list[str]:
    """The lines of the allocation table under another title."""
    return [TABLE[0], title, *TABLE[2:]]


@pytest.mark.parametrize(
    ("title", "is_wrong"),
    [
        ("关于下达2024年困难群众救助补助 资金预算的通知", True),
        ("关于下达2024年困难群众　救助补助资金预算的通知", True),
        ("关于下达 2024 年困难群众救助补助资金预算的通知", False),
        ("关于下达2024年困难群众救助补助资金预算的通知  ", False),
        ("昌吉州财政局 昌吉州民政局 关于下达2024年困难群众救助补助资金的通知", False),
        ("昌吉州财政局 关于下达2024年困难群众救助补助和 其他资金的通知", True),
    ],
)
def test_c26_finds_blanks_in_the_title(title: str, is_wrong: bool) -> None:
    made = notice(*letter("好。", title=title))
    assert places("C26", made) == ({(3, "error")} if is_wrong else set())


@pytest.mark.parametrize(
    ("title", "is_wrong"),
    [
        ("2024年困难群众救助 补助资金分配表", True),
        ("2024 年困难群众救助补助资金分配表 （第二批）", False),
        ("资 金 分 配 表", False),
        ("昌吉市 困难群众救助补助资金分配表", False),
        ("困难群众救助补助资金分配表   单位：万元", False),
    ],
)
def test_c26_finds_blanks_in_the_title_of_an_attachment(title: str, is_wrong: bool) -> None:
    made = notice(*letter("好。"), *attached(title))
    assert bool(found("C26", made)) is is_wrong


@pytest.mark.parametrize(
    ("title", "is_wrong"),
    [
        ("2021 中央财政困难群众救助补助资金分配表", True),
        ("2021中央财政困难群众救助补助资金分配表", True),
        ("2021年中央财政困难群众救助补助资金分配表", False),
        ("2021 年度困难群众救助补助资金分配表", False),
        ("2000万元困难群众救助补助资金分配表", False),
        ("困难群众救助补助资金（〔2021〕3号）分配表", False),
        ("2021至2022年困难群众救助补助资金分配表", False),
    ],
)
def test_c27_finds_years_without_their_word(title: str, is_wrong: bool) -> None:
    in_list = notice(*letter("好。", tail=(f"附件：1.{title}", "昌吉州财政局", "2024年3月5日")))
    in_title = notice(*letter("好。"), *attached(title))
    assert places("C27", in_list) == ({(6, "hint")} if is_wrong else set())
    assert places("C27", in_title) == ({(10, "hint")} if is_wrong else set())


def test_c27_reads_the_headers_of_a_table() -> None:
    made = notice(*letter("好。"), *TABLE[:3], "县市\t2024下达数", *TABLE[4:])
    assert places("C27", made) == {(12, "hint")}


@pytest.mark.parametrize(
    ("first", "is_wrong"),
    [
        ("为做好困难群众救助工作。根据上级文件，现下达资金。", True),
        ("为规范管理，支持各地做好救助工作。按照规定，现下达资金。", True),
        ("为做好困难群众救助工作，根据上级文件，现下达资金。", False),
        ("为做好救助工作，现下达资金6万元。根据规定专款专用。", False),
        ("根据上级文件，现下达资金。按照规定使用。", False),
    ],
)
def test_c29_wants_purpose_and_basis_in_one_sentence(first: str, is_wrong: bool) -> None:
    assert places("C29", notice(*letter(first))) == ({(5, "hint")} if is_wrong else set())


@pytest.mark.parametrize(
    ("lines", "at"),
    [
        (("用于低保、临时救助、孤儿（含艾滋病病毒感染儿童）。",), 5),
        (("用于低保、临时救助(含", "困境儿童)、孤儿(含事实无人抚养儿童)。其他。"), 6),
        (("统筹用于特困人员救助供养、流浪乞讨人员（含困境儿童），不得挪用。",), 5),
        (("用于低保、临时救助、孤儿等。",), 5),
        (("用于低保、临时救助、孤儿（含艾滋病病毒感染儿童）基本生活保障支出。",), None),
        (("用于救助困难群众。",), None),
        (("用于发放低保金、救助孤儿和特困人员。",), None),
        (("用于低保、特困人员救助供养等困难群众。",), None),
        (("不得用于低保、临时救助、工作人员。",), None),
        (("用于低保、孤儿（含艾滋病病毒感染儿童基本生活保障支出。",), None),
    ],
)
def test_c29_wants_an_expense_at_the_end_of_a_list(lines: tuple[str, ...], at: int | None) -> None:
    assert places("C29", notice(*letter(*lines))) == ({(at, "error")} if at else set())


@pytest.mark.parametrize(
    "blank", ["        ", "\xa0\xa0\xa0", "____", "××", "XX.XX", "（  ）", " ", "……", " ____ "]
)
def test_c30_finds_a_blank_amount(blank: str) -> None:
    made = notice(*letter(f"现下达你县补助资金{blank}万元。"), *TABLE)
    (finding,) = found("C30", made)
    assert (finding.ref.line, str(finding.severity)) == (5, "error")
    assert finding.suggestion == "写明总额 600 万元；分县通知写本县数"


@pytest.mark.parametrize(
    ("body", "expected"),
    [
        ("现下达你县补助资金，请专款专用。", {(5, "hint")}),
        ("为做好工作，现将资金安排给各县使用。", {(5, "hint")}),
        ("现下达你县补助资金600万元。", set()),
        ("现下达你县补助资金 5198   万元。", set()),
        ("现下达你县补助资金3 000元，单位为万元。", set()),
        ("各县要按规定安排使用资金。", set()),
        ("现将有关事项通知如下：", set()),
    ],
)
def test_c30_wants_a_figure_where_money_is_allotted(
    body: str, expected: set[tuple[int, str]]
) -> None:
    assert places("C30", notice(*letter(body))) == expected


@pytest.mark.parametrize(
    ("text", "outside"),
    [
        ("甲（乙(丙)丁）戊", "甲       戊"),
        ("甲（乙)丙", "甲   丙"),
        ("甲（乙丙", "甲（乙丙"),
        ("甲《乙（丙》丁", "甲《乙（丙》丁"),
    ],
)
def test_text_outside_brackets_keeps_its_length(text: str, outside: str) -> None:
    assert outside_brackets(text) == outside


@pytest.mark.parametrize(
    ("code", "expected"),
    [
        ("C26", set()),
        ("C27", set()),
        ("C28", set()),
        ("C29", set()),
        ("C30", {(15, "hint")}),
    ],
)
def test_changji_has_these_and_no_others(
    changji: Notice, code: str, expected: set[tuple[int, str]]
) -> None:
    assert places(code, changji) == expected


@pytest.mark.parametrize(
    ("code", "expected"),
    [
        ("C26", {(7, "error")}),
        ("C27", {(27, "hint"), (51, "hint"), (53, "hint")}),
        ("C28", {(53, "hint"), (25, "hint")}),
        ("C29", {(11, "hint"), (15, "error")}),
        ("C30", {(11, "error")}),
    ],
)
def test_bazhou_has_these_and_no_others(
    bazhou: Notice, code: str, expected: set[tuple[int, str]]
) -> None:
    assert places(code, bazhou) == expected


def test_the_blank_amount_of_bazhou_names_the_total(bazhou: Notice) -> None:
    (finding,) = found("C30", bazhou)
    assert "20251 万元" in str(finding.suggestion)


PIECES = [*"〔〕(）[年第号 7", "财社", "2024", "２０", "18", "018"]
texts = st.lists(st.sampled_from(PIECES), max_size=14).map("".join)


@given(texts)
def test_c27_passes_over_no_year_without_its_word(text: str) -> None:
    """Texts in which every year has its word are passed over without a closer look."""
    bare = c26_form_of_text._BARE_YEAR.search(text)
    assert bare is None or c26_form_of_text._NO_WORD.search(text)
