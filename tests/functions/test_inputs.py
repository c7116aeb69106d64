"""How every function reads its cells: shapes, blanks, text numbers, error values."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from xianbiao.functions.answers import LONGEST
from xianbiao.functions.blocks import read_block
from xianbiao.functions.calling import NAMES, call
from xianbiao.functions.catalogue import FunctionHelp, load_help
from xianbiao.functions.inputs import CellProblem

EXAMPLES = {f.name: f.examples[0].given for f in load_help()}

ERRORS = ["#N/A", "#DIV/0!", "#REF!", "#VALUE!", "#NAME?", "#NUM!", "#NULL!", "#SPILL!", "Err:502",
          "＃N/A", " #N/A ", "#合计“x”不是数", -2146826246, -2146826281, -2146826245]  # fmt: skip

CELLS = st.one_of(
    st.none(),
    st.booleans(),
    st.integers(-(10**17), 10**17),
    st.floats(),
    st.decimals(allow_nan=True),
    st.dates(),
    st.datetimes(),
    st.text(max_size=12),
    st.sampled_from([*ERRORS, "昌吉市", "２０", "1,000", "≥95%", "30日", "2000万", "〔2023〕70号"]),
)
BLOCKS = st.one_of(
    CELLS,
    st.lists(CELLS, max_size=4),
    st.lists(st.lists(CELLS, max_size=3), max_size=4),
)


@pytest.mark.parametrize(
    ("value", "shape"),
    [
        (None, (1, 1)),
        (5, (1, 1)),
        ([1, 2, 3], (1, 3)),
        ([[1], [2], [3]], (3, 1)),
        (((1, 2), (3, 4)), (2, 2)),
        ([[1, 2], [3]], (2, 2)),
        ([], (1, 1)),
        ([[]], (1, 1)),
    ],
)
def test_a_cell_a_row_a_column_and_a_block_are_taken(value: object, shape: tuple[int, int]) -> None:
    assert read_block(value, "明细").shape == shape


@pytest.mark.parametrize(
    ("value", "number"),
    [
        (829, "829"),
        (0.1 + 0.2, "0.3"),
        (Decimal("1.50"), "1.50"),
        ("829", "829"),
        (" 829 ", "829"),
        ("８２９．５", "829.5"),
        ("5,198", "5198"),
        ("−9", "-9"),
        (0, "0"),
    ],
)
def test_a_number_and_a_number_as_text_are_amounts(value: object, number: str) -> None:
    assert read_block(value, "明细").only().amount() == Decimal(number)


@pytest.mark.parametrize("value", [None, "", "  ", "\u3000"])
def test_a_blank_is_neither_zero_nor_wrong(value: object) -> None:
    assert read_block(value, "明细").only().amount() is None


@pytest.mark.parametrize(
    "value",
    ["2000万", "约300", "10(其中,灾情6)", "63×80=5040", "829①", "5,19,8", "1e3", "无", True, "—",
     "5 198", dt.date(2024, 3, 1), float("nan"), float("inf"), 10**15, "1" * 25],
)  # fmt: skip
def test_what_is_no_number_is_never_turned_into_one(value: object) -> None:
    with pytest.raises(CellProblem, match="明细"):
        read_block(value, "明细").only().amount()


def test_a_logical_value_is_told_as_a_cell_shows_it() -> None:
    cell = read_block(True, "明细").only()
    with pytest.raises(CellProblem, match="明细“TRUE”不是数"):
        cell.amount()
    assert cell.text() == "TRUE"


@pytest.mark.parametrize("error", ERRORS)
def test_an_error_value_is_refused_as_an_amount_and_as_a_text(error: object) -> None:
    cell = read_block(error, "明细").only()
    with pytest.raises(CellProblem, match=r"错误值 [#＃E]"):
        cell.amount()
    with pytest.raises(CellProblem, match=r"错误值 [#＃E]"):
        cell.text()


@pytest.mark.parametrize(
    ("value", "row", "column", "where"),
    [
        (1, 0, 0, "明细"),
        ([[1], [2]], 1, 0, "明细第2行"),
        ([1, 2], 0, 1, "明细第2列"),
        ([[1, 2], [3, 4]], 1, 0, "明细第2行第1列"),
    ],
)
def test_a_cell_knows_its_place(value: object, row: int, column: int, where: str) -> None:
    assert read_block(value, "明细").rows[row][column].where == where


def with_error(name: str, position: int, error: object) -> Iterator[list[object]]:
    """The arguments of the first example, with an error value in each cell of one of them."""
    blocks = [read_block(g, "").rows for g in EXAMPLES[name]]
    for r, row in enumerate(blocks[position]):
        for c in range(len(row)):
            rows = [[[cell.value for cell in row] for row in block] for block in blocks]
            rows[position][r][c] = error
            yield list(rows)


@pytest.mark.parametrize("error", ["#N/A", "Err:504", -2146826246])
@pytest.mark.parametrize(
    ("name", "position"),
    [(f.name, i) for f in load_help() for i in range(len(f.examples[0].given))],
)
def test_an_error_value_in_any_cell_of_any_argument_shows_as_a_message(
    name: str, position: int, error: object
) -> None:
    for given_cells in with_error(name, position, error):
        cells = [a for row in call(name, *given_cells) for a in row]
        shown = [a for a in cells if isinstance(a, str) and a.startswith("#")]
        assert any("错误值" in text for text in shown)
        if len(cells) == 1:
            assert shown == cells


@pytest.mark.parametrize("name", NAMES)
@given(st.data())
def test_whatever_stands_in_the_cells_the_answer_is_a_table_that_excel_can_show(
    name: str, data: st.DataObject
) -> None:
    count = len(next(f for f in load_help() if f.name == name).arguments)
    answers = call(name, *(data.draw(BLOCKS) for _ in range(count)))
    assert len({len(row) for row in answers}) == 1
    for row in answers:
        for answer in row:
            assert answer is None or isinstance(answer, Decimal | str | dt.date)
            assert not isinstance(answer, str) or len(answer) <= LONGEST
            assert not isinstance(answer, Decimal) or answer.is_finite()


@pytest.mark.parametrize("function", load_help(), ids=lambda f: f.name)
def test_a_missing_argument_is_named(function: FunctionHelp) -> None:
    first = function.arguments[0]
    assert call(function.name)[0][0] == (
        f"#{function.name} 缺少参数："
        + "、".join(a.title for a in function.arguments if not a.optional)
    )
    assert first.title in str(call(function.name)[0][0])


def test_too_many_arguments_are_refused() -> None:
    assert call("XB_DIFF", 1, 2, 3) == [["#XB_DIFF 最多 2 个参数，给了 3 个"]]


def test_whole_columns_are_read_down_to_the_last_row_that_one_of_them_fills() -> None:
    empty: list[list[object]] = [[None]] * 70_000
    before, change, after = [[1], *empty], [[2], [3], *empty[1:]], [[3], *empty]
    assert call("XB_ADJUST", before, change, after) == [["✔"], ["○待填"]]
    assert call("XB_CHECK", 5, change) == [["✔平"]]
    assert call("XB_CHECK", 5, empty) == [["○待填"]]
