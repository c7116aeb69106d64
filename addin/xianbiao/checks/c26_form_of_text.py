"""C26, C27 and C29: how text is written: blanks, years, sentence patterns."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from xianbiao.checks.paragraphs import HAN, outside_brackets, paragraphs
from xianbiao.checks.registry import Fault, rule
from xianbiao.model.expressions import expression
from xianbiao.model.findings import Repair, Severity
from xianbiao.model.notices import Notice, Part
from xianbiao.model.recipients import squeeze
from xianbiao.model.refs import Text


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
