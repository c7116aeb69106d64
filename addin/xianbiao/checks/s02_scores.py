"""S02, S03: no score of a self-evaluation exceeds its points, and all add up to the total."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from decimal import Decimal

from xianbiao.checks.fitting import Fit, fit, slip, waiting
from xianbiao.checks.registry import Fault, rule
from xianbiao.model.amounts import format_amount
from xianbiao.model.evaluations import (
    Evaluation,
    Figure,
    ScoredItem,
    SubSum,
)
from xianbiao.model.findings import Severity
from xianbiao.model.notices import Notice
from xianbiao.model.refs import Text


@rule("S02", "得分在 0 与分值之间", Severity.ERROR, "得分超过分值，总分就虚高")
def scores_stay_within_weights(notice: Notice) -> Iterator[Fault]:
    """Every score against the points of its indicator; figures that cannot be read are hints."""
    for one in notice.evaluations:
        for name, weight, scores in _scored(one):
            for figure in (*scores, *([weight] if weight is not None else [])):
                if figure.is_unreadable:
                    what = "分值" if figure is weight else "得分"
                    yield Fault(
                        figure.ref,
                        f"“{name}”的{what}写的是“{figure.raw}”，不是数，没有核对",
                        left=figure.raw,
                        severity=Severity.HINT,
                        suggestion="只写数字；不评分的写“—”",
                    )
            yield from _score_faults(name, weight, scores)


def _scored(one: Evaluation) -> Iterator[tuple[str, Figure | None, list[Figure]]]:
    """Everything that is scored: its name, its points, its score."""
    if one.execution_scores or one.execution_weight is not None:
        yield "执行率", one.execution_weight, one.execution_scores
    for item in one.items:
        yield item.name, item.weight, item.scores
    if one.weighs_classes:
        for part in one.classes:
            scores = [f for i in part.items for f in one.items[i].scores]
            yield part.label.stripped, part.weight, scores


def _score_faults(name: str, weight: Figure | None, scores: list[Figure]) -> Iterator[Fault]:
    for figure in scores:
        if figure.value is not None and figure.value < 0:
            yield Fault(
                figure.ref,
                f"“{name}”得分 {format_amount(figure.value)}，小于 0",
                left=figure.value,
                right=Decimal(0),
                suggestion="扣分写在扣分栏，得分最少为 0",
            )
    known = [f for f in scores if f.value is not None]
    if weight is None or weight.value is None or not known:
        return
    score = sum((f.value for f in known if f.value is not None), Decimal(0))
    if score > weight.value:
        together = f"{len(known)} 格得分合计" if len(known) > 1 else "得分"
        yield Fault(
            known[0].ref,
            f"“{name}”{together} {format_amount(score)}，超过分值 {format_amount(weight.value)}",
            left=score,
            right=weight.value,
            suggestion="核对得分和分值",
        )


@rule("S03", "总分 = 各项得分之和", Severity.ERROR, "总分决定等次，加错了结论就错")
def scores_add_up(notice: Notice) -> Iterator[Fault]:
    """The total of all scores and of each class; a form without any score is one hint."""
    for one in notice.evaluations:
        if _is_waiting(one):
            yield Fault(
                (one.scores or Text("", one.ref)).ref,
                "自评表还没有填得分，没有核对",
                severity=Severity.HINT,
                suggestion="填好实际完成值和得分，再核对一次",
            )
            continue
        for part in one.subtotals:
            yield from _sum_faults(part, [s for i in part.items for s in _named(one.items[i])])
        if one.total is not None:
            own = [s for item in one.items for s in _named(item)]
            extra = [] if one.leaves_spending_out else one.execution_scores
            yield from _sum_faults(one.total, [*(("执行率", f) for f in extra), *own])


def _named(item: ScoredItem) -> list[tuple[str, Figure]]:
    return [(item.name, figure) for figure in item.scores]


def _is_waiting(one: Evaluation) -> bool:
    """Whether a form with a column of scores holds none yet, nor any result."""
    if one.scores is None and one.items:
        return False
    written = [f for item in one.items for f in item.scores] + one.execution_scores
    results = [o.actual for item in one.items for o in item.outcomes]
    return all(f.is_blank or f.value == 0 for f in written) and not any(results)


def _sum_faults(part: SubSum, scores: Sequence[tuple[str, Figure]]) -> Iterator[Fault]:
    printed = part.score
    known = [f.value for _, f in scores if f.value is not None]
    if printed is None or not known or any(f.is_unreadable for _, f in scores):
        return
    name = part.label.stripped
    added = sum(known, Decimal(0))
    blank = len(scores) - len(known)
    if printed.is_blank:
        if not blank:
            yield Fault(
                printed.ref,
                f"“{name}”没有写得分，各项得分加起来是 {format_amount(added)}",
                right=added,
                severity=Severity.HINT,
                suggestion=f"填入 {format_amount(added)} 或求和公式",
            )
        return
    if printed.value is None:
        yield Fault(
            printed.ref,
            f"“{name}”的得分写的是“{printed.raw}”，不是数，没有核对",
            left=printed.raw,
            severity=Severity.HINT,
            suggestion="只写数字",
        )
        return
    how = fit(printed.value, printed.places, added)
    if how is Fit.FITS:
        return
    whole = how is Fit.WHOLE
    yield Fault(
        printed.ref,
        f"“{name}”写 {format_amount(printed.value)}，各项得分加起来是 {format_amount(added)}，"
        + ("是取整了" if whole else f"差 {format_amount(abs(printed.value - added))}")
        + waiting(blank, "得分"),
        left=printed.value,
        right=added,
        cause=slip(printed.value, added, scores),
        severity=Severity.HINT if whole or blank else None,
        suggestion="与各项得分写同样多的小数" if whole else "逐项核对得分，或改总分",
    )
