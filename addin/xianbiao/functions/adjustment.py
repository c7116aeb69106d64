"""Adjustments: before + change = after, row by row."""

from __future__ import annotations

from decimal import Decimal

from xianbiao.functions.answers import PENDING, Answer, Answers, cell_by_cell, off, text_numbers
from xianbiao.functions.blocks import CellBlock, equal_shape
from xianbiao.functions.inputs import CellInput
from xianbiao.model.amounts import same


def adjust(before: CellBlock, change: CellBlock, after: CellBlock) -> Answers:
    """XB_ADJUST: ✔, ✘差 −9 (after − before − change) or ○待填 for every cell of three blocks.

    A blank before or change and amounts stored as text are noted. Raises CellProblem when the
    blocks differ in shape.
    """
    equal_shape(before, change, after)
    return cell_by_cell(_judge, before, change, after)


def _judge(before: CellInput, change: CellInput, after: CellInput) -> Answer:
    old, moved, new = before.amount(), change.amount(), after.amount()
    terms = [a for a in (old, moved) if a is not None]
    if new is None or not terms:
        return PENDING
    difference = new - sum(terms, Decimal(0))
    blank = [cell.title for cell, a in ((before, old), (change, moved)) if a is None]
    note = f"（{blank[0]}空白）" if blank else ""
    note += text_numbers((before, change, after))
    return ("✔" if same(difference, Decimal(0)) else off(difference)) + note
