"""Units of money: how many 万元 an amount is, and back."""

from decimal import Decimal

import pytest

from xianbiao.model.money_units import WAN_OF, from_wan, in_wan, units_stated


@pytest.mark.parametrize(
    ("unit", "wan"),
    [("亿元", "125000"), ("万元", "12.5"), ("千元", "1.25"), ("元", "0.00125")],
)
def test_an_amount_is_turned_into_wan_by_its_unit(unit: str, wan: str) -> None:
    assert in_wan(Decimal("12.5"), unit) == Decimal(wan)
    assert from_wan(Decimal(wan), unit) == Decimal("12.5")


@pytest.mark.parametrize("unit", [None, "", "美元"])
def test_an_amount_without_a_known_unit_is_taken_as_wan(unit: str | None) -> None:
    assert in_wan(Decimal("12.5"), unit) == from_wan(Decimal("12.5"), unit) == Decimal("12.5")


def test_a_longer_name_stands_before_those_that_it_ends_in() -> None:
    names = list(WAN_OF)
    assert all(
        names.index(longer) < names.index(shorter)
        for longer in names
        for shorter in names
        if longer != shorter and longer.endswith(shorter)
    )


@pytest.mark.parametrize(
    ("line", "units"),
    [
        ("单位：万元", ["万元"]),
        ("金额单位:元", ["元"]),
        ("单位：人民币千元", ["千元"]),
        ("单位：人、元/人·月、万元", ["万元"]),
        ("（单位：人，元/人·月，元）", ["元"]),
        ("单位：万元、%", ["万元"]),
        ("单位：元/万元", ["元", "万元"]),
        ("单位：元、万元", ["元", "万元"]),
        ("数量单位：人；金额单位：万元", ["万元"]),
        ("单位：人", []),
        ("单位：元/人·月", []),
        ("编制单位：某市财政局", []),
        ("收文单位：万元村", []),
        ("单位：万元 2024年1月", ["万元"]),
    ],
)
def test_a_line_may_state_units_of_other_things_too(line: str, units: list[str]) -> None:
    assert units_stated(line) == units
