"""The catalogue of functions: complete, short enough for Excel, and true in every example."""

from __future__ import annotations

import datetime as dt
import inspect
from decimal import Decimal

import pytest

from xianbiao.functions.answers import Answers
from xianbiao.functions.calling import NAMES, call
from xianbiao.functions.catalogue import (
    LONGEST,
    Example,
    FunctionHelp,
    common_rules,
    find_help,
    help_lines,
    help_rows,
    load_help,
)

EXAMPLES = [(f.name, example) for f in load_help() for example in f.examples]

each_function = pytest.mark.parametrize("function", load_help(), ids=lambda f: f.name)


def plain(answers: Answers) -> object:
    """Answers as the catalogue writes them: numbers, ISO dates, "" for nothing, one cell bare."""

    def cell(value: object) -> object:
        if isinstance(value, Decimal):
            return float(value)
        return value.isoformat() if isinstance(value, dt.date) else value or ""

    rows = [[cell(a) for a in row] for row in answers]
    return rows[0][0] if len(rows) == len(rows[0]) == 1 else rows


@pytest.mark.parametrize(
    ("name", "example"), EXAMPLES, ids=[f"{n} {e.formula}" for n, e in EXAMPLES]
)
def test_an_example_gives_what_the_help_says(name: str, example: Example) -> None:
    assert example.formula.startswith(f"={name}(")
    assert plain(call(name, *example.given)) == example.gives


def test_every_function_has_its_help_and_every_help_its_function() -> None:
    assert [f.name for f in load_help()] == list(NAMES)


@each_function
def test_a_function_has_an_example_and_a_text_for_every_argument(function: FunctionHelp) -> None:
    assert function.examples
    assert function.gives
    assert all(a.title and a.doc for a in function.arguments)


@each_function
def test_descriptions_fit_into_excel(function: FunctionHelp) -> None:
    assert 0 < len(function.doc) <= LONGEST
    assert all(0 < len(a.doc) <= LONGEST for a in function.arguments)


@each_function
def test_what_is_optional_stands_last(function: FunctionHelp) -> None:
    optional = [a.optional for a in function.arguments]
    assert optional == sorted(optional)


@each_function
def test_the_help_text_names_every_argument_and_example(function: FunctionHelp) -> None:
    text = "\n".join(help_lines(function))
    assert all(a.title in text and a.doc in text for a in function.arguments)
    assert all(e.formula in text for e in function.examples)


def test_the_sheet_of_descriptions_has_a_cell_for_every_argument() -> None:
    for row, function in zip(help_rows(), load_help(), strict=True):
        assert row[:3] == [function.name, "县表", function.doc]
        assert row[3:] == [a.doc for a in function.arguments]


def test_the_common_rules_tell_of_blanks_and_of_error_values() -> None:
    text = "".join(common_rules())
    assert "空白" in text
    assert "错误值" in text
    assert "2000万" in text


@each_function
def test_the_core_takes_the_arguments_of_the_help_in_number(function: FunctionHelp) -> None:
    from xianbiao.functions.calling import _function

    assert len(inspect.signature(_function(function.name)).parameters) == len(function.arguments)


def test_an_unknown_function_has_no_help() -> None:
    with pytest.raises(KeyError):
        find_help("XB_NOTHING")
