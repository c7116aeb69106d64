"""Puts a self-evaluation into words: the money, every indicator with its verdict, the sums."""

from __future__ import annotations

from collections.abc import Iterator

from xianbiao.model.evaluation_verdicts import verdict
from xianbiao.model.evaluations import Evaluation, Figure, Outcome, ScoredItem, SubSum
from xianbiao.model.refs import Text
from xianbiao.sheets.recognise.tables.describe_values import located, place, plain_number

Lines = list[list[str]]


def evaluation_sections(one: Evaluation) -> Iterator[tuple[str, tuple[str, ...], Lines]]:
    """The heading, the words above the columns, and the lines of each section with any."""
    money = [
        [
            place(line.label.ref),
            line.label.stripped.rstrip("：:"),
            *map(_shown, (line.budget, line.spent, line.rate, line.weight, line.score)),
        ]
        for line in one.money
    ]
    if money:
        yield (
            "资金和执行率",
            ("位置", "名称", "预算数", "执行数", "执行率", "分值", "得分"),
            money,
        )
    scored = [line for item in one.items for line in _lines(item)]
    if one.execution is not None:
        scored = [[*line[:-1], "按执行率计分"] for line in _lines(one.execution)] + scored
    if scored:
        yield (
            "各项指标",
            ("位置", "名称", "指标值", "实际完成值", "分值", "得分", "达标"),
            scored,
        )
    kinds = [(c, "写明分值的标签") for c in one.classes] + [(s, "小计") for s in one.subtotals]
    kinds += [(one.total, "合计")] if one.total is not None else []
    if kinds:
        sums = [_sum_line(part, kind) for part, kind in kinds]
        yield "分值和得分的合计", ("位置", "名称", "是什么", "分值", "得分", "所属"), sums


def evaluation_json(one: Evaluation) -> dict[str, object]:
    """A self-evaluation as JSON: every figure with its cell."""
    items = [*([one.execution] if one.execution is not None else []), *one.items]
    return {
        "money": [
            {
                "name": line.label.stripped,
                "cell": place(line.label.ref),
                "budget": _figure(line.budget),
                "spent": _figure(line.spent),
                "rate": _figure(line.rate),
                "weight": _figure(line.weight),
                "score": _figure(line.score),
            }
            for line in one.money
        ],
        "items": [
            {
                "is_execution": item is one.execution,
                "indicators": [_outcome(o) for o in item.outcomes],
                "weight": _figure(item.weight),
                "scores": [_figure(f) for f in item.scores],
                "reasons": [located(r) for r in item.reasons],
            }
            for item in items
        ],
        "total": {"weight": _figure(one.total.weight), "score": _figure(one.total.score)}
        if one.total is not None
        else None,
    }


def _lines(item: ScoredItem) -> Iterator[list[str]]:
    """A line for each indicator; points and scores that several share stand with the first."""
    for at, outcome in enumerate(item.outcomes):
        score = "、".join(filter(None, map(_shown, item.scores)))
        yield [
            place(outcome.name.ref),
            outcome.name.stripped,
            _said(outcome.target),
            _said(outcome.actual),
            _shown(item.weight) if at == 0 else "同上",
            score if at == 0 else "同上",
            verdict(outcome).value,
        ]


def _sum_line(part: SubSum, kind: str) -> list[str]:
    return [
        place(part.label.ref),
        part.label.stripped,
        kind,
        _shown(part.weight),
        _shown(part.score),
        f"{len(part.items)} 项",
    ]


def _outcome(outcome: Outcome) -> dict[str, object]:
    return {
        "name": outcome.name.stripped,
        "cell": place(outcome.name.ref),
        "level1": outcome.level1,
        "level2": outcome.level2,
        "target": located(outcome.target),
        "actual": located(outcome.actual),
        "verdict": verdict(outcome).value,
    }


def _figure(figure: Figure | None) -> dict[str, object] | None:
    if figure is None:
        return None
    return {
        "cell": place(figure.ref),
        "state": figure.state.value,
        "value": plain_number(figure.value),
        "raw": figure.raw,
    }


def _shown(figure: Figure | None) -> str:
    return figure.raw.strip() if figure is not None else ""


def _said(text: Text | None) -> str:
    return text.stripped if text is not None else ""
