"""Page numbers and headers that every page repeats: no part of the text."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence

from xianbiao.model.expressions import expression
from xianbiao.model.records import Record, field
from xianbiao.readers.pdf_layout import Leaf
from xianbiao.readers.pdf_lines import Line

_NUMBER = expression(
    r"(?P<sign>[-—–―－─·•\s]*)(?:第\s*)?(?P<page>\d{1,3})\s*(?:页)?"
    r"\s*(?:[/／,，]?\s*共?\s*\d{1,3}\s*页?)?(?P<end>[-—–―－─·•\s]*)"
)
_EDGE = 0.13
"""Headers and page numbers stand in this part of the page from its upper and lower edge."""
_AT = 3.0
_APART = 0.8
"""A header is so many heights of its line away from the text."""
_KEPT = expression(
    r"附[件表]|[(（]?(?:金额)?单位[:：]|.*表(?:[(（][^()（）]*[)）])?$|[(（]?20\d\d|续"
)
"""Labels, titles and units above tables, which pages repeat with the table itself."""


class Running(Record):
    """What was left out: the pages whose number was, and each header with its pages."""

    numbered: list[int] = field(default_factory=list)
    headers: dict[str, list[int]] = field(default_factory=dict)


def without_running(leaves: Sequence[Leaf]) -> Running:
    """Take page numbers and running headers and footers out of the lines of pages."""
    running = Running()
    counts: defaultdict[int, set[int]] = defaultdict(set)
    for leaf in leaves:
        for line, page in _numbers(leaf):
            if not _has_signs(line):
                counts[page - leaf.page.number].add(leaf.page.number)
    for leaf in leaves:
        for line, page in _numbers(leaf):
            if _has_signs(line) or len(counts[page - leaf.page.number]) > 1:
                leaf.lines.remove(line)
                running.numbered.append(leaf.page.number)
    places: defaultdict[str, list[tuple[Leaf, Line]]] = defaultdict(list)
    for leaf in leaves:
        for line in _edge_lines(leaf):
            places[line.text].append((leaf, line))
    for found in places.values():
        pages = {leaf.page.number for leaf, _ in found}
        if (
            len(pages) > 1
            and len(pages) * 2 >= len(leaves)
            and _is_level(line for _, line in found)
        ):
            for leaf, line in found:
                leaf.lines.remove(line)
                running.headers.setdefault(found[0][1].text, []).append(leaf.page.number)
    return running


def _numbers(leaf: Leaf) -> Iterable[tuple[Line, int]]:
    """The lines at the edges of a page that may be its number."""
    for line in _at_edges(leaf):
        found = _NUMBER.fullmatch(line.text.strip())
        if found:
            yield line, int(found["page"])


def _has_signs(line: Line) -> bool:
    """Whether a number is written as pages are numbered: — 2 —, 第2页."""
    found = _NUMBER.fullmatch(line.text.strip())
    return bool(
        found
        and (
            (found["sign"].strip() and found["end"].strip())
            or "页" in line.text
            or "/" in line.text
        )
    )


def _at_edges(leaf: Leaf) -> list[Line]:
    height = leaf.page.height
    return [
        line
        for line in leaf.lines
        if line.bottom < height * _EDGE or line.top > height * (1 - _EDGE)
    ]


def _edge_lines(leaf: Leaf) -> list[Line]:
    """The first and the last line of a page, where they stand apart and head no table."""
    if not leaf.lines:
        return []
    first, last = leaf.lines[0], leaf.lines[-1]
    below = _next([n.top for n in leaf.lines] + [t.top for t in leaf.tables], first.bottom)
    above = _next([-n.bottom for n in leaf.lines] + [-t.bottom for t in leaf.tables], -last.top)
    outer = [
        *([first] if below > _APART * first.size else []),
        *([last] if above > _APART * last.size else []),
    ]
    edge = _at_edges(leaf)
    return [
        n
        for n in outer
        if n in edge and not _KEPT.match(n.text.strip()) and any(map(str.isalpha, n.text))
    ]


def _next(places: Iterable[float], end: float) -> float:
    """How far it is from an end to the nearest place beyond it."""
    return min((place - end for place in places if place > end), default=0.0)


def _is_level(lines: Iterable[Line]) -> bool:
    tops = [line.top for line in lines]
    return max(tops) - min(tops) < _AT
