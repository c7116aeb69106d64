"""Shares, growth, averages and rates: every row and the total, one finding for one slip."""

from __future__ import annotations

import pytest

from support.grids import grid_of, tables_of
from xianbiao.checks import check
from xianbiao.model.findings import Finding, Severity
from xianbiao.model.places import load_places
from xianbiao.model.quotients import QuotientKind
from xianbiao.model.tables import Meaning
from xianbiao.sheets.recognise.notice import recognise

PERCENTS = """
2024年困难群众救助补助资金分配表|<|<|<|<|<|<
||||||单位：万元
县市|2023年下达|2024年下达|占比|增减额|增幅|保障人数
昌吉市|500|550|52.38%|50|10%|1000
阜康市|400|300|28.57%|-100|-25%|500
呼图壁县|100|200|19.05%|100|100%|300
合计|1000|1050|100%|50|5%|1800
"""
AVERAGES = """
2024年困难群众救助补助资金测算表|<|<|<|<|<|<
||||||单位：万元
县市|保障人数（人）|2023年金额|2024年金额|增减%|占全州比重（%）|人均补助（元）
昌吉市|1000|500|550|10|52.38|5500
阜康市|500|400|300|-25|28.57|6000
呼图壁县|300|100|200|100|19.05|6666.67
合计|1800|1000|1050|5|100|5833.33
"""
YEARS = """
2024年救助资金对比表|<|<|<|<
||||单位：万元
地区|2023年|2024年|比上年增减|占比
合计|1000|1050|0.05|1
昌吉市|500|550|0.1|0.524
阜康市|400|300|-0.25|0.286
呼图壁县|100|200|1|0.190
"""
GROUPED = """
2024年救助资金分配表|<|<|<|<|<
|||||单位：万元
地区|分配金额|占比|<|2024年支出|支出进度
^|^|占全省|占本市|^|^
合计|1000|100%|—|500|50%
昌吉州|600|60%|100%|300|50%
昌吉市|400|40%|66.7%|100|25%
阜康市|150|15%|25%|150|100%
呼图壁县|50|5%|8.3%|50|100%
巴音郭楞蒙古自治州|400|40%|100%|200|50%
库尔勒市|250|25%|62.5%|100|40%
轮台县|150|15%|37.5%|100|66.67%
"""
ROUNDED_OFF = """
2024年救助资金分配表|<|<
||单位：万元
地区|分配金额|占比（%）
昌吉市|100|16.66
阜康市|100|16.66
呼图壁县|100|16.67
玛纳斯县|100|16.67
奇台县|100|16.67
木垒县|100|16.67
合计|600|100
"""
WEIGHTS = """
2024年救助资金因素分配表|<|<|<
|||单位：万元
地区|因素得分占比|绩效系数|分配金额
昌吉市|0.31|1.05|120
阜康市|0.42|0.95|150
呼图壁县|0.27|1|90
合计|1||360
"""
STANDARDS = """
2024年孤儿补助资金测算表|<|<|<
|||单位：万元
地区|人数|人均标准（元）|金额
昌吉市|123|420|5.17
阜康市|234|420|9.83
呼图壁县|345|420|14.49
合计|702||29.49
"""
RIGHT = (PERCENTS, AVERAGES, YEARS, GROUPED, ROUNDED_OFF, WEIGHTS, STANDARDS)


def findings(text: str, *edits: tuple[str, str]) -> list[Finding]:
    """What is found after replacing the first of two words by the second, for each pair."""
    text = text.removeprefix("\n")
    for before, after in edits:
        assert before in text
        text = text.replace(before, after, 1)
    return check(recognise("表.xlsx", [grid_of(text)], load_places()))


def faults(text: str, *edits: tuple[str, str]) -> list[Finding]:
    return [f for f in findings(text, *edits) if f.severity is Severity.ERROR]


@pytest.mark.parametrize("text", RIGHT)
def test_right_ratios_are_no_errors(text: str) -> None:
    assert faults(text) == []


@pytest.mark.parametrize(
    ("text", "kinds"),
    [
        (PERCENTS, {3: QuotientKind.SHARE, 5: QuotientKind.RATE}),
        (AVERAGES, {4: QuotientKind.GROWTH, 5: QuotientKind.SHARE, 6: QuotientKind.AVERAGE}),
        (YEARS, {3: QuotientKind.GROWTH, 4: QuotientKind.SHARE}),
        (GROUPED, {2: QuotientKind.SHARE, 3: QuotientKind.SHARE, 5: QuotientKind.RATE}),
        (WEIGHTS, {}),
        (STANDARDS, {2: QuotientKind.AVERAGE}),
    ],
)
def test_words_and_figures_tell_what_a_column_is_divided_from(
    text: str, kinds: dict[int, QuotientKind]
) -> None:
    (table,) = tables_of(text)
    assert {q.column: q.kind for q in table.quotients} == kinds


@pytest.mark.parametrize("text", RIGHT)
def test_what_is_divided_is_no_money(text: str) -> None:
    (table,) = tables_of(text)
    divided = {q.column for q in table.quotients}
    assert not divided & {c.index for c in table.money}
    assert not divided & {t for s in table.column_sums for t in (s.result, *s.terms)}
    assert all(table.column(i).meaning in (Meaning.RATIO, Meaning.STANDARD) for i in divided)


@pytest.mark.parametrize(
    ("text", "before", "after", "rule", "cell", "right"),
    [
        (PERCENTS, "52.38%", "53.28%", "G14", "D4", "52.38%"),
        (PERCENTS, "|100%|50|", "|99%|50|", "G14", "D7", "100%"),
        (PERCENTS, "50|5%", "50|85%", "G17", "F7", "5%"),
        (PERCENTS, "-25%", "25%", "G17", "F5", "-25%"),
        (AVERAGES, "10|52.38", "9.09|52.38", "G15", "E4", "10"),
        (AVERAGES, "5|100|5833.33", "85|100|5833.33", "G15", "E7", "5"),
        (AVERAGES, "6000", "600", "G16", "G5", "6000"),
        (AVERAGES, "5833.33", "6055.56", "G16", "G7", "5833.33"),
        (AVERAGES, "28.57", "28.75", "G14", "F5", "28.57"),
        (YEARS, "-0.25|0.286", "-0.35|0.286", "G15", "D6", "-0.25"),
        (YEARS, "0.524", "0.542", "G14", "E5", "0.524"),
        (GROUPED, "37.5%", "35.7%", "G14", "D12", "37.5%"),
        (GROUPED, "66.67%", "66.76%", "G17", "F12", "66.67%"),
        (GROUPED, "600|60%", "600|40%", "G14", "C6", "60%"),
        (ROUNDED_OFF, "吉市|100|16.66", "吉市|100|16.76", "G14", "C4", "16.67"),
    ],
)
def test_a_wrong_ratio_is_one_finding_at_its_cell(
    text: str, before: str, after: str, rule: str, cell: str, right: str
) -> None:
    found = faults(text, (before, after))
    assert [(f.rule, f.ref.cell, f.right) for f in found] == [(rule, cell, right)]


@pytest.mark.parametrize(
    ("text", "before", "after", "cause"),
    [
        (AVERAGES, "5|100|5833.33", "85|100|5833.33", "加了起来"),
        (AVERAGES, "5833.33", "6055.56", "平均数"),
        (AVERAGES, "10|52.38", "9.09|52.38", "除数用了今年的数"),
        (PERCENTS, "-25%", "25%", "正负号写反"),
        (PERCENTS, "52.38%", "0.52%", "百分数和小数混写"),
    ],
)
def test_the_cause_of_a_wrong_ratio_is_said(text: str, before: str, after: str, cause: str) -> None:
    (found,) = faults(text, (before, after))
    assert found.cause is not None
    assert cause in found.cause


def test_a_wrong_amount_is_told_by_the_sum_and_found_by_the_ratios() -> None:
    found = faults(AVERAGES, ("400|300|-25", "400|390|-25"))
    assert {(f.rule, f.ref.cell) for f in found} == {("C02", "D5"), ("C03", "D5")}
    assert all("390 改为 300" in (f.cause or "") for f in found)


def test_an_amount_that_adds_up_but_that_no_ratio_bears_out_is_told_once() -> None:
    edits = (
        ("400|300|-25", "400|309|-25"),
        ("1000|1050|5|100|5833.33", "1000|1059|5.9|100|5883.33"),
        ("10|52.38", "10|51.94"),
        ("100|19.05", "100|18.89"),
    )
    found = [f for f in faults(AVERAGES, *edits) if f.ref.cell == "D5"]
    assert [f.rule for f in found] == ["G15"]
    assert "3 个由它除出来的数" in found[0].message


def test_an_average_that_was_rounded_is_not_multiplied_back() -> None:
    text = """
2024年救助资金分配表|<|<|<
|||单位：万元
地区|户数|户均（万元）|金额
昌吉市|1900|0.53|1000
阜康市|700|1.43|1000
呼图壁县|3100|0.65|2000
合计|5700|0.7|4000
"""
    assert faults(text) == []
    (table,) = tables_of(text)
    assert table.products == []
    found = faults(text, ("0.65", "0.56"))
    assert [(f.rule, f.ref.cell) for f in found] == [("G16", "C6")]


@pytest.mark.parametrize(
    ("before", "after", "found"),
    [
        ("0.42", "0.42", []),
        ("0.42", "0.24", []),
        ("0.42", "0.43", []),
        ("0.42", "0.46", [("G19", "B7", "1", "1.04")]),
        ("0.31", "0.3", []),
        ("0.31", "0.25", [("G19", "B7", "1", "0.94")]),
    ],
)
def test_shares_of_what_is_not_shown_still_come_to_the_whole(
    before: str, after: str, found: list[tuple[str, str, str, str]]
) -> None:
    told = findings(WEIGHTS, (before, after))
    assert [(f.rule, f.ref.cell, f.left, f.right) for f in told] == found


def test_a_column_that_only_some_rows_bear_out_is_owned_up_to() -> None:
    text = """
2024年救助资金分配表|<|<
||单位：万元
地区|分配金额|占比（%）
昌吉市|100|6.67
阜康市|200|13.33
呼图壁县|300|{}
玛纳斯县|400|30.5
奇台县|500|24.5
合计|1500|100
"""
    assert [(f.rule, f.ref.cell) for f in findings(text.format("25"))] == [("G06", "C3")]
    told = [(f.rule, f.ref.cell) for f in findings(text.format("20"))]
    assert told == [("G14", "C7"), ("G14", "C8")]


def test_an_average_in_another_unit_than_its_header_states_is_said() -> None:
    text = AVERAGES
    for before, after in (
        ("5500", "0.55"),
        ("6000", "0.6"),
        ("6666.67", "0.67"),
        ("5833.33", "0.58"),
    ):
        text = text.replace(before, after)
    told = [f for f in findings(text) if f.ref.cell == "G3"]
    assert [f.rule for f in told] == ["G06"]
    assert "写明单位是元" in told[0].message
    assert "得到的是万元" in told[0].message


def test_a_dash_where_nothing_can_be_divided_is_no_fault() -> None:
    text = """
2024年财政补助对比表|<|<|<|<
||||单位：万元
县区|2024年|2023年|同比增减|同比（%）
召陵区|300|250|50|20
源汇区|450|500|-50|-10
舞阳县|0|100|-100|-100
临颍县|120|0|120|—
合计|870|850|20|2.35
"""
    assert faults(text) == []
    assert [(f.rule, f.ref.cell) for f in faults(text, ("-50|-10", "-50|10"))] == [("G17", "E5")]
