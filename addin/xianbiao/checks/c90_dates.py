"""C91 and C92: time limits that a notice sets or stands under, and the end of the year."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Iterator

from xianbiao.checks.paragraphs import outside_brackets, paragraphs
from xianbiao.checks.registry import Fault, rule
from xianbiao.model.calendar import CalendarGap, load_calendar
from xianbiao.model.expressions import expression
from xianbiao.model.findings import Severity
from xianbiao.model.forms import TargetForm
from xianbiao.model.notices import Notice
from xianbiao.model.numerals import chinese_number
from xianbiao.model.refs import Text
from xianbiao.model.written_dates import DATE

_FORWARD_DAYS = 30
_LAST_DAYS = 15
_WEEKDAYS = "一二三四五六日"
_BEFORE = expression(
    r"(20\d\d)\s*年\s*(\d{1,2})\s*月\s*(?:(\d{1,2})\s*日|底|末)\s*(?:之前|以前|前|内)?"
)
_ASKS = expression(r"请|应当?|须|务必|力争|报|完成|拨|下达|支付|执行|填|送")
_TELLS = expression(r"截[至止]|已|曾|自(?!治)|从|根据")
_NEAR = 10
_LIMIT = expression(r"前|底|末|内")
_WORKING_DAYS = expression(r"(\d{1,3}|[一二两三四五六七八九十]{1,3})\s*个?\s*工作日")


@rule("C91", "时限", Severity.HINT, "上级资金应在30日内下达，工作日时限要按日历推算")
def limits_are_kept(notice: Notice) -> Iterator[Fault]:
    """The 30 days for forwarding, and limits in working days with the date they end on."""
    yield from _forwarding(notice)
    yield from _past_limits(notice)
    for form in notice.forms:
        for cell in _limited(form):
            yield _due(notice, cell)


def _forwarding(notice: Notice) -> Iterator[Fault]:
    superior, received = notice.superior, notice.superior_received
    if superior is None:
        return
    if received is None:
        yield Fault(
            superior.ref,
            f"{superior.number}的收文日不详，无法核对是否在{_FORWARD_DAYS}日内下达",
            left=superior.number,
            cause="预算法第五十二条",
            suggestion="登记收文日期后再核对",
        )
        return
    if notice.date is None:
        return
    days = (notice.date - received).days
    if days > _FORWARD_DAYS:
        yield Fault(
            superior.ref,
            f"{superior.number}于{received}收到，本文{notice.date}下达，已过{days}日",
            left=f"{days}日",
            right=f"{_FORWARD_DAYS}日",
            cause="预算法第五十二条",
            severity=Severity.ERROR,
            suggestion=f"应于{received + dt.timedelta(days=_FORWARD_DAYS)}前下达",
        )
    elif days < 0:
        message = f"收文日{received}晚于本文成文日期{notice.date}"
        yield Fault(superior.ref, message, suggestion="核对收文日期")


def _past_limits(notice: Notice) -> Iterator[Fault]:
    """The dates by which the text wants something done: impossible, or past when it is dated.

    The date of the notice itself may be an impossible one too.
    """
    dated = notice.date_text
    if dated is not None and notice.date is None and DATE.fullmatch(dated.stripped):
        shown = dated.stripped
        yield Fault(dated.ref, f"成文日期“{shown}”没有这一天", left=shown, suggestion="核对日期")
    for unit in paragraphs(notice.body):
        text = outside_brackets(unit.text)
        for found in _BEFORE.finditer(text):
            shown, ref = found.group(), unit.ref_at(found.start())
            last = _last_day(found)
            if last is None:
                yield Fault(ref, f"“{shown}”没有这一天", left=shown, suggestion="核对日期")
            elif notice.date and last < notice.date and _is_asked(text, found):
                yield Fault(
                    ref,
                    f"“{shown}”早于成文日期{notice.date.isoformat()}",
                    left=shown,
                    right=notice.date.isoformat(),
                    suggestion="核对年份和日期",
                )


def _is_asked(text: str, found: re.Match[str]) -> bool:
    """Whether a date is a limit set for others, not one of which the text tells."""
    before = text[max(0, found.start() - _NEAR) : found.start()]
    after = text[found.end() : found.end() + _NEAR]
    asked = _LIMIT.search(found.group()) and _ASKS.search(before + after)
    return bool(asked) and not _TELLS.search(before + after[:3])


def _last_day(found: re.Match[str]) -> dt.date | None:
    """The day a limit ends on; for the end of a month its last day. None where there is none."""
    year, month = int(found[1]), int(found[2])
    try:
        if found[3]:
            return dt.date(year, month, int(found[3]))
        following = dt.date(year, month, 28) + dt.timedelta(days=4)
    except ValueError:
        return None
    return following - dt.timedelta(days=following.day)


def _limited(form: TargetForm) -> Iterator[Text]:
    """The cells of a form that set a limit in working days: its values, else its names."""
    for row in form.body:
        cells = [cell for cell in row if _WORKING_DAYS.search(cell.text)]
        yield from cells[-1:]


def _due(notice: Notice, cell: Text) -> Fault:
    found = _WORKING_DAYS.search(cell.text)
    days = _number(found.group(1)) if found else 0
    start = notice.superior_received or notice.date
    shown = cell.stripped
    if start is None:
        return Fault(
            cell.ref,
            f"“{shown}”的起算日不详，无法推算到期日",
            left=shown,
            suggestion="登记收文日期后再推算",
        )
    what = "收文" if notice.superior_received else "成文"
    try:
        due = load_calendar().add_working_days(start, days)
    except CalendarGap as gap:
        return Fault(
            cell.ref,
            f"“{shown}”无法推算：日历中没有{gap.year}年的节假日安排",
            left=shown,
            suggestion=f"按国务院办公厅公布的{gap.year}年安排人工核对，或更新日历",
        )
    assumed = "" if notice.superior_received else "（收文日不详，按成文日期起算）"
    return Fault(
        cell.ref,
        f"“{shown}”：{_dated(start)}{what}，第{days}个工作日为{_dated(due)}{assumed}",
        left=shown,
        right=due.isoformat(),
        suggestion=f"于{_dated(due)}前完成",
    )


def _dated(date: dt.date) -> str:
    return f"{date.isoformat()}（周{_WEEKDAYS[date.weekday()]}）"


def _number(text: str) -> int:
    """3, 三, 十五 or 二十五 as a number; of 两三 the larger one."""
    if text.isdigit():
        return int(text)
    return chinese_number(text) or chinese_number(text[-1]) or 0


@rule("C92", "距年底天数", Severity.HINT, "临近年底下达或调整，当年难以支出")
def year_is_not_over(notice: Notice) -> Iterator[Fault]:
    """A notice on the running year's budget that is dated in the year's last days."""
    date = notice.date
    if date is None or notice.date_text is None or notice.budget_year != date.year:
        return
    left = (dt.date(date.year, 12, 31) - date).days
    if left <= _LAST_DAYS:
        yield Fault(
            notice.date_text.ref,
            f"{date.isoformat()}距年底只有{left}天",
            left=f"{left}天",
            suggestion="核对当年能否支出；不能支出的按结转处理",
        )
