"""Tables side by side: which pieces of a band, parted by blank columns, are tables of their own."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import takewhile

from xianbiao.sheets.recognise.tables.aside import is_aside
from xianbiao.sheets.recognise.tables.lines import is_title, names_column
from xianbiao.sheets.recognise.tables.view import Look, View


def column_groups(
    view: View,
    body: Sequence[int],
    columns: Sequence[int],
    pieces: Sequence[Sequence[int]],
    lines: Sequence[tuple[Look, int]],
) -> list[list[int]]:
    """The columns of each table in these rows, from the left; what stands aside is left out.

    `pieces` are the runs of columns in which anything stands; `lines` are the lines above, each
    with its column.
    """
    kept = [p for p in pieces if not is_aside(view, body, p)]
    if kept:
        pieces, columns = kept, [c for c in columns if kept[0][0] <= c <= kept[-1][-1]]
    if len(pieces) < 2 or _are_panels(view, body, pieces, lines):
        return [list(columns)]
    groups: list[list[int]] = []
    for piece in pieces:
        alone = _stands_alone(view, body, piece)
        if groups and not (alone and _stands_alone(view, body, groups[-1])):
            groups[-1].extend(range(groups[-1][-1] + 1, piece[-1] + 1))
        else:
            groups.append(list(piece))
    return groups


def _are_panels(
    view: View,
    body: Sequence[int],
    pieces: Sequence[Sequence[int]],
    lines: Sequence[tuple[Look, int]],
) -> bool:
    """Whether all pieces have the same header and no title of their own: one table in panels."""
    titled = [
        piece
        for piece in pieces
        if any(is_title(t.text) and column in piece for t, column in lines)
    ]
    if len(titled) > 1:
        return False
    heads = []
    for piece in pieces:
        above = takewhile(lambda r, p=piece: not view.has_figures(r, p), body)  # type: ignore[misc]
        heads.append([[view.rows[r][c].text for c in piece] for r in above])
    words_above = [t for row in heads[0] for t in row if t]
    return len(words_above) > 1 and all(
        h[:1] == heads[0][:1] and h[: len(heads[0])] == heads[0][: len(h)] for h in heads
    )


def _stands_alone(view: View, body: Sequence[int], piece: Sequence[int]) -> bool:
    rows = [r for r in body if any(view.rows[r][c].text for c in piece)]
    if len(piece) < 2 or len(rows) < 2:
        return False
    figures = [c for c in piece if any(view.rows[r][c].number is not None for r in rows)]
    named = [
        c
        for c in piece
        if c not in figures and sum(1 for r in rows if view.rows[r][c].text) * 2 > len(rows)
    ]
    head = [view.rows[r][c] for r in rows[:4] for c in piece]
    return bool(figures and named) and names_column(head)
