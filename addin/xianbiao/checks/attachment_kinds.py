"""N01: the attachment that the text points to for money, codes or targets holds just these."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from xianbiao.checks.paragraphs import Paragraph
from xianbiao.checks.registry import Fault
from xianbiao.model.expressions import expression
from xianbiao.model.notices import Notice

_POINTS = expression(r"附\s*件\s*(\d{1,2})(?![\d.．\-—–~～至、和及])")
_WORDS = {
    "allocation": expression(r"分配|金额|数额|额度|资金数"),
    "codes": expression(r"科目"),
    "form": expression(r"绩效"),
}
_SUM = expression(r"元\s*[（(]\s*(?:具体|金额|分配)?\s*(?:详?见|按)$")
"""An amount with the attachment in brackets behind it."""
_NAMES = {"allocation": "分配表", "codes": "科目表", "form": "绩效目标表"}
_REACH = 16


def attachments_of_another_kind(notice: Notice, body: Sequence[Paragraph]) -> Iterator[Fault]:
    """金额见附件2, where the allocation table is attachment 1 and 2 is something else."""
    kinds: dict[int, set[str]] = {}
    for attachment in notice.attachments:
        if attachment.number is not None:
            kinds.setdefault(attachment.number, set()).add(attachment.content)
    for unit in body:
        for found in _POINTS.finditer(unit.text):
            number = int(found[1])
            wanted = _wanted(unit.text, found)
            there = kinds.get(number)
            right = [n for n, held in kinds.items() if wanted in held]
            if wanted is None or there is None or wanted in there or len(right) != 1:
                continue
            if not there <= set(_NAMES):
                continue
            yield Fault(
                unit.ref_at(found.start()),
                f"正文“{_around(unit.text, found)}”指附件{number}，"
                f"{_NAMES[wanted]}是附件{right[0]}",
                left=f"附件{number}",
                right=f"附件{right[0]}",
                suggestion=f"核对后改为附件{right[0]}",
            )


def _wanted(text: str, found: re.Match[str]) -> str | None:
    """What the words around a mention want to be there; None where they say nothing, or more."""
    before = re.split(r"[。；;]", text[: found.start()])[-1][-_REACH:]
    if _SUM.search(before):
        return "allocation"
    clause = re.split(r"[，,。；;]", before)[-1] or before
    said = [kind for kind, words in _WORDS.items() if words.search(clause)]
    if not said:
        after = re.split(r"[，,。；;）)]", text[found.end() :])[0][:_REACH]
        said = [kind for kind, words in _WORDS.items() if words.search(after)]
    return said[0] if len(said) == 1 else None


def _around(text: str, found: re.Match[str]) -> str:
    return text[max(0, found.start() - 8) : found.end()].strip()
