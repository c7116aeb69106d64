"""C28: numbers with their brackets and year, titles within titles, marks in pairs."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from xianbiao.checks import c28_brackets

from .build import TABLE, found, letter, notice


@pytest.mark.parametrize(
    ("body", "right"),
    [
        ("按照巴财社(2021)3号执行。", "按照巴财社〔2021〕3号"),
        ("按照新财社【2021】40 号执行。", "按照新财社〔2021〕40号"),
        ("按照（财社〔2021〕第3号）执行。", "财社〔2021〕3号"),
        ("按照《关于转发<资金管理办法>的通知》执行。", "〈资金管理办法〉"),
        ("按照《关于转发《资金管理办法》的通知》执行。", "〈资金管理办法〉"),
        ("按照《关于转发〈资金管理办法〉的通知》（财社〔2021〕3号）执行。", None),
        ("按照苏财社﹝2021﹞3号执行。", "按照苏财社〔2021〕3号"),
        ("按照湘财绩 [2021] 3号执行。", "按照湘财绩〔2021〕3号"),
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
    ("year", "later"), [(2023, False), (2024, False), (2025, True), (2042, True)]
)
def test_c28_finds_a_cited_number_of_a_later_year(year: int, later: bool) -> None:
    body = f"根据《关于下达资金的通知》（新财社〔{year}〕30号），现下达你县资金6万元。"
    faults = [f for f in found("C28", notice(*letter(body))) if "成文于" in f.message]
    assert [f.left for f in faults] == ([str(year)] if later else [])


@pytest.mark.parametrize(
    ("title", "year", "old"),
    [(2024, 2024, False), (2024, 2023, False), (2024, 2021, True), (2022, 2024, False)],
)
def test_c28_finds_a_cited_number_years_before_its_title(title: int, year: int, old: bool) -> None:
    body = f"根据《关于下达{title}年资金的通知》（新财社〔{year}〕30号），现下达你县资金6万元。"
    faults = [f for f in found("C28", notice(*letter(body))) if "题名写的是" in f.message]
    assert [f.left for f in faults] == ([str(year)] if old else [])


def test_c28_tells_the_date_where_the_superior_is_later_than_it() -> None:
    body = "根据《关于下达2024年资金的通知》（新财社〔2024〕30号），现下达你县资金6万元。"
    made = notice(*letter(body, tail=("昌吉州财政局", "2023年3月5日")))
    assert [f.ref.line for f in found("C28", made) if "成文于" in f.message] == [7]


PIECES = [*"〔〕(）[年第号 7", "财社", "2024", "２０", "18", "018"]
texts = st.lists(st.sampled_from(PIECES), max_size=14).map("".join)


@given(texts)
def test_c28_passes_over_no_number_that_is_written_wrongly(text: str) -> None:
    """Texts that hold official numbers alone are passed over without a closer look."""
    found_fast = list(c28_brackets._bracket_faults(text))
    assert all(fault in found_fast for fault in c28_brackets._number_faults(text))


@pytest.mark.parametrize(
    ("cited", "right"),
    [
        ("湘财预〔2023年〕298号", "湘财预〔2023〕298号"),
        ("湘财预〔2023〕298", "湘财预〔2023〕298号"),
        ("湘财预2023〕298号", "湘财预〔2023〕298号"),
        ("湘财预〔2023 298号", "湘财预〔2023〕298号"),
        ("湘财预2023298", "湘财预〔2023〕298号"),
        ("湘财预2023298号", "湘财预〔2023〕298号"),
        ("湘财预2023 98号", "湘财预〔2023〕98号"),
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


@pytest.mark.parametrize(
    ("number", "date", "year"),
    [
        ("昌州财社〔2024〕18号", "2024年3月5日", None),
        ("昌州财社〔2024〕18号", "2023年12月28日", "2024"),
        ("昌州财社〔2023〕18号", "2024年1月4日", "2023"),
        ("昌州财社18号", "2024年1月4日", None),
    ],
)
def test_the_number_is_of_the_year_of_the_date(number: str, date: str, year: str | None) -> None:
    lines = letter("现下达你县资金6万元。", tail=("昌吉州财政局", date))
    lines[1] = number
    faults = [f for f in found("C28", notice(*lines)) if "成文于" in f.message]
    assert [(f.left, f.ref.line) for f in faults] == ([(year, 2)] if year else [])


@pytest.mark.parametrize(
    ("body", "lone"),
    [
        ("收入列“1100248社会保障”，支出列“20819”（见附件）。", None),
        ("收入列第“1100248”社会保障”科目。", "”"),
        ("收入列“1100248社会保障，支出列“20819”。", "“"),
        ("按照《管理办法（财社〔2024〕3号）执行。", "《"),
        ("现下达资金（见附件1，请专款专用。", "（"),
        ("现下达资金(见附件1），请专款专用。", None),
        ("要求如下：1）专款专用；2）及时拨付。", None),
        ("一）专款专用，不得挪用。", None),
    ],
)
def test_marks_stand_in_pairs(body: str, lone: str | None) -> None:
    faults = [f for f in found("C28", notice(*letter(body))) if "不成对" in f.message]
    assert [(f.left, f.ref.line) for f in faults] == ([(lone, 5)] if lone else [])


def test_marks_of_titles_and_lists_stand_in_pairs() -> None:
    lines = letter(
        "现下达你县资金600万元。",
        title="关于下达2024年困难群众救助补助资金（第一批的通知",
        tail=("附件：2024年分配表（第一批", "昌吉州财政局", "2024年3月5日"),
    )
    faults = [f for f in found("C28", notice(*lines)) if "不成对" in f.message]
    assert [f.ref.line for f in faults] == [3, 6]
