"""XB_CHECK, XB_DIFF, XB_WHY: a total that is off is never passed, and the cause is named."""

from __future__ import annotations

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from functions.asking import ask, ask_column, ask_rows, column

COUNTIES = column(829, 529, 693, 579, 912, 803, 853)
NAMES = ["昌吉市", "阜康市", "呼图壁县", "玛纳斯县", "奇台县", "吉木萨尔县", "木垒县"]
NAMED = [[name, *amount] for name, amount in zip(NAMES, COUNTIES, strict=True)]

CENTS = st.integers(-(10**10), 10**10).map(lambda n: Decimal(n) / 100)


@pytest.mark.parametrize(
    ("printed", "parts", "answer"),
    [
        (5198, COUNTIES, "✔平"),
        (5189, COUNTIES, "✘差 −9"),
        (5207, COUNTIES, "✘差 +9"),
        (0.3, [0.1, 0.2], "✔平"),
        (10.004, [10], "✔平"),
        (10.005, [10], "✘差 +0.005"),
        (0, [0, 0], "✔平"),
        (0, [5, -5], "✔平"),
        (None, COUNTIES, "○待填"),
        (5198, [None, "", " "], "○待填"),
        (0, [None], "○待填"),
        (None, None, "○待填"),
        (9, [4, None, 5], "✔平"),
        ("９", ["4", 5], "✔平（合计、明细第1列是文本数字，SUM 不计）"),
        (8, ["4", 5], "✘差 −1（明细第1列是文本数字，SUM 不计）"),
        (10, [["4", "1"], ["2", "3"]], "✔平（明细第1行第1列、明细第1行第2列、"
         "明细第2行第1列等 4 格是文本数字，SUM 不计）"),
        ("2000万", [2000], "#合计“2000万”不是数，请只写数字，单位和文字写在别处"),
        (2000, ["2000万"], "#明细“2000万”不是数，请只写数字，单位和文字写在别处"),
        (5, [[1], ["#REF!"], [4]], "#明细第2行是错误值 #REF!，请先改正该格"),
        (5, "○待填", "#明细“○待填”不是数，请只写数字，单位和文字写在别处"),
    ],
)  # fmt: skip
def test_a_total_is_level_off_to_fill_or_refused(
    printed: object, parts: object, answer: str
) -> None:
    assert ask("XB_CHECK", printed, parts) == answer


@pytest.mark.parametrize(
    ("tolerance", "answer"),
    [
        (None, "✘差 +0.5"),
        (0.5, "✘差 +0.5"),
        (0.51, "✔平"),
        (0, "✘差 +0.5"),
        (-1, "#容差不能是负数"),
        ([1, 2], "#容差只能是一个单元格，实际是 1 行 2 列"),
    ],
)
def test_a_difference_below_the_tolerance_is_level(tolerance: object, answer: str) -> None:
    assert ask("XB_CHECK", 10.5, 10, tolerance) == answer


def test_a_row_of_totals_is_checked_column_by_column() -> None:
    assert ask_rows("XB_CHECK", [[4, 7, None]], [[1, 3, 5], [3, 3, 5]]) == [
        ["✔平", "✘差 +1", "○待填"]
    ]


def test_a_column_of_totals_is_checked_row_by_row() -> None:
    assert ask_column("XB_CHECK", column(4, 7), [[1, 3], [3, 3]]) == ["✔平", "✘差 +1"]


def test_blocks_of_one_size_are_checked_cell_by_cell() -> None:
    assert ask_rows("XB_DIFF", [[4, 7], [1, 2]], [[4, 6], [0, 2]]) == [["0", "1"], ["1", "0"]]


def test_sizes_that_do_not_tell_are_refused() -> None:
    assert ask("XB_CHECK", [[1, 2]], [[1], [2], [3]]) == (
        "#合计 1 行 2 列，明细 3 行 1 列，对不上；"
        "一行合计配同样列数的明细，一列合计配同样行数的明细"
    )


def test_one_bad_total_leaves_the_others_judged() -> None:
    (answers,) = ask_rows("XB_CHECK", [["#N/A", 6]], [[1, 3], [3, 3]])
    assert answers == ["#合计第1列是错误值 #N/A，请先改正该格", "✔平"]


@given(st.lists(CENTS, min_size=1, max_size=12), CENTS)
def test_the_difference_is_what_the_total_lacks_or_has_too_much(
    parts: list[Decimal], gap: Decimal
) -> None:
    floats = [float(part) for part in parts]
    printed = float(sum(parts) + gap)
    assert Decimal(ask("XB_DIFF", printed, floats)) == gap
    assert (ask("XB_CHECK", printed, floats) == "✔平") is (gap == 0)
    assert (ask("XB_WHY", printed, floats) == "✔平") is (gap == 0)


@pytest.mark.parametrize(
    ("printed", "parts", "cause"),
    [
        (5189, COUNTIES, "疑为相邻数字换位：98 误写为 89"),
        (4619, NAMED, "疑为漏加“玛纳斯县”"),
        (6051, NAMED, "疑为重复计入“木垒县”"),
        (51980000, NAMED, "疑为单位混用（元与万元）"),
        (519.8, NAMED, "疑为小数点错 1 位"),
        (-5198, NAMED, "疑为正负号写反"),
        (5198 - 2 * 529, NAMED, "“阜康市”加减写反"),
        (5198, [*NAMED, ["昌吉市", 829]], "疑为重复计入“昌吉市”"),
        (4369, COUNTIES, "疑为漏加“明细第1行”"),
        (5204, COUNTIES, "相差 6"),
    ],
)
def test_the_cause_is_named(printed: object, parts: object, cause: str) -> None:
    assert cause in ask("XB_WHY", printed, parts)


@pytest.mark.parametrize(
    ("printed", "parts", "answer"),
    [
        (5198, COUNTIES, "✔平"),
        (None, COUNTIES, "○待填"),
        (5198, [None], "○待填"),
    ],
)
def test_no_cause_is_made_up(printed: object, parts: object, answer: str) -> None:
    assert ask("XB_WHY", printed, parts) == answer


def test_blanks_between_the_parts_are_pointed_out() -> None:
    assert ask("XB_WHY", 100, column(40, None, 41, None)).endswith("（明细第2行空白）")


@pytest.mark.parametrize(
    "parts",
    [
        [["2000万", 5], ["昌吉市", 6]],
        [["约300", 5], ["昌吉市", 6]],
        [["12", 5], ["昌吉市", 6]],
        [[1, 5], ["昌吉市", 6]],
        [["无", 5]],
    ],
)
def test_a_figure_is_never_taken_for_a_name(parts: object) -> None:
    assert "不是数" in ask("XB_WHY", 11, parts)


def test_a_row_of_totals_has_a_cause_for_each_column() -> None:
    (answers,) = ask_rows("XB_WHY", [[4, 98]], [[1, 40], [3, 49]])
    assert answers[0] == "✔平"
    assert "换位" in answers[1]


def test_further_causes_are_left_out_before_a_note_is_cut() -> None:
    names = [f"{i}号很长很长很长很长很长很长很长很长很长很长很长的单位名称" for i in "甲乙丙丁戊己"]
    parts = [[name, 5 if i % 2 else 10] for i, name in enumerate(names)]
    parts[3][1] = None
    answer = ask("XB_WHY", 45, parts)
    assert len(answer) <= 255
    assert answer.endswith("（明细第4行第2列空白）")


def test_every_function_that_answers_in_words_notes_amounts_stored_as_text() -> None:
    for name in ("XB_WHY", "XB_CHECK"):
        assert ask(name, 9, ["4", 5]) == "✔平（明细第1列是文本数字，SUM 不计）"
    assert ask("XB_ADJUST", "4", 5, 9) == "✔（调整前是文本数字，SUM 不计）"
    assert ask("XB_DIFF", 8, ["4", 5]) == "-1"
