"""S01: the points of a self-evaluation make 100, and those of a class what its label states."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from decimal import Decimal

from xianbiao.checks.fitting import slip, waiting
from xianbiao.checks.registry import Fault, rule
from xianbiao.model.amounts import format_amount
from xianbiao.model.evaluations import FULL_SCORE, Evaluation, Figure, SubSum, sum_of
from xianbiao.model.findings import Severity
from xianbiao.model.notices import Notice
from xianbiao.model.refs import Ref

_USUAL = Decimal(10)
"""The points that spending mostly has."""
_UNSAID = "差 10 分，恰是执行率通常的分值，表中没有写执行率的分值"


@rule("S01", "分值合计 = 满分", Severity.ERROR, "分值加起来不是满分，得分高低就没有意义")
def weights_make_all(notice: Notice) -> Iterator[Fault]:
    """The points of all indicators and of spending against the total stated, else 100.

    Labels and rows that state the points of a class are compared with what belongs to it.
    """
    for one in notice.evaluations:
        yield from _all_weights(one)
        for part in (*one.classes, *one.subtotals):
            yield from _weights_of(one, part)


def _all_weights(one: Evaluation) -> Iterator[Fault]:
    own = one.points
    known = [f.value for f in own if f.value is not None]
    if not known or any(f.is_unreadable for f in own):
        return
    spending = one.execution_weight.value if one.execution_weight is not None else None
    indicators = sum(known, Decimal(0))
    together = indicators + (spending or Decimal(0))
    stated = one.total.weight if one.total is not None else None
    parts = f"各项指标 {format_amount(indicators)}"
    if spending is not None:
        parts += f"、执行率 {format_amount(spending)}"
    blank = sum(1 for f in own if f.is_blank)
    expected = bool(one.money) or one.execution is not None or stated is None
    unsaid = spending is None and FULL_SCORE - together == _USUAL and expected
    advice = "补上执行率的分值，或调整各项分值" if unsaid else "逐项核对分值"
    said = stated.value if stated is not None else None
    if stated is not None and said not in (None, together) and not one.leaves_spending_out:
        yield Fault(
            stated.ref,
            f"分值合计写 {format_amount(said or Decimal(0))}，{parts}，"
            f"加起来是 {format_amount(together)}{waiting(blank, '分值')}",
            left=said,
            right=together,
            cause=_UNSAID if unsaid else _weight_cause(one, said or Decimal(0), together),
            severity=Severity.HINT if blank or unsaid else None,
            suggestion=advice,
        )
    elif together != FULL_SCORE:
        is_typed = stated is not None and said is not None and not stated.is_formula
        yield Fault(
            stated.ref if stated is not None else _heading(one, own),
            f"{parts}，分值加起来是 {format_amount(together)}，"
            f"不是 {format_amount(FULL_SCORE)}{waiting(blank, '分值')}",
            left=together,
            right=FULL_SCORE,
            cause=_UNSAID if unsaid else None,
            severity=Severity.HINT if is_typed or unsaid or blank else None,
            suggestion=advice,
        )


def _weight_cause(one: Evaluation, said: Decimal, together: Decimal) -> str | None:
    return slip(said, together, [(item.name, item.weight) for item in one.items])


def _weights_of(one: Evaluation, part: SubSum) -> Iterator[Fault]:
    own = [w for i in part.items if (w := one.items[i].weight) is not None]
    added = sum_of(own)
    if part.weight is None or part.weight.value is None or added is None:
        return
    if added != part.weight.value:
        yield Fault(
            part.weight.ref,
            f"“{part.label.stripped}”写 {format_amount(part.weight.value)} 分，"
            f"所属 {len(own)} 项的分值加起来是 {format_amount(added)}",
            left=part.weight.value,
            right=added,
            suggestion="核对这一类各项的分值",
        )


def _heading(one: Evaluation, own: Sequence[Figure]) -> Ref:
    if one.weights is not None:
        return one.weights.ref
    return own[0].ref if own else one.ref
