"""Where the numbers before the rows of a table jump or repeat: a row may be missing there."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import pairwise

from xianbiao.checks.registry import Fault
from xianbiao.model.allocation import AllocationTable
from xianbiao.model.findings import Severity
from xianbiao.model.refs import Text

_FEWEST = 3


def broken_sequence(table: AllocationTable) -> Iterator[Fault]:
    """The one place where 序号 does not go on by one; a table sorted anew has many and is left.

    So are one number that alone is wrong, and two that changed places. Each group may begin
    with 1 again.
    """
    cells = [r.sequence for r in table.rows if r.sequence is not None and r.sequence.stripped]
    if len(cells) < _FEWEST or not all(c.stripped.isdecimal() for c in cells):
        return
    if (swapped := _swapped(cells)) is not None:
        yield swapped
        return
    breaks = [
        (before, after)
        for before, after in pairwise(cells)
        if _number(after) not in (_number(before) + 1, 1)
    ]
    if len(breaks) != 1:
        yield from _out_of_place(cells)
        return
    before, after = breaks[0]
    skipped = _number(after) > _number(before)
    yield Fault(
        after.ref,
        f"序号从 {before.stripped} 到 {after.stripped}，不连续",
        left=after.stripped,
        right=str(_number(before) + 1),
        severity=Severity.HINT,
        suggestion="核对是否漏列一行，或改序号" if skipped else "核对序号，或是否多列一行",
    )


def _wrong(cells: Sequence[Text]) -> list[tuple[int, Text]]:
    """The numbers that are not their place in the list, each with that place."""
    return [(at, cell) for at, cell in enumerate(cells, 1) if _number(cell) != at]


def _swapped(cells: Sequence[Text]) -> Fault | None:
    """Two numbers that stand in each other's place, all others in their own."""
    wrong = _wrong(cells)
    if len(wrong) != 2:
        return None
    (place, first), (other, second) = wrong
    if (_number(first), _number(second)) != (other, place):
        return None
    return Fault(
        first.ref,
        f"序号 {first.stripped} 排在 {second.stripped} 之前，两行次序颠倒",
        left=first.stripped,
        right=str(place),
        severity=Severity.HINT,
        suggestion="两行对调，核对金额是否也随着错了行",
    )


def _out_of_place(cells: Sequence[Text]) -> Iterator[Fault]:
    """The only number that is not its place in the list."""
    wrong = _wrong(cells)
    if len(wrong) != 1:
        return
    ((place, cell),) = wrong
    yield Fault(
        cell.ref,
        f"序号 {cell.stripped} 应为 {place}",
        left=cell.stripped,
        right=str(place),
        severity=Severity.HINT,
        suggestion="改序号，并核对是否多列一行",
    )


def _number(cell: Text) -> int:
    return int(cell.stripped)
