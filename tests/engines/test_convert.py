"""What entering a value leaves in a cell, without LibreOffice."""

import datetime as dt
from decimal import Decimal
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from xianbiao.engines.libreoffice.convert import (
    CellError,
    Entry,
    cleaned,
    entry,
    number_text,
    prepare,
    text_entry,
    to_moment,
    to_serial,
)

ENTRIES = [
    (None, Entry("")),
    (3, Entry(3.0)),
    (True, Entry(1.0, format="BOOLEAN")),
    (Decimal("0.10"), Entry(0.1)),
    ("=A1", Entry("=A1", is_formula=True)),
    ("=", Entry("=")),
    ("'=A1", Entry("=A1")),
    ("'", Entry("")),
    ("0.5", Entry(0.5)),
    (".5", Entry(0.5)),
    ("+7", Entry(7.0)),
    ("1,000", Entry(1000.0, format="#,##0")),
    ("1,00", Entry("1,00")),
    ("98%", Entry(0.98, format="0%")),
    ("98.5 %", Entry(0.985, format="0.00%")),
    ("#N/A", Entry("=#N/A", is_formula=True)),
    ("#备注", Entry("#备注")),
    ("13:05", Entry(785 / 1440, format="h:mm:ss")),
    ("2024-13-1", Entry("2024-13-1")),
    ("1899-12-31", Entry("1899-12-31")),
    ("２０２４", Entry("２０２４")),
    ("3.14.15", Entry("3.14.15")),
    ("1e400", Entry("1e400")),
    (CellError("#REF!"), Entry("=#REF!", is_formula=True)),
    (dt.timedelta(hours=6), Entry(0.25, format="h:mm:ss")),
]


@pytest.mark.parametrize(("value", "expected"), ENTRIES, ids=repr)
def test_a_value_is_entered_as_excel_enters_it(value: Any, expected: Entry) -> None:
    assert entry(value) == expected


def test_a_thing_that_is_no_value_is_refused() -> None:
    with pytest.raises(TypeError, match="list cannot be written"):
        entry([1])


@pytest.mark.parametrize(
    ("value", "text"),
    [("007", "007"), ("'007", "007"), (7, "7"), (1.5, "1.5"), (True, "TRUE"), (None, "")],
)
def test_a_text_cell_takes_texts(value: Any, text: str) -> None:
    assert text_entry(value) == Entry(text)


@pytest.mark.parametrize(
    ("number", "text"),
    [(0.0, "0"), (-1.0, "-1"), (1e15, "1E+15"), (0.1 + 0.2, "0.3"), (1e-7, "1E-7"), (2.5, "2.5")],
)
def test_a_number_is_written_with_fifteen_digits(number: float, text: str) -> None:
    assert number_text(number) == text


@given(st.datetimes(dt.datetime(1900, 3, 1), dt.datetime(9999, 12, 31)))
def test_a_moment_goes_to_a_serial_and_back_to_the_millisecond(moment: dt.datetime) -> None:
    back = to_moment(to_serial(moment))
    assert isinstance(back, dt.datetime)
    assert abs(back - moment) <= dt.timedelta(milliseconds=1)


def test_a_serial_outside_the_calendar_stays_a_number() -> None:
    assert to_moment(1e12) == 1e12


@given(st.text(max_size=12))
def test_a_text_behind_an_apostrophe_stays_a_text(text: str) -> None:
    assert entry(f"'{text}") == Entry(text)


@given(st.floats(allow_nan=False, allow_infinity=False))
def test_a_number_typed_as_text_is_the_number(number: float) -> None:
    assert entry(repr(number)).content == number


def test_errors_blanks_and_kinds_are_cleaned_as_asked() -> None:
    row = [CellError("#N/A"), None, "", 2.6, dt.datetime(2024, 1, 5), True, "县"]
    assert cleaned([row], dt.datetime, None, None, False) == [
        [None, None, None, 2.6, dt.datetime(2024, 1, 5), True, "县"]
    ]
    assert cleaned([row[:4]], dt.datetime, 0, round, True) == [["#N/A", 0, 0, 3]]


def test_values_of_numpy_and_pandas_become_pythons() -> None:
    numpy = pytest.importorskip("numpy")
    pandas = pytest.importorskip("pandas")
    given = [
        numpy.float64(1.5), numpy.int64(2), numpy.bool_(True), numpy.nan, numpy.float16("nan"),
        numpy.datetime64("2024-01-05T12:30"), pandas.NaT, pandas.NA, pandas.Timestamp("2024-01-05"),
    ]  # fmt: skip
    assert [prepare(value) for value in given] == [
        1.5, 2, True, None, None, dt.datetime(2024, 1, 5, 12, 30), None, None,
        dt.datetime(2024, 1, 5),
    ]  # fmt: skip
