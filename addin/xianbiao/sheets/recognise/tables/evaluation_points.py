"""Weights and scores of a self-evaluation in points, however they are written."""

from __future__ import annotations

from decimal import Decimal

from xianbiao.model.evaluations import FULL_SCORE, Evaluation, Figure
from xianbiao.model.records import replace

_MOST_OF_SHARES = Decimal("1.5")
"""Weights of which none exceeds 1 are shares of the whole where they make no more than this."""
_LEAST_MARK = 50


def in_points(found: Evaluation) -> None:
    """Turn weights that are shares (0.15), and scores out of 100, into points.

    What is printed stays beside the value.
    """
    _weights(found)
    _scores(found)


def _weights(found: Evaluation) -> None:
    """Weights of which none exceeds 1 are shares of the whole."""
    items = [*found.items, *filter(None, [found.execution])]
    values = [i.weight.value for i in items if i.weight and i.weight.value is not None]
    if not values or max(values) > 1 or sum(values) > _MOST_OF_SHARES:
        return
    for item in items:
        item.weight = _hundredfold(item.weight)
    for part in (*found.subtotals, *filter(None, [found.total])):
        part.weight = _hundredfold(part.weight)


def _scores(found: Evaluation) -> None:
    """Scores are out of 100 where most exceed their weight, none 100, and they are like marks.

    Marks are 50 on average at least.
    """
    items = [*found.items, *filter(None, [found.execution])]
    known = [
        (score.value, item.weight.value)
        for item in items
        for score in item.scores
        if score.value is not None and item.weight is not None and item.weight.value is not None
    ]
    marks = [score for score, _ in known]
    above = sum(1 for score, weight in known if score > weight)
    if len(known) < 2 or above * 2 < len(known) or max(marks) > FULL_SCORE:
        return
    if sum(marks) < _LEAST_MARK * len(marks):
        return
    for item in items:
        if item.weight is not None and item.weight.value is not None:
            share = item.weight.value / FULL_SCORE
            item.scores = [
                replace(f, value=f.value * share) if f.value is not None else f for f in item.scores
            ]


def _hundredfold(figure: Figure | None) -> Figure | None:
    if figure is None or figure.value is None or figure.value > _MOST_OF_SHARES:
        return figure
    return replace(figure, value=figure.value * FULL_SCORE)
