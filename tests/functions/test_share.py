"""XB_SHARE: the shares add up to the total exactly, whatever the weights, floors and caps."""

from __future__ import annotations

from decimal import Decimal
from fractions import Fraction

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from functions.asking import ask, ask_column, ask_rows, column
from xianbiao.functions.inputs import CellProblem
from xianbiao.functions.share import Claim, shares

WEIGHTS = st.integers(0, 10**6).map(Fraction)


@st.composite
def claims(draw: st.DrawFn) -> Claim:
    floor = draw(st.integers(0, 40))
    cap = draw(st.none() | st.integers(0, 60).map(lambda more: floor + more))
    return Claim(draw(WEIGHTS), floor, cap)


CLAIMS = st.lists(claims(), min_size=1, max_size=8)


@pytest.mark.parametrize(
    ("total", "weights", "digits", "expected"),
    [
        (100, [3, 3, 4], None, ["30", "30", "40"]),
        (100, [1, 1, 1], None, ["34", "33", "33"]),
        (100, [1, 1, 1], 2, ["33.34", "33.33", "33.33"]),
        (0.05, [1, 1], None, ["0.03", "0.02"]),
        (5198, [829, 529, 693, 579, 912, 803, 853], None,
         ["829", "529", "693", "579", "912", "803", "853"]),
        (-530, [1, 1, 1], None, ["-177", "-177", "-176"]),
        (100, [1, None, 1], None, ["50", "", "50"]),
        (100, [1, 0, 1], None, ["50", "0", "50"]),
        (0, [1, 2], None, ["0", "0"]),
        ("１００", ["1", "３"], None, ["25", "75"]),
        (1, [0.1, 0.2, 0.7], 1, ["0.1", "0.2", "0.7"]),
    ],
)  # fmt: skip
def test_a_total_is_shared_by_weight(
    total: object, weights: list[object], digits: object, expected: list[str]
) -> None:
    assert ask_column("XB_SHARE", total, column(*weights), digits) == expected
    assert ask_rows("XB_SHARE", total, weights, digits) == [expected]


@pytest.mark.parametrize(
    ("total", "weights", "floor", "cap", "expected"),
    [
        (100, [8, 1, 1], 20, None, ["60", "20", "20"]),
        (100, [8, 1, 1], None, 50, ["50", "25", "25"]),
        (100, [8, 1, 1], 20, 50, ["50", "25", "25"]),
        (100, [8, 1, 1], [None, 30, None], None, ["62", "30", "8"]),
        (100, [8, 1, 1], None, [10, None, None], ["10", "45", "45"]),
        (100, [1, 0], 10, None, ["90", "10"]),
        (100, [98, 1, 1], 3, 94, ["94", "3", "3"]),
        (60, [1, 1, 1], 20, 20, ["20", "20", "20"]),
        (100, [8, 1, 1], 20.5, None, ["58", "21", "21"]),
        (100, [8, 1, 1], None, 50.9, ["50", "25", "25"]),
    ],
)
def test_floors_and_caps_are_kept_and_the_rest_is_shared_again(
    total: object, weights: object, floor: object, cap: object, expected: list[str]
) -> None:
    assert ask_rows("XB_SHARE", total, weights, None, floor, cap) == [expected]


@pytest.mark.parametrize(
    ("given", "message"),
    [
        ((None, [1, 2]), "总额空白"),
        ((100, [None, None]), "权重全部空白"),
        ((100, [0, 0]), "权重全是 0"),
        ((100, [1, -1]), "权重第2列是负数 -1"),
        ((100, [1, "2000万"]), "权重第2列“2000万”不是数"),
        ((100, [1, "#N/A"]), "权重第2列是错误值 #N/A"),
        ((5198.55, [1, 2], 1), "总额 5198.55 有 2 位小数，按 1 位小数分不尽"),
        ((100, [1, 2], 1.5), "小数位数应当是 0 到 6 的整数，实际是 1.5"),
        ((100, [1, 2], None, 60), "下限之和大于总额"),
        ((100, [1, 2], None, None, 40), "上限之和小于总额"),
        ((100, [1, 0], None, None, 40), "上限之和小于总额"),
        ((100, [1, 2], None, 30, 20), "下限大于上限"),
        ((100, [1, 2], None, [1, 2, 3]), "各区域大小不同：权重 1 行 2 列，下限 1 行 3 列"),
        ((-100, [1, 2], None, 1), "负数时不能设下限、上限"),
        ((100, [1, 2], None, -1), "下限不能是负数"),
        (([100, 200], [1, 2]), "总额只能是一个单元格"),
        ((100, 1, None, [1, 2]), "权重只有一格"),
        ((100, [1, None], None, [1, "#N/A"]), "下限第2列是错误值 #N/A"),
        ((100, [1, None], None, [1, 5]), "权重第2列空白，下限第2列却有数"),
        ((100, [1, None], None, None, [None, 5]), "权重第2列空白，上限第2列却有数"),
    ],
)
def test_what_cannot_add_up_is_said_and_nothing_is_shared(
    given: tuple[object, ...], message: str
) -> None:
    assert ask("XB_SHARE", *given).startswith("#")
    assert message in ask("XB_SHARE", *given)


@given(st.integers(0, 10**7), st.lists(WEIGHTS, min_size=1, max_size=20))
def test_shares_add_up_and_none_is_a_step_away_from_its_proportion(
    total: int, weights: list[Fraction]
) -> None:
    assume(sum(weights) > 0)
    found = shares(total, [Claim(weight) for weight in weights])
    assert sum(found) == total
    for share, weight in zip(found, weights, strict=True):
        assert abs(share - total * weight / sum(weights)) < 1


@given(st.integers(0, 500), CLAIMS)
def test_shares_within_bounds_add_up_or_there_are_none(total: int, asked: list[Claim]) -> None:
    least = sum(c.floor for c in asked)
    most = sum(c.floor if c.weight == 0 else 10**9 if c.cap is None else c.cap for c in asked)
    if not least <= total <= most:
        with pytest.raises(CellProblem):
            shares(total, asked)
        return
    found = shares(total, asked)
    assert sum(found) == total
    for share, claim in zip(found, asked, strict=True):
        assert share >= claim.floor
        assert claim.cap is None or share <= claim.cap or claim.weight == 0


@given(st.integers(0, 500), CLAIMS)
def test_those_at_no_bound_share_in_proportion(total: int, asked: list[Claim]) -> None:
    """Between two that are held by no bound, the one with more weight never gets a step less."""
    try:
        found = shares(total, asked)
    except CellProblem:
        return
    free = [
        (c.weight, s)
        for c, s in zip(asked, found, strict=True)
        if c.weight and s > c.floor and (c.cap is None or s < c.cap)
    ]
    for weight, share in free:
        for other, more in free:
            assert share * other < (more + 1) * weight + other


@given(st.integers(0, 10**5), st.lists(WEIGHTS, min_size=1, max_size=9), st.integers(1, 99))
def test_the_measure_of_the_weights_does_not_matter(
    total: int, weights: list[Fraction], factor: int
) -> None:
    assume(sum(weights) > 0)
    once = shares(total, [Claim(w) for w in weights])
    assert shares(total, [Claim(w * factor / 100) for w in weights]) == once


@given(
    st.decimals(-(10**6), 10**6, places=2),
    st.lists(st.integers(1, 10**6), min_size=1, max_size=12),
    st.integers(2, 4),
)
def test_the_cells_add_up_to_the_total_as_spreadsheets_store_it(
    total: Decimal, weights: list[int], digits: int
) -> None:
    answers = ask_column("XB_SHARE", float(total), column(*weights), digits)
    assert sum(map(Decimal, answers)) == total
