"""Heads of groups whose rows the figures tell: 市辖区小计 before districts, 省直管县（市）."""

from __future__ import annotations

from collections.abc import Sequence

from xianbiao.model.expressions import expression
from xianbiao.sheets.recognise.tables.adding import Adder

_HEADS = expression(r"直管|直辖|省管|扩权|计划单列|[县市区旗]\([县市区旗]\)$|^各|所属|下辖")
_FEWEST = 2


def heads_group(name: str) -> bool:
    """Whether a name without 小计 may stand for the rows below it."""
    return bool(_HEADS.search(name))


def nearest_parts(adder: Adder, head: int, run: Sequence[int], forward: bool) -> list[int]:
    """The rows of a run, from the one next to its head on, that add up to it; none if none do.

    Where none do in every column, the only ones that do in all columns but one are meant.
    """
    off_once: list[list[int]] = []
    for size in range(len(run), _FEWEST - 1, -1):
        near = list(run[:size] if forward else run[-size:])
        score = adder.score(head, near)
        if score.is_borne_out:
            return near
        if score.is_off_once:
            off_once.append(near)
    return off_once[0] if len(off_once) == 1 else []
