"""The header of a table: how many rows it has, and the words above each column."""

from __future__ import annotations

import re

from xianbiao.model.expressions import expression
from xianbiao.model.places import Places
from xianbiao.sheets.recognise.tables.view import Look, View
from xianbiao.sheets.recognise.tables.words import numbering, words
from xianbiao.sheets.recognise.tables.years import years_among_words

_MOST_ROWS = 9
_FEW_WORDS = 3
_ORDINAL_WORD = expression(
    r"\(?[甲乙丙丁]\)?|栏次|行次|[A-Z]|\(?\d{1,2}\)?(?:=[\d+\-×*/()=.%]+)?|[a-z]|[—\-]+"
)
_CODE = expression(r"[12]\d{2}(?:\d{2}){1,2}")
_GROUP_STYLES = (0, 1)
_YEARS = range(1990, 2101)


def header_height(view: View, places: Places) -> int:
    """How many rows the header has; 0 where the first row already is one of the body.

    The header ends before the first row with a figure, a total word or a place; rows of column
    numbers (甲、1、2), years and function codes among the header words belong to it.
    """
    floor = _merged_height(view)
    for r in range(min(view.height, _MOST_ROWS)):
        if _is_body(view, r, places, floor):
            return r
    return 0 if view.height > _MOST_ROWS else view.height


def is_ordinal(row: list[Look]) -> bool:
    """Whether a row numbers the columns: 甲 | 1 | 2 | 3=1+2."""
    texts = [seen.text for seen in row if seen.text]
    if len(texts) < 2 or not all(_ORDINAL_WORD.fullmatch(t) for t in texts):
        return False
    ordinals = [int(found.group()) for t in texts if (found := re.search(r"\d+", t))]
    steps = range(1, len(ordinals) + 1)
    lettered = len(ordinals) < len(texts)
    return len(ordinals) > (not lettered) and ordinals == [ordinals[0] - 1 + s for s in steps]


def header_like(row: list[Look]) -> bool:
    """Whether a row could head a table: two words or more, no figure, most of them known."""
    texts = [seen.text for seen in row if seen.text]
    if len(texts) < 2 or any(seen.number is not None for seen in row):
        return False
    if numbering(texts[0]) in _GROUP_STYLES:
        return False
    known = sum(1 for t in texts if _is_known(t))
    return known * 2 >= len(texts)


def _is_known(text: str) -> bool:
    vocabulary = words()
    return any(p.search(text) for p in vocabulary.columns.values()) or any(
        vocabulary.attribute(key, text) for key in vocabulary.attributes
    )


def _merged_height(view: View) -> int:
    """The height that merged cells beginning in the first row prove, at least 1."""
    heights = [
        r + 1
        for (r, _), owner in view.spans.items()
        if owner[0] == 0 and r < _MOST_ROWS and view.rows[0][owner[1]].text
    ]
    tallest = max(heights, default=1)
    whole = [h for h in heights if h == tallest]
    return tallest if whole and tallest < view.height else 1


def _is_body(view: View, r: int, places: Places, floor: int) -> bool:
    row = view.rows[r]
    if is_ordinal(row):
        return False
    figures = [c for c, seen in enumerate(row) if seen.number is not None]
    if r < floor and (r > 0 or floor > 1):
        return False
    if figures:
        are_words = _figures_are_words(view, r, figures, places) or years_among_words(
            view, r, figures
        )
        return not (r < view.height - 1 and are_words)
    if any(seen.text.startswith("#") and len(seen.text) > 2 for seen in row):
        return r > 0
    filled = view.filled(r)
    if not filled:
        return False
    first = row[filled[0]].text
    if r == 0:
        return len(filled) < _FEW_WORDS and numbering(first) in _GROUP_STYLES
    if len(filled) <= _FEW_WORDS and filled[0] < _FEW_WORDS:
        if (
            words().total(first)
            or words().part.match(first)
            or numbering(first) in _GROUP_STYLES
            or places.find(first) is not None
        ):
            across = _spans_right(view, r, filled[0]) and numbering(first) is None
            return _under_names(view, filled[0]) and not across
        return _is_name_only(view, r, filled)
    return False


def _figures_are_words(view: View, r: int, figures: list[int], places: Places) -> bool:
    """Years or function codes that stand as numbers in the header; none beside a recipient."""
    row = view.rows[r]
    numbers = [row[c].number for c in figures]
    first = row[view.filled(r)[0]].text
    if len(figures) < 2 or _is_recipient(first, places) or words().total(first):
        return False
    if all(n is not None and n == int(n) and int(n) in _YEARS for n in numbers):
        pass
    elif not all(_CODE.fullmatch(row[c].text) for c in figures):
        return False
    return figures[0] > 0 and (r == 0 or not any(seen.is_word for seen in row))


def _is_recipient(text: str, places: Places) -> bool:
    """Whether a word names a place or an institution rather than a column of them."""
    if places.find(text) is not None:
        return True
    vocabulary = words()
    if any(vocabulary.columns[key].search(text) for key in ("name", "area")):
        return False
    return places.is_place_like(text) or vocabulary.institution.search(text) is not None


def _under_names(view: View, column: int) -> bool:
    """Whether a column is the first, or stands below a header word for names or numbers."""
    if column == 0:
        return True
    columns = words().columns
    text = view.shown(0, column).text
    return any(columns[key].search(text) for key in ("name", "area", "sequence"))


def _spans_right(view: View, r: int, column: int) -> bool:
    return view.spans.get((r, column + 1)) == (r, column)


def _is_name_only(view: View, r: int, filled: list[int]) -> bool:
    """A row with a name and nothing else, below a header whose columns are all named."""
    if filled[-1] > min(1, view.width - 2):
        return False
    above = [
        c
        for c in range(view.width)
        if (view.rows[r - 1][c].text and not _spans_right(view, r - 1, c))
        or ((r - 1, c) in view.spans and view.spans[r - 1, c][1] == c)
    ]
    return len(above) == view.width and all(view.rows[r - 1][c].text or c in above for c in filled)


def header_paths(view: View, height: int) -> list[tuple[tuple[str, Look], ...]]:
    """The header words above each column with their cells, from the top down, without repeats.

    A word spreads over the cells that it is merged with; in a header row without merged cells it
    spreads right over blanks that have words below them.
    """
    shown: list[list[Look | None]] = []
    rows = [r for r in range(height) if not is_ordinal(view.rows[r])]
    for r in rows:
        line: list[Look | None] = []
        for c in range(view.width):
            seen = view.shown(r, c)
            if not seen.text and (r, c) not in view.spans:
                seen = _spread(view, line, rows, r, c) or seen
            line.append(seen if seen.text else None)
        shown.append(line)
    result = []
    for c in range(view.width):
        path: list[tuple[str, Look]] = []
        for line in shown:
            seen_here = line[c]
            if seen_here is not None and (not path or path[-1][1] is not seen_here):
                path.append((seen_here.text, seen_here))
        result.append(tuple(path))
    return result


def _spread(view: View, line: list[Look | None], rows: list[int], r: int, c: int) -> Look | None:
    if c == 0 or r == rows[-1]:
        return None
    left = line[c - 1]
    if left is None or any(owner[0] == r for key, owner in view.spans.items() if key[0] == r):
        return None
    lower = [k for k in rows if k > r]
    below_here = any(view.rows[k][c].text for k in lower)
    below_left = any(view.rows[k][c - 1].text for k in lower)
    above = any(view.shown(k, c).text and view.spans.get((k, c)) is None for k in rows if k < r)
    return left if below_here and below_left and not above else None
