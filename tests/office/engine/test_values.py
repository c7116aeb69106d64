"""What a cell holds after a value was written, and what reading it gives, as on Windows."""

import datetime as dt
from decimal import Decimal
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from xianbiao.engines.libreoffice.convert import CellError

DAY = dt.datetime(2024, 1, 5)

WRITTEN_AND_READ = [
    (1, 1.0),
    (-2.5, -2.5),
    (Decimal("12.34"), 12.34),
    (10**19, 1e19),
    (True, True),
    (False, False),
    (None, None),
    ("", None),
    ("县", "县"),
    ("510104", 510104.0),
    (" 12 ", 12.0),
    ("'510104", "510104"),
    ("１２", "１２"),
    ("1,234.5", 1234.5),
    ("12,34", "12,34"),
    ("50%", 0.5),
    ("12.5%", 0.125),
    ("1e3", 1000.0),
    ("2024-1-5", DAY),
    ("2024/01/05", DAY),
    ("2024-1-5 12:30", dt.datetime(2024, 1, 5, 12, 30)),
    ("2024-2-30", "2024-2-30"),
    ("2024-1/5", "2024-1/5"),
    ("2024年1月5日", "2024年1月5日"),
    ("1-2", "1-2"),
    ("12:30", 12.5 / 24),
    ("25:00", "25:00"),
    ("true", True),
    ("新财社〔2023〕70号", "新财社〔2023〕70号"),
    ("-", "-"),
    ("=", "="),
    ("=1+1", 2.0),
    ("='县'", None),
    (dt.date(2024, 1, 5), DAY),
    (dt.datetime(2020, 12, 31, 12, 12, 20), dt.datetime(2020, 12, 31, 12, 12, 20)),
    (dt.time(6, 0), 0.25),
    (float("nan"), None),
]


@pytest.mark.parametrize(("written", "read"), WRITTEN_AND_READ, ids=repr)
def test_a_value_is_read_as_excel_would_give_it(sheet: Any, written: Any, read: Any) -> None:
    sheet["B2"].value = written
    assert sheet["B2"].value == read
    assert type(sheet["B2"].value) is type(read)


def test_a_block_keeps_its_shape_and_its_kinds(sheet: Any) -> None:
    block = [[1.0, "县", None], [True, DAY, "0.5元"], [None, 2.5, False]]
    sheet["B2"].value = block
    assert sheet["B2:D4"].value == block


def test_a_scalar_fills_the_range(sheet: Any) -> None:
    sheet["A1:B3"].value = "待填"
    assert sheet["A1:B3"].value == [["待填", "待填"]] * 3


def test_a_text_format_keeps_every_entry_a_text(sheet: Any) -> None:
    sheet["A1:A4"].number_format = "@"
    sheet["A1"].value = [["0123"], [5], [True], ["=1+1"]]
    assert sheet["A1:A4"].value == ["0123", "5", "TRUE", "=1+1"]


def test_only_the_text_cells_of_a_block_keep_texts(sheet: Any) -> None:
    sheet["B1:B2"].number_format = "@"
    sheet["A1"].value = [["1", "1"], ["2", "2"]]
    assert sheet["A1:B2"].value == [[1.0, "1"], [2.0, "2"]]


def test_a_format_that_was_set_stays_when_a_day_is_written(sheet: Any) -> None:
    sheet["A1"].number_format = "0.00"
    sheet["A1"].value = DAY
    assert sheet["A1"].number_format == "0.00"
    assert sheet["A1"].value == 45296.0


@pytest.mark.parametrize(
    ("formula", "word"),
    [
        ("=1/0", "#DIV/0!"),
        ("=NA()", "#N/A"),
        ('=1+"x"', "#VALUE!"),
        ("=EXP(1000)", "#NUM!"),
        ("=NOSUCHNAME", "#NAME?"),
        ("=A1:A2 B1:B2", "#NULL!"),
        ("#N/A", "#N/A"),
        ("#REF!", "#REF!"),
    ],
)
def test_an_error_is_none_and_its_word_on_request(sheet: Any, formula: str, word: str) -> None:
    sheet["D4"].value = formula
    assert sheet["D4"].value is None
    assert sheet["D4"].options(err_to_str=True).value == word
    assert isinstance(sheet["D4"].raw_value, CellError)


def test_an_error_value_is_written_back_as_the_error(sheet: Any) -> None:
    sheet["A1"].value = "=NA()"
    sheet["B1"].raw_value = sheet["A1"].raw_value
    assert sheet["B1"].options(err_to_str=True).value == "#N/A"


@pytest.mark.parametrize(
    ("options", "read"),
    [
        ({}, [[1.0, None], [DAY, 2.4]]),
        ({"numbers": int}, [[1, None], [DAY, 2]]),
        ({"empty": "空"}, [[1.0, "空"], [DAY, 2.4]]),
        ({"dates": dt.date}, [[1.0, None], [DAY.date(), 2.4]]),
        ({"transpose": True}, [[1.0, DAY], [None, 2.4]]),
        ({"convert": tuple}, ((1.0, None), (DAY, 2.4))),
    ],
    ids=str,
)
def test_options_convert_a_block(sheet: Any, options: dict[str, Any], read: Any) -> None:
    sheet["A1"].value = [[1, None], [DAY, 2.4]]
    assert sheet["A1:B2"].options(**options).value == read


@pytest.mark.parametrize(
    ("address", "ndim", "read"),
    [
        ("A1", None, 1.0),
        ("A1", 1, [1.0]),
        ("A1", 2, [[1.0]]),
        ("A1:B1", None, [1.0, 2.0]),
        ("A1:A2", None, [1.0, 3.0]),
        ("A1:A2", 2, [[1.0], [3.0]]),
    ],
)
def test_the_dimensions_are_those_asked_for(
    sheet: Any, address: str, ndim: int | None, read: Any
) -> None:
    sheet["A1"].value = [[1, 2], [3, 4]]
    assert sheet[address].options(ndim=ndim).value == read


@pytest.mark.parametrize(
    ("mode", "address"),
    [("table", "$B$2:$D$4"), ("down", "$B$2:$B$4"), ("right", "$B$2:$D$2")],
)
def test_a_range_expands_to_its_neighbours(sheet: Any, mode: str, address: str) -> None:
    sheet["B2"].value = [["单位", "金额", "备注"], ["甲", 1, "a"], ["乙", 2, "b"]]
    assert sheet["B2"].expand(mode).address == address
    assert sheet["B2"].options(expand=mode).value == sheet[address].value


def test_a_dictionary_is_two_columns(sheet: Any) -> None:
    sheet["A1"].value = {"中央": 1.0, "自治区": 2.0}
    assert sheet["A1:B2"].options(dict).value == {"中央": 1.0, "自治区": 2.0}


def test_a_block_of_the_wrong_shape_is_refused(sheet: Any) -> None:
    with pytest.raises(ValueError, match="do not fit"):
        sheet["A1:B2"].raw_value = [[1, 2, 3]]


def test_an_object_that_is_no_value_is_written_as_its_text(sheet: Any) -> None:
    sheet["A1"].value = frozenset({1})
    assert sheet["A1"].value == "frozenset({1})"


VALUES = st.one_of(
    st.none(),
    st.booleans(),
    st.floats(allow_nan=False, allow_infinity=False, width=64).map(lambda x: x + 0.0),
    st.datetimes(dt.datetime(1901, 1, 1), dt.datetime(2200, 1, 1)).map(
        lambda moment: moment.replace(microsecond=0)
    ),
    st.text("县市0123456789.,-/:%=' aT", min_size=1, max_size=8).map(lambda text: f"'{text}"),
)


@settings(max_examples=40, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(
    st.integers(1, 4).flatmap(
        lambda columns: st.lists(
            st.lists(VALUES, min_size=columns, max_size=columns), min_size=1, max_size=5
        )
    )
)
def test_what_is_written_is_read(sheet: Any, block: list[list[Any]]) -> None:
    """Numbers to the last bit, texts behind an apostrophe letter by letter, days to the second."""
    sheet.clear()
    target = sheet["C3"].resize(len(block), len(block[0]))
    target.value = block
    expected = [[value[1:] if isinstance(value, str) else value for value in row] for row in block]
    assert target.options(ndim=2).value == expected
