"""C24 and C25: characters that do not belong into a text: markup, unseen and half-width ones."""

from __future__ import annotations

import functools
import re
import unicodedata
from collections.abc import Iterator

from xianbiao.checks.paragraphs import HAN, MARKUP
from xianbiao.checks.registry import Fault, rule
from xianbiao.model.expressions import expression
from xianbiao.model.findings import Severity
from xianbiao.model.notices import Notice, Part
from xianbiao.model.refs import Text

_WIDE = str.maketrans(",;:()", "，；：（）")
_EDGE = rf"(?:{HAN}|[“”《》（）、，。；：〔〕%％])"
_HALF = expression(rf"(?<={_EDGE})[,;:()]|[,;:()](?={_EDGE})")
_FULL_WIDTH = expression(r"[０-９．，－]")
_OWN_RULE = expression(r"[(（\[]20\d\d[)）\]]\s*第?\s*\d+\s*号")


@rule("C24", "标记和不可见字符", Severity.HINT, "网页标记和不可见字符使查找、比对和求和失灵")
def no_stray_marks(notice: Notice) -> Iterator[Fault]:
    """HTML tags, control characters and characters that cannot be seen, once per cell."""
    for passage in notice.passages:
        text = passage.text.text
        in_cell = passage.part in (Part.FORM, Part.TABLE)
        if marks := _marks(text, in_cell):
            shown = "、".join(dict.fromkeys(marks))
            yield Fault(passage.text.ref, f"含有 {shown}", left=shown, suggestion="只留纯文本")


@functools.lru_cache(maxsize=2048)
def _marks(text: str, in_cell: bool) -> tuple[str, ...]:
    may_hold_tags = "<" in text or "&" in text or "_x00" in text
    tags = [found.group() for found in MARKUP.finditer(text)] if may_hold_tags else []
    unseen = [c for c in text if _is_invisible(c) or (in_cell and c == "\xa0")]
    return (*tags, *(f"U+{ord(c):04X}" for c in unseen))


def _is_invisible(char: str) -> bool:
    return char == "\ufffd" or (
        unicodedata.category(char) in ("Cc", "Cf", "Co", "Zl", "Zp") and char not in "\t\n\r"
    )


@rule("C25", "全半角混用", Severity.HINT, "中文里用全角标点，半角标点使比对和查找不一致")
def punctuation_is_full_width(notice: Notice) -> Iterator[Fault]:
    """Half-width marks beside Chinese, in the body, labels, goals and rows of indicators."""
    labels = notice.texts(Part.ATTACHMENT_LABEL)
    cells = [form.goals for form in notice.forms if form.goals]
    cells += [cell for form in notice.forms for row in form.body for cell in row]
    for text in [*notice.body, *labels, *cells]:
        pattern = re.compile(r"[,;:()]") if text in labels else _HALF
        if marks := _half_width(text, pattern):
            wide = marks.translate(_WIDE)
            message = f"中文里用了半角标点 {' '.join(marks)}"
            yield Fault(text.ref, message, left=marks, right=wide, suggestion=f"改为 {wide}")
    for table in notice.tables:
        for row in table.all_rows():
            for amount in row.amounts.values():
                if _FULL_WIDTH.search(amount.raw):
                    right = unicodedata.normalize("NFKC", amount.raw)
                    message = f"{row.name.stripped}的金额“{amount.raw}”用了全角数字"
                    advice = f"改为 {right}，全角数字求和时会被跳过"
                    yield Fault(
                        amount.ref, message, left=amount.raw, right=right, suggestion=advice
                    )


def _half_width(text: Text, pattern: re.Pattern[str]) -> str:
    shown = _OWN_RULE.sub("", text.text)
    return "".join(dict.fromkeys(m.group() for m in pattern.finditer(shown)))
