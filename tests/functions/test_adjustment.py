"""XB_ADJUST: before + change = after, and no row passes that was not filled."""

from __future__ import annotations

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from functions.asking import ask, ask_column, ask_rows, column

CENTS = st.integers(-(10**9), 10**9).map(lambda n: Decimal(n) / 100)


@pytest.mark.parametrize(
    ("before", "change", "after", "answer"),
    [
        (600, 86, 686, "✔"),
        (600, -530, 70, "✔"),
        (600, 86, 668, "✘差 −18"),
        (600, 86, None, "○待填"),
        (None, None, None, "○待填"),
        (None, None, 686, "○待填"),
        (None, None, 0, "○待填"),
        (600, None, 600, "✔（调整数空白）"),
        (600, None, 601, "✘差 +1（调整数空白）"),
        (None, 10, 10, "✔（调整前空白）"),
        (0, 0, 0, "✔"),
        (0.1, 0.2, 0.3, "✔"),
        ("６００", "86", 686, "✔（调整前、调整数是文本数字，SUM 不计）"),
        (600, "８", 600, "✘差 −8（调整数是文本数字，SUM 不计）"),
        (None, "10", "10", "✔（调整前空白）（调整数、调整后是文本数字，SUM 不计）"),
        (600, "86万", 686, "#调整数“86万”不是数，请只写数字，单位和文字写在别处"),
        (600, "#N/A", 686, "#调整数是错误值 #N/A，请先改正该格"),
    ],
)
def test_a_row_is_right_off_to_fill_or_refused(
    before: object, change: object, after: object, answer: str
) -> None:
    assert ask("XB_ADJUST", before, change, after) == answer


def test_a_bad_row_leaves_the_others_judged() -> None:
    answers = ask_column("XB_ADJUST", column(1, "#REF!", 3), column(1, 1, 1), column(2, 2, 5))
    assert answers == ["✔", "#调整前第2行是错误值 #REF!，请先改正该格", "✘差 +1"]


def test_several_columns_are_judged_at_once() -> None:
    assert ask_rows("XB_ADJUST", [[1, 2]], [[1, 1]], [[2, 4]]) == [["✔", "✘差 +1"]]


def test_blocks_of_different_size_are_refused() -> None:
    assert ask("XB_ADJUST", column(1, 2), column(1, 2), column(1, 2, 3)) == (
        "#各区域大小不同：调整前 2 行 1 列，调整数 2 行 1 列，调整后 3 行 1 列；请选同样大小的区域"
    )


def test_one_cell_never_stands_for_a_column() -> None:
    assert ask("XB_ADJUST", 1, column(1, 1), column(2, 2)).startswith(
        "#各区域大小不同：调整前 1 行"
    )


@given(CENTS, CENTS, CENTS)
def test_the_difference_is_after_less_what_it_should_be(
    before: Decimal, change: Decimal, gap: Decimal
) -> None:
    after = before + change + gap
    answer = ask("XB_ADJUST", float(before), float(change), float(after))
    if gap == 0:
        assert answer == "✔"
    else:
        assert Decimal(answer.removeprefix("✘差 ").replace("−", "-")) == gap
