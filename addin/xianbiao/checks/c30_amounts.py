"""C30: the running text states the amount that it allots, and it is that of the table."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from decimal import Decimal

from xianbiao.checks.causes import DiagnosisKind
from xianbiao.checks.diagnose import diagnose
from xianbiao.checks.paragraphs import Paragraph, outside_brackets, paragraphs
from xianbiao.checks.registry import Fault, rule
from xianbiao.checks.stated_columns import figures_of_columns
from xianbiao.checks.stated_parts import parts_that_do_not_add_up, wan_of
from xianbiao.checks.stated_rows import figures_of_rows
from xianbiao.checks.ties import in_wan, rows_sum
from xianbiao.checks.unit_slips import unit_meant
from xianbiao.checks.whole_amounts import Whole, whole_of
from xianbiao.model.amounts import format_amount, same
from xianbiao.model.expressions import expression
from xianbiao.model.findings import Severity
from xianbiao.model.notices import Notice
from xianbiao.model.records import Record
from xianbiao.model.refs import Ref

_UNFILLED = expression(
    r"(?:(?<![\d０-９ \u3000\xa0])[ \u3000\xa0]{2,}|[_＿]+|…+"
    r"|(?<![\d一二三四五六七八九十百千○×xX*＊.])[×xX*＊□○]+(?:\.[×xX*＊□○]+)?"
    r"|[（(][ \u3000\xa0]*[)）]|[【\[][ \u3000\xa0]*[】\]]"
    r"|(?:(?<=资金)|(?<=补助)|(?<=补贴)|(?<=预算)|(?<=经费)|(?<=金额)|(?<=总额)|(?<=[共总合]计))"
    r"[ \u3000\xa0]?)"
    r"[ \u3000\xa0_＿]*((?:万|亿)?元)(?![旦月宵素件器]|以[上下]|为)"
)
_NAMED = expression(r"[^，。；：,;:（()）\s]{1,30}(?:[（(][^（()）]*[)）])?\s*$")
_FIGURE = expression(r"[\d０-９][\d０-９,，.．]*\s*[十百千万亿]*\s*元")
_ALLOTS = expression(r"(?:现|特|兹|此次|同意|决定)[^。；]*(?:下达|安排|拨付)")
_YOU = expression(r"你(?:们|[县市区州盟旗局省师厅单])|各[县市区州地]")


@rule("C30", "正文金额", Severity.ERROR, "收文单位从正文看不到本次下达的数额")
def amounts_are_filled_in(notice: Notice) -> Iterator[Fault]:
    """An amount left blank or other than in the table (errors); no figure at all (hint).

    Its parts must add up to it.
    """
    body = paragraphs(notice.body)
    odd = list(_other_amount(notice, body))
    yield from odd
    told = {(fault.ref, fault.left) for fault in odd}
    parts = [f for f in parts_that_do_not_add_up(body) if (f.ref, f.left) not in told]
    if parts:
        placed = (*figures_of_columns(notice, body), *figures_of_rows(notice, body))
        slips = {_gap(f) for f in placed}
        parts = [f for f in parts if (gap := _gap(f)) is None or -gap not in slips]
    yield from parts
    advice = _amount_advice(notice)
    blanks = [(unit, found) for unit in body for found in _UNFILLED.finditer(unit.text)]
    for unit, found in blanks:
        named = _NAMED.search(unit.text, 0, found.start())
        before = named.group().strip() if named else ""
        message = f"正文“{before}____{found.group(1)}”的金额空白"
        yield Fault(unit.ref_at(found.start()), message, left=found.group(), suggestion=advice)
    if blanks or any(_FIGURE.search(unit.text) for unit in body):
        return
    for unit in body:
        for sentence in re.finditer(r"[^。；]+", unit.text):
            text = outside_brackets(sentence.group())
            if "资金" in text and _YOU.search(text) and _ALLOTS.search(text):
                yield Fault(
                    unit.ref_at(sentence.start()),
                    "正文下达资金，却没有写金额",
                    severity=Severity.HINT,
                    suggestion=advice,
                )
                return


def _gap(fault: Fault) -> Decimal | None:
    """What a fault has left of right; None where it is of no two amounts."""
    if isinstance(fault.left, Decimal) and isinstance(fault.right, Decimal):
        return fault.left - fault.right
    return None


def _amount_advice(notice: Notice) -> str:
    table = notice.allocation
    amount = table.final_amount(table.total) if table and table.total else None
    if amount is None or amount.value is None:
        return "写明下达总额；分县通知写本县数"
    return f"写明总额 {format_amount(amount.value)} 万元；分县通知写本县数"


_STATED = expression(
    r"(?<![\d.．,，])(\d+(?:[,，]\d{3})*(?:[.．]\d+)?)\s*(亿元|万元|元)(?!以[上下内]|左右|[/每])"
)
_MONEY = r"(?:资金|经费|预算|补助|补贴|专款|奖补|指标)"
_GAP = r"(?P<gap>(?:20\d\d\s*年度?|\D){0,16})$"
_ALLOTTED = expression(
    rf"(?P<clause>[^，,]*(?:下达|安排|拨付|分配)(?:(?!下达|安排|拨付|分配).)*{_MONEY}){_GAP}"
)
_HANDED = expression(rf"(?P<clause>[^，,]*[将把][^，,]*{_MONEY}){_GAP}")
_OUT = expression(r"[^。；，,]{0,12}?(?:下达|拨付|安排|分配|预拨)")
"""What follows an amount that is handed out: 现将资金478万元下达给你们."""
_ADJUSTED = expression(
    rf"(?P<clause>[^，,]*调整后(?:(?!调整后)[^，,])*(?:[共合总]计|总额|{_MONEY})){_GAP}"
)
_NOW = expression(r"现|此次|本次|兹|调整后")
_OTHER = expression(
    r"其中|已|此前|前期|累计|历年|上年|上一?年度|去年|往年|结余|结转|收回|扣减|抵扣|缴回|缺口|需求"
    r"|每|均|标准|不超过|不低于|不少于|增加|减少|增长|调增|调减|核减|配套|另|到位|分别|约"
)


class _Figure(Record, frozen=True):
    """An amount of the running text, 万元; `allots` is the clause that says it is allotted now."""

    ref: Ref
    value: Decimal
    allots: str


def _other_amount(notice: Notice, body: Sequence[Paragraph]) -> Iterator[Fault]:
    """The one amount that the text allots against the table's total and rows."""
    whole = whole_of(notice)
    if whole is None or unit_meant(notice) is not None:
        return
    figures = [figure for unit in body for figure in _figures(unit)]
    allotted = [f for f in figures if f.allots]
    if len(allotted) != 1:
        yield from _one_of_several(notice, allotted, whole)
        return
    known = whole.final if "调整后" in allotted[0].allots else whole.stated
    if any(same(allotted[0].value, k) for k in known):
        return
    if any(same(f.value, k) for f in figures for k in (whole.value, *whole.final)):
        yield from _one_of_several(notice, allotted, whole)
        return
    ref, value = allotted[0].ref, allotted[0].value
    if _is_the_sum(notice, value):
        return
    cause = diagnose(value, whole.value)
    yield Fault(
        ref,
        f"正文写 {format_amount(value)} 万元，分配表合计 {format_amount(whole.value)} 万元"
        f"（{whole.ref.where()}），也不是某一单位的数",
        left=value,
        right=whole.value,
        cause=cause.text if cause else None,
        severity=Severity.HINT if cause and cause.kind is DiagnosisKind.ROUNDING else None,
        suggestion=f"核对后改为 {format_amount(whole.value)} 万元；分县通知写本县数",
    )


def _is_the_sum(notice: Notice, value: Decimal) -> bool:
    """Whether the rows add up to an amount, so that the table's total alone is wrong."""
    table = notice.allocation
    column = table.final_column if table is not None else None
    if table is None or column is None or notice.listed_units is not None:
        return False
    added = rows_sum(table, column)
    return added is not None and same(in_wan(table, added), value)


def _one_of_several(notice: Notice, allotted: Sequence[_Figure], whole: Whole) -> Iterator[Fault]:
    """The only one of several allotted amounts that the table has nowhere, by a slip of the total.

    Where the amounts say different things, only what a known slip makes of the total is one.
    """
    odd = [f for f in allotted if not any(same(f.value, k) for k in (*whole.stated, whole.value))]
    cause = diagnose(odd[0].value, whole.value) if len(odd) == 1 else None
    if cause is None or not cause.is_known or _is_the_sum(notice, odd[0].value):
        return
    yield Fault(
        odd[0].ref,
        f"正文写 {format_amount(odd[0].value)} 万元，分配表合计 {format_amount(whole.value)} 万元"
        f"（{whole.ref.where()}）",
        left=odd[0].value,
        right=whole.value,
        cause=cause.text,
        suggestion=f"核对后改为 {format_amount(whole.value)} 万元",
    )


def _figures(unit: Paragraph) -> Iterator[_Figure]:
    """The amounts of a paragraph, outside brackets."""
    text = outside_brackets(unit.text)
    end = 0
    for found in _STATED.finditer(text):
        ref = unit.ref_at(found.start())
        value = wan_of(found.group(1), found.group(2), ref)
        if value is not None:
            sentence = re.split(r"[。；;]", text[: found.start()])[-1]
            since = re.split(r"[。；;]", text[end : found.start()])[-1]
            handed = _OUT.match(text, found.end()) is not None
            yield _Figure(ref, value, _allots(sentence, since, handed))
        end = found.end()


def _allots(sentence: str, since: str, handed: bool) -> str:
    """The clause before an amount that says it is what the notice allots now, else ""."""
    found = _ALLOTTED.search(since) or _ADJUSTED.search(since)
    if found is None and handed:
        found = _HANDED.search(since)
    if found is None or not (_NOW.search(sentence) or _YOU.search(sentence)):
        return ""
    return "" if _OTHER.search(found.group()) else found.group()
