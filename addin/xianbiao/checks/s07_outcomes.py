"""S07, S08: no full score for a target that was missed, and a reason for every point taken off."""

from __future__ import annotations

from collections.abc import Iterator

from xianbiao.checks.registry import Fault, rule
from xianbiao.model.amounts import format_amount
from xianbiao.model.evaluation_verdicts import Verdict, verdict
from xianbiao.model.evaluations import Evaluation, ScoredItem
from xianbiao.model.findings import Severity
from xianbiao.model.notices import Notice
from xianbiao.model.refs import Text


@rule("S07", "未达标不得满分", Severity.ERROR, "没有完成的目标得满分，自评就不真实")
def missed_targets_cost_points(notice: Notice) -> Iterator[Fault]:
    """Full scores for missed targets, and scores where no result is filled in (hint).

    A miss is only a hint where the target does not say whether more or less is wanted. What
    has to be judged by hand is left alone.
    """
    for one in notice.evaluations:
        for item in one.items:
            yield from _full_scores(item)
            yield from _unreported(item)


def _full_scores(item: ScoredItem) -> Iterator[Fault]:
    if item.weight is None or not item.weight.value or item.score != item.weight.value:
        return
    for outcome in item.outcomes:
        told = verdict(outcome)
        if told not in (Verdict.MISSED, Verdict.SEEMS_MISSED):
            continue
        clear = told is Verdict.MISSED
        yield Fault(
            item.scores[0].ref,
            f"“{outcome.name.stripped}”指标值“{_printed(outcome.target)}”，实际完成"
            f"“{_printed(outcome.actual)}”，{'未达标' if clear else '像是未达标'}，"
            f"却得满分 {format_amount(item.weight.value)}",
            left=_printed(outcome.actual),
            right=_printed(outcome.target),
            severity=None if clear else Severity.HINT,
            suggestion="核对实际完成值；确未达标的按完成比例扣分，并写明原因"
            if clear
            else "核对实际完成值；指标值写明 ≥ 或 ≤，就能判断是否达标",
        )
        return


def _unreported(item: ScoredItem) -> Iterator[Fault]:
    for outcome in item.outcomes:
        if outcome.actual is not None and not outcome.actual and item.score and outcome.target:
            yield Fault(
                outcome.actual.ref,
                f"“{outcome.name.stripped}”得 {format_amount(item.score)} 分，没有填实际完成值",
                severity=Severity.HINT,
                suggestion="补上实际完成值",
            )


@rule("S08", "偏差要写原因", Severity.HINT, "扣了分、没达标都要说明原因和改进措施")
def deviations_are_explained(notice: Notice) -> Iterator[Fault]:
    """Points taken off and targets missed with nothing in the column for the reason."""
    for one in notice.evaluations:
        for item in _explainable(one):
            why = _deviation(item)
            if why:
                yield Fault(
                    item.reasons[0].ref,
                    f"“{item.name}”{why}，没有写偏差原因和改进措施",
                    suggestion="写明扣分的理由，或改得分"
                    if _all_met(item)
                    else "写明原因和改进措施",
                )


def _explainable(one: Evaluation) -> Iterator[ScoredItem]:
    """The items beside which a reason can be written and is not, once their result is there."""
    if one.execution is not None and one.execution.reasons and not one.execution.is_explained:
        yield one.execution
    for item in one.items:
        reported = [o for o in item.outcomes if o.actual is None or o.actual]
        if reported and item.reasons and not item.is_explained:
            yield item


def _deviation(item: ScoredItem) -> str:
    """What has to be explained, "" for nothing."""
    weight = item.weight.value if item.weight is not None else None
    score = item.score
    if weight is not None and score is not None and score < weight:
        lost = f"分值 {format_amount(weight)}，得 {format_amount(score)} 分"
        return f"已达标，{lost}" if _all_met(item) else lost
    missed = [o for o in item.outcomes if verdict(o) is Verdict.MISSED]
    if missed and (weight is None or score is None):
        return f"未达标（指标值“{_printed(missed[0].target)}”，实际“{_printed(missed[0].actual)}”）"
    return ""


def _all_met(item: ScoredItem) -> bool:
    return all(verdict(o) is Verdict.MET for o in item.outcomes)


def _printed(text: Text | None) -> str:
    return text.stripped if text is not None else ""
