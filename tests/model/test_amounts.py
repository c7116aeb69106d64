"""Amounts: a wrong reading here would be added up unseen, so every doubtful text must stay text."""

from __future__ import annotations

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from xianbiao.model.amounts import (
    Amount,
    AmountState,
    format_amount,
    read_amount,
    same,
    signed,
    total,
)
from xianbiao.model.refs import Ref

CELL = Ref("分配表.xlsx", sheet="分配表", cell="C5")
LINE = Ref("通知.txt", line=59)

values = st.decimals(min_value=-(10**9), max_value=10**9, places=6)
FULL_WIDTH = str.maketrans("0123456789.,-+", "０１２３４５６７８９．，－＋")


def read(raw: object) -> Amount:
    return read_amount(raw, CELL)


@pytest.mark.parametrize(
    ("raw", "value"),
    [
        ("5198", "5198"),
        (" 5198 ", "5198"),
        ("\u30005198\u3000", "5198"),
        ("5198\xa0", "5198"),
        ("５１９８", "5198"),
        ("５，１９８．５", "5198.5"),
        ("5,198", "5198"),
        ("1,234,567.89", "1234567.89"),
        ("-530", "-530"),
        ("−530", "-530"),
        ("－530", "-530"),
        ("–530", "-530"),
        ("+535", "535"),
        ("0", "0"),
        ("0.00", "0"),
        ("007", "7"),
        (5198, "5198"),
        (5198.5, "5198.5"),
        (0, "0"),
        (0.1 + 0.2, "0.3"),
        (5198.000000000001, "5198"),
        (1e15, "1000000000000000"),
        (Decimal("829.123456"), "829.123456"),
    ],
)
def test_reads_a_number(raw: object, value: str) -> None:
    assert read(raw).value == Decimal(value)


@pytest.mark.parametrize("raw", [None, "", " ", "\u3000", "\xa0\t\n"])
def test_a_blank_is_no_zero(raw: object) -> None:
    amount = read(raw)
    assert (amount.state, amount.value) == (AmountState.BLANK, None)


@pytest.mark.parametrize(
    "raw",
    [
        "2000万",
        "2000万元",
        "10(其中,灾情因素6万元)",
        "63×80=5040",
        "829①",
        "10²",
        "①",
        "½",
        "٥٢",
        "5 198",
        "51,98",
        "5,1980",
        "0,123",
        "12.3.4",
        "5198.",
        "1e3",
        "(530)",
        "约5198",
        "-5-",
        "无数",
        "1/2",
        "5198\u200b",
        "#REF!",
        True,
        False,
        float("nan"),
        float("inf"),
        Decimal("NaN"),
    ],
)
def test_anything_else_is_unreadable(raw: object) -> None:
    amount = read(raw)
    assert (amount.state, amount.value) == (AmountState.UNREADABLE, None)


@pytest.mark.parametrize(
    "raw", ["-", "—", "——", " － ", "–", "/", "／", "\\", "无", "（无）", "没有"]
)
def test_a_sign_for_none_is_neither_zero_nor_blank_nor_unreadable(raw: str) -> None:
    amount = read(raw)
    assert (amount.state, amount.value, amount.raw) == (AmountState.NONE, None, raw)
    assert amount.is_without
    states = (amount.is_blank, amount.is_unreadable, amount.is_number)
    assert states == (False, False, False)


def test_a_sign_for_none_adds_nothing() -> None:
    assert total([read(7), read("-"), read("无")]) == 7


def test_the_text_is_kept_as_printed() -> None:
    assert read(" ２０００万 ").raw == " ２０００万 "


@pytest.mark.parametrize(
    ("raw", "ref", "is_text"),
    [("829", CELL, True), (829, CELL, False), ("829", LINE, False), ("", CELL, False)],
)
def test_a_number_kept_as_text_is_told_in_cells_only(raw: object, ref: Ref, is_text: bool) -> None:
    assert read_amount(raw, ref).is_text is is_text


@pytest.mark.parametrize(
    ("value", "text"),
    [
        ("5198", "5198"),
        ("5198.00", "5198"),
        ("5198.50", "5198.5"),
        ("5.2E+3", "5200"),
        ("1E-6", "0.000001"),
        ("-530", "-530"),
        ("0", "0"),
        ("-0.00", "0"),
        ("0E+5", "0"),
        ("123456789012345678901234567890.5", "123456789012345678901234567890.5"),
    ],
)
def test_formats_plain_digits(value: str, text: str) -> None:
    assert format_amount(Decimal(value)) == text


@pytest.mark.parametrize(("value", "text"), [("9", "+9"), ("-9", "−9"), ("0", "0"), ("-0", "0")])
def test_a_difference_shows_its_sign(value: str, text: str) -> None:
    assert signed(Decimal(value)) == text


@given(values)
def test_what_is_formatted_is_read_back(value: Decimal) -> None:
    assert read(format_amount(value)).value == value


@given(values)
def test_what_is_signed_is_read_back(value: Decimal) -> None:
    assert read(signed(value)).value == value


@given(values)
def test_thousands_separators_change_nothing(value: Decimal) -> None:
    assert read(f"{value:,.6f}").value == value


@given(values)
def test_full_width_digits_change_nothing(value: Decimal) -> None:
    assert read(f"{value:,.6f}".translate(FULL_WIDTH)).value == value


@given(st.decimals(min_value=-(10**7), max_value=10**7, places=6))
def test_a_binary_number_is_read_as_it_is_shown(value: Decimal) -> None:
    assert read(float(value)).value == value


@given(st.text())
def test_any_text_is_blank_a_number_or_unreadable(text: str) -> None:
    amount = read(text)
    assert [amount.is_blank, amount.is_number, amount.is_unreadable].count(True) == 1


@given(st.lists(values))
def test_the_total_is_the_sum_of_the_parts(parts: list[Decimal]) -> None:
    assert total(read(format_amount(p)) for p in parts) == sum(parts)


def test_blanks_add_nothing() -> None:
    assert total([read("829"), read(""), read(None), read("0")]) == 829


def test_no_amounts_add_up_to_zero() -> None:
    assert total([]) == 0


def test_an_unreadable_amount_has_no_total() -> None:
    with pytest.raises(ValueError, match="C5"):
        total([read("829"), read("2000万")])


@pytest.mark.parametrize(
    ("left", "right", "equal"),
    [
        ("5198", "5198", True),
        ("5198", "5198.004", True),
        ("5198", "5198.005", False),
        ("5198", "5189", False),
        ("-5", "5", False),
    ],
)
def test_amounts_are_compared_within_the_tolerance(left: str, right: str, equal: bool) -> None:
    assert same(Decimal(left), Decimal(right)) is equal


def test_equal_amounts_are_the_same_without_tolerance() -> None:
    assert same(Decimal("5.0"), Decimal(5), tolerance=Decimal(0))
