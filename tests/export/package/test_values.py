"""Sheets of files read one after another give the values that each gives alone."""

from __future__ import annotations

import io
from collections.abc import Callable
from typing import Any

import pytest
import xlsxwriter

from xianbiao.export.package import values
from xianbiao.export.package.divided import divided
from xianbiao.export.package.source import SourceBook
from xianbiao.export.package.values import Cells, contents


def book(fill: Callable[[Any], None]) -> bytes:
    """A workbook of one sheet."""
    made = io.BytesIO()
    with xlsxwriter.Workbook(made, {"in_memory": True}) as workbook:
        fill(workbook.add_worksheet("表"))
    return made.getvalue()


def texts(*words: str) -> Callable[[Any], None]:
    """Forty rows of text, a number, a truth value and a formula each."""

    def fill(sheet: Any) -> None:
        for row in range(40):
            sheet.write_string(row, 0, words[row % len(words)])
            sheet.write_number(row, 1, row / 4)
            sheet.write_boolean(row, 2, row % 2 == 0)
            sheet.write_formula(row, 3, f"=B{row + 1}*2", None, row / 2)

    return fill


def read(data: bytes) -> dict[str, Cells]:
    return contents(SourceBook(data, ""))


@pytest.mark.parametrize(
    "then",
    [texts("丙", "丁"), texts("甲"), texts("甲", "乙", "丙"), texts("甲", "<&>\n 乙 ")],
    ids=["other words", "fewer", "more", "odd"],
)
def test_the_same_rows_with_other_words_are_not_taken_for_those_read_before(
    then: Callable[[Any], None],
) -> None:
    first, second = book(texts("甲", "乙")), book(then)
    before, after = read(first), read(second)
    assert before != after
    for memory in (values._read, values._shown, divided):
        memory.cache_clear()
    assert read(second) == after
    assert read(first) == before
    assert after["表"][1][1:] == before["表"][1][1:]
