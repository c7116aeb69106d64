"""Figures that a clerk noted beside a table: the money to hand out, a sum to compare with."""

from __future__ import annotations

from collections.abc import Sequence

from xianbiao.sheets.recognise.tables.view import View

_MOST = 2


def is_aside(view: View, rows: Sequence[int], columns: Sequence[int]) -> bool:
    """Whether a piece beside other columns is a number or two, or a word and a number."""
    seen = [s for r in rows for c in columns if (s := view.rows[r][c]).text]
    if not 0 < len(seen) <= _MOST < len(rows) or seen[-1].number is None:
        return False
    return seen[0].number is not None or seen[0].ref.position[0] == seen[-1].ref.position[0]
