"""N10: a fund that stands in the text alone came with a paragraph of another notice."""

from __future__ import annotations

import pytest

from xianbiao.model.findings import Severity

from .build import TABLE, found, letter, notice

FUND = "关于下达2024年困难群众救助补助资金预算的通知"
SEVERAL = "关于下达2024年计划生育服务补助资金和基本药物制度补助资金的通知"


@pytest.mark.parametrize(
    ("body", "name"),
    [
        ("请将优抚对象补助资金及时拨付到位。", "优抚对象"),
        ("请于30日内下达城乡居民基本养老保险补助资金。", "城乡居民基本养老保险"),
        ("严禁挪用农村危房改造补助资金。", "农村危房改造"),
        ("规范使用2024年中央财政野生动物肇事补偿补助资金。", "野生动物肇事补偿"),
        ("请将困难群众救助补助资金及时拨付到位。", None),
        ("用于低保、特困人员救助供养、临时救助补助资金发放。", None),
        ("请管好用好财政补助资金，规范使用专项资金。", None),
        ("请做好与医疗救助补助资金的衔接。", None),
        ("统筹使用医疗救助补助资金、就业补助资金等资金。", None),
        ("《优抚对象补助资金管理办法》不适用于本资金。", None),
        ("补助低保对象、享受定期抚恤补助的优抚对象、孤儿的价格临时补贴。", None),
        ("严格执行惠民惠农财政补贴资金管理规定。", None),
    ],
)
def test_only_the_fund_of_the_notice_is_spoken_of(body: str, name: str | None) -> None:
    faults = found("N10", notice(*letter(body, title=FUND), *TABLE))
    expected = [] if name is None else [(name, Severity.HINT, 5)]
    assert [(f.left, f.severity, f.ref.line) for f in faults] == expected


def test_a_fund_is_told_once_and_none_that_title_or_annex_name() -> None:
    body = ("拨付医疗救助补助资金。", "管好医疗救助补助资金。", "拨付基本药物制度补助资金。")
    faults = found("N10", notice(*letter(*body, title=SEVERAL)))
    assert [(f.left, f.ref.line) for f in faults] == [("医疗救助", 5)]
    annexed = [line.replace("困难群众救助", "医疗救助") for line in TABLE]
    assert found("N10", notice(*letter(*body, title=SEVERAL), *annexed)) == []
