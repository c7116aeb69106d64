"""G10–G12: the points of a self-evaluation make 100, no score exceeds them, and all add up."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from decimal import Decimal

from xianbiao.checks.diagnose import DiagnosisKind, diagnose
from xianbiao.checks.fitting import Fit, fit
from xianbiao.checks.registry import Fault, rule
from xianbiao.model.amounts import format_amount
from xianbiao.model.evaluations import (
    FULL_SCORE,
    Evaluation,
    Figure,
    ScoredItem,
    SubSum,
    sum_of,
)
from xianbiao.model.findings import Severity
from xianbiao.model.notices import Notice
from xianbiao.model.refs import Ref, Text

_USUAL = Decimal(10)
"""The points that spending mostly has."""
_CAUSES = (
    DiagnosisKind.PART_LEFT_OUT,
    DiagnosisKind.PART_TWICE,
    DiagnosisKind.ADJACENT_SWAP,
)


@rule("G10", "分值合计 = 满分", Severity.ERROR, "分值加起来不是满分，得分高低就没有意义")
def weights_make_all(notice: Notice) -> Iterator[Fault]:
    """The points of all indicators and of spending against the total stated, else 100.

    Labels and rows that state the points of a class are compared with what belongs to it.
    """
    for one in notice.evaluations:
        yield from _all_weights(one)
        for part in (*one.classes, *one.subtotals):
            yield from _weights_of(one, part)


def _all_weights(one: Evaluation) -> Iterator[Fault]:
    own = _given(one)
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
    waiting = _waiting(blank, "分值")
    wrong = stated is not None and stated.value not in (None, together)
    if stated is not None and stated.value is not None and wrong and not _is_without_spending(one):
        yield Fault(
            stated.ref,
            f"分值合计写 {format_amount(stated.value)}，{parts}，"
            f"加起来是 {format_amount(together)}{waiting}",
            left=stated.value,
            right=together,
            cause=_cause(stated.value, together, [(i.name, i.weight) for i in one.items]),
            severity=Severity.HINT if blank else None,
            suggestion="逐项核对分值",
        )
    elif together != FULL_SCORE:
        is_typed = stated is not None and stated.value is not None and not stated.is_formula
        unsaid = spending is None and FULL_SCORE - together == _USUAL
        yield Fault(
            stated.ref if stated is not None else _heading(one, own),
            f"{parts}，分值加起来是 {format_amount(together)}，"
            f"不是 {format_amount(FULL_SCORE)}{waiting}",
            left=together,
            right=FULL_SCORE,
            cause="差 10 分，恰是执行率通常的分值，表中没有写执行率的分值" if unsaid else None,
            severity=Severity.HINT if is_typed or unsaid or blank else None,
            suggestion="补上执行率的分值，或调整各项分值" if unsaid else "逐项核对分值",
        )


def _given(one: Evaluation) -> list[Figure]:
    """The points of all indicators; those of their classes where only these are given."""
    return _weights(one.items) or [c.weight for c in one.classes if c.weight is not None]


def _is_without_spending(one: Evaluation) -> bool:
    """Whether the total row leaves out spending, with which its points make 100."""
    stated = one.total.weight if one.total is not None else None
    spending = one.execution_weight
    if stated is None or stated.value is None or spending is None or not spending.value:
        return False
    own = sum((f.value for f in _given(one) if f.value is not None), Decimal(0))
    return stated.value == own == FULL_SCORE - spending.value


def _weights(items: Sequence[ScoredItem]) -> list[Figure]:
    return [item.weight for item in items if item.weight is not None]


def _weights_of(one: Evaluation, part: SubSum) -> Iterator[Fault]:
    own = _weights([one.items[i] for i in part.items])
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


@rule("G11", "得分在 0 与分值之间", Severity.ERROR, "得分超过分值，总分就虚高")
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
    if not any(item.weight for item in one.items):
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


@rule("G12", "总分 = 各项得分之和", Severity.ERROR, "总分决定等次，加错了结论就错")
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
            extra = [] if _is_without_spending(one) else one.execution_scores
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
        + _waiting(blank, "得分"),
        left=printed.value,
        right=added,
        cause=_cause(printed.value, added, scores),
        severity=Severity.HINT if whole or blank else None,
        suggestion="与各项得分写同样多的小数" if whole else "逐项核对得分，或改总分",
    )


def _waiting(blank: int, what: str) -> str:
    return f"；另有 {blank} 项没有填{what}" if blank else ""


def _heading(one: Evaluation, own: Sequence[Figure]) -> Ref:
    if one.weights is not None:
        return one.weights.ref
    return own[0].ref if own else one.ref


def _cause(
    printed: Decimal, added: Decimal, parts: Sequence[tuple[str, Figure | None]]
) -> str | None:
    """One row left out or taken twice, or two digits that changed places; points are too alike
    for other causes to tell anything.
    """
    named = [(n, f.value) for n, f in parts if f is not None and f.value is not None]
    alike = [n for n, value in named if value == abs(printed - added)]
    found = diagnose(printed, added, named if len(alike) == 1 else ())
    return found.text if found is not None and found.kind in _CAUSES else None
