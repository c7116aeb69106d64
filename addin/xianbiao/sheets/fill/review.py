"""Fills 认表: what was recognised, what may be written under 改为, and what was noted before."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from xianbiao.model.tables import RecognisedTable
from xianbiao.sheets.addresses import Area, address
from xianbiao.sheets.grid import Grid
from xianbiao.sheets.patch import AddedSheet, Change, Patch
from xianbiao.sheets.plan import SheetPlan
from xianbiao.sheets.recognise.tables.memory import CHOICES, HEADINGS, SHEET, review_rows
from xianbiao.sheets.styles import Style
from xianbiao.sheets.validation import Listed, Validation

_WIDTHS = (14, 10, 26, 10, 14, 8, 44, 14)
_HOW = "认错的，在最后一列“改为”里写正确的词，再点一次“识别”；对象不同，能写的词不同："
_LAST = len(HEADINGS) - 1
_KEY = slice(0, 4)
_TARGET = HEADINGS.index("对象")
_ASIDE = len(HEADINGS) + 1
"""The hidden columns with the words of the drop-downs, one for each kind of thing."""

_LINES = 5000
"""How many lines get a drop-down, those too that a later recognition adds."""


def review_change(tables: Sequence[RecognisedTable], old: Grid | None, after: str) -> Change:
    """The sheet 认表 behind the sheet `after`, or its new contents where it is there already.

    Lines that a clerk filled in and that no longer belong to a table stay at the end.
    """
    rows = [[SHEET], [_HOW], *_choices(), *_lines(tables, old)]
    if old is None:
        return AddedSheet(_plan(rows), after)
    height = max(len(rows), *(cell.ref.position[0] for row in old.rows for cell in row[:1]), 1)
    rows += [[] for _ in range(height - len(rows))]
    block = tuple(tuple(v or None for v in (*r, *[""] * (_LAST + 1 - len(r)))) for r in rows)
    return Patch(SHEET, Area(0, 0, height - 1, _LAST), block, remark="（重新识别）")


def _choices() -> Iterator[list[str]]:
    for target, words in CHOICES.items():
        yield [target, "、".join(words)]


def _lines(tables: Sequence[RecognisedTable], old: Grid | None) -> list[list[str]]:
    rows = review_rows(tables)
    followed = {tuple(row[_KEY]) for row in rows if row[_LAST]}
    for noted in _noted(old):
        if tuple(noted[_KEY]) not in followed:
            rows.append(noted)
    return rows


def _noted(old: Grid | None) -> Iterator[list[str]]:
    """The lines of the old sheet in which something stands under 改为."""
    below = False
    for row in old.rows if old is not None else ():
        texts = [cell.stripped for cell in row[: _LAST + 1]]
        texts += [""] * (_LAST + 1 - len(texts))
        if below and texts[_LAST]:
            yield texts
        below = below or texts == list(HEADINGS)


def _plan(rows: Sequence[Sequence[str]]) -> SheetPlan:
    plan = SheetPlan(SHEET, protected=False)
    plan.columns(*_WIDTHS)
    head = list(map(list, rows)).index(list(HEADINGS))
    for r, row in enumerate(rows):
        style = Style.HEADER if r == head else Style.TEXT if r > head else Style.NOTE
        for c, value in enumerate(row):
            look = Style.TITLE if r == 0 else Style.INPUT if r > head and c == _LAST else style
            plan.put(r, c, value or None, look)
    _offer(plan, head + 1)
    plan.freeze = (head + 1, 0)
    plan.printing.landscape = True
    plan.printing.repeat = (head, head)
    return plan


def _offer(plan: SheetPlan, first: int) -> None:
    """A drop-down under 改为 in every line, with the words for the line's 对象.

    It looks the words up by what stands in the line, so that it stays right when lines move.
    """
    for column, (target, words) in enumerate(CHOICES.items(), start=_ASIDE):
        plan.widths[column] = _WIDTHS[0]
        plan.hidden_columns.add(column)
        for row, word in enumerate((target, *words)):
            plan.put(row, column, word, Style.ASIDE)
    right = _ASIDE + len(CHOICES) - 1
    offered = Area(1, _ASIDE, max(map(len, CHOICES.values())), right).absolute
    targets = Area(0, _ASIDE, 0, right).absolute
    which = f"MATCH(${address(first, _TARGET)},{targets},0)"
    count = f"COUNTA(INDEX({offered},0,{which}))"
    cells = f"INDEX({offered},1,{which}):INDEX({offered},{count},{which})"
    message = "从下拉列表里选正确的词；“没认清”的行不能改，改它指的那一行"
    area = Area(first, _LAST, first + _LINES - 1, _LAST)
    plan.validations.append(Validation(area, Listed(cells), "改为", message, stop=False))
