"""N11: numbers of places, heads and rates in the text against the rows of the table."""

from __future__ import annotations

import pytest

from .build import found, letter, notice

MIXED = (
    "附件1：",
    "2024年困难群众救助补助资金分配表",
    "单位：万元",
    "县市\t户数\t补助标准（万元/户）\t金额",
    "合计\t60\t\t90",
    "昌吉市\t20\t1.5\t30",
    "阜康市\t10\t1.5\t15",
    "奇台县\t30\t1.5\t45",
)


@pytest.mark.parametrize(
    ("body", "left", "right"),
    [
        ("此次下达3个县（市），请及时拨付。", None, None),
        ("请3个县（市、区）抓紧拨付。", None, None),
        ("共安排1个县、2个市。", None, None),
        ("共安排三个县市。", None, None),
        ("此次下达4个县（市），请及时拨付。", "4个县（市）", "3"),
        ("共安排2个县、2个市。", "2个县", "1"),
        ("共安排五个县市。", "五个县市", "3"),
        ("其中2个县（市）为试点。", None, None),
        ("全区84个县（市、区）均已建立台账。", None, None),
        ("每个县不少于1个乡镇。", None, None),
        ("覆盖12个街道。", None, None),
        ("已下达县级2个工作日内公开。", None, None),
        ("支持60户困难群众改造住房。", None, None),
        ("支持20户困难群众改造住房。", None, None),
        ("支持65户困难群众改造住房。", "65户", "60"),
        ("约支持65户困难群众。", None, None),
        ("户均补助1.5万元。", None, None),
        ("户均补助15000元。", None, None),
        ("户均补助2万元。", "户均补助2万元", "1.5"),
        ("户均补助2万元以上。", None, None),
    ],
)
def test_numbers_are_those_of_the_table(body: str, left: str | None, right: str | None) -> None:
    faults = found("N11", notice(*letter(body), *MIXED))
    expected = [] if left is None else [(left, right, 5)]
    assert [(f.left, f.right, f.ref.line) for f in faults] == expected


def test_a_row_that_is_missing_is_told_by_the_table_alone() -> None:
    lacking = [line for line in MIXED if not line.startswith("阜康市")]
    assert found("N11", notice(*letter("此次下达3个县（市）。"), *lacking)) == []
