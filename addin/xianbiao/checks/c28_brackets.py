"""C28: document numbers with their brackets and year, titles within titles, marks in pairs."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from xianbiao.checks.paragraphs import HAN, Paragraph, paragraphs
from xianbiao.checks.registry import Fault, rule
from xianbiao.model.document_numbers import CLOSING, OPENING, is_document_number
from xianbiao.model.expressions import expression
from xianbiao.model.findings import Repair, Severity
from xianbiao.model.notices import Notice
from xianbiao.model.records import replace
from xianbiao.model.refs import Ref

_OPEN, _CLOSE = f"[{OPENING}]", f"[{CLOSING}]"
_SQUARE, _UNSQUARE = r"[〔\[【［﹝]", r"[〕\]】］﹞]"
_NUMBER = expression(rf"({HAN}{{0,14}})\s*({_OPEN})\s*(20\d\d)\s*({_CLOSE})\s*(第?)\s*(\d+)\s*号")
_BROKEN = (
    expression(rf"({HAN}{{2,14}}){_OPEN}(20\d\d)年{_CLOSE}\s*第?(\d+)号()"),
    expression(rf"({HAN}{{2,14}}){_SQUARE}\s*(20\d\d)\s*{_UNSQUARE}\s*(\d+)(?=[）)》，。；,;])()"),
    expression(rf"({HAN}{{2,14}}(?<![年月日第]))(20\d\d){_UNSQUARE}\s*(\d+)号()"),
    expression(rf"({HAN}{{2,14}}){_SQUARE}\s*(20\d\d)(\s)*(?=\d+\s*号)(\d+)\s*号"),
    expression(
        rf"(?<=》[（(])({HAN}{{2,14}}(?<![年月日第]))(20\d\d)\s*(\d{{1,4}})(?=号?\s*[）)，,；;])号?()"
    ),
)
"""Numbers with 年 in the brackets, without 号, and without one of the brackets or both."""
_ODD_YEAR = expression(rf"{HAN}{{2,14}}{_SQUARE}\s*(?:\d{{1,3}}|\d{{5,}})\s*{_UNSQUARE}\s*\d+号")
_OFFICIAL = expression(r"〔20\d\d〕[1-9]\d*号")
_ANGLE = expression(rf"<[^<>]*{HAN}[^<>]*>")
_NESTED = expression(r"《[^《》]*(《[^《》]*》)")
_YEAR = expression(rf"{_OPEN}\s*(20\d\d)")
_CITED = expression(
    rf"《([^《》]{{4,80}})》\s*[（(]\s*({HAN}{{2,14}})[〔\[［【(（](20\d\d)[〕\]］】)）]\s*第?(\d{{1,5}})号"
)
"""A title with the number of its document in brackets behind it."""
_PLAIN_YEAR = expression(r"20\d\d")
_PRINTED_YEAR = expression(r"20\d\d(?=\s*年)")
_PAIRS = {"“": "”", "《": "》", "（": "）"}
_FOLD = str.maketrans("()", "（）")
_COUNTED = expression(r"(?:^|(?<=[。；;：:，、\s]))[\d一二三四五六七八九十]{1,3}）")
"""1） and 一） count items: they close nothing."""


@rule("C28", "文号、引文括号", Severity.HINT, "文号的年份用六角括号，书名号里再引书名用单书名号")
def brackets_are_official(notice: Notice) -> Iterator[Fault]:
    """Document numbers without 〔〕 or of another year, titles in titles, marks without partner."""
    seen: set[Ref] = set()
    body = paragraphs(notice.body)
    units = [Paragraph(p.text.text, (0,), (p.text.ref,)) for p in notice.passages]
    for unit in [*body, *units]:
        for at, left, right in _bracket_faults(unit.text):
            ref = unit.ref_at(at)
            line = replace(ref, column=None)
            if line not in seen:
                seen.add(line)
                cited = left.endswith("号") or left[-1].isdigit()
                is_whole = not cited or _NUMBER.fullmatch(left) is not None
                message = f"“{left}”的括号不规范" if is_whole else f"文号“{left}”写得不对"
                repair = Repair(ref, right, left)
                advice = f"改为“{right}”"
                yield Fault(ref, message, left=left, right=right, suggestion=advice, repair=repair)
    yield from _odd_years(body)
    yield from _old_numbers(body)
    yield from _later_numbers(notice, body)
    yield from _lone_marks(notice, body)
    yield from _own_number(notice)


def _own_number(notice: Notice) -> Iterator[Fault]:
    """The notice's own number where it cannot be read, or is of another year than the date."""
    number = notice.number
    if number is not None and not is_document_number(number.text):
        yield Fault(
            number.ref,
            f"没有认出文号：“{number.stripped}”照原文保留",
            left=number.stripped,
            suggestion="一份文件一个文号，写作 机关代字〔年份〕序号号",
        )
    found = _YEAR.search(number.text) if number is not None else None
    if number is not None and notice.date and found and int(found[1]) != notice.date.year:
        printed = _PRINTED_YEAR.search(notice.printed_date.text) if notice.printed_date else None
        is_date = printed is not None and printed[0] == found[1]
        is_date = is_date or _cites_a_later_year(notice)
        yield Fault(
            notice.date_text.ref if is_date and notice.date_text is not None else number.ref,
            f"文号“{number.stripped}”是 {found[1]} 年的，本文成文于 {notice.date.year} 年",
            left=found[1],
            right=str(notice.date.year),
            suggestion="核对文号的年份和成文日期",
        )


def _cites_a_later_year(notice: Notice) -> bool:
    """Whether the notice rests on a document numbered after its own date: the date is the slip."""
    cited = notice.superior.number if notice.superior is not None else None
    found = _PLAIN_YEAR.search(cited) if cited is not None else None
    return found is not None and notice.date is not None and int(found[0]) > notice.date.year


def _lone_marks(notice: Notice, body: Sequence[Paragraph]) -> Iterator[Fault]:
    """Quotes, brackets and title marks that lack their partner, the first one of a paragraph."""
    texts = [
        notice.title,
        *(e.name for e in notice.entries),
        *(a.title for a in notice.attachments),
    ]
    units = [Paragraph(t.text, (0,), (t.ref,)) for t in texts if t is not None]
    for unit in [*body, *units]:
        at = _first_lone(unit.text)
        if at is not None:
            shown = unit.text[max(0, at - 8) : at + 9].strip()
            yield Fault(
                unit.ref_at(at),
                f"{unit.text[at]} 不成对：…{shown}…",
                left=unit.text[at],
                suggestion="补上另一半，或删去多余的一半",
            )


def _first_lone(text: str) -> int | None:
    """Where the first mark stands that is not closed or not opened; None where all are paired."""
    folded = text.translate(_FOLD)
    counted = {found.end() - 1 for found in _COUNTED.finditer(folded)}
    lone: list[int] = []
    for opening, closing in _PAIRS.items():
        opened: list[int] = []
        for at, char in enumerate(folded):
            if char == opening:
                opened.append(at)
            elif char == closing and opened:
                opened.pop()
            elif char == closing and at not in counted:
                lone.append(at)
        lone += opened
    return min(lone, default=None)


def _odd_years(body: Sequence[Paragraph]) -> Iterator[Fault]:
    """Cited numbers whose year has not four digits: which year is meant cannot be told."""
    for unit in body:
        for found in _ODD_YEAR.finditer(unit.text):
            yield Fault(
                unit.ref_at(found.start()),
                f"“{found.group()}”的年份不是四位数字",
                left=found.group(),
                suggestion="查所引文件，写全年份",
            )


def _old_numbers(body: Sequence[Paragraph]) -> Iterator[Fault]:
    """Cited documents numbered years before the year that their own title names."""
    for unit in body:
        for found in _CITED.finditer(unit.text):
            years = {int(y) for y in _PLAIN_YEAR.findall(found[1])}
            if len(years) == 1 and int(found[3]) < min(years) - 1:
                shown, year = f"{found[2]}〔{found[3]}〕{found[4]}号", min(years)
                yield Fault(
                    unit.ref_at(found.start(2)),
                    f"所引“{shown}”是 {found[3]} 年的文号，题名写的是 {year} 年",
                    left=found[3],
                    right=str(year),
                    suggestion="核对所引文件的文号和题名",
                )


def _later_numbers(notice: Notice, body: Sequence[Paragraph]) -> Iterator[Fault]:
    """Documents that the text cites and that are numbered in a year after the notice's own.

    Where the notice's own number is of that year too, its date is told to be wrong instead.
    """
    if notice.date is None:
        return
    dated = notice.date.year
    year = _YEAR.search(notice.number.text) if notice.number is not None else None
    own = year[1] if year is not None else ""
    for unit in body:
        for found in _NUMBER.finditer(unit.text):
            if int(found[3]) > dated and found[3] != own:
                shown = found.group().strip()
                yield Fault(
                    unit.ref_at(found.start()),
                    f"所引“{shown}”是 {found[3]} 年的文号，本文成文于 {dated} 年",
                    left=found[3],
                    right=f"{dated} 年或以前",
                    suggestion="核对所引文号的年份和成文日期",
                )


def _bracket_faults(text: str) -> Iterator[tuple[int, str, str]]:
    rest = _OFFICIAL.sub("", text)
    if "号" in rest and "20" in rest:
        yield from _number_faults(text)
    for pattern in _BROKEN if "20" in rest else ():
        for found in pattern.finditer(rest):
            number = (found[3] or "").strip() or found[4]
            yield text.find(found.group()), found.group(), f"{found[1]}〔{found[2]}〕{number}号"
    for found in _ANGLE.finditer(text) if "<" in text else ():
        yield found.start(), found.group(), f"〈{found.group()[1:-1]}〉"
    for found in _NESTED.finditer(text) if "《" in text else ():
        yield found.start(1), found.group(1), f"〈{found.group(1)[1:-1]}〉"


def _number_faults(text: str) -> Iterator[tuple[int, str, str]]:
    for found in _NUMBER.finditer(text):
        agency, opening, year, closing, ordinal, number = found.groups()
        official = (opening, closing, ordinal) == ("〔", "〕", "") and number == number.lstrip("0")
        if not official:
            right = f"{agency}〔{year}〕{number.lstrip('0') or '0'}号"
            yield found.start(2), found.group().strip(), right
