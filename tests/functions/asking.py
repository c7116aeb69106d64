"""How the tests of functions ask: answers as texts, one, a column or rows of them."""

from __future__ import annotations

from decimal import Decimal

from xianbiao.functions.answers import Answer
from xianbiao.functions.calling import call
from xianbiao.model.amounts import format_amount


def ask(name: str, *given: object) -> str:
    """The one answer as text; fails where there are several."""
    ((answer,),) = ask_rows(name, *given)
    return answer


def ask_column(name: str, *given: object) -> list[str]:
    """The answers of one column as texts."""
    return [answer for (answer,) in ask_rows(name, *given)]


def ask_rows(name: str, *given: object) -> list[list[str]]:
    """The answers as texts, "" for nothing, dates as 2021-12-27."""

    def text(answer: Answer) -> str:
        if isinstance(answer, Decimal):
            return format_amount(answer)
        return "" if answer is None else str(answer)

    return [[text(answer) for answer in row] for row in call(name, *given)]


def column(*cells: object) -> list[list[object]]:
    """Cells as a column of a sheet."""
    return [[cell] for cell in cells]
