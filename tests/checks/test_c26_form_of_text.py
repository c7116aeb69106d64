"""C26–C30: one table of cases per rule, then the two real notices."""

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
    ("body", "right"),
    [
        ("按照巴财社(2021)3号执行。", "按照巴财社〔2021〕3号"),
        ("按照新财社【2021】40 号执行。", "按照新财社〔2021〕40号"),
        ("按照（财社〔2021〕第3号）执行。", "财社〔2021〕3号"),
        ("按照《关于转发<资金管理办法>的通知》执行。", "〈资金管理办法〉"),
        ("按照《关于转发《资金管理办法》的通知》执行。", "〈资金管理办法〉"),
        ("按照《关于转发〈资金管理办法〉的通知》（财社〔2021〕3号）执行。", None),
        ("金额(2021年)共3号楼，<p>标记</p>，3<5。", None),
    ],
)
def test_c28_finds_brackets(body: str, right: str | None) -> None:
    findings = found("C28", notice(*letter(body)))
    assert [f.right for f in findings] == ([right] if right else [])


def test_c28_reads_the_number_of_the_notice_and_reports_a_line_once() -> None:
    lines = letter("按照新财社(2021)3号和新财社(2021)4号执行。")
    lines[1] = "昌州财社[2024]18号"
    assert [f.ref.line for f in found("C28", notice(*lines))] == [5, 2]


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


@pytest.mark.parametrize(
    ("year", "later"), [(2023, False), (2024, False), (2025, True), (2042, True)]
)
def test_c28_finds_a_cited_number_of_a_later_year(year: int, later: bool) -> None:
    body = f"根据《关于下达资金的通知》（新财社〔{year}〕30号），现下达你县资金6万元。"
    faults = [f for f in found("C28", notice(*letter(body))) if "成文于" in f.message]
    assert [f.left for f in faults] == ([str(year)] if later else [])


PIECES = [*"〔〕(）[年第号 7", "财社", "2024", "２０", "18", "018"]
texts = st.lists(st.sampled_from(PIECES), max_size=14).map("".join)


@given(texts)
def test_c28_passes_over_no_number_that_is_written_wrongly(text: str) -> None:
    """Texts that hold official numbers alone are passed over without a closer look."""
    slowly = list(c26_form_of_text._number_faults(text))
    assert list(c26_form_of_text._bracket_faults(text)) == slowly


@given(texts)
def test_c27_passes_over_no_year_without_its_word(text: str) -> None:
    """Texts in which every year has its word are passed over without a closer look."""
    bare = c26_form_of_text._BARE_YEAR.search(text)
    assert bare is None or c26_form_of_text._NO_WORD.search(text)


@pytest.mark.parametrize(
    ("cited", "right"),
    [
        ("湘财预〔2023年〕298号", "湘财预〔2023〕298号"),
        ("湘财预〔2023〕298", "湘财预〔2023〕298号"),
        ("湘财预2023〕298号", "湘财预〔2023〕298号"),
        ("湘财预〔2023 298号", "湘财预〔2023〕298号"),
        ("湘财预〔20233〕298号", None),
        ("湘财预〔23〕298号", None),
    ],
)
def test_a_number_that_was_mistyped_is_told(cited: str, right: str | None) -> None:
    body = f"根据《关于下达2024年补助资金的通知》（{cited}），现下达补助资金600万元。"
    findings = found("C28", notice(*letter(body), *TABLE))
    assert [(f.left, f.right) for f in findings] == [(cited, right)]


@pytest.mark.parametrize(
    "cited", ["湘财预〔2023〕298号", "湘财预〔2023〕298、299号", "湘财预〔2023〕298—300号"]
)
def test_a_right_number_or_a_row_of_numbers_is_left_alone(cited: str) -> None:
    body = f"根据《关于下达2024年补助资金的通知》（{cited}），现下达补助资金600万元。"
    assert found("C28", notice(*letter(body), *TABLE)) == []
