"""Paragraphs of running text: broken ones joined, with the line of every character."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Sequence

from xianbiao.model.expressions import expression
from xianbiao.model.records import Record
from xianbiao.model.refs import Ref, Text

HAN = r"[\u3400-\u9fff〇]"
BRACKETED = expression(r"[（(][^（）()]*[)）]")
"""A remark in round brackets, with them."""
MARKUP = expression(r"</?[A-Za-z][^<>\u3400-\u9fff]*>|&(?:nbsp|lt|gt|amp|quot|#\d+);|_x00[01]\w_")
"""What a web page or a file format leaves in a text."""
_ENDS = tuple("。；：！？.;:!?”’》〉）)】」』〕…")
_STARTS_ANEW = expression(
    r"附\s*件|第?[一二三四五六七八九十]+\s*[、.．条章是]|[（(][一二三四五六七八九十\d]+[）)]"
    r"|\d{1,2}\s*[、.．)）]|[①-⑳]"
)
_PAIRS = {"（": "）", "《": "》", "“": "”", "〈": "〉", "〔": "〕", "【": "】"}
_FOLD = str.maketrans("()", "（）")
_LONG, _LONG_HEADING = 20, 40


class Paragraph(Record, frozen=True):
    """A paragraph of running text, its broken halves joined; each offset knows its place."""

    text: str
    starts: tuple[int, ...]
    refs: tuple[Ref, ...]

    def ref_at(self, offset: int) -> Ref:
        """The place of the character at an offset."""
        return self.refs[bisect_right(self.starts, offset) - 1]


def paragraphs(lines: Sequence[Text]) -> list[Paragraph]:
    """The lines of a body as paragraphs: what a page break cut in two is one again."""
    groups: list[list[Text]] = []
    for line in filter(None, lines):
        if groups and is_broken("".join(t.stripped for t in groups[-1]), line.stripped):
            groups[-1].append(line)
        else:
            groups.append([line])
    result = []
    for group in groups:
        text, starts = "", []
        for line in group:
            starts.append(len(text))
            text += line.stripped
        result.append(Paragraph(text, tuple(starts), tuple(t.ref for t in group)))
    return result


def is_broken(text: str, following: str) -> bool:
    """Whether a paragraph stops in the middle of a sentence that the following one goes on with.

    A heading ends without a full stop too: a numbered line must be long, or leave a bracket open.
    """
    if _STARTS_ANEW.match(following) or "电话" in text or "联系人" in text:
        return False
    if text.endswith(("。", "！", "？")):
        return False
    if text.endswith(("，", ",", "、")) or _closes_bracket(text, following):
        return True
    if text.endswith(_ENDS):
        return False
    return len(text) >= (_LONG_HEADING if _STARTS_ANEW.match(text) else _LONG)


def _closes_bracket(text: str, following: str) -> bool:
    left, right = text.translate(_FOLD), following.translate(_FOLD)
    return any(left.count(a) > left.count(b) and b in right for a, b in _PAIRS.items())


def outside_brackets(text: str) -> str:
    """A text of the same length in which quotes, titles and bracketed remarks are blanked."""
    result = list(text)
    opened: list[int] = []
    for at, char in enumerate(text.translate(_FOLD)):
        if char in _PAIRS:
            opened.append(at)
        elif opened and char == _PAIRS[text[opened[-1]].translate(_FOLD)]:
            start = opened.pop()
            result[start : at + 1] = " " * (at + 1 - start)
    return "".join(result)
