"""The kinds of edit that clerks make in an adjustment table: before, change, after, totals."""

from __future__ import annotations

import random
from collections.abc import Callable

from support.editors import parameter, unit_line
from support.states import Base, Editor, Edits, swap_digits
from xianbiao.sheets.layout import keys

TOTAL, FIRST_ROW, ROWS = 6, 7, 3
BEFORE, CHANGE = (3, 6), (4, 7)
TYPED = (*BEFORE, *CHANGE)
AFTER, SUBTOTALS = (5, 8), (2, 9, 10)
"""Columns of 附件1: two documents with three columns each, between the subtotals."""

Change = Callable[[float, random.Random], object]


def _amount(columns: tuple[int, ...], change: Change, rows: tuple[int, ...] = ()) -> Editor:
    def make(chance: random.Random, base: Base) -> Edits:
        row = chance.choice(rows or range(FIRST_ROW, FIRST_ROW + ROWS))
        place = ("附件1", row, chance.choice(columns))
        value = base.cells[place].value
        assert isinstance(value, int | float)
        return {place: change(value, chance)}

    return Editor("", make)


def _called(name: str, editor: Editor) -> Editor:
    return Editor(name, editor.make)


def move(chance: random.Random, base: Base) -> Edits:
    """Money is moved from one recipient to another; the net change stays."""
    column, amount = chance.choice(CHANGE), chance.randrange(1, 40)
    giver, taker = chance.sample(range(FIRST_ROW, FIRST_ROW + ROWS), 2)
    edits: Edits = {}
    for row, step in ((giver, -amount), (taker, amount)):
        value = base.cells["附件1", row, column].value
        assert isinstance(value, int | float)
        edits["附件1", row, column] = value + step
    return edits


def blank_row(chance: random.Random, base: Base) -> Edits:
    """The typed amounts of a recipient are emptied."""
    row = FIRST_ROW + chance.randrange(ROWS)
    return {("附件1", row, column): None for column in TYPED}


def _more(value: float, chance: random.Random) -> object:
    return value + chance.randrange(1, 60)


EDITORS = [
    _called("调整前换位", _amount(BEFORE, swap_digits)),
    _called("调整前改大", _amount(BEFORE, _more)),
    _called("调整数改大", _amount(CHANGE, _more)),
    _called("调整数写反", _amount(CHANGE, lambda v, c: -v)),
    _called("调整数带小数", _amount(CHANGE, lambda v, c: v + c.randrange(1, 99) / 100)),
    _called("金额写成文字", _amount(TYPED, lambda v, c: f"约{v}")),
    _called("金额清空", _amount(TYPED, lambda v, c: None)),
    _called("调整后写错", _amount(AFTER, _more)),
    _called("小计写错", _amount(SUBTOTALS, _more)),
    _called("合计行写错", _amount((*TYPED, *AFTER, *SUBTOTALS), _more, (TOTAL,))),
    _called("公式被对的数覆盖", _amount((*AFTER, *SUBTOTALS), lambda v, c: v)),
    Editor("单位间调剂", move),
    Editor("金额整行清空", blank_row),
    Editor("上级调整额", parameter(keys.SUPERIOR_CHANGE, 0, 5, -5, 12.5, None, "增5")),
    Editor("参数的金额单位", parameter(keys.UNIT, "元", "亿元", None)),
    Editor("表上的金额单位", unit_line),
    Editor("容差", parameter(keys.TOLERANCE, 0.5, 1, None)),
    Editor("表头内嵌数", parameter(f"{keys.EMBEDDED}·1", 600, 660, 6000, None)),
    Editor("第二个表头内嵌数", parameter(f"{keys.EMBEDDED}·2", 300, 303)),
    Editor("印发合计", parameter(keys.PRINTED_TOTAL, 900, 906)),
]
