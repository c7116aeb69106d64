"""N03: no office stands twice among addressees and copies, nor gets a copy of its own document."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from operator import ne

from xianbiao.checks.addressed import repeated_place
from xianbiao.checks.paragraphs import BRACKETED
from xianbiao.checks.registry import Fault, rule
from xianbiao.model.expressions import expression
from xianbiao.model.findings import Severity
from xianbiao.model.notices import Notice
from xianbiao.model.recipients import squeeze
from xianbiao.model.refs import Text

_OFFICE = expression(
    r"(?:局|厅|委|会|部|政府|办事处|办公室|科|处|股|院|校|所|站|中心|银行|单位|部门)$"
)
_COPIED = expression(r"^抄[送报]\s*[:：]?")
_SURE = ("财政", "民政", "审计", "国库")
"""The kinds of offices that almost every notice goes to."""
_OTHER_KIND = expression(
    r"市政|邮政|行政|国土|国资|国防|国税|国际|国有|统计|会计|合计|民族|民宗|民防|财务|财税|财监|审批|仓库"
    r"|税政|司法|家政|执政|勤政|路政|民生|民爆|财经|文库|水库|国动|渔政|农政|医政|基财"
)
"""Other kinds that are one character off these."""
_LEAST_FULL = 4
"""A shorter name, such as 民政局, may stand behind several places."""


@rule("N03", "收文机关不重复", Severity.HINT, "重复列出的多是误留了旧稿的名单，真正要列的反而漏了")
def offices_stand_once(notice: Notice) -> Iterator[Fault]:
    """Offices twice among the addressees or the copies, in both, or copied to themselves."""
    to, copies = _offices(notice.addressees), _offices(notice.copies)
    for text, groups, what in ((notice.addressees, to, "主送"), (notice.copies, copies, "抄送")):
        if text is not None and (name := _twice(groups) or repeated_place(text)):
            yield Fault(
                text.ref,
                f"{what}里“{name}”列了两次",
                left=name,
                suggestion="删去一个，并核对是否漏了别的单位",
            )
    yield from _misspelt(notice)
    if notice.copies is None:
        return
    sent = {n for group in to for n in group if len(squeeze(n)) >= _LEAST_FULL}
    issuers = {squeeze(t.stripped) for t in (*notice.issuers, *notice.signatures)}
    names = list(dict.fromkeys(n for group in copies for n in group))
    for known, why, advice in (
        (sent, "已在主送之列", "从抄送里删去"),
        (issuers - sent, "就是发文机关", "从抄送里删去，或写明是哪个科（处、股）"),
    ):
        if found := "、".join(n for n in names if n in known):
            message = f"抄送的“{found}”{why}"
            yield Fault(notice.copies.ref, message, left=found, suggestion=advice)


def _offices(text: Text | None) -> list[list[str]]:
    """The names of a line in groups, parted by commas: each group has a place of its own."""
    if text is None:
        return []
    line = BRACKETED.sub("", _COPIED.sub("", squeeze(text.stripped))).rstrip("。：:.")
    groups = [part.split("、") for part in re.split(r"[，,；;]", line)]
    return [[n for n in group if _OFFICE.search(n)] for group in groups]


def _misspelt(notice: Notice) -> Iterator[Fault]:
    """Offices whose kind is one character off a common one, and is none itself."""
    for text in (notice.addressees, notice.copies):
        for name in (n for group in _offices(text) for n in group):
            kind, end = name[-3:-1], name[-1]
            near = [k for k in _SURE if len(k) == len(kind) and sum(map(ne, k, kind)) == 1]
            if text is None or kind in _SURE or _OTHER_KIND.fullmatch(kind) or len(near) != 1:
                continue
            yield Fault(
                text.ref,
                f"“{name}”疑为“{name[:-3]}{near[0]}{end}”",
                left=f"{kind}{end}",
                right=f"{near[0]}{end}",
                suggestion="核对机关名称",
            )


def _twice(groups: Sequence[Sequence[str]]) -> str | None:
    """The first name that stands twice in a group, or twice in full."""
    for group in groups:
        if repeated := next((n for i, n in enumerate(group) if n in group[:i]), None):
            return repeated
    full = [n for group in groups for n in group if len(n) >= _LEAST_FULL]
    return next((n for i, n in enumerate(full) if n in full[:i] and n[0] != "各"), None)
