"""Target values: a value taken for a name, or a name for a value, moves a whole row of a form."""

from __future__ import annotations

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from xianbiao.model.funds import load_funds
from xianbiao.model.target_compare import meets, weaker
from xianbiao.model.target_names import expected_kinds, form_mismatch
from xianbiao.model.targets import Target, TargetKind, looks_like_value, read_target

INDICATORS = [i for f in load_funds() for library in f.libraries for i in library.indicators]

figures = st.decimals(min_value=0, max_value=10**6, places=2).map(lambda d: format(d, "f"))
signs = st.sampled_from(["", "≥", "≤", ">", "<", "=", "不低于", "不超过", "＞＝", "=>"])
units = st.sampled_from(["", "%", "日", "个工作日", "人", "人次", "万元", "元/人·月", "个", "小时"])
targets = st.one_of(
    st.tuples(signs, figures, units).map("".join),
    st.tuples(figures, units, st.sampled_from(["以上", "以下", "以内"])).map("".join),
    st.tuples(st.just("收到上级文件"), figures, st.sampled_from(["日内", "个工作日内"])).map(
        "".join
    ),
    st.tuples(st.sampled_from(["较上年提高", "比去年下降", "同比增长"]), signs, figures).map(
        "".join
    ),
    st.sampled_from([i.standard for i in INDICATORS]),
    st.text(),
)


@pytest.mark.parametrize(
    ("text", "kind", "comparison", "value", "unit"),
    [
        ("≥95%", "PERCENT", "≥", "95", "%"),
        ("＞＝95％", "PERCENT", "≥", "95", "%"),
        (">=95%", "PERCENT", "≥", "95", "%"),
        ("=> 95 %", "PERCENT", "≥", "95", "%"),
        ("95%以上", "PERCENT", "≥", "95", "%"),
        ("95%及以上", "PERCENT", "≥", "95", "%"),
        ("不低于95%", "PERCENT", "≥", "95", "%"),
        ("达到95%以上", "PERCENT", "≥", "95", "%"),
        ("≥98.5%；", "PERCENT", "≥", "98.5", "%"),
        ("控制在5%以内", "PERCENT", "≤", "5", "%"),
        ("＞90%", "PERCENT", ">", "90", "%"),
        ("100%", "PERCENT", None, "100", "%"),
        ("=100%", "PERCENT", "=", "100", "%"),
        ("≥95", "NUMBER", "≥", "95", None),
        ("829", "NUMBER", None, "829", None),
        ("≥1,200人次", "NUMBER", "≥", "1200", "人次"),
        ("不少于3户", "NUMBER", "≥", "3", "户"),
        ("≤5万元", "NUMBER", "≤", "5", "万元"),
        ("≥80分", "NUMBER", "≥", "80", "分"),
        ("≥5万亩", "NUMBER", "≥", "5", "万亩"),
        ("3.5万立方米", "NUMBER", None, "3.5", "万立方米"),
        ("不少于10个村", "NUMBER", "≥", "10", "个村"),
        ("≤30分钟", "NUMBER", "≤", "30", "分钟"),
        ("700元/人·月", "NUMBER", None, "700", "元/人·月"),
        ("700元/人/月", "NUMBER", None, "700", "元/人·月"),
        ("每人每月700元", "NUMBER", None, "700", "元/人·月"),
        ("每人每月不低于700元", "NUMBER", "≥", "700", "元/人·月"),
        ("≤30日", "DAYS", "≤", "30", "日"),
        ("不超过30日", "DAYS", "≤", "30", "日"),
        ("30日内", "DAYS", "≤", "30", "日"),
        ("30天以内", "DAYS", "≤", "30", "日"),
        ("三十日内", "DAYS", "≤", "30", "日"),
        ("24小时内", "DAYS", "≤", "24", "小时"),
        ("≥3年", "DAYS", "≥", "3", "年"),
        ("≤30个工作日", "WORKDAYS", "≤", "30", "个工作日"),
        ("十五个工作日内", "WORKDAYS", "≤", "15", "个工作日"),
        ("2021年12月31日前", "DEADLINE", None, None, None),
        ("12月底前", "DEADLINE", None, None, None),
        ("应保尽保", "FULL", None, None, None),
        ("应救尽救", "FULL", None, None, None),
        ("实现应养尽养", "FULL", None, None, None),
        ("应保尽保、应救尽救", "FULL", None, None, None),
        ("全覆盖", "FULL", None, None, None),
        ("不低于上年", "LAST_YEAR", "≥", None, None),
        ("不低于上年水平", "LAST_YEAR", "≥", None, None),
        ("≥上年", "LAST_YEAR", "≥", None, None),
        ("较上年提高", "LAST_YEAR", ">", None, None),
        ("较上年有所提高", "LAST_YEAR", ">", None, None),
        ("比去年下降", "LAST_YEAR", "<", None, None),
        ("与上年持平", "LAST_YEAR", "=", None, None),
        ("较上年提高5%以上", "LAST_YEAR", "≥", "5", "%"),
        ("较上年降低不少于5%", "LAST_YEAR", "≤", "-5", "%"),
        ("稳步提高", "QUALITATIVE", None, None, None),
        ("适度提高", "QUALITATIVE", None, None, None),
        ("有所提升", "QUALITATIVE", None, None, None),
        ("及时送返", "QUALITATIVE", None, None, None),
        ("进一步完善", "QUALITATIVE", None, None, None),
        ("及时、足额", "QUALITATIVE", None, None, None),
        ("", "BLANK", None, None, None),
        (" \u3000", "BLANK", None, None, None),
        (None, "BLANK", None, None, None),
        ("2000万", "UNREADABLE", None, None, None),
        ("95%-90%", "UNREADABLE", None, None, None),
        ("收到文件,≤25天内", "UNREADABLE", None, None, None),
        ("收到文件后,不超过30日", "UNREADABLE", None, None, None),
        ("收到文件后,不低于5个工作日", "UNREADABLE", None, None, None),
        ("不超过95%以上", "UNREADABLE", None, None, None),
        ("95②", "UNREADABLE", None, None, None),
        ("529 529 0", "UNREADABLE", None, None, None),
        ("2024年", "UNREADABLE", None, None, None),
        ("三人", "UNREADABLE", None, None, None),
        ("应保尽救", "UNREADABLE", None, None, None),
        ("政策知晓率", "UNREADABLE", None, None, None),
    ],
)
def test_reads(
    text: str | None, kind: str, comparison: str | None, value: str | None, unit: str | None
) -> None:
    target = read_target(text)
    assert (target.kind, target.comparison, target.value, target.unit) == (
        TargetKind[kind],
        comparison,
        None if value is None else Decimal(value),
        unit,
    )


@pytest.mark.parametrize(
    ("text", "since", "value"),
    [
        ("收到自治区财政调整资金文件3个工作日内", "收到自治区财政调整资金文件", 3),
        ("收到文件二十日内", "收到文件", 20),
        ("预算下达后30天内", "预算下达后", 30),
        ("自2024年1月1日起15日内", "自2024年1月1日起", 15),
        ("30日内", "", 30),
    ],
)
def test_a_term_keeps_the_event_from_which_it_runs(text: str, since: str, value: int) -> None:
    target = read_target(text)
    assert (target.since, target.value, target.comparison) == (since, Decimal(value), "≤")


@given(targets)
def test_the_canonical_text_reads_back_as_the_same_target(text: str) -> None:
    target = read_target(text)
    assert read_target(str(target)).same_as(target)


@given(targets)
def test_the_canonical_text_is_stable(text: str) -> None:
    canonical = str(read_target(text))
    assert str(read_target(canonical)) == canonical


@pytest.mark.parametrize(
    ("text", "canonical"),
    [
        ("95％以上", "≥95%"),
        ("三十天内", "≤30日"),
        ("收到文件3个工作日以内", "收到文件3个工作日内"),
        ("不低于去年水平", "不低于上年"),
        ("较上年下降不超过5%", "较上年降低≤5%"),
        ("每人每月700元", "700元/人·月"),
        (" 稳步提高。", "稳步提高"),
        ("95%-90%", "95%-90%"),
    ],
)
def test_canonical_text(text: str, canonical: str) -> None:
    assert str(read_target(text)) == canonical


@pytest.mark.parametrize("name", sorted({i.name for i in INDICATORS}))
def test_no_name_of_a_library_looks_like_a_value(name: str) -> None:
    assert not looks_like_value(name)


@pytest.mark.parametrize("standard", sorted({i.standard for i in INDICATORS}))
def test_every_value_of_a_library_looks_like_one(standard: str) -> None:
    assert looks_like_value(standard)


@pytest.mark.parametrize(
    "text",
    [
        "产出指标",
        "数量指标",
        "社会效益",
        "可持续影响指标",
        "持续影响指",
        "满意度指标",
        "服务对象满意度指标",
        "指标值",
        "年度总体目标",
        "困难群众生活水平情况",
        "及时发放率",
        "制度",
        "标准",
        "上年",
        "下达金额",
        "其中：中央财政补助",
        "(2024年度 昌吉市)",
        "529 529 0",
        "2024年",
        "建立社会救助家庭经济状况核对机制的县(市、",
        "12月",
        "",
        "   ",
        None,
    ],
)
def test_names_and_labels_are_no_values(text: str | None) -> None:
    assert not looks_like_value(text)


@pytest.mark.parametrize(
    "text", ["≥95%", "≤30日", "应保尽保", "829", "≥90%-95%", "较上年提高", "年底前", "≥ 95 %"]
)
def test_certain_values(text: str) -> None:
    assert looks_like_value(text)


@pytest.mark.parametrize(
    ("county", "prefecture", "expected"),
    [
        ("≥90%", "≥95%", True),
        ("≥95%", "≥95%", False),
        ("95%以上", "≥95%", False),
        ("≥96%", "≥95%", False),
        ("≥95%", ">95%", True),
        ("100%", "≥95%", False),
        ("≥95%", "应保尽保", True),
        ("100%", "应保尽保", False),
        ("应保尽保", "≥95%", False),
        ("≤60日", "≤30日", True),
        ("≤15日", "≤30日", False),
        ("不低于上年", "较上年提高", True),
        ("较上年提高5%", "不低于上年", False),
        ("400人", "≥500人", True),
        ("≥5万元", "≥40000元", False),
        ("稳步提高", "稳步提高", False),
        ("稳步提高", "有所提升", None),
        ("≤30日", "≤30个工作日", None),
        ("收到文件3日内", "3日内", None),
        ("≤95%", "≥90%", None),
        ("500人", "400人", None),
        ("≥95%", "", None),
        ("≥95%", "视情况", None),
    ],
)
def test_weaker(county: str, prefecture: str, expected: bool | None) -> None:
    assert weaker(read_target(county), read_target(prefecture)) is expected


@given(targets)
def test_no_target_is_weaker_than_itself(text: str) -> None:
    assert not weaker(read_target(text), read_target(text))


@given(targets, targets)
def test_two_targets_are_never_each_weaker_than_the_other(left: str, right: str) -> None:
    one, two = read_target(left), read_target(right)
    assert not (weaker(one, two) and weaker(two, one))


@pytest.mark.parametrize(
    ("target", "actual", "expected"),
    [
        ("≥95%", "96%", True),
        ("≥95%", "95%", True),
        ("≥95%", "94.9%", False),
        ("≥95%", "94.9", False),
        ("≥95%", "0.96", None),
        ("≥95%", "≥90%", None),
        ("≥95%", "应保尽保", True),
        (">5人", "5人", False),
        ("≥5万元", "60000元", True),
        ("≥5万元", "6", True),
        ("≤30日", "25天", True),
        ("≤30日", "31", False),
        ("≤30日", "25个工作日", None),
        ("应保尽保", "100%", True),
        ("应保尽保", "99%", False),
        ("应保尽保", "应保尽保", True),
        ("稳步提高", "稳步提高", True),
        ("稳步提高", "已完成", None),
        ("不低于上年", "较上年提高5%", True),
        ("不低于上年", "较上年降低5%", False),
        ("较上年提高5%以上", "105", None),
        ("≥95%", "", None),
    ],
)
def test_meets(target: str, actual: str, expected: bool | None) -> None:
    assert meets(read_target(target), actual) is expected


@pytest.mark.parametrize(
    ("name", "kinds"),
    [
        ("政策知晓率", {"PERCENT", "FULL"}),
        ("建立核对机制的县（市、区）比例", {"PERCENT", "FULL", "RATIO"}),
        ("低保对象人数", {"NUMBER"}),
        ("临时救助人次（人次）", {"NUMBER"}),
        ("资金下达时限", {"DAYS", "WORKDAYS", "DEADLINE"}),
        ("城乡低保标准", {"NUMBER", "QUALITATIVE", "LAST_YEAR"}),
        ("临时救助水平", {"NUMBER", "QUALITATIVE", "LAST_YEAR"}),
        ("工作效率", None),
        ("困难群众生活水平情况", None),
        ("救助对象对社会救助实施的满意度", None),
        ("向本行政区域县级及以上财政部门下达中央财政困难群众救助补助资金", None),
        ("", None),
    ],
)
def test_a_name_asks_for_a_form(name: str, kinds: set[str] | None) -> None:
    expected = None if kinds is None else frozenset(TargetKind[k] for k in kinds)
    assert expected_kinds(name) == expected


MISMATCHES = {
    ("低保对象人数", "应保尽保"),
    ("临时救助人次", "适度提高"),
    ("孤儿、艾滋病病毒感染儿童、事实无人抚养儿童认定准确率", "不低于上年"),
    ("流浪乞讨人员救助执行当地支出标准", "≥95%"),
}


@pytest.mark.parametrize(("name", "value"), sorted(MISMATCHES))
def test_a_value_that_does_not_suit_its_name(name: str, value: str) -> None:
    assert form_mismatch(name, value)


@pytest.mark.parametrize(
    ("name", "value"),
    sorted({(i.name, i.standard) for i in INDICATORS} - MISMATCHES),
)
def test_the_other_values_of_the_libraries_suit_their_names(name: str, value: str) -> None:
    assert form_mismatch(name, value) is None


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("城乡居民低保保障率", "应保尽保"),
        ("求助的流浪乞讨人员救助率", "应救尽救"),
        ("城乡低保标准", "稳步提高"),
        ("城乡低保标准", "700元/人·月"),
        ("救助对象对社会救助实施的满意度", "≥85%"),
        ("救助人数", "500"),
        ("政策知晓率（%）", "≥95"),
        ("政策知晓率", "0.95"),
        ("政策知晓率", ""),
        ("政策知晓率", None),
        ("政策知晓率", "另行下达"),
        ("资金下达时限", "收到文件3个工作日内"),
    ],
)
def test_a_value_that_suits_or_cannot_be_judged(name: str, value: str | None) -> None:
    assert form_mismatch(name, value) is None


@pytest.mark.parametrize(
    ("name", "value", "text"),
    [
        ("低保对象人数", "应保尽保", "名称以“人数”结尾，指标值应为数值，现为全覆盖表述“应保尽保”"),
        ("政策知晓率", "≥95", "“≥95”缺少单位“%”"),
        ("资金下达时限", "30", "“30”缺少单位“日”"),
    ],
)
def test_the_explanation_names_the_fault(name: str, value: str, text: str) -> None:
    assert form_mismatch(name, value) == text


def test_a_target_keeps_its_text() -> None:
    assert read_target(" ≥ 95％ ").text == " ≥ 95％ "


def test_targets_are_the_same_however_written() -> None:
    assert read_target("95%以上").same_as(Target("≥95%", TargetKind.PERCENT, "≥", Decimal(95), "%"))
