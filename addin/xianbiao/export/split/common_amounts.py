"""Amounts in cells merged over the rows of several recipients: nobody knows whose they are."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from xianbiao.export.few import few
from xianbiao.model.recipients import Recipient
from xianbiao.model.records import replace
from xianbiao.sheets.addresses import address
from xianbiao.sheets.grid import Grid, Merge
from xianbiao.sheets.split_plan import TableSplit

_SHOWN = 3


def without_common_amounts(
    split: TableSplit, grid: Grid, recipients: Sequence[Recipient], notes: list[str]
) -> TableSplit:
    """The split with such cells left blank in every file, and their columns not added up.

    A file would else show the amount of all as that of the recipient in whose row it is stored.
    What is left blank is said in `notes`.
    """
    common = list(_common(split, grid))
    if not common:
        return split
    columns = {c + 1 for merge in common for c in range(merge.left, merge.right + 1)}
    places = [f"{address(m.top, m.left)}:{address(m.bottom, m.right)}" for m in common]
    owners = [recipients[i].name for i in _owners(split, common[0])]
    notes.append(
        f"「{split.sheet}」{few(places, _SHOWN, '处')} 的金额合并在几个单位的行上"
        f"（{'、'.join(owners)}），分不出各是多少，单位文件里连同这一栏的合计都留空；"
        "要带出就拆成每个单位一格"
    )
    return replace(
        split,
        sums=tuple(c for c in split.sums if c not in columns),
        final=None if split.final in columns else split.final,
        common=tuple((merge.top + 1, merge.left + 1) for merge in common),
    )


def _common(split: TableSplit, grid: Grid) -> Iterator[Merge]:
    for merge in grid.merges:
        if merge.bottom == merge.top or len(_owners(split, merge)) < 2:
            continue
        row = grid.rows[merge.top] if merge.top < len(grid.rows) else []
        if merge.left < len(row) and row[merge.left].as_amount().value is not None:
            yield merge


def _owners(split: TableSplit, merge: Merge) -> list[int]:
    """The recipients whose rows an area covers, each once."""
    rows = range(merge.top + 1, merge.bottom + 2)
    return list(dict.fromkeys(split.rows[row] for row in rows if row in split.rows))
