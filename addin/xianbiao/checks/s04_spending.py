"""S04–S06: what was spent of what was planned, the points for it, and the sources of the money."""

from __future__ import annotations

from collections.abc import Iterator
from decimal import ROUND_HALF_UP, Decimal

from xianbiao.checks.fitting import Fit, fit, is_rate
from xianbiao.checks.registry import Fault, rule
from xianbiao.model.amounts import format_amount
from xianbiao.model.evaluations import Evaluation, Figure, Spending
from xianbiao.model.expressions import expression
from xianbiao.model.findings import Severity
from xianbiao.model.indicators import plain
from xianbiao.model.notices import Notice

_HUNDRED = Decimal(100)
_CENT = Decimal("0.01")
_SOURCE = expression(
    r"(?:其中[:：]?)?(?:当年|本年|上年|以前年度|中央|省级|自治区|州级|市级|县级|地方|财政|本级|其他"
    r"|自筹|社会|单位)*(?:财政)?(?:拨款|资金|补助|结转|结余|结转资金|结转结余|结转结余资金|补助资金)[:：]?"
)


@rule("S04", "执行率 = 执行数 ÷ 预算数", Severity.ERROR, "执行率决定得分，也要与预算执行数一致")
def rates_are_what_was_spent(notice: Notice) -> Iterator[Fault]:
    """The printed rate of every line of money; money spent beyond the plan is a hint."""
    for one in notice.evaluations:
        for line in one.money:
            yield from _unread(line)
            share = line.share
            if share is None:
                continue
            if share > 1 and line.spent is not None:
                yield Fault(
                    line.spent.ref,
                    f"“{_name(line)}”执行数 {_shown(line.spent)} 大于预算数 {_shown(line.budget)}",
                    left=line.spent.value,
                    right=line.budget.value if line.budget is not None else None,
                    severity=Severity.HINT,
                    suggestion="核对两数；预算有追加的，预算数写调整后的数",
                )
            if line.rate is None or line.rate.value is None or is_rate(line.rate, share):
                continue
            right = _percent(share)
            yield Fault(
                line.rate.ref,
                f"“{_name(line)}”执行率写 {line.rate.raw.strip()}，{_shown(line.spent)} ÷ "
                f"{_shown(line.budget)} = {right}",
                left=line.rate.raw.strip(),
                right=right,
                suggestion="核对预算数、执行数，或改执行率",
            )


def _unread(line: Spending) -> Iterator[Fault]:
    """Money and rates that are no figures: what depends on them is not checked."""
    for what, figure in (("预算数", line.budget), ("执行数", line.spent), ("执行率", line.rate)):
        if figure is not None and figure.is_unreadable:
            yield Fault(
                figure.ref,
                f"“{_name(line)}”的{what}写的是“{figure.raw.strip()}”，不是数，执行率没有核对",
                left=figure.raw,
                severity=Severity.HINT,
                suggestion="只写数字，单位写在表头",
            )


@rule("S05", "执行率得分 = 分值 × 执行率", Severity.ERROR, "执行率得分按公式算，最多得满分，不能估")
def spending_scores_by_rate(notice: Notice) -> Iterator[Fault]:
    """The score for spending against its points times the rate, which counts as 1 at most."""
    for one in notice.evaluations:
        weight, score, share = one.execution_weight, _score(one), _share(one)
        if weight is None or weight.value is None or score is None or share is None:
            continue
        counted = min(share, Decimal(1))
        exact = weight.value * counted
        how = fit(score.value or Decimal(0), score.places, exact)
        if how is Fit.FITS or _fits_printed_rate(one, weight, score):
            continue
        whole = how is Fit.WHOLE
        right = exact.quantize(_CENT, ROUND_HALF_UP)
        yield Fault(
            score.ref,
            f"执行率得分写 {_shown(score)}，{_shown(weight)} × {_percent(counted)} = "
            f"{format_amount(right)}" + ("，是取整了" if whole else ""),
            left=score.value,
            right=right,
            severity=Severity.HINT if whole else None,
            suggestion=f"改为 {format_amount(right)}；当地另有计分办法的可不改",
        )


def _score(one: Evaluation) -> Figure | None:
    scores = one.execution_scores
    return scores[0] if len(scores) == 1 and scores[0].value is not None else None


def _share(one: Evaluation) -> Decimal | None:
    return one.spending.share if one.spending is not None else None


def _fits_printed_rate(one: Evaluation, weight: Figure, score: Figure) -> bool:
    """Whether the score follows from the rate as it is printed, where that is right."""
    rate = one.spending.rate if one.spending is not None else None
    share = _share(one)
    if rate is None or rate.value is None or share is None or not is_rate(rate, share):
        return False
    printed = rate.value / _HUNDRED if rate.is_percent or rate.value > 1 else rate.value
    exact = (weight.value or Decimal(0)) * min(printed, Decimal(1))
    return fit(score.value or Decimal(0), score.places, exact) is Fit.FITS


@rule("S06", "资金总额 = 各来源之和", Severity.ERROR, "预算数、执行数按来源加起来要等于总额")
def sources_make_all_money(notice: Notice) -> Iterator[Fault]:
    """The line of all money against the lines of its sources, for what was planned and spent.

    Sources within sources (a second 其中) are not told apart, and nothing is said then.
    """
    for one in notice.evaluations:
        whole, parts = one.spending, one.money[1:]
        if whole is None or len(parts) < 2 or sum("其中" in p.label.text for p in parts) > 1:
            continue
        if not all(_SOURCE.fullmatch(plain(p.label.text)) for p in parts):
            continue
        for what, printed, figures in (
            ("预算数", whole.budget, [p.budget for p in parts]),
            ("执行数", whole.spent, [p.spent for p in parts]),
        ):
            yield from _source_faults(whole, what, printed, [f for f in figures if f is not None])


def _source_faults(
    whole: Spending, what: str, printed: Figure | None, figures: list[Figure]
) -> Iterator[Fault]:
    known = [f.value for f in figures if f.value is not None]
    if printed is None or printed.value is None or not known:
        return
    added = sum(known, Decimal(0))
    if any(f.is_unreadable for f in figures) or fit(printed.value, 2, added) is Fit.FITS:
        return
    yield Fault(
        printed.ref,
        f"“{_name(whole)}”的{what}写 {_shown(printed)}，下面 {len(known)} 个来源加起来是 "
        f"{format_amount(added)}",
        left=printed.value,
        right=added,
        severity=Severity.HINT if len(known) < len(figures) else None,
        suggestion="核对总额和各来源，没有的写 0",
    )


def _name(line: Spending) -> str:
    """What a line of money is called; one that is only headed 预算数 holds all of it."""
    name = line.label.stripped.rstrip("：:")
    return "资金总额" if name.endswith("预算数") else name


def _shown(figure: Figure | None) -> str:
    return format_amount(figure.value) if figure is not None and figure.value is not None else ""


def _percent(share: Decimal) -> str:
    return f"{format_amount((share * _HUNDRED).quantize(_CENT, ROUND_HALF_UP))}%"
