"""校验: one row per check, in native formulas; texts come first, colours second."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from xianbiao.model.records import Record
from xianbiao.sheets.layout import keys
from xianbiao.sheets.layout.head import (
    FIRST_ROW,
    HEADER_ROW,
    put_wide_light,
)
from xianbiao.sheets.layout.measure import row_height
from xianbiao.sheets.plan import Area, Formula, SheetPlan, Value, address, link
from xianbiao.sheets.styles import Style

HEADER = ("编号", "检查内容", "左值", "右值", "差额", "结果", "可能原因", "定位")
LEFT, RIGHT, DIFFERENCE, RESULT, CAUSE, STATE, SUBJECT = 2, 3, 4, 5, 6, 8, 9
_WIDTHS = (9.0, 52.0, 17.0, 17.0, 10.0, 24.0, 50.0, 8.0, 8.0, 14.0)
_UNREADABLE = "✘ 非数字"
_NOTE = "左值与右值各取自一处；✔ 相符 ✘ 不符 ○ 待填 △ 提示（由人判断，不影响导出）"

Result = Callable[[str, str, str, str], str]
"""Gives a result formula (without `=`) from the cells left, right, difference and tolerance."""


class Check(Record, frozen=True):
    """One row: the rule, what is compared, both sides, how it is judged, where to look."""

    rule: str
    text: str
    left: Value
    right: Value
    result: Result
    target: tuple[str, int, int]
    cause: str = ""
    dates: bool = False
    longest: str = ""
    """The longest text on either side, for which the row must have room."""
    subject: str = ""
    """The region or recipient that the check is about, "" for the whole table."""


def amounts(left: str, right: str, difference: str, tolerance: str) -> str:
    """Two amounts: equal within the tolerance; a blank side is to be filled in, never a pass."""
    failed = f'"✘ 差 "&IF({difference}>0,"+","−")&ABS({difference})'
    equal = f"ABS(ROUND({left}-{right},6))<{at_least_tolerance(tolerance)}"
    absent = f'COUNTIF({left}:{right},"{keys.NOT_LISTED}")>0'
    unread = f'IF({absent},"✘ {keys.NOT_LISTED}","{_UNREADABLE}")'
    compared = f'IF(COUNT({left}:{right})<2,{unread},IF({equal},"✔ 平",{failed}))'
    return f'IF(OR({left}="",{right}=""),"{keys.PENDING}",{compared})'


def at_least_tolerance(tolerance: str) -> str:
    """The tolerance in a formula; where it is blank or text, only rounding is forgiven."""
    return f"MAX({tolerance},0.000001)"


def tied(left: str, right: str, difference: str, tolerance: str) -> str:
    """A form (left) and the table (right): where one of them has an amount, so has the other."""

    def alone(blank: str, other: str, whose: str, otherwise: str) -> str:
        judged = f'IF({other}=0,"{keys.PENDING}","✘ {whose}空白")'
        return f'IF(AND({blank}="",COUNT({other})=1),{judged},{otherwise})'

    compared = amounts(left, right, difference, tolerance)
    return alone(left, right, "绩效表", alone(right, left, "分配表", compared))


def pending(left: str, _right: str, _difference: str, _tolerance: str) -> str:
    """How many values are still to be filled in."""
    return f'IF({left}>0,"{keys.PENDING} "&{left}&" 项","✔ 平")'


def unformed(left: str, right: str, _difference: str, _tolerance: str) -> str:
    """Recipients without a form (left) of those with money (right): some wrong, all a hint."""
    judged = f'IF({left}=0,"✔ 平",IF({left}={right},"△ 都没有","✘ 缺 "&{left}&" 张"))'
    return f'IF({left}="","{keys.PENDING}",{judged})'


def counted(left: str, right: str, _difference: str, _tolerance: str) -> str:
    """Two counts that must be the same."""
    return f'IF({left}={right},"✔ 平","✘ 差 "&({left}-{right})&" 个")'


def code_names(left: str, right: str, _difference: str, _tolerance: str) -> str:
    """A printed name against the name of the year's list: missing or another one is
    wrong, a shortened one a hint."""
    other = f'IF(LEFT({left},4)=LEFT({right},4),"△ 代码相符，名称不同","✘ 名称不符")'
    named = f'IF({left}={right},"✔ 平",{other})'
    listed = f'IF({right}="无此科目","✘ 无此科目",{named})'
    return f'IF(OR({left}="",{right}="",{right}="{keys.PENDING}"),"{keys.PENDING}",{listed})'


def same_tag(left: str, right: str, _difference: str, _tolerance: str) -> str:
    """The tag of today (left) and the first one (right), which may be still to be filled in."""
    changed = f'IF(EXACT({left},{right}),"✔ 一致",IF({left}="","✘ 标识已清空","✘ 标识已改动"))'
    return f'IF({right}="",IF({left}="","{keys.PENDING}","✔ 已填"),{changed})'


def same_unit(left: str, right: str, _difference: str, _tolerance: str) -> str:
    """The units that the table states (left) and the one of 参数 (right)."""
    judged = f'IF(EXACT({left},{right}),"✔ 一致","✘ 单位不一致")'
    told = f'IF(OR({left}="",{right}=""),"{keys.PENDING}",{judged})'
    return f'IF(LEN({left})>2,"✘ 单位不唯一",{told})'


def not_later(left: str, right: str, difference: str, _tolerance: str) -> str:
    """A date (left) that must not be later than another (right)."""
    late = f'"✘ 超期 "&{difference}&" 天"'
    judged = f'IF({left}<={right},"✔ 未超期",{late})'
    told = f'IF(OR({left}="",{right}=""),"{keys.PENDING}",{judged})'
    words = "+".join(f'ISTEXT({side})*({side}<>"")' for side in (left, right))
    return f'IF({words}>0,"{_UNREADABLE}",{told})'


def due_date(left: str, right: str, _difference: str, _tolerance: str) -> str:
    """A due date (right) counted from a date of receipt (left)."""
    shown = f'"✔ 应于 "&TEXT({right},"yyyy-mm-dd")&" 前办"'
    unread = f'IF(COUNT({left}:{right})<2,"○ 工作日历未含该日期",{shown})'
    return f'IF({left}="","{keys.PENDING}",{unread})'


def register_sheet(
    checks: Sequence[Check], tolerance: str, title: str = keys.REGISTER_SHEET
) -> tuple[SheetPlan, Area]:
    """The sheet with all checks and the overall light; also the area of its table.

    All of the sheet is printed, also what 全面核对 lists below the checks.
    """
    plan = SheetPlan(keys.REGISTER_SHEET, tab_colour="#C00000")
    plan.columns(*_WIDTHS)
    plan.hidden_columns.update((STATE, SUBJECT))
    plan.put(0, 0, title, Style.TITLE)
    plan.at_least(0, 28)
    plan.put(2, 0, _NOTE, Style.NOTE)
    plan.put_row(HEADER_ROW, 0, (*HEADER, "状态码", "对象"), Style.HEADER)
    plan.at_least(HEADER_ROW, 24)
    counters: dict[str, int] = {}
    for offset, check in enumerate(checks):
        counters[check.rule] = counters.get(check.rule, 0) + 1
        number = f"{check.rule}-{counters[check.rule]}"
        put_check(plan, FIRST_ROW + offset, number, check, tolerance)
    last = FIRST_ROW + max(1, len(checks)) - 1
    states = Area(FIRST_ROW, STATE, last, STATE).absolute
    put_wide_light(plan, Formula(f"={light_formula(states)}"))
    plan.results.append(Area(FIRST_ROW, RESULT, last, RESULT))
    plan.freeze = (FIRST_ROW, 2)
    plan.printing.landscape = True
    plan.printing.repeat = (HEADER_ROW, HEADER_ROW)
    return plan, Area(HEADER_ROW, 0, last, len(HEADER) - 1)


def filled(ref: str) -> Formula:
    """A reference that stays blank while its source is blank."""
    return Formula(f'=IF({ref}="","",{ref})')


def in_wan(scale: str, ref: str) -> Formula:
    """An amount of the table in 万元, as the forms write it; blank while its source is blank.

    `scale` is the cell of 参数 that follows the unit; text stays text, to be reported. A hundredth
    of a 分 is kept, what binary multiplication adds beyond it is not.
    """
    return Formula(f'=IF({ref}="","",IF(ISNUMBER({ref}),ROUND({ref}*{scale},8),{ref}))')


def put_check(plan: SheetPlan, row: int, number: str, check: Check, tolerance: str) -> None:
    """One row: the check, its native formulas, and the link to where it is judged."""
    left, right = address(row, LEFT), address(row, RIGHT)
    difference, result = address(row, DIFFERENCE), address(row, RESULT)
    side = Style.CALC_DATE if check.dates else Style.REFERENCE
    plan.put(row, 0, number, Style.TEXT)
    plan.put(row, 1, check.text, Style.TEXT)
    plan.put(row, LEFT, check.left, side)
    plan.put(row, RIGHT, check.right, side)
    gap = f'=IF(COUNT({left}:{right})<2,"",ROUND({left}-{right},2))'
    plan.put(row, DIFFERENCE, Formula(gap), Style.CALC)
    text = check.result(left, right, difference, tolerance)
    plan.put(row, RESULT, Formula(f"={text}"), Style.RESULT)
    plan.put(row, CAUSE, check.cause or None, Style.TEXT)
    plan.put(row, 7, link(*check.target), Style.LINK)
    plan.put(row, STATE, Formula(_state(result)), Style.CALC)
    plan.put(row, SUBJECT, check.subject or None, Style.TEXT)
    texts = (
        (check.text, _WIDTHS[1]),
        (check.longest, _WIDTHS[LEFT]),
        (check.cause, _WIDTHS[CAUSE]),
    )
    plan.at_least(row, row_height(texts, least=22))


def _state(result: str) -> str:
    """1 pass, 2 fail (an error value too), 3 to be filled in, 4 hint."""
    first = f"LEFT({result},1)"
    known = f'IF({first}="✔",1,IF({first}="✘",2,IF({first}="○",3,4)))'
    return f"=IF(ISERROR({result}),2,{known})"


def light_formula(states: str) -> str:
    """The overall light (without `=`) from the addresses of the states."""
    failed, blank = f"COUNTIF({states},2)", f"COUNTIF({states},3)"
    more = f'IF({blank}>0,"，○ "&{blank}&" 项待填","")'
    calm = f'IF({blank}>0,"○ "&{blank}&" 项待填","✔ 全部相符")'
    return f'IF({failed}>0,"✘ "&{failed}&" 项不符"&{more},{calm})'
