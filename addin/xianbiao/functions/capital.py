"""Amounts in capital characters (大写金额) for vouchers and letters."""

from __future__ import annotations

from decimal import Decimal

from xianbiao.functions.answers import Answer, Answers, cell_by_cell
from xianbiao.functions.blocks import CellBlock
from xianbiao.functions.inputs import CellInput, CellProblem, quote
from xianbiao.model.amounts import format_amount
from xianbiao.model.capital import capital_amount
from xianbiao.model.money_units import USUAL, WAN_OF, in_wan

_MOST = Decimal(10) ** 12


def capitals(amount: CellBlock, unit: CellBlock) -> Answers:
    """XB_CAPITAL: each amount in capitals, "" for a blank; the unit is 万元 unless stated."""
    return cell_by_cell(_capital, amount, unit)


def _capital(amount: CellInput, unit: CellInput) -> Answer:
    value = amount.amount()
    word = unit.text() or USUAL
    if word not in WAN_OF:
        raise CellProblem(f"{unit.where}应当是 元、千元、万元 或 亿元，实际是“{quote(word)}”")
    if value is None:
        return None
    wan = in_wan(value, word)
    if abs(wan) >= _MOST:
        raise CellProblem(f"{amount.where}的数太大，写不成大写")
    try:
        return capital_amount(wan)
    except ValueError:
        shown = f"{format_amount(value)} {word}"
        raise CellProblem(f"{amount.where} {shown} 细于 1 分，写不成大写；请先舍入到分") from None
