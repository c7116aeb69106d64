"""How the checks of a county file are judged: result formulas beside those of 校验."""

from __future__ import annotations

from xianbiao.sheets.layout import keys
from xianbiao.sheets.layout.county_sources import NO_TAG
from xianbiao.sheets.layout.register import Result

_DAY = '"yyyy-mm-dd"'


def none_wrong(left: str, _right: str, _difference: str, _tolerance: str) -> str:
    """A count of faulty rows: blank while nothing is filled in, a word where there is text."""
    counted = f'IF({left}=0,"✔ 平","✘ "&{left}&" 处")'
    return f'IF({left}="","{keys.PENDING}",IF(ISNUMBER({left}),{counted},"✘ 非数字"))'


def none_pending(left: str, _right: str, _difference: str, _tolerance: str) -> str:
    """A count of things still to be filled in; blank is to be filled in altogether."""
    counted = f'IF({left}>0,"{keys.PENDING} "&{left}&" 项","✔ 平")'
    return f'IF({left}="","{keys.PENDING}",{counted})'


def stated_once(left: str, right: str, _difference: str, _tolerance: str) -> str:
    """How often the unit is stated; a table that was issued without one is only a hint."""
    return f'IF({left}={right},"✔ 平",IF({left}=0,"△ 原表未标单位","✘ 标了 "&{left}&" 次"))'


def same_tag(left: str, right: str, _difference: str, _tolerance: str) -> str:
    """The tag as it stands (left) and as it was sent out (right)."""
    changed = f'IF(EXACT({left},{right}),"✔ 一致","✘ 标识已改动")'
    unknown = f'IF(AND({right}="",{left}="{NO_TAG}"),"△ {NO_TAG}",{changed})'
    return f'IF({left}="","✘ 标识已清空",{unknown})'


def received(issued: str | None) -> Result:
    """A date of receipt (left) with its due date (right), not before the notice was issued."""

    def result(left: str, right: str, _difference: str, _tolerance: str) -> str:
        shown = f'"✔ 应于 "&TEXT({right},{_DAY})&" 前办"'
        judged = f'IF({left}<{issued},"✘ 早于成文日期",{shown})' if issued else shown
        read = f'IF(ISNUMBER({left}),{judged},"✘ 不是日期")'
        return f'IF({left}="","{keys.PENDING}",{read})'

    return result


def not_more(left: str, right: str, _difference: str, tolerance: str) -> str:
    """What was spent (left) against what there is (right); nothing yet is no fault."""
    judged = f'IF({left}-{right}<{tolerance},"✔ 未超","✘ 超 "&ROUND({left}-{right},2))'
    read = f'IF(COUNT({left}:{right})<2,"✘ 非数字",{judged})'
    return f'IF({left}="","△ 自评时填",{read})'


def evaluated(left: str, right: str, _difference: str, _tolerance: str) -> str:
    """How many results are filled in (left) of all (right); none yet is no fault."""
    partly = f'"{keys.PENDING} "&({right}-{left})&" 项"'
    return f'IF({left}=0,"△ 自评时填",IF({left}={right},"✔ 已填全",{partly}))'
