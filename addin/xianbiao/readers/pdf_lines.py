"""Signs of a page put into lines, and lines that a margin has broken joined again."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from functools import cached_property
from itertools import pairwise

from xianbiao.model.expressions import expression
from xianbiao.model.records import Record
from xianbiao.readers.docx_text import BEGUN, ENDED
from xianbiao.readers.pdf_pages import Glyph

_SAME_LINE = 0.45
"""Signs whose middles differ by less than this part of their height stand on one line."""
_GAP = 1.0
"""A gap of so many heights of a sign parts two texts on one line."""
_FIGURE_GAP = 0.25
"""A gap of so many heights parts two figures."""
_SPREAD = 0.3
"""How far the gaps of spread characters differ, in heights of a sign."""
_SLACK = 0.35
"""How much of a sign's height a full line may fall short."""
_NO_START = "，。、；：！？）》」』】〕〉”’％％℃%,.;:!?)]}>"
_NO_END = "（《「『【〔〈“‘([{<"
_WORD = expression(r"[0-9A-Za-z.,%‰+\-–/]")
_LATIN = expression(r"[A-Za-z]")
_HAN = expression(r"[\u3400-\u9fff]")
_SENTENCE = expression(r"[。，；：:]")
_FIGURE_LAST = expression(r".*[\u3000 ]-?[\d,]+(?:\.\d+)?$")
_WIDE = expression(r"\u3000+| {3,}")


class Line(Record, dict=True):
    """Signs that stand on one line, from left to right, without blanks around them.

    `tail` is the blank at its end, which counts where the line goes on.
    """

    glyphs: list[Glyph]
    tail: str = ""

    @cached_property
    def x0(self) -> float:
        """Where the first sign begins."""
        return self.glyphs[0].x0

    @cached_property
    def x1(self) -> float:
        """Where the last sign ends."""
        return max(g.x1 for g in self.glyphs)

    @cached_property
    def top(self) -> float:
        """Where the highest sign begins."""
        return min(g.top for g in self.glyphs)

    @cached_property
    def bottom(self) -> float:
        """Where the lowest sign ends."""
        return max(g.bottom for g in self.glyphs)

    @cached_property
    def size(self) -> float:
        """The height of most of its signs."""
        heights = sorted(g.size for g in self.glyphs)
        return heights[len(heights) // 2]

    @cached_property
    def text(self) -> str:
        """What the line says; a wide gap is a wide blank, spread characters stand together."""
        text = self.glyphs[0].text
        spread = self._is_spread
        for before, after in pairwise(self.glyphs):
            text += ("" if spread else self._blank(before, after)) + after.text
        return text

    @property
    def _is_spread(self) -> bool:
        """Whether it is one text whose characters were set apart evenly to fill a width."""
        gaps = [b.x0 - a.x1 for a, b in pairwise(self.glyphs)]
        return (
            bool(gaps)
            and max(gaps) - min(gaps) < _SPREAD * self.size
            and all(_HAN.match(g.text) for g in self.glyphs)
        )

    def _blank(self, before: Glyph, after: Glyph) -> str:
        """What stands for the gap between two signs."""
        if not before.text.strip() or not after.text.strip():
            return ""
        gap = after.x0 - before.x1
        if gap > _GAP * self.size:
            return "\u3000"
        figures = _WORD.match(before.text) and _WORD.match(after.text)
        return " " if figures and gap > _FIGURE_GAP * self.size else ""

    @cached_property
    def parts(self) -> int:
        """How many texts stand on the line, parted by wide gaps."""
        return len([piece for piece in _WIDE.split(self.text) if piece])

    @cached_property
    def is_row(self) -> bool:
        """Whether it looks like the row of a table: texts set apart, a figure last or many."""
        return not _SENTENCE.search(self.text) and (
            self.parts > 2 or (self.parts == 2 and bool(_FIGURE_LAST.match(self.text)))
        )

    @cached_property
    def first_word(self) -> float:
        """How wide the piece is at its begin that no line break parts."""
        end = 0
        texts = [g.text for g in self.glyphs]
        while end < len(texts) - 1 and texts[end] in _NO_END:
            end += 1
        while end < len(texts) - 1 and (
            texts[end + 1] in _NO_START or (_WORD.match(texts[end]) and _WORD.match(texts[end + 1]))
        ):
            end += 1
        return self.glyphs[end].x1 - self.x0


def lines_of(glyphs: Iterable[Glyph]) -> list[Line]:
    """The lines that signs stand on, from top to bottom."""
    rows: list[tuple[float, list[Glyph]]] = []
    for glyph in sorted(glyphs, key=lambda g: (g.middle[1], g.x0)):
        middle = glyph.middle[1]
        for at, row in reversed(rows[-3:]):
            if abs(at - middle) < _SAME_LINE * min(glyph.size, row[0].size):
                row.append(glyph)
                break
        else:
            rows.append((middle, [glyph]))
    return [line for _, row in rows for line in _trimmed(sorted(row, key=lambda g: (g.x0, g.x1)))]


def _trimmed(glyphs: list[Glyph]) -> list[Line]:
    inked = [i for i, g in enumerate(glyphs) if g.text.strip()]
    if not inked:
        return []
    end = inked[-1] + 1
    return [Line(glyphs[inked[0] : end], "".join(g.text for g in glyphs[end:])[:1])]


def goes_on(line: Line, following: Line, room: float) -> bool:
    """Whether a line broke off only because the next word did not fit into the room, in points."""
    if (line.x1 - line.x0) + following.first_word <= room - _SLACK * line.size:
        return False
    return not (line.text.endswith(ENDED) and BEGUN.match(following.text))


def together(text: str, before: Line, after: Line) -> str:
    """A text that ends with one line and goes on in the next."""
    letters = _LATIN.match(before.text[-1:]) and _LATIN.match(after.text[:1])
    return text + (before.tail or (" " if letters else "")) + after.text


def wrapped(lines: Sequence[Line], room: float) -> str:
    """The text of a cell in which lines have so much room, in points; each paragraph on a line."""
    if not lines:
        return ""
    text = lines[0].text
    for before, line in pairwise(lines):
        if goes_on(before, line, room):
            text = together(text, before, line)
        else:
            text += f"\n{line.text}"
    return text
