"""How a table lies on the sheet: plain, as panels side by side, or transposed."""

from __future__ import annotations

from xianbiao.model.places import Places
from xianbiao.model.records import Record
from xianbiao.sheets.addresses import position
from xianbiao.sheets.recognise.tables.header import header_height
from xianbiao.sheets.recognise.tables.view import Look, View
from xianbiao.sheets.recognise.tables.words import strip_numbering, words

PLAIN, PANELS, TRANSPOSED = "普通", "并列", "转置"
_MOST_PANELS = 6
_NAME_LONGEST = 16
_HALF = 0.5


class Layout(Record):
    """A view whose rows are the table's rows, the height of its header, and what was done.

    `panels` are the columns of the sheet, from 1, of each panel where there are several.
    """

    view: View
    height: int
    name: str
    confidence: float
    reason: str
    panels: tuple[tuple[int, ...], ...] = ()


def lay_out(view: View, places: Places) -> Layout:
    """The table of a view as rows below one header."""
    height = header_height(view, places)
    panels = _panels(view, height)
    if len(panels) > 1:
        stacked = _stack(view, height, panels)
        reason = f"表头左右重复 {len(panels)} 次，按从左到右接成一张表"
        columns = tuple(tuple(_sheet_column(view.rows[0][c]) for c in panel) for panel in panels)
        return Layout(stacked, height, PANELS, 0.95, reason, columns)
    turned = view.transposed()
    turned_height = header_height(turned, places)
    across, down = _names_across(view, height, places), _names_across(turned, turned_height, places)
    if turned_height and across >= _HALF and across > down and _figures_below(turned):
        sure = 0.95 if down == 0 else 0.8
        return Layout(turned, turned_height, TRANSPOSED, sure, "单位名称横排在表头，行列互换后读")
    return Layout(view, height, PLAIN, 0.98 if down >= _HALF else 0.9, "单位名称竖排，表头在上")


def _sheet_column(seen: Look) -> int:
    """The column of a cell in its sheet or text, from 1."""
    cell = seen.ref.cell
    return position(cell)[1] + 1 if cell is not None else seen.ref.column or 0


def _figures_below(view: View) -> bool:
    return any(seen.number is not None for row in view.rows for seen in row)


def _panels(view: View, height: int) -> list[list[int]]:
    """The columns of each panel, where the header repeats from left to right."""
    if not height:
        return []
    heads = [tuple(view.shown(r, c).text for r in range(height)) for c in range(view.width)]
    used = [c for c in range(view.width) if any(heads[c]) or _has_body(view, height, c)]
    for count in range(_MOST_PANELS, 1, -1):
        size, rest = divmod(len(used), count)
        if rest or size < 2:
            continue
        first = [heads[c] for c in used[:size]]
        if not any(map(any, first)):
            continue
        same = all(
            [heads[c] for c in used[i : i + size]] == first for i in range(0, len(used), size)
        )
        if same and _has_names(view, height, used[:size]):
            return [used[i : i + size] for i in range(0, len(used), size)]
    return []


def _has_body(view: View, height: int, column: int) -> bool:
    return any(view.rows[r][column].text for r in range(height, view.height))


def _has_names(view: View, height: int, columns: list[int]) -> bool:
    return any(any(view.rows[r][c].is_word for r in range(height, view.height)) for c in columns)


def _stack(view: View, height: int, panels: list[list[int]]) -> View:
    rows: list[list[Look]] = []
    spans = {}
    for number, columns in enumerate(panels):
        body = [r for r in range(height, view.height) if any(view.rows[r][c].text for c in columns)]
        chosen = [*range(height), *body] if number == 0 else body
        part = view.part(chosen, columns)
        shift = len(rows)
        rows.extend(part.rows)
        for (r, c), (top, left) in part.spans.items():
            spans[r + shift, c] = (top + shift, left)
    return View(rows, spans, view.is_text)


def _names_across(view: View, height: int, places: Places) -> float:
    """The share of header words, the first column apart, that name recipients or totals."""
    if not height:
        return 0.0
    texts = [view.shown(height - 1, c).text for c in range(1, view.width)]
    filled = [t for t in texts if t]
    if len(filled) < 2:
        return 0.0
    vocabulary = words()
    named = [t for t in filled if names_recipient(t, places)]
    if len(named) < 2:
        return 0.0
    plain_totals = sum(1 for t in filled if vocabulary.total(t))
    return len(named) / max(1, len(filled) - plain_totals)


def names_recipient(text: str, places: Places) -> bool:
    """Whether a text names a place or an institution, and is no word of a header."""
    vocabulary = words()
    name = strip_numbering(vocabulary.part.sub("", text))
    if len(name) > _NAME_LONGEST or len(name) < 2:
        return False
    if places.find(name) is not None:
        return True
    if any(vocabulary.columns[key].search(name) for key in ("name", "area", "amount", "total")):
        return False
    return places.is_place_like(name) or vocabulary.institution.search(name) is not None
