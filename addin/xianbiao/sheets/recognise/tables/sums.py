"""What adds up in a table: each sum, and all of them with the total row and the subtotals."""

from __future__ import annotations

from collections.abc import Sequence

from xianbiao.model.records import Record, field, replace
from xianbiao.sheets.recognise.tables.adding import Score
from xianbiao.sheets.recognise.tables.tree import SLIPPED, Tree


class Sum(Record, frozen=True):
    """A row, the rows that it adds up, whether they are all of it, and how that is known."""

    result: int
    terms: tuple[int, ...]
    is_complete: bool
    confidence: float
    reason: str
    holds: bool


_FIRM_SIGNS = {"行政区划", "序号层次", "小计", SLIPPED}


def judged(
    result: int,
    members: Sequence[int],
    score: Score,
    signs: Sequence[str],
    why: str,
    least: float,
    marked: bool,
) -> Sum:
    """A sum with how sure it is: by the figures, else by the signs that make rows its parts.

    `why` names the reason where it is not the signs; `marked` tells of 其中 among the parts,
    which need not be all of it.
    """
    reason = why or ("、".join(signs) or "名称")
    if score.is_borne_out:
        reason += f"；{score.known} 列都相符"
    elif score.known:
        reason += f"；{score.known} 列中 {score.holding} 列相符"
    complete = score.is_borne_out or not marked
    sure = 0.98 if score.is_borne_out else 0.5 + 0.4 * max(score.share, 0.0)
    sure = max(sure, least, 0.7 if set(signs) & _FIRM_SIGNS else 0.0)
    if score.known == 0:
        sure = 0.8 if complete else 0.6
    holds = score.is_borne_out or not score.known
    return Sum(result, tuple(members), complete, sure, reason, holds)


class Totals(Record):
    """What adds up in a table: the total row, further claims of it, the subtotals, every sum."""

    tree: Tree
    total: int | None = None
    total_reason: str = ""
    total_confidence: float = 1.0
    subtotals: set[int] = field(default_factory=set)
    doubles: list[int] = field(default_factory=list)
    sums: list[Sum] = field(default_factory=list)
    doubts: list[tuple[int, str]] = field(default_factory=list)

    @property
    def quality(self) -> int:
        """How well the figures bear the reading out."""
        return sum(
            (1 if s.holds else -2) for s in self.sums if s.is_complete and s.confidence > 0
        ) - (2 if any(self.tree.parents[d] is None for d in self.doubles) else 0)


_FEWEST_ALIKE = 2


def complete_like_others(totals: Totals) -> None:
    """Take the rows after 其中 for all of their row where every other 其中 of the table is.

    Alone, parts that fall short of their row may be a choice of them; among two or more that
    add up exactly they are a fault.
    """
    rows = totals.tree.rows
    marked = [
        at
        for at, found in enumerate(totals.sums)
        if found.result != totals.total and any(rows[m].is_part for m in found.terms)
    ]
    short = [at for at in marked if not totals.sums[at].is_complete]
    if len(short) == 1 and len(marked) > _FEWEST_ALIKE and len(totals.sums[short[0]].terms) > 1:
        found = totals.sums[short[0]]
        reason = f"{found.reason}；同表其余 {len(marked) - 1} 处“其中”都加得平"
        totals.sums[short[0]] = replace(found, is_complete=True, reason=reason)
