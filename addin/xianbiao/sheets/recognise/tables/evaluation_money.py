"""Reads the lines of money above the indicators of a self-evaluation: planned, spent, the rate."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from xianbiao.model.evaluations import Figure, Spending, read_figure
from xianbiao.model.expressions import expression
from xianbiao.sheets.recognise.evaluation_words import (
    BUDGET,
    FIRST_BUDGET,
    RATE,
    SCORE,
    SPENT,
    WEIGHT,
    bare,
    is_execution,
    money_role,
)
from xianbiao.sheets.recognise.form_words import points_apart
from xianbiao.sheets.recognise.tables.view import Look, View

_ALL = expression(r".*(?:总额|总金额|合计|总计|总数)|(?:全年|年度)?(?:项目)?(?:资金|预算)")

_GOALS = expression(r"(?:年度|全年|项目|预期|绩效|总体|实施期)*目标")


def money_lines(view: View, end: int) -> list[Spending]:
    """The lines of money above a row of the view, that of all money first.

    They stand in a table of their own (年度资金总额 | 529 | 500), or behind their words in one row
    (全年预算数 | 529 | 全年执行数 | 500).
    """
    for r in range(end):
        places = _roles(view, r)
        if SPENT not in places or not {BUDGET, FIRST_BUDGET} & places.keys():
            continue
        behind = _behind(view, r, places)
        lines = [behind] if behind is not None else list(_below(view, r, end, places))
        whole = next((s for s in lines if _ALL.fullmatch(bare(s.label.text))), None)
        whole = whole or next(iter(lines), None)
        if whole is None:
            return []
        if whole.weight is None:
            whole.weight = _stated_points(view, r, min(places.values()))
        return [whole, *(s for s in lines if s is not whole)]
    return []


def _stated_points(view: View, row: int, end: int) -> Figure | None:
    """The points for spending that the label of the money states: 预算执行情况（10分）."""
    for c in range(end):
        seen = view.rows[row][c]
        if is_execution(seen.text) and (points := points_apart(seen.text)[1]):
            return read_figure(points, seen.ref)
    return None


def figure_at(view: View, row: int, column: int | None) -> Figure | None:
    """The figure that is seen at a place; None where there is no such column."""
    if column is None:
        return None
    cell = view.shown(row, column).cell
    return read_figure(cell.value, cell.ref, is_formula=cell.is_formula)


def _roles(view: View, row: int) -> dict[str, int]:
    """The columns of one row by what their words say; the first of each."""
    places: dict[str, int] = {}
    for c in view.filled(row):
        if role := money_role(view.rows[row][c].text):
            places.setdefault(role, c)
    return places


def _behind(view: View, row: int, places: Mapping[str, int]) -> Spending | None:
    """The figures of a row that stand behind their words; None where none does."""
    filled = view.filled(row)
    if all(view.rows[row][c].number is None for c in filled):
        return None
    found: dict[str, Figure | None] = {}
    for role, c in places.items():
        later = [k for k in filled if k > c]
        if later and later[0] not in places.values():
            found[role] = figure_at(view, row, later[0])
    label = view.rows[row][places.get(BUDGET, places.get(FIRST_BUDGET, 0))]
    return _spending(label, found)


def _below(view: View, top: int, end: int, places: Mapping[str, int]) -> Iterator[Spending]:
    """The lines below a row of words, down to the first that holds other things."""
    first = min(places.values())
    for r in range(top + 1, end):
        filled = [view.rows[r][c].text for c in view.filled(r)]
        if any(_GOALS.match(text) for text in filled):
            return
        spread = any(view.spans.get((r, c), (r, c))[1] < first for c in places.values())
        if spread or any(_is_other(view.shown(r, c)) for c in places.values()):
            return
        words = [view.shown(r, c) for c in range(first)]
        above = [view.shown(top, c) for c in range(first)]
        own = [w for w, over in zip(words, above, strict=True) if w.text and w is not over]
        if not own:
            continue
        yield _spending(own[-1], {role: figure_at(view, r, c) for role, c in places.items()})


def _is_other(seen: Look) -> bool:
    """Whether a cell holds words where a line of money has a figure, a dash or nothing."""
    figure = read_figure(seen.cell.value, seen.ref)
    return figure.is_unreadable and not any(c.isdigit() for c in seen.text)


def _spending(label: Look, found: Mapping[str, Figure | None]) -> Spending:
    return Spending(
        label=label.cell.as_text(),
        budget=found.get(BUDGET, found.get(FIRST_BUDGET)),
        spent=found.get(SPENT),
        rate=found.get(RATE),
        weight=found.get(WEIGHT),
        score=found.get(SCORE),
    )
