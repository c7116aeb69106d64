"""Two figures in one target value: what is no range must not be judged as one."""

from __future__ import annotations

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from xianbiao.model.target_advice import unread
from xianbiao.model.target_compare import meets, undecided, weaker
from xianbiao.model.target_names import form_mismatch
from xianbiao.model.targets import TargetKind, has_figure, looks_like_value, read_target

figures = st.decimals(min_value=0, max_value=10**5, places=1).map(lambda d: format(d, "f"))
units = st.sampled_from(["", "%", "日", "人", "元/人·月"])
heads = st.sampled_from(["", "", "≥", "≤", "控制在", "误差", "较上年提高", "收到文件后"])
marks = st.sampled_from(["-", "～", "—", "至", ":", "∶", "比", "±"])
joined = st.tuples(heads, figures, units, marks, figures, units).map("".join)


@pytest.mark.parametrize(
    ("text", "kind", "low", "high", "unit"),
    [
        ("90%–95%", "PERCENT", "90", "95", "%"),
        ("90%-95%", "PERCENT", "90", "95", "%"),
        ("90～95%", "PERCENT", "90", "95", "%"),
        ("90%至95%", "PERCENT", "90", "95", "%"),
        ("９０％——９５％", "PERCENT", "90", "95", "%"),
        ("控制在90%-95%之间", "PERCENT", "90", "95", "%"),
        ("[90,95]", "NUMBER", "90", "95", None),
        ("［90%，95%］", "PERCENT", "90", "95", "%"),
        ("[90,95]%", "PERCENT", "90", "95", "%"),
        ("300—500人", "NUMBER", "300", "500", "人"),
        ("1,200-1,500人次", "NUMBER", "1200", "1500", "人次"),
        ("3～5", "NUMBER", "3", "5", None),
        ("90-95", "NUMBER", "90", "95", None),
        ("每人每月700-800元", "NUMBER", "700", "800", "元/人·月"),
        ("3-5年", "DAYS", "3", "5", "年"),
        ("收到文件后3至5个工作日", "WORKDAYS", "3", "5", "个工作日"),
        ("较上年提高5%-10%", "LAST_YEAR", "5", "10", "%"),
        ("较上年降低5%～10%", "LAST_YEAR", "-10", "-5", "%"),
        ("-5%~5%", "PERCENT", "-5", "5", "%"),
        ("±5%", "PERCENT", "-5", "5", "%"),
        ("≤±3%", "PERCENT", "-3", "3", "%"),
        ("±3%以内", "PERCENT", "-3", "3", "%"),
        ("误差不超过±3%", "PERCENT", "-3", "3", "%"),
        ("100±5", "NUMBER", "95", "105", None),
        ("100人±5人", "NUMBER", "95", "105", "人"),
        ("90%±5%", "PERCENT", "85", "95", "%"),
    ],
)
def test_a_range_has_two_ends(text: str, kind: str, low: str, high: str, unit: str | None) -> None:
    target = read_target(text)
    assert (target.kind, target.value, target.upper, target.unit, target.comparison) == (
        TargetKind[kind],
        Decimal(low),
        Decimal(high),
        unit,
        None,
    )


@pytest.mark.parametrize(
    ("text", "comparison", "value", "canonical"),
    [
        ("1∶4", None, "0.25", "1∶4"),
        ("1:4", None, "0.25", "1∶4"),
        ("1：4", None, "0.25", "1∶4"),
        ("1比4", None, "0.25", "1∶4"),
        ("≥1:4", "≥", "0.25", "≥1∶4"),
        ("不低于1:4", "≥", "0.25", "≥1∶4"),
        ("1:4以上", "≥", "0.25", "≥1∶4"),
        ("1:2.5", None, "0.4", "1∶2.5"),
        ("1:30", None, "0.033333333", "1∶30"),
        ("3∶10", None, "0.3", "3∶10"),
    ],
)
def test_a_ratio_is_a_number(text: str, comparison: str | None, value: str, canonical: str) -> None:
    target = read_target(text)
    assert (target.kind, target.comparison, target.value, str(target)) == (
        TargetKind.RATIO,
        comparison,
        Decimal(value),
        canonical,
    )


@pytest.mark.parametrize(
    ("text", "canonical"),
    [
        ("90%至95%", "90%～95%"),
        ("300—500人", "300人～500人"),
        ("100±5", "95～105"),
        ("较上年降低5%-10%", "较上年降低5%～10%"),
        ("收到文件后3-5日", "收到文件后3日～5日"),
    ],
)
def test_canonical_text_of_a_range(text: str, canonical: str) -> None:
    assert str(read_target(text)) == canonical


@given(joined)
def test_the_canonical_text_reads_back_as_the_same_target(text: str) -> None:
    target = read_target(text)
    assert read_target(str(target)).same_as(target)


BADLY_WRITTEN = {
    "95%–90%": "区间的两端写反了：95 大于 90",
    "95%-95%": "区间的两端相同",
    "90%-95人": "两个数的单位不同：“%”和“人”",
    "3万-5万元": "两个数的单位不同：“万”和“万元”",
    "≥90%-95%": "区间又写了“≥”一类的要求，互相矛盾",
    "3-5日内": "区间又写了“≤”一类的要求，互相矛盾",
    "1,20-1,30人": "数字写得不对",
    "较上年提高-5%～5%": "幅度不能是负数",
    "95%-": "区间没有写完",
    "～95%": "区间没有写完",
    "1:": "比例没有写完",
    "1：": "比例没有写完",
    "∶3": "比例没有写完",
    "1:0": "两边都要大于 0",
    "1:3人": "比例后面不写单位",
    "1:2:3": "连比",
    "1234567890:1": "太长",
    "±": "“±”后面没有数",
    "±0": "“±”后面的数要大于 0",
    "100±5%": "说不清是百分点还是按比例",
    "100人±5%": "两个数的单位不同：“人”和“%”",
    "≥±3%": "“±”又写了“≥”一类的要求，互相矛盾",
    "≤100±5": "互相矛盾",
    "较上年提高±5%": "“±”不能写在提高、降低的后面",
}

NO_RANGE = {
    "2023-12": "像日期",
    "1-3": "像日期",
    "10-20": "像日期",
    "3-2024": "像日期",
    "2023-2025": "年份",
    "2023～2025": "年份",
    "2023-2025年": "起止日期",
    "6月-12月": "起止日期",
    "6-12月": "起止日期",
    "5-8号": "起止日期或编号",
    "0991-2345678": "以 0 开头",
    "400-8001234": "电话",
    "652301-652328": "编号",
    "8:30": "像时刻",
    "12:05": "以 0 开头",
    "3:10": "像时刻",
    "2024-01-03 00:00:00": "Excel 会改成日期",
    "2024年1月3日": "Excel 会改成日期",
    "01:03:00": "Excel 会改成时刻",
    "1 day, 1:03:00": "Excel 会改成时刻",
    "财社〔2023〕70-75号": "看不懂",
    "2024年3月1日至12月31日": "看不懂",
    "8:30-17:30": "看不懂",
    "--3日至5日": "看不懂",
    "+±5": "看不懂",
    "138-0000-0000": "看不懂",
}


@pytest.mark.parametrize(("text", "reason"), [*BADLY_WRITTEN.items(), *NO_RANGE.items()])
def test_what_is_wrong_is_said(text: str, reason: str) -> None:
    assert read_target(text).kind is TargetKind.UNREADABLE
    assert has_figure(text)
    assert reason in unread(text).what


@pytest.mark.parametrize("text", ["自2024-03-01起30日内", "从3-5月下达后10日内"])
def test_a_date_in_the_event_of_a_term_is_no_range(text: str) -> None:
    assert (read_target(text).kind, read_target(text).upper) == (TargetKind.DAYS, None)


@pytest.mark.parametrize("text", ["90%-95%", "1∶3", "±5%", "[90,95]", "300—500人"])
def test_two_figures_look_like_a_value(text: str) -> None:
    assert looks_like_value(text)


@pytest.mark.parametrize("text", ["2023-12", "0991-2345678", "8:30", "6月-12月", "6-12岁儿童人数"])
def test_dates_codes_and_names_do_not(text: str) -> None:
    assert not looks_like_value(text)


@pytest.mark.parametrize(
    ("county", "prefecture", "expected"),
    [
        ("90%-95%", "90%-95%", False),
        ("91%-94%", "90%-95%", False),
        ("90±5", "85～95", False),
        ("85%-95%", "90%-95%", True),
        ("92%-98%", "90%-95%", None),
        ("80%-85%", "90%-95%", None),
        ("90%-95%", "≥90%", False),
        ("85%-95%", "≥90%", True),
        ("85%-95%", ">85%", True),
        ("85%-95%", "≤95%", False),
        ("85%-95%", "应保尽保", True),
        ("≥80%", "90%-95%", True),
        ("≥90%", "90%-95%", None),
        ("≤98%", "90%-95%", True),
        ("≤92%", "90%-95%", None),
        ("=93%", "90%-95%", False),
        ("400人", "300-500人", False),
        ("600人", "300-500人", None),
        ("300-500人", "400人", True),
        ("300-500人", "600人", None),
        ("3-5万元", "20000～60000元", False),
        ("300-500人", "300-500户", None),
        ("90%-95%", "稳步提高", None),
        ("±3%", "±5%", False),
        ("±5%", "±3%", True),
        ("±5%", "≤5%", False),
        ("较上年提高5%～10%", "较上年提高5%以上", False),
        ("较上年降低5%～10%", "高于上年", True),
        ("1∶3", "≥1∶4", False),
        ("1∶5", "≥1∶4", True),
        ("2∶6", "1∶3", False),
        ("≥1∶5", "≥1∶4", True),
        ("≤1∶5", "≥1∶4", None),
        ("1∶5", "1∶4", None),
        ("30%", "1∶4", None),
    ],
)
def test_weaker(county: str, prefecture: str, expected: bool | None) -> None:
    own, wanted = read_target(county), read_target(prefecture)
    assert weaker(own, wanted) is expected
    assert undecided(own, wanted) is (expected is None)


@pytest.mark.parametrize(
    ("county", "prefecture"),
    [
        ("≤95%", "≥90%"),
        ("500人", "400人"),
        ("稳步提高", "有所提升"),
        ("90%-95%", "待定"),
        ("", "1∶3"),
    ],
)
def test_nobody_is_asked_where_no_range_or_ratio_is_compared(county: str, prefecture: str) -> None:
    assert not undecided(read_target(county), read_target(prefecture))


@given(joined, joined)
def test_two_targets_are_never_each_weaker_than_the_other(left: str, right: str) -> None:
    one, two = read_target(left), read_target(right)
    assert not weaker(one, one)
    assert not (weaker(one, two) and weaker(two, one))


@pytest.mark.parametrize(
    ("target", "actual", "expected"),
    [
        ("90%-95%", "90%", True),
        ("90%-95%", "95%", True),
        ("90%-95%", "92.5", True),
        ("90%-95%", "89.9%", False),
        ("90%-95%", "96%", False),
        ("90%-95%", "0.92", None),
        ("90%-95%", "≥90%", None),
        ("90%-95%", "91%-94%", True),
        ("90%-95%", "93%-97%", None),
        ("90%-95%", "96%-97%", False),
        ("90%-95%", "400人", None),
        ("300—500人", "500", True),
        ("300—500人", "501人", False),
        ("3-5万元", "40000元", True),
        ("±5%", "-3%", True),
        ("±5%", "-3", True),
        ("±5%", "-6", False),
        ("±5%", "0.5", None),
        ("100±5", "105", True),
        ("100±5", "105.1", False),
        ("1∶3", "2∶6", True),
        ("1∶3", "1∶4", False),
        ("≥1∶4", "1:3", True),
        ("≥1∶4", "1:5", False),
        ("≥1∶4", "0.3", None),
        ("≥1∶4", "01:03:00", None),
        ("较上年提高5%～10%", "较上年提高6%", True),
        ("较上年提高5%～10%", "较上年提高11%", False),
    ],
)
def test_meets(target: str, actual: str, expected: bool | None) -> None:
    assert meets(read_target(target), actual) is expected


@pytest.mark.parametrize(
    ("name", "value", "suits"),
    [
        ("政策知晓率", "90%-95%", True),
        ("师生比例", "1∶15", True),
        ("政策知晓率", "1∶15", False),
        ("低保对象人数", "300—500人", True),
        ("低保对象人数", "90%-95%", False),
        ("资金下达时限", "3-5日", True),
        ("政策知晓率", "90～95", False),
    ],
)
def test_the_form_of_two_figures_suits_a_name(name: str, value: str, *, suits: bool) -> None:
    assert (form_mismatch(name, value) is None) is suits
