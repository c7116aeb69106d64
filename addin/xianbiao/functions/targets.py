"""Target values (指标值): is one well written, and does a result meet it."""

from __future__ import annotations

import datetime as dt
from decimal import Decimal

from xianbiao.functions.answers import PENDING, Answer, Answers, cell_by_cell
from xianbiao.functions.blocks import CellBlock, equal_shape
from xianbiao.functions.inputs import CellInput, quote
from xianbiao.model.amounts import format_amount
from xianbiao.model.target_advice import Unread, unread
from xianbiao.model.target_compare import meets
from xianbiao.model.targets import TargetKind, has_figure, read_target

MET, MISSED, BY_HAND, TO_FILL = "达标", "未达标", "人工判断", "待填"
_MOST_SHARE = 10
"""A number that a percent format may stand behind is smaller: nothing is done to 1000%."""

_VERDICTS = {True: MET, False: MISSED, None: BY_HAND}


def target_ok(text: CellBlock) -> Answers:
    """XB_TARGETOK: ✔ with the kind and the standard wording, ✘ for what nobody can judge by."""
    return cell_by_cell(_read, text)


def target(wanted: CellBlock, actual: CellBlock) -> Answers:
    """XB_TARGET: 达标, 未达标, 人工判断 or 待填 for each result and its target.

    One target may judge many results; one result never answers for many targets: then, and when
    the shapes differ, CellProblem is raised.
    """
    if not wanted.is_single:
        equal_shape(wanted, actual)
    return cell_by_cell(_judge, wanted, actual)


def _read(cell: CellInput) -> Answer:
    text = cell.text()
    read = read_target(text)
    if read.kind is TargetKind.BLANK:
        return PENDING
    if read.kind is TargetKind.UNREADABLE:
        return _told(cell, text)
    if _may_be_share(cell):
        percent = format_amount(Decimal(str(cell.value)) * 100)
        return f"△单元格里是数 {text}：若是百分比，请写成文字 ≥{percent}%"
    return f"✔{read.form} {read}"


def _told(cell: CellInput, text: str) -> Answer:
    """What is wrong with a value; a time of day is told as the cell shows it."""
    if isinstance(cell.value, dt.datetime | dt.time) and (cell.value.hour or cell.value.minute):
        text = f"{cell.value.hour:02}:{cell.value.minute:02}:00"
    if has_figure(text) and (why := unread(text)) != Unread():
        return f"✘“{quote(text)}”{why.what}；{why.advice}"
    return f"✘无法识别“{quote(text)}”，请写成 ≥95%、≤30日、30人 或规范的定性表述"


def _may_be_share(cell: CellInput) -> bool:
    """Whether a cell holds a number that a percent format may show as 95%."""
    value = cell.value
    return isinstance(value, int | float | Decimal) and 0 < value <= 1


def _percent(cell: CellInput) -> str | None:
    """What a percent format may show of a small number, 105% of 1.05; None for anything else."""
    value = cell.value
    if isinstance(value, bool) or not isinstance(value, int | float | Decimal):
        return None
    number = Decimal(str(value))
    if not number.is_finite() or abs(number) >= _MOST_SHARE:
        return None
    return f"{format_amount(number * 100)}%"


def _judge(wanted: CellInput, actual: CellInput) -> Answer:
    text, result = wanted.text(), actual.text()
    if not text or not result:
        return TO_FILL
    read = read_target(text)
    verdict, percent = meets(read, result), _percent(actual)
    if read.kind is TargetKind.PERCENT and percent and meets(read, percent) != verdict:
        verdict = None
    return _VERDICTS[verdict]
