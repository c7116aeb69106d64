"""Damaged target forms: every indicator goes to its class with its value, or stays blank.

The forms are those printed in the two notices, which the package carries for its
demonstration; what was damaged there is described form by form.
"""

from __future__ import annotations

from functools import cache
from importlib import resources
from pathlib import Path

import pytest

from xianbiao.model.forms import DamageKind, TargetForm
from xianbiao.model.notices import Notice
from xianbiao.readers import read_notice

LOST = {
    "吉木萨尔县": {
        "患病孤残儿童救助率",
        "孤儿、艾滋病病毒感染儿童、事实无人抚养儿童认定准确率",
    }
}


@cache
def notice(name: str) -> Notice:
    return read_notice([Path(str(resources.files("xianbiao.demo") / f"{name}.txt"))])


def form(region: str) -> TargetForm:
    found = [f for n in ("changji-2023-70", "bazhou-2021-96") for f in notice(n).forms]
    return next(f for f in found if f.region == region)


REGIONS = [
    "昌吉州",
    "昌吉市",
    "阜康市",
    "呼图壁县",
    "玛纳斯县",
    "奇台县",
    "吉木萨尔县",
    "木垒县",
    "巴州",
]


@pytest.mark.parametrize("region", REGIONS)
def test_every_indicator_is_in_its_class_with_the_value_that_was_printed(region: str) -> None:
    read = form(region)
    assert read.library is not None
    lost = LOST.get(region, set())
    for placed, indicator in zip(read.placed, read.library.indicators, strict=True):
        assert (placed.name, placed.level1, placed.level2) == (
            indicator.name,
            indicator.level1,
            indicator.level2,
        )
        assert placed.value == (None if placed.name in lost else indicator.standard)


@pytest.mark.parametrize(
    ("region", "kind", "count"),
    [
        ("昌吉市", DamageKind.HEADER_SHORT, 1),
        ("昌吉市", DamageKind.VALUE_IN_NAME_COLUMN, 21),
        ("呼图壁县", DamageKind.ROW_SHIFTED, 21),
        ("呼图壁县", DamageKind.VALUE_WITHOUT_NAME, 1),
        ("奇台县", DamageKind.NAME_IN_LABEL_COLUMN, 4),
        ("吉木萨尔县", DamageKind.SEVERAL_NAMES, 5),
        ("吉木萨尔县", DamageKind.INDICATOR_MISSING, 1),
        ("巴州", DamageKind.NAME_TRUNCATED, 2),
        ("巴州", DamageKind.ROW_SHIFTED, 6),
    ],
)
def test_the_damage_of_each_form_is_counted(region: str, kind: DamageKind, count: int) -> None:
    assert len(form(region).damaged(kind)) == count


@pytest.mark.parametrize("region", REGIONS)
def test_every_repair_names_its_place_the_original_and_its_basis(region: str) -> None:
    for damage in form(region).repairs:
        assert damage.ref.line is not None
        assert damage.original
        assert damage.restored
        assert damage.basis


@pytest.mark.parametrize(
    ("region", "amounts"),
    [
        ("昌吉州", ["5189", "5189", "0"]),
        ("昌吉市", ["829", "829", "0"]),
        ("阜康市", ["529", "529", "0"]),
        ("巴州", ["20251", "20251", ""]),
    ],
)
def test_fund_lines_are_read_from_one_cell_or_three(region: str, amounts: list[str]) -> None:
    assert [line.amount.raw for line in form(region).funds] == amounts


def test_a_blank_amount_is_not_zero() -> None:
    assert form("巴州").funds[2].amount.is_blank
    assert form("昌吉州").funds[2].amount.value == 0
