"""C23: the goals of the year are those of the fund."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterator

from xianbiao.checks.paragraphs import MARKUP
from xianbiao.checks.registry import Fault, rule
from xianbiao.model.expressions import expression
from xianbiao.model.findings import Severity
from xianbiao.model.indicators import plain
from xianbiao.model.notices import Notice

_ITEM = expression(r"(?:^|(?<=[\s。；;>]))(?:目标)?\s*\d{1,2}\s*[.．、:：)）](?!\d)")


def goal_items(text: str) -> list[str]:
    """The goals of a goals cell, one by one, without tags and numbers."""
    pieces = _ITEM.split(MARKUP.sub(" ", text))
    return [piece.strip() for piece in pieces if plain(piece)]


@rule("C23", "年度目标与档案比对", Severity.HINT, "各级的年度目标应当一致，条数不同就无法汇总")
def goals_agree_with_the_fund(notice: Notice) -> Iterator[Fault]:
    """The first form whose goals differ from those of the fund beyond punctuation."""
    fund = notice.fund
    for form in notice.target_forms:
        if fund is None or not fund.goals or not form.goals:
            continue
        printed = goal_items(form.goals.text)
        own = [_bare(i) for i in printed]
        official = [_bare(g) for g in fund.goals]
        if sorted(own) == sorted(official):
            continue
        extra = [i for i, goal in enumerate(own, 1) if not _like(goal, official)]
        missing = [i for i, goal in enumerate(official, 1) if not _like(goal, own)]
        notes = [f"第{i}条“{printed[i - 1][:12]}…”档案中没有" for i in extra]
        notes += [f"档案第{i}条“{fund.goals[i - 1][:12]}…”此处没有" for i in missing]
        count = f"年度目标 {len(own)} 条，资金档案 {len(official)} 条"
        yield Fault(
            form.goals.ref,
            "；".join([count, *(notes or ["文字有出入"])]),
            left=f"{len(own)} 条",
            right=f"{len(official)} 条",
            cause=f"比对依据：{fund.goals_source}",
            suggestion="与上级文件的年度目标核对",
        )
        return


def _bare(text: str) -> str:
    return "".join(c for c in plain(text) if not unicodedata.category(c).startswith("P"))


def _like(goal: str, others: list[str]) -> bool:
    from difflib import SequenceMatcher

    return any(SequenceMatcher(None, goal, o, autojunk=False).ratio() >= 0.8 for o in others)
