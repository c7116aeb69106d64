"""XB_TIE: recipients matched by every name, and nothing of either table left out."""

from __future__ import annotations

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from functions.asking import ask, ask_rows

UNITS = [
    ["序号", "名称", "全称", "代码", "类型", "别名"],
    [1, "昌吉市", "昌吉市", "652301", "县市区", ""],
    [2, "州救助站", "昌吉州救助管理站", "", "单位", "救助站、州救助管理站"],
    [3, "木垒县", "木垒哈萨克自治县", 652328, "县市区", "木垒"],
]


def tied(left: object, right: object, units: object = None) -> list[list[str]]:
    """The rows without the header."""
    header, *rows = ask_rows("XB_TIE", left, right, units)
    assert header == ["单位", "左表", "右表", "差额"]
    return rows


def test_an_error_between_name_and_amount_is_no_pass() -> None:
    left = [["昌吉市", "#N/A", 529], ["阜康市", "低保", 3], [None, "#REF!", None]]
    right = [["昌吉市", 529], ["阜康市", 3]]
    assert tied(left, right) == [
        ["昌吉市", "529", "529", "#左表第1行第2列是错误值 #N/A，请先改正该格"],
        ["阜康市", "3", "3", "0"],
        ["（左表第3行第1列没有单位名称）", "", "", "#左表第3行第2列是错误值 #REF!，请先改正该格"],
    ]


@pytest.mark.parametrize(
    ("left", "right", "row"),
    [
        (["昌吉市", 529], ["昌吉市", 529], ["昌吉市", "529", "529", "0"]),
        (["昌吉市", 529], ["昌 吉 市", 520], ["昌吉市", "529", "520", "9"]),
        (["木垒县", 1], ["木垒哈萨克自治县", 3],
         ["木垒县（右表：木垒哈萨克自治县）", "1", "3", "-2"]),
        (["652328", 1], ["木垒县", 1], ["652328（右表：木垒县）", "1", "1", "0"]),
        (["州救助站", 5], ["州救助站", "５"],
         ["州救助站（右表第2列是文本数字，SUM 不计）", "5", "5", "0"]),
        (["昌吉市", 0], ["昌吉市", 0], ["昌吉市", "0", "0", "0"]),
        (["昌吉市", None], ["昌吉市", 0], ["昌吉市", "", "0", "✘左表空白"]),
        (["昌吉市", 7], ["昌吉市", ""], ["昌吉市", "7", "", "✘右表空白"]),
        (["昌吉市", None], ["昌吉市", None], ["昌吉市", "", "", "○待填"]),
        (["昌吉市", "2000万"], ["昌吉市", 2000],
         ["昌吉市", "2000万", "2000", "#左表第2列“2000万”不是数，请只写数字，单位和文字写在别处"]),
        (["昌吉市", "#N/A"], ["昌吉市", 2000],
         ["昌吉市", "#N/A", "2000", "#左表第2列是错误值 #N/A，请先改正该格"]),
    ],
)  # fmt: skip
def test_a_recipient_of_both_tables_has_one_row(
    left: list[object], right: list[object], row: list[str]
) -> None:
    assert tied(left, right) == [row]


def test_a_recipient_of_one_table_only_is_shown_with_the_side_that_lacks_it() -> None:
    assert tied([["昌吉市", 1], ["阜康市", 2]], [["奇台县", 3], ["昌吉市", 1]]) == [
        ["昌吉市", "1", "1", "0"],
        ["阜康市", "2", "", "✘右表没有此单位"],
        ["奇台县", "", "3", "✘左表没有此单位"],
    ]


def test_a_recipient_listed_twice_never_passes() -> None:
    assert tied([["昌吉市", 1], ["昌吉市", 2]], [["昌吉市", 3]]) == [
        ["昌吉市", "3", "3", "✘左表列了 2 行，合计相符"]
    ]
    assert tied([["木垒县", 1]], [["木垒县", 1], ["木垒哈萨克自治县", 1]]) == [
        ["木垒县", "1", "2", "✘右表列了 2 行，合计也不符"]
    ]


def test_money_below_a_merged_name_is_shown_and_not_given_to_the_row_above() -> None:
    assert tied([["昌吉市", 1], [None, 2]], [["昌吉市", 1]]) == [
        ["昌吉市", "1", "1", "0"],
        ["（左表第2行第1列没有单位名称）", "2", "", "✘没有单位名称"],
    ]


def test_an_error_in_place_of_a_name_is_shown() -> None:
    rows = tied([["#REF!", 1], ["昌吉市", 1]], [["昌吉市", 1], ["阜康市", 2]])
    assert rows[0][3] == "#左表第1行第1列是错误值 #REF!，请先改正该格"
    assert rows[1] == ["昌吉市", "1", "1", "0"]


def test_headers_and_wholly_blank_rows_are_left_out() -> None:
    left = [["县（市）名称", "金额"], ["昌吉市", 1], [None, None], ["合计", 1]]
    right = [["单位", "下达金额"], ["昌吉市", 1], ["合计", 1]]
    assert tied(left, right) == [["昌吉市", "1", "1", "0"], ["合计", "1", "1", "0"]]


def test_a_first_row_that_is_no_header_is_kept() -> None:
    rows = tied([["福利院", "待定"], ["昌吉市", 1]], [["福利院", 3], ["昌吉市", 1]])
    assert rows[0][:3] == ["福利院", "待定", "3"]
    assert "“待定”不是数" in rows[0][3]


def test_the_columns_between_name_and_amount_do_not_count() -> None:
    assert tied([["昌吉市", 7, "备注", 1]], [["昌吉市", 1]]) == [["昌吉市", "1", "1", "0"]]


def test_aliases_of_the_sheet_of_units_match() -> None:
    left = [["救助站", 5], ["木垒", 3]]
    right = [["昌吉州救助管理站", 5], ["652328", 3]]
    assert [row[3] for row in tied(left, right)] == ["✘右表没有此单位"] * 2 + [
        "✘左表没有此单位"
    ] * 2
    assert [row[3] for row in tied(left, right, UNITS)] == ["0", "0"]


def test_a_plain_list_of_names_serves_as_units() -> None:
    assert [r[3] for r in tied([["甲站", 1]], [["乙站", 1]], [["甲站", "乙站、丙站"]])] == ["0"]


@pytest.mark.parametrize(
    ("left", "units", "message"),
    [
        ([["昌吉市"]], None, "#左表至少要两列（单位、金额），实际是 1 行 1 列"),
        ([[1, 829], [2, 529]], None, "#左表第 1 列是数，不是单位名称；请选从单位列到金额列的区域"),
        ([[None, None]], None, "#左表是空的"),
        ([["甲", 1]], [["甲", "站"], ["乙", "站"]],
         "#单位表第2行第1列的“站”在别的行也有，请让每个名称只属一个单位"),
        ([["甲", 1]], [["甲", "#N/A"]], "#单位表第2列是错误值 #N/A，请先改正该格"),
    ],
)  # fmt: skip
def test_tables_that_cannot_be_read_are_refused(left: object, units: object, message: str) -> None:
    assert ask("XB_TIE", left, [["昌吉市", 1]], units) == message


ROWS = st.lists(
    st.tuples(
        st.sampled_from(["昌吉市", "阜康市", "木垒县", "木垒哈萨克自治县", "州救助站", "合计"]),
        st.integers(-999, 999),
    ),
    min_size=1,
    max_size=8,
)


@given(ROWS, ROWS)
def test_no_amount_is_lost(left: list[tuple[str, int]], right: list[tuple[str, int]]) -> None:
    rows = tied([list(r) for r in left], [list(r) for r in right])
    for side, given_rows in ((1, left), (2, right)):
        shown = sum(Decimal(row[side]) for row in rows if row[side])
        assert shown == sum(amount for _, amount in given_rows)


def test_amounts_stored_as_text_are_noted_in_each_table_and_row() -> None:
    left = [["昌吉市", "1"], ["昌吉市", " 2 "], ["木垒县", 3], ["阜康市", "约4"]]
    right = [["木垒哈萨克自治县", "3.0"], ["阜康市", 4]]
    assert tied(left, right)[:2] == [
        [
            "昌吉市（左表第1行第2列、左表第2行第2列是文本数字，SUM 不计）",
            "3",
            "",
            "✘右表没有此单位",
        ],
        ["木垒县（右表：木垒哈萨克自治县）（右表第1行第2列是文本数字，SUM 不计）", "3", "3", "0"],
    ]
    assert tied(left, right)[2][0] == "阜康市"
