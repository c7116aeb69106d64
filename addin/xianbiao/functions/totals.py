"""Totals: does a printed total equal its parts, by how much not, and why not."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from decimal import Decimal

from xianbiao.functions.answers import (
    LEVEL,
    LONGEST,
    PENDING,
    Answer,
    Answers,
    attempt,
    off,
    places,
    text_numbers,
)
from xianbiao.functions.blocks import CellBlock, size_words
from xianbiao.functions.inputs import CellInput, CellProblem
from xianbiao.model.amounts import same
from xianbiao.model.records import Record

_TOLERANCE = Decimal("0.005")
_MOST_CAUSES = 3


def check(printed: CellBlock, parts: CellBlock, tolerance: CellBlock) -> Answers:
    """XB_CHECK: ✔平, ✘差 −9 or ○待填 for each printed total."""
    limit = _limit(tolerance)

    def judge(sum_: _Sum) -> Answer:
        difference = sum_.difference()
        if difference is None:
            return PENDING
        level = same(difference, Decimal(0), limit)
        return (LEVEL if level else off(difference)) + text_numbers((sum_.printed, *sum_.parts))

    return _judged(judge, printed, parts)


def difference(printed: CellBlock, parts: CellBlock) -> Answers:
    """XB_DIFF: each printed total − the sum of its parts, ○待填 where one of them is blank."""

    def judge(sum_: _Sum) -> Answer:
        found = sum_.difference()
        return PENDING if found is None else found

    return _judged(judge, printed, parts)


def why(printed: CellBlock, parts: CellBlock) -> Answers:
    """XB_WHY: the probable cause of the difference in words, the most telling first.

    Where the parts are two columns of which the first holds no figure, it names the rows.
    """
    from xianbiao.checks.diagnose import diagnoses

    names: Sequence[CellInput] = ()
    if printed.is_single and _has_names(parts):
        names = parts.column(0)
        parts = CellBlock(parts.title, tuple(row[1:] for row in parts.rows))

    def judge(sum_: _Sum) -> Answer:
        gap = sum_.difference()
        if gap is None:
            return PENDING
        if same(gap, Decimal(0), _TOLERANCE):
            return LEVEL + text_numbers((sum_.printed, *sum_.parts))
        titles = [c.text() for c in names] or [c.where for c in sum_.parts]
        named = [
            (title or cell.where, amount)
            for title, cell, amount in zip(titles, sum_.parts, sum_.amounts(), strict=True)
            if amount is not None
        ]
        total = sum_.total()
        assert total is not None
        found = diagnoses(total, total - gap, named)
        best = found[0]
        text = "；".join([best.text, *([best.suggestion] if best.suggestion else [])])
        notes = _blanks(sum_) + text_numbers((sum_.printed, *sum_.parts))
        for other in found[1:_MOST_CAUSES]:
            longer = f"{text}；也可能：{other.text}"
            text = longer if len(longer + notes) <= LONGEST else text
        return text + notes

    return _judged(judge, printed, parts)


class _Sum(Record, frozen=True):
    """One printed total with the cells that should add up to it."""

    printed: CellInput
    parts: Sequence[CellInput]

    def total(self) -> Decimal | None:
        return self.printed.amount()

    def amounts(self) -> list[Decimal | None]:
        return [cell.amount() for cell in self.parts]

    def difference(self) -> Decimal | None:
        """Printed − sum; None where the total or every part is blank."""
        total, amounts = self.total(), self.amounts()
        present = [a for a in amounts if a is not None]
        return None if total is None or not present else total - sum(present, Decimal(0))


def _judged(judge: Callable[[_Sum], Answer], printed: CellBlock, parts: CellBlock) -> Answers:
    return [[attempt(judge, each) for each in row] for row in _sums(printed, parts)]


def _sums(printed: CellBlock, parts: CellBlock) -> list[list[_Sum]]:
    """Which parts belong to which total: one total has them all, a row of totals a column each.

    Raises CellProblem where the sizes do not tell.
    """
    (height, width), (rows, columns) = printed.shape, parts.shape
    if printed.is_single:
        return [[_Sum(printed.rows[0][0], tuple(parts.cells()))]]
    if printed.shape == parts.shape:
        return [
            [_Sum(printed.rows[r][c], (parts.rows[r][c],)) for c in range(width)]
            for r in range(height)
        ]
    if height == 1 and columns == width:
        return [[_Sum(cell, parts.column(c)) for c, cell in enumerate(printed.rows[0])]]
    if width == 1 and rows == height:
        return [[_Sum(printed.rows[r][0], parts.rows[r])] for r in range(height)]
    raise CellProblem(
        f"{printed.title} {size_words(printed)}，{parts.title} {size_words(parts)}，对不上；"
        "一行合计配同样列数的明细，一列合计配同样行数的明细"
    )


def _limit(tolerance: CellBlock) -> Decimal:
    cell = tolerance.only()
    value = cell.amount()
    if value is not None and value < 0:
        raise CellProblem(f"{cell.where}不能是负数")
    return _TOLERANCE if value is None else value


def _has_names(parts: CellBlock) -> bool:
    """Whether the first of two columns names the rows: texts without any digit, and no other.

    Raises CellProblem for an error value there.
    """
    if parts.shape[0] < 2 or parts.shape[1] != 2:
        return False
    for cell in parts.column(0):
        cell.refuse_error()
    names = [cell.value for cell in parts.column(0) if not cell.is_blank]
    return bool(names) and all(
        isinstance(name, str) and not any(map(str.isdigit, name)) for name in names
    )


def _blanks(sum_: _Sum) -> str:
    """A note on blanks between the parts; those behind the last part are no gap."""
    filled = [i for i, c in enumerate(sum_.parts) if not c.is_blank]
    cells = [c for c in sum_.parts[: filled[-1]] if c.is_blank]
    return f"（{places(cells)}空白）" if cells else ""
