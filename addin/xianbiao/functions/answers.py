"""What a function gives back: rows of numbers, texts and dates, made cell by cell."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Iterable, Sequence
from decimal import Decimal

from xianbiao.functions.blocks import CellBlock, cell_at, same_shape
from xianbiao.functions.inputs import CellInput, CellProblem
from xianbiao.model.amounts import signed

Answer = Decimal | str | dt.date | None
"""One cell of a result; None leaves it empty."""

Answers = list[list[Answer]]

LONGEST = 255
"""How many characters a text inside a returned array may have; Excel shows #VALUE! beyond."""

LEVEL = "✔平"
PENDING = "○待填"
_MOST_PLACES = 3


def cell_by_cell(judge: Callable[..., Answer], *blocks: CellBlock) -> Answers:
    """The answers for every cell of the blocks' common shape.

    A cell that cannot be judged shows why, and the others are judged all the same. Raises
    CellProblem when the shapes differ.
    """
    height, width = same_shape(*blocks)
    return [
        [attempt(judge, *(cell_at(b, r, c) for b in blocks)) for c in range(width)]
        for r in range(height)
    ]


def attempt(judge: Callable[..., Answer], *given: object) -> Answer:
    """One answer, or the message that tells why there is none."""
    try:
        return judge(*given)
    except CellProblem as problem:
        return message(problem)


def message(problem: CellProblem) -> str:
    """A problem as a cell shows it: behind a #, like the program's own error values."""
    return f"#{problem.describe()}"


def off(difference: Decimal) -> str:
    """The mark of two amounts that differ: ✘差 −9."""
    return f"✘差 {signed(difference)}"


def text_numbers(cells: Iterable[CellInput]) -> str:
    """A note on numbers stored as text: they count here, and SUM leaves them out."""
    found = [cell for cell in cells if cell.is_text_number]
    return f"（{places(found)}是文本数字，SUM 不计）" if found else ""


def places(cells: Sequence[CellInput]) -> str:
    """Where cells stand, in words; of many the first ones and how many there are."""
    shown = "、".join(cell.where for cell in cells[:_MOST_PLACES])
    return shown if len(cells) <= _MOST_PLACES else f"{shown}等 {len(cells)} 格"


def shortened(value: Answer) -> Answer:
    """An answer that fits into an array."""
    if isinstance(value, str) and len(value) > LONGEST:
        return f"{value[: LONGEST - 1]}…"
    return value
