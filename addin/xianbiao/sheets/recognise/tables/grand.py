"""Which of the rows that claim to add up stands for the whole table."""

from __future__ import annotations

from collections.abc import Sequence

from xianbiao.sheets.recognise.tables.tree import Tree


def grand_claim(tree: Tree, claims: Sequence[int]) -> tuple[int | None, list[int]]:
    """The row that claims to add up the whole table, and those that repeat it, figure by figure.

    `claims` are the rows whose names claim to add up anything.
    """
    rows = tree.rows
    last = len(rows) - 1
    bare = [i for i in claims if _is_bare(tree, i)]
    if not bare:
        outer = [i for i in claims if i in (0, last)]
        return outer[0] if len(claims) == 1 and outer else _by_size(tree, outer), []
    least = min(rows[i].rank for i in bare)
    top = [i for i in bare if rows[i].rank == least]
    if len(top) == 1:
        inner = top[0] not in (0, last)
        return None if inner and least == 2 and len(claims) > 1 else top[0], []
    if all(rows[i].vector == rows[top[0]].vector for i in top):
        return top[0], top[1:]
    return _by_size(tree, top), []


def _by_size(tree: Tree, claims: Sequence[int]) -> int | None:
    """The first or last claim when its figure is the sum of all the single rows."""
    singles = [i for i, r in enumerate(tree.rows) if r.total is None and tree.is_top(i)]
    for i in (claims[0], claims[-1]) if claims else ():
        if tree.adder.score(i, singles).is_borne_out:
            return i
    return None


def _is_bare(tree: Tree, i: int) -> bool:
    """Whether the name claims no smaller part: it bears no subject, or one that covers all."""
    row = tree.rows[i]
    if row.total is None:
        return False
    subject = row.total.subject
    if not subject or subject.startswith(("全", "总", "各")):
        return True
    is_outer = i in (0, len(tree.rows) - 1)
    return row.rank < 2 and is_outer and (row.level is None or _covers_all(tree, i))


def _covers_all(tree: Tree, i: int) -> bool:
    """Whether all other places lie in that of a row."""
    place = tree.rows[i].place
    others = [r.place for r in tree.rows if r.place is not None and r.place is not place]
    return place is not None and all(
        o.code[:4] == place.code[:4] or place.code.endswith("0000") for o in others
    )
