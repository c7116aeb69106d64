"""Lines of text that belong together: a paragraph, or a title in the middle of the page."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from itertools import pairwise

from xianbiao.model.expressions import expression
from xianbiao.model.records import Record
from xianbiao.readers.docx_text import BEGUN, ENDED
from xianbiao.readers.pdf_layout import Item, Margins
from xianbiao.readers.pdf_lines import Line, goes_on, together

_INDENT = 1.0
"""A line that begins so many heights further right is the first of a paragraph."""
_HANGING = 7.0
"""Lines that begin further right than so many heights stand in the middle or on the right."""
_APART = 0.5
"""A line that is so many heights further away than usual begins another paragraph."""
_OTHER_SIZE = 0.15
_CENTRED = 1.2
_TITLED = expression(
    r"(?:通知|函|批复|意见|方案|决定|公告|公示|报告|办法|表)(?:[(（][^()（）]*[)）])?$"
)
_WHOLE = ("号", "局", "厅", "委", "办", "会", "政府", "文件", "日")
_MOST_TITLE_LINES = 4
_NO_TITLE = expression(r"[(（]|附件|附表|.*[:：。；]|[\d\W]*$")


class Paragraph(Record):
    """The text of one paragraph, and where its first line stands."""

    page: int
    number: int
    text: str


def paragraphs_of(items: Sequence[Item], margins: Mapping[int, Margins]) -> list[Paragraph]:
    """The paragraphs that lines form which follow each other, over pages too."""
    found: list[Paragraph] = []
    at = 0
    while at < len(items):
        count = _title_lines(items[at:], margins)
        lines = [line for item in items[at : at + count] if (line := item.line)]
        text = lines[0].text
        for before, line in pairwise(lines):
            text = together(text, before, line)
        if count == 1:
            while at + count < len(items) and _is_one(
                items[at + count - 1 : at + count + 1], margins
            ):
                line, following = _lines(items[at + count - 1 : at + count + 1])
                text = together(text, line, following)
                count += 1
        found.append(Paragraph(items[at].page, items[at].number, text.strip()))
        at += count
    return found


def _lines(pair: Sequence[Item]) -> Iterator[Line]:
    return (item.line for item in pair if item.line is not None)


def _title_lines(items: Sequence[Item], margins: Mapping[int, Margins]) -> int:
    """How many lines in the middle of a page are one title: 1 where the first is none."""
    area = margins[items[0].page]
    text = ""
    for count, item in enumerate(items[:_MOST_TITLE_LINES], 1):
        before, line = items[max(count - 2, 0)].line, item.line
        if line is None or before is None or item.page != items[0].page:
            return 1
        is_centred = _is_centred(line, area)
        if not (is_centred or _is_full(line, area)) or _NO_TITLE.match(line.text):
            return 1
        if count > 1 and (_differ(before, line) or _is_apart(before, line, area)):
            return 1
        text += line.text.strip()
        if _TITLED.search(text):
            return count if is_centred else 1
        if text.endswith(_WHOLE):
            return 1
    return 1


def _is_centred(line: Line, area: Margins) -> bool:
    (left, right), room = area.sides, _INDENT * line.size / 2
    middles = area.middle, (left + right) / 2
    return (
        any(abs((line.x0 + line.x1) / 2 - m) < _CENTRED * line.size for m in middles)
        and line.x0 > left + room
        and line.x1 < right - room
    )


def _is_full(line: Line, area: Margins) -> bool:
    """Whether a line reaches from margin to margin."""
    return line.x0 < area.left + line.size and line.x1 > area.right - line.size


def _differ(line: Line, other: Line) -> bool:
    return abs(line.size - other.size) > _OTHER_SIZE * line.size


def _is_apart(before: Line, line: Line, area: Margins) -> bool:
    """Whether there is more room between two lines than within a paragraph."""
    return line.top - before.bottom > area.leading + _APART * line.size


def _is_one(pair: Sequence[Item], margins: Mapping[int, Margins]) -> bool:
    """Whether a line goes on in the one below it."""
    line, below = _lines(pair)
    area, area_below = margins[pair[0].page], margins[pair[1].page]
    same_page = pair[0].page == pair[1].page
    if (
        line.is_row
        or below.is_row
        or _differ(line, below)
        or (same_page and _is_apart(line, below, area))
    ):
        return False
    if line.x0 > area.left + _HANGING * line.size:
        return False
    if not goes_on(line, below, area.right - line.x0):
        return False
    indent, room = below.x0 - area_below.left, _INDENT * below.size
    if indent <= room:
        return True
    if line.text.endswith(ENDED) or BEGUN.match(below.text):
        return False
    if _is_full(line, area):
        return _is_centred(below, area_below)
    return line.x0 - area.left > room and indent < _HANGING * below.size
