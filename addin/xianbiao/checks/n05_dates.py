"""N05: dates of a notice: weekdays, lost characters, years far off, and the printing date."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Iterator

from xianbiao.checks.paragraphs import Paragraph, outside_brackets, paragraphs
from xianbiao.checks.registry import Fault, rule
from xianbiao.model.expressions import expression
from xianbiao.model.findings import Severity
from xianbiao.model.notices import Notice
from xianbiao.model.refs import Text
from xianbiao.model.written_dates import DATE

_WEEKDAYS = "一二三四五六日"
_WEEKDAY = expression(
    r"(?:(20\d\d)\s*年\s*)?(\d{1,2})\s*月\s*(\d{1,2})\s*日\s*[（(]\s*(?:星期|周|礼拜)([一二三四五六日天])"
)
_WITHOUT_DAY = expression(
    r"(?:20\d\d\s*年\s*)?(?<!\d)\d{1,2}\s*月\s*\d{1,2}(?=\s*(?:前|之前|以前|起|至|印发|[，。；,;]|$))"
)
_LIMIT = expression(r"(20\d\d)\s*年\s*\d{1,2}\s*月\s*(?:\d{1,2}\s*日|底|末)?\s*(?:之前|以前|前)")
_BUDGET = expression(r"(20\d\d)\s*年(?:度)?\s*(?:预算年度|年初预算|本级预算|部门预算|预算编制)")
_HANDED_OUT = expression(
    r"(?:现|此次|本次|兹)[^。；，,]{0,16}?(20\d\d)\s*年(?:度)?(?!(?:底|初|末|\d|以[前后来]|至|[—～-]))"
    r"[^。；，,]{0,24}?(?:资金|经费|补助|补贴|公益金)"
)
_TOLD = expression(r"已|未|上年|往年|原|曾|结转|结余|第二批以前")
_DAYS = expression(r"(?<!\d)(\d{2,3})\s*(?:个)?\s*(?:日|天)\s*(?:以内|之内|内)")
_HANDS_ON = expression(r"分解|下达|转下|拨付")
_NUMBERED = expression(r"20\d\d")
_FORWARD_DAYS = 30
_YEARS_AHEAD = 2
_LATEST_PRINT = 60


@rule("N05", "日期前后相符", Severity.HINT, "日期写错，时限就无从算起")
def dates_agree(notice: Notice) -> Iterator[Fault]:
    """Dates of the text and the end of a notice that contradict a calendar or each other."""
    for unit in paragraphs(notice.body):
        yield from _weekdays(notice, unit)
        yield from _lost_days(unit)
        yield from _far_limits(notice, unit)
        yield from _other_budgets(notice, unit)
        yield from _other_funds_year(notice, unit)
        yield from _long_terms(unit)
    for text in (notice.date_text, notice.printed_date):
        if text is not None:
            yield from _lost_days(Paragraph(text.stripped, (0,), (text.ref,)))
    if notice.printed_date is not None:
        yield from _printing(notice, notice.printed_date)


def _weekdays(notice: Notice, unit: Paragraph) -> Iterator[Fault]:
    for found in _WEEKDAY.finditer(unit.text):
        year = int(found[1]) if found[1] else notice.date.year if notice.date else None
        day = _day(year, found[2], found[3])
        if day is None:
            continue
        right = _WEEKDAYS[day.weekday()]
        if right != found[4].replace("天", "日"):
            yield Fault(
                unit.ref_at(found.start()),
                f"{day.year}年{day.month}月{day.day}日是星期{right}，写的是星期{found[4]}",
                left=f"星期{found[4]}",
                right=f"星期{right}",
                suggestion="核对日期和星期，改其中一个",
            )


def _day(year: int | None, month: str, day: str) -> dt.date | None:
    try:
        return dt.date(year, int(month), int(day)) if year is not None else None
    except ValueError:
        return None


def _lost_days(unit: Paragraph) -> Iterator[Fault]:
    for found in _WITHOUT_DAY.finditer(unit.text):
        shown = found.group().strip()
        yield Fault(
            unit.ref_at(found.start()),
            f"日期“{shown}”缺“日”字",
            left=shown,
            right=f"{shown}日",
            suggestion="补上“日”字",
        )


def _far_limits(notice: Notice, unit: Paragraph) -> Iterator[Fault]:
    """Limits so far ahead that their year is probably a slip."""
    for found in _LIMIT.finditer(unit.text) if notice.date else ():
        if notice.date and int(found[1]) > notice.date.year + _YEARS_AHEAD:
            yield Fault(
                unit.ref_at(found.start()),
                f"期限“{found.group().strip()}”比成文日期晚 {int(found[1]) - notice.date.year} 年",
                left=found[1],
                suggestion="核对年份",
            )


def _other_budgets(notice: Notice, unit: Paragraph) -> Iterator[Fault]:
    """A year's budget that the text wants something entered in, other than the notice's own."""
    year = notice.budget_year
    for found in _BUDGET.finditer(unit.text) if year is not None else ():
        before = re.split(r"[。；;，,]", unit.text[: found.start()])[-1]
        if int(found[1]) == year or _TOLD.search(before):
            continue
        if notice.date is not None and int(found[1]) > notice.date.year:
            continue
        yield Fault(
            unit.ref_at(found.start()),
            f"正文写“{found.group()}”，本通知的预算年度是 {year} 年",
            left=found[1],
            right=str(year),
            suggestion="核对年度；多是套用上年文件没有改",
        )


def _other_funds_year(notice: Notice, unit: Paragraph) -> Iterator[Fault]:
    """A year of the money that is handed out now, other than the only one of the title."""
    years = set(_NUMBERED.findall(notice.title.text)) if notice.title is not None else set()
    for found in _HANDED_OUT.finditer(outside_brackets(unit.text)) if len(years) == 1 else ():
        is_titles = notice.superior is not None and found[1] in notice.superior.title
        if found[1] in years or is_titles or _TOLD.search(found.group()):
            continue
        yield Fault(
            unit.ref_at(found.start(1)),
            f"正文写下达 {found[1]} 年的资金，标题是 {next(iter(years))} 年",
            left=found[1],
            right=next(iter(years)),
            suggestion="核对年度；多是套用上年文件没有改",
        )


def _long_terms(unit: Paragraph) -> Iterator[Fault]:
    """More days for handing money on than the law gives."""
    for found in _DAYS.finditer(unit.text):
        after = re.split(r"[。；;]", unit.text[found.end() :])[0]
        if int(found[1]) > _FORWARD_DAYS and _HANDS_ON.search(after):
            yield Fault(
                unit.ref_at(found.start()),
                f"要求“{found.group()}”下达，法定时限是 {_FORWARD_DAYS} 日",
                left=found.group(),
                right=f"{_FORWARD_DAYS}日内",
                cause="预算法第五十二条",
                suggestion=f"核对天数，应为 {_FORWARD_DAYS} 日内",
            )


def _printing(notice: Notice, printed: Text) -> Iterator[Fault]:
    """A printing date before the notice's own, or long after it.

    Where number and printing date agree on a year, the notice's own date is told by C28.
    """
    found = DATE.search(printed.text)
    day = _day(int(found[1]), found[2], found[3]) if found else None
    if found and day is None:
        shown = found.group()
        message = f"印发日期“{shown}”没有这一天"
        yield Fault(printed.ref, message, left=shown, suggestion="核对日期")
    if day is None or notice.date is None or notice.date_text is None:
        return
    if notice.number is not None and _NUMBERED.search(notice.number.text):
        numbered = _NUMBERED.findall(notice.number.text)[0]
        if numbered == str(day.year) != str(notice.date.year):
            return
    days = (day - notice.date).days
    if 0 <= days <= _LATEST_PRINT:
        return
    yield Fault(
        printed.ref,
        f"印发日期{day.isoformat()}比成文日期{notice.date.isoformat()}"
        f"（{notice.date_text.ref.where()}）{'早' if days < 0 else '晚'} {abs(days)} 天",
        left=day.isoformat(),
        right=notice.date.isoformat(),
        suggestion="核对成文日期和印发日期",
    )
