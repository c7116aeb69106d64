"""Fills 核对结果: the list of findings of a clerk's own workbook, which has no 校验."""

from __future__ import annotations

from collections.abc import Sequence

from xianbiao.model.errors import XianbiaoError
from xianbiao.model.findings import Finding
from xianbiao.model.refs import Ref
from xianbiao.sheets.fill.findings import WIDTH, drawn, head_text, list_rows
from xianbiao.sheets.grid import Grid
from xianbiao.sheets.layout.register import RESULT, STATE, SUBJECT
from xianbiao.sheets.patch import AddedSheet, Change, patch_at
from xianbiao.sheets.plan import Area, SheetPlan, Value
from xianbiao.sheets.side_sheets import (
    RESULT_HEADER,
    RESULT_HEADER_ROW,
    RESULT_SHEET,
    is_side_sheet,
)
from xianbiao.sheets.styles import Style

_WIDTHS = (6.0, 56.0, 15.0, 15.0, 11.0, 11.0, 56.0, 8.0, 8.0, 14.0)
_SIDES = (Style.CALC, Style.CALC, Style.CALC)
_STYLES = (Style.TEXT, Style.TEXT, *_SIDES, Style.RESULT, Style.TEXT, Style.LINK, *[Style.TEXT] * 2)
_FIRST = RESULT_HEADER_ROW + 1
_HOW = "✘ 错误要改，△ 提示请核一遍；点“定位”或“下一处”到那一格，改好再点“全面核对”，清单重写"
_UNREAD = "；隐藏的工作表没有核对：{names}"
_NOTHING = "没有发现错误，也没有提示"


def results_change(
    findings: Sequence[Finding], hidden: Sequence[str], old: Grid | None, title: str, after: str
) -> list[Change]:
    """核对结果 behind the sheet `after`, or its new contents where the sheet is there already.

    `hidden` are the sheets that were not checked; `title` says when and by what it was written.
    Raises XianbiaoError where the clerk has another sheet of this name.
    """
    blank: list[Value] = [None] * WIDTH
    head = [head_text(findings, title), *blank[1:]]
    how = _HOW + (_UNREAD.format(names="、".join(hidden)) if hidden else "")
    lines = list(list_rows(findings)) or [[None, _NOTHING, *blank[2:]]]
    if old is None:
        return [AddedSheet(_plan([head, [how]], lines), after)]
    if not is_side_sheet(old):
        raise XianbiaoError(
            f"工作簿里已经有一张别的“{RESULT_SHEET}”",
            ref=Ref(old.file, old.sheet),
            todo="把那张表改个名，再点“全面核对”",
        )
    count, before = len(lines), max(1, len(old.rows) - _FIRST)  # rows that look like lines
    lines += [blank] * (before - count)
    free = max(len(old.rows), _FIRST + len(lines)) + 1
    looks = ((count, _FIRST), (len(lines), free))
    patches = drawn(RESULT_SHEET, _FIRST, lines, looks, before)
    return [patch_at(RESULT_SHEET, 0, 0, [head]), patch_at(RESULT_SHEET, 1, 0, [[how]]), *patches]


def _plan(head: Sequence[Sequence[Value]], lines: Sequence[Sequence[Value]]) -> SheetPlan:
    plan = SheetPlan(RESULT_SHEET, protected=False, tab_colour="#C00000")
    plan.columns(*_WIDTHS)
    plan.hidden_columns.update((STATE, SUBJECT))
    for row, (values, style) in enumerate(zip(head, (Style.TITLE, Style.NOTE), strict=True)):
        plan.put(row, 0, values[0], style)
    plan.put_row(RESULT_HEADER_ROW, 0, RESULT_HEADER, Style.HEADER)
    for row, line in enumerate(lines, start=_FIRST):
        plan.put_row(row, 0, line, _STYLES)
    plan.results.append(Area(_FIRST, RESULT, _FIRST + len(lines) - 1, RESULT))
    plan.freeze = (_FIRST, 2)
    plan.printing.landscape = True
    plan.printing.repeat = (RESULT_HEADER_ROW, RESULT_HEADER_ROW)
    return plan
