"""Where the columns of a self-evaluation stand: names, targets, results, points, scores."""

from __future__ import annotations

from collections.abc import Sequence

from xianbiao.model.records import Record
from xianbiao.model.refs import Text
from xianbiao.sheets.recognise.block_kinds import LEVEL1
from xianbiao.sheets.recognise.evaluation_words import (
    ACTUAL,
    REASON,
    SCORE,
    WEIGHT,
    is_weighted,
    role_of,
)
from xianbiao.sheets.recognise.form_sides import body_of
from xianbiao.sheets.recognise.form_words import is_name_heading, is_value_heading
from xianbiao.sheets.recognise.tables.view import View

NAME, TARGET, LEVEL2 = "三级指标", "指标值", "二级指标"
"""What columns hold beside those whose words only a self-evaluation has."""
_BESIDE = (ACTUAL, WEIGHT, SCORE)
"""What stands right of the names where the levels above have points of their own."""
_PARTS = ("内容", "符号", "性质", "度量单位", "计量单位", "单位", "值")


class Columns(Record):
    """The columns of a view by what they hold, from 0, and the first row below the header.

    `targets` are the values of the indicators by the place of their cell, each as one text where
    the form parts it in sign, figure and unit.
    """

    places: dict[str, int]
    reasons: list[int]
    first: int
    targets: dict[tuple[int, int], Text]


def columns_of(view: View, header: int) -> Columns:
    """The columns by the words of the header in row `header`, which may go on in the next row."""
    below = header + 1
    goes_on = below < view.height and _goes_on(view, below)
    rows = [below, header] if goes_on else [header]
    found = _by_role(view, rows)
    reasons = found.pop(REASON, [])
    name = found.get(NAME, [0])[-1]
    places: dict[str, int] = {}
    for role, columns in found.items():
        beside = [c for c in columns if c > name] if role in _BESIDE else columns
        places[role] = (beside or columns)[0]
    body = body_of([[seen.cell for seen in row] for row in view.rows], header)
    values = [cell for cell in body.header if is_value_heading(cell.text)]
    if values:
        across = [seen.ref.column for seen in view.rows[header]]
        places[TARGET] = across.index(values[-1].ref.column)
        if places[TARGET]:
            places.setdefault(NAME, places[TARGET] - 1)
    targets = {c.ref.position: c.as_text() for row in body.rows for c in row}
    return Columns(places, reasons, header + len(rows), targets)


def _by_role(view: View, rows: Sequence[int]) -> dict[str, list[int]]:
    """All columns by what their words say, the lower ones before those above them."""
    found: dict[str, list[int]] = {}
    for c in range(view.width):
        words = [view.shown(r, c).text for r in rows]
        if any(map(is_weighted, words)):
            found[SCORE] = []
        if role := next(filter(None, map(_role, words)), ""):
            found.setdefault(role, []).append(c)
    return found


def _role(text: str) -> str:
    """What a column holds, the three levels of names included."""
    if is_name_heading(text):
        return NAME
    return text if text in (LEVEL1, LEVEL2) else role_of(text)


def _goes_on(view: View, row: int) -> bool:
    """Whether a row below the header parts its words: 自评情况 over 完成值 and 得分."""
    texts = [view.rows[row][c].text for c in view.filled(row)]
    return bool(texts) and all(role_of(t) or is_value_heading(t) or t in _PARTS for t in texts)
