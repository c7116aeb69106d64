"""C26–C29: how text is written: blanks, years, brackets, sentence patterns."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from xianbiao.checks.paragraphs import HAN, Paragraph, outside_brackets, paragraphs
from xianbiao.checks.registry import Fault, rule
from xianbiao.model.document_numbers import is_document_number
from xianbiao.model.expressions import expression
from xianbiao.model.findings import Repair, Severity
from xianbiao.model.notices import Notice, Part
from xianbiao.model.recipients import squeeze
from xianbiao.model.refs import Ref, Text


def attachment_titles(notice: Notice) -> list[Text]:
    """The titles above the attachments, in order."""
    return notice.texts(Part.ATTACHMENT_TITLE)


_OFFICE = ("局", "厅", "部", "委", "委员会", "办公室", "政府")
_UNIT = ("单位", "金额单位")
_BLANK = expression(rf"(?<={HAN})[ \t\u3000\xa0]+(?={HAN})")


@rule("C26", "标题内空格", Severity.ERROR, "标题里的空格使题名与附件说明、依据文件对不上")
def no_blank_in_titles(notice: Notice) -> Iterator[Fault]:
    """Blanks between two characters of a title; a title spaced out as a whole is a layout."""
    names = {r.name for r in notice.recipients} | set(notice.area.names if notice.area else ())
    for title in [*([notice.title] if notice.title else []), *attachment_titles(notice)]:
        text = title.stripped
        pieces = [p for p in re.split(r"\s+", text) if p]
        if len(pieces) < 2 or max(map(len, pieces)) <= 2:
            continue
        for found in _BLANK.finditer(text):
            left, right = text[: found.start()], text[found.end() :]
            is_issuer = left.endswith(_OFFICE) and "关于" not in left
            if squeeze(left) in names or is_issuer or right.startswith(_UNIT):
                continue
            shown = f"{left[-6:]}{found.group()}{right[:6]}"
            yield Fault(
                title.ref,
                f"标题“{shown}”中有空格",
                left=text,
                right=_BLANK.sub("", text),
                suggestion="删去空格",
                repair=Repair(title.ref, _BLANK.sub("", text)),
            )
            break


_BARE_YEAR = expression(
    rf"(?<![\d.〔(（\[第])(20\d\d)[ \u3000\xa0]?(?={HAN})"
    r"(?![ \u3000\xa0]?(?:年|号|[万亿]|元|个|人|户|名|项|级|类|件|多|余|份|所|家|张|只|台|套|亩"
    r"|公|平|立|吨|米|次|天|日|月|至|到|及|和|与))"
)


_NO_WORD = expression(r"20\d\d(?!年)")
"""What every year that lacks its word looks like; most texts hold none."""


@rule("C27", "年份缺“年”字", Severity.HINT, "年份后面没有“年”字，题名不完整，也与附件说明不一致")
def years_have_their_word(notice: Notice) -> Iterator[Fault]:
    """A year that runs straight into the next word, in lists, titles and table headers."""
    headers = [cell for t in notice.tables for row in t.header for cell in row]
    titles = [notice.title] if notice.title else []
    for text in [*titles, *(e.name for e in notice.entries), *attachment_titles(notice), *headers]:
        if _NO_WORD.search(text.text) and (found := _BARE_YEAR.search(text.text)):
            year = found.group(1)
            shown = text.text[found.start() : found.end() + 6]
            message = f"“{shown}…”的年份缺“年”字"
            yield Fault(
                text.ref,
                message,
                left=year,
                right=f"{year}年",
                suggestion=f"改为“{year}年”",
                repair=Repair(text.ref, f"{year}年", found.group()),
            )


_NUMBER = expression(
    rf"({HAN}{{0,14}})([〔（(\[【［])\s*(20\d\d)\s*([〕）)\]】］])\s*(第?)\s*(\d+)\s*号"
)
_BROKEN = (
    expression(rf"({HAN}{{2,14}})[〔（(\[【［](20\d\d)年[〕）)\]】］]\s*第?(\d+)号()"),
    expression(rf"({HAN}{{2,14}})[〔\[【［]\s*(20\d\d)\s*[〕\]】］]\s*(\d+)(?=[）)》，。；,;])()"),
    expression(rf"({HAN}{{2,14}}(?<![年月日第]))(20\d\d)[〕\]】］]\s*(\d+)号()"),
    expression(rf"({HAN}{{2,14}})[〔\[【［]\s*(20\d\d)(\s)*(?=\d+号)(\d+)号"),
)
"""Numbers with 年 in the brackets, without 号, and without one of the brackets."""
_ODD_YEAR = expression(rf"{HAN}{{2,14}}[〔\[【［]\s*(?:\d{{1,3}}|\d{{5,}})\s*[〕\]】］]\s*\d+号")
_OFFICIAL = expression(r"〔20\d\d〕[1-9]\d*号")
_ANGLE = expression(rf"<[^<>]*{HAN}[^<>]*>")
_NESTED = expression(r"《[^《》]*(《[^《》]*》)")


@rule("C28", "文号、引文括号", Severity.HINT, "文号的年份用六角括号，书名号里再引书名用单书名号")
def brackets_are_official(notice: Notice) -> Iterator[Fault]:
    """Document numbers without 〔〕 or of a later year; `<…>` or a second 《》 inside a title."""
    seen: set[Ref] = set()
    body = paragraphs(notice.body)
    units = [Paragraph(p.text.text, (0,), (p.text.ref,)) for p in notice.passages]
    for unit in [*body, *units]:
        for at, left, right in _bracket_faults(unit.text):
            ref = unit.ref_at(at)
            line = Ref(ref.file, ref.sheet, ref.cell, ref.line)
            if line not in seen:
                seen.add(line)
                cited = left.endswith("号") or left[-1].isdigit()
                is_whole = not cited or _NUMBER.fullmatch(left) is not None
                message = f"“{left}”的括号不规范" if is_whole else f"文号“{left}”写得不对"
                repair = Repair(ref, right, left)
                advice = f"改为“{right}”"
                yield Fault(ref, message, left=left, right=right, suggestion=advice, repair=repair)
    yield from _odd_years(body)
    yield from _later_numbers(notice, body)
    number = notice.number
    if number is not None and not is_document_number(number.text):
        yield Fault(
            number.ref,
            f"没有认出文号：“{number.stripped}”照原文保留",
            left=number.stripped,
            suggestion="一份文件一个文号，写作 机关代字〔年份〕序号号",
        )


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


def _later_numbers(notice: Notice, body: Sequence[Paragraph]) -> Iterator[Fault]:
    """Documents that the text cites and that are numbered in a year after the notice's own."""
    if notice.date is None:
        return
    dated = notice.date.year
    for unit in body:
        for found in _NUMBER.finditer(unit.text):
            if int(found[3]) > dated:
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


_PURPOSE = expression(r"(为[^。！？]{4,120}。)\s*(根据|按照|依据|依照|经|现|特)")
_STATES = expression(r"[，,]\s*(?:现|特|决定|制定|印发|下达)")
_USES = expression(r"(?<!不得)(?<!不能)(?<!严禁)(?<!不可)用于([^，。；,;]*)")
_JOINTS = expression(r"、|以及|和|与|及")
_EXPENSE = expression(
    r"(?:救助|供养|保障|支出|补助|补贴|津贴|经费|费用?|低保|帮扶|服务|工作|项目|保险|医疗|教育)$"
)
_GOVERNS = expression(
    r"(?:救助|保障|资助|补助|补贴|帮助|帮扶|扶持|支持|慰问|安置|照料|抚养|关爱|奖励|培训|发放|支付"
    r"|开展|解决|改善|提高|落实|做好|向|给|对|为)"
)


@rule("C29", "句式", Severity.HINT, "句子不完整会改变资金用途，句号误用割断目的与依据")
def sentences_are_whole(notice: Notice) -> Iterator[Fault]:
    """A purpose cut off from its basis by a full stop; a list of uses that ends in persons."""
    body = paragraphs(notice.body)
    for unit in body[:1]:
        found = _PURPOSE.match(unit.text)
        if found and not _STATES.search(found.group(1)):
            yield Fault(
                unit.ref_at(0),
                f"首句“…{found.group(1)[-8:]}{found.group(2)}…”用了句号，目的与依据应为一句",
                left=f"{found.group(1)[-8:]}{found.group(2)}",
                right=f"{found.group(1)[-8:-1]}，{found.group(2)}",
                suggestion="句号改为逗号",
            )
    nouns = notice.fund.beneficiaries if notice.fund else ()
    purposes = notice.fund.purposes if notice.fund else ""
    for unit in body:
        for use in _USES.finditer(outside_brackets(unit.text)):
            if last := _bare_beneficiary(use.group(1), nouns):
                yield Fault(
                    unit.ref_at(use.end() - 1),
                    f"“用于”的列举以“{last}”结尾，缺少支出名称，句子不完整",
                    left=last,
                    severity=Severity.ERROR,
                    suggestion=f"补上支出名称；资金用途为：{purposes}",
                )


def _bare_beneficiary(listing: str, nouns: Sequence[str]) -> str | None:
    """The last item of a list of uses, when it names persons and the others name expenses."""
    items = [squeeze(i) for i in _JOINTS.split(listing) if squeeze(i)]
    if len(items) < 2 or any(_GOVERNS.match(i) for i in items):
        return None
    last = items[-1].removesuffix("等")
    if (
        "等" not in last
        and last.endswith(tuple(nouns))
        and any(_EXPENSE.search(i) for i in items[:-1])
    ):
        return last
    return None
