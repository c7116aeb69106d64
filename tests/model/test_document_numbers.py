"""Document numbers are known by their shape, whatever their brackets."""

from __future__ import annotations

import pytest

from xianbiao.model.document_numbers import is_document_number, is_meant_as_number


@pytest.mark.parametrize(
    "text",
    [
        "昌州财社〔2023〕70号",
        "昌州财社[2023]70号",
        "新财社（2024）第18号",
        "财社【2024】1号",
        " 巴 财 社 〔2021年〕 96 号 ",
    ],
)
def test_a_number_is_known(text: str) -> None:
    assert is_document_number(text)
    assert not is_meant_as_number(text)


@pytest.mark.parametrize(
    "text",
    [
        "",
        "昌〔2023〕70号",
        "Abc〔2023〕70号",
        "昌州财社〔2023〕70/71号",
        "昌州财社2023〕70号",
        "昌州财社〔1998〕70号",
        "昌州财社〔2023〕70号文",
        "昌州财〔2022〕1号〔2023〕70号",
        "关于进一步做好全州困难群众救助工作的通知〔2023〕70号",
    ],
)
def test_what_is_no_number_is_none(text: str) -> None:
    assert not is_document_number(text)


def test_a_number_that_cannot_be_read_is_known_to_be_meant_as_one() -> None:
    assert is_meant_as_number("昌州财社〔2023〕70/71号")
    assert not is_meant_as_number("困难群众救助")
