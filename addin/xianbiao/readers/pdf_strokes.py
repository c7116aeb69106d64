"""Ruled lines of a page however they were drawn, and where a page that is turned has them."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from itertools import pairwise
from typing import Any

from xianbiao.model.records import Record

_THIN = 3.0
"""Points up to which a filled rectangle is a line."""
_STRAIGHT = 1.0
_WHITE = 0.98

Box = tuple[float, float, float, float]
"""Left, top, right and bottom, in points from the upper left corner."""


class Stroke(Record, frozen=True):
    """A ruled line along one axis: `at` on the other axis, from `start` to `end`."""

    at: float
    start: float
    end: float


class Turned:
    """Coordinates of a page that is turned so that its text reads upright."""

    def __init__(self, turn: int, page: Box) -> None:
        self._turn = turn
        self._page = page

    def box(self, box: Box) -> Box:
        """A box where it is seen, from the upper left corner."""
        left, top, right, bottom = self._page
        x0, y0, x1, y1 = box
        match self._turn:
            case 1:
                return bottom - y1, x0 - left, bottom - y0, x1 - left
            case 2:
                return right - x1, bottom - y1, right - x0, bottom - y0
            case 3:
                return y0 - top, right - x1, y1 - top, right - x0
        return x0 - left, y0 - top, x1 - left, y1 - top


def strokes_of(page: Any, seen: Turned) -> tuple[list[Stroke], list[Stroke]]:
    """The lines across and those down, however they were drawn, but what is white."""
    across: list[Stroke] = []
    down: list[Stroke] = []
    for x0, top, x1, bottom in map(seen.box, _drawn(page)):
        if x1 - x0 >= bottom - top:
            across.append(Stroke((top + bottom) / 2, x0, x1))
        else:
            down.append(Stroke((x0 + x1) / 2, top, bottom))
    return across, down


def _drawn(page: Any) -> Iterator[Box]:
    for line in page.lines:
        if _is_seen(line, stroked=True) and _is_thin(box_of(line), _STRAIGHT):
            yield box_of(line)
    for rect in page.rects:
        box = box_of(rect)
        if _is_thin(box, _THIN):
            if _is_seen(rect, stroked=bool(rect.get("stroke"))):
                yield box
        elif rect.get("stroke") and _is_seen(rect, stroked=True):
            left, top, right, bottom = box
            yield from ((left, y, right, y) for y in (top, bottom))
            yield from ((x, top, x, bottom) for x in (left, right))
    for curve in page.curves:
        if curve.get("stroke") and _is_seen(curve, stroked=True):
            yield from _straight_parts(curve.get("pts") or ())


def _straight_parts(points: Sequence[tuple[float, float]]) -> Iterator[Box]:
    for (x, y), (to_x, to_y) in pairwise(points):
        box = min(x, to_x), min(y, to_y), max(x, to_x), max(y, to_y)
        if _is_thin(box, _STRAIGHT):
            yield box


def _is_thin(box: Box, limit: float) -> bool:
    return min(box[2] - box[0], box[3] - box[1]) <= limit


def _is_seen(drawn: Any, *, stroked: bool) -> bool:
    """Whether it is not white on white."""
    colour = drawn.get("stroking_color" if stroked else "non_stroking_color")
    parts = colour if isinstance(colour, Iterable) else (colour,)
    numbers = [p for p in parts if isinstance(p, int | float)]
    if len(numbers) == 4:
        return any(n > 1 - _WHITE for n in numbers)
    return not numbers or any(n < _WHITE for n in numbers)


def box_of(thing: Any) -> Box:
    """The box of something on a page as the library gives it."""
    return thing["x0"], thing["top"], thing["x1"], thing["bottom"]
