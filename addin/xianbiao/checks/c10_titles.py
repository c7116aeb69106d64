"""C10–C13: titles, years, batches and numbers of attachments agree with the notice."""

from __future__ import annotations

import re
from collections.abc import Iterator

from xianbiao.checks.registry import Fault, rule
from xianbiao.model.expressions import expression
from xianbiao.model.findings import Repair, Severity
from xianbiao.model.indicators import plain
from xianbiao.model.notices import Attachment, AttachmentEntry, Notice
from xianbiao.model.refs import Text

YEAR = expression(r"(20\d\d)(?!\d)")
_LABEL = expression(r"附\s*件\s*\d*")
_BATCH = expression(r"提前下达|第[一二三四五六七八九十\d]+批|调整|追加|清算|结算")
_REMARK = expression(
    r"[（(][^（()）]*(?:不[下分印]?发|另发|另附|另行|单独|[只仅]发|分发|略|电子版|公开)[^（()）]*[）)]$"
)
"""What a list says of an attachment besides its name: who gets it, and how."""
_FEWEST_TITLES = 3
_FILE_NAME = expression(r"\.(?:xlsx?|docx?|pdf|wps|et)$", re.IGNORECASE)
_ALIKE = 0.5
CLEARLY_ALIKE = 0.8


def entry_of(notice: Notice, attachment: Attachment) -> AttachmentEntry | None:
    """The entry of the list that an attachment answers to: the likest title, else the number.

    Where the list lacks the attachment's own number, only a clearly like title will do.
    """
    if attachment.title is None:
        return _numbered(notice, attachment.number)
    title = plain(attachment.title.text)
    scored = [(likeness(title, plain(e.name.text)), e) for e in notice.entries]
    best = max(scored, key=lambda pair: pair[0], default=None)
    least = CLEARLY_ALIKE if _lacks_number(notice, attachment.number) else _ALIKE
    if best is not None and best[0] >= least:
        return best[1]
    return _numbered(notice, attachment.number)


def likeness(left: str, right: str) -> float:
    """How like two titles are, from 0 to 1."""
    if left == right:
        return 1.0
    from difflib import SequenceMatcher

    return SequenceMatcher(None, left, right, autojunk=False).ratio()


def _lacks_number(notice: Notice, number: int | None) -> bool:
    """Whether the list is numbered and lacks this number, or may lack it where it has gaps."""
    listed = [e.number for e in notice.entries if e.number is not None]
    if number is None:
        return bool(listed) and listed != list(range(1, len(listed) + 1))
    return bool(listed) and number not in listed


def _numbered(notice: Notice, number: int | None) -> AttachmentEntry | None:
    return next((e for e in notice.entries if number is not None and e.number == number), None)


@rule("C10", "附件标题 = 附件说明", Severity.ERROR, "附件说明所列名称与附件上的标题是同一件东西")
def titles_match_list(notice: Notice) -> Iterator[Fault]:
    """The title on each attachment against its name in the list."""
    for attachment in notice.attachments:
        entry = entry_of(notice, attachment)
        if attachment.title is None or entry is None:
            continue
        title, listed = attachment.title.stripped, entry.name.stripped
        bare = _FILE_NAME.sub("", listed)
        if plain(title) not in (plain(bare), plain(_REMARK.sub("", bare))):
            yield Fault(
                attachment.title.ref,
                f"附件标题“{title}”与附件说明“{listed}”（{entry.name.ref.where()}）不一致",
                left=title,
                right=listed,
                suggestion="核对后统一；附件说明无误则改标题",
            )


@rule("C11", "表题年度 = 预算年度", Severity.ERROR, "套用旧表最常忘改的就是年度")
def years_match(notice: Notice) -> Iterator[Fault]:
    """The year in attachment titles and form subtitles against the budget year.

    So is that of a list that names an attachment of another year alone, which is a hint.
    """
    year = notice.budget_year
    if year is None:
        yield from _odd_years(notice)
        return
    yield from _listed_years(notice, year)
    texts: list[Text] = [a.title for a in notice.attachments if a.title is not None]
    texts += [f.subtitle for f in notice.forms if f.subtitle is not None]
    for text in texts:
        found = YEAR.search(plain(text.text))
        if found and int(found.group(1)) != year:
            yield Fault(
                text.ref,
                f"“{text.stripped}”写 {found.group(1)} 年，本通知的预算年度是 {year} 年",
                left=found.group(1),
                right=str(year),
                suggestion=f"改为 {year} 年",
            )


def _odd_years(notice: Notice) -> Iterator[Fault]:
    """Tables without a letter: the title whose year is not that of the others."""
    labelled = [a.title for a in notice.attachments if a.title is not None and a.label is not None]
    titles = {t.ref: t for t in (r.title for r in notice.readings) if t is not None}
    titles |= {t.ref: t for t in labelled}
    dated = [(t, found[1]) for t in titles.values() if (found := YEAR.search(plain(t.text)))]
    years = [year for _, year in dated]
    if len(dated) < _FEWEST_TITLES and len(dated) > len(labelled):
        return
    usual = max(dict.fromkeys(years), key=years.count, default="")
    odd = [(t, year) for t, year in dated if year != usual]
    if not odd or len(odd) * 2 > len(dated):
        return
    for title, year in odd:
        yield Fault(
            title.ref,
            f"“{title.stripped}”写 {year} 年，其余 {years.count(usual)} 张表写 {usual} 年",
            left=year,
            right=usual,
            severity=Severity.HINT,
            suggestion="核对年度；确是往年的表可不改",
        )


def _listed_years(notice: Notice, year: int) -> Iterator[Fault]:
    """Entries of the list without their attachment whose years are all other ones."""
    for entry in notice.entries:
        years = [int(y) for y in YEAR.findall(plain(entry.name.text))]
        if (
            not years
            or year in years
            or any(entry is entry_of(notice, a) for a in notice.attachments)
        ):
            continue
        shown = "、".join(map(str, years))
        yield Fault(
            entry.name.ref,
            f"附件说明“{entry.name.stripped}”写 {shown} 年，本通知的预算年度是 {year} 年",
            left=shown,
            right=str(year),
            severity=Severity.HINT,
            suggestion=f"核对附件的年度，应为 {year} 年的改正",
        )


@rule("C12", "批次与发文标题一致", Severity.ERROR, "提前下达、第几批、调整是不同的资金，不能混写")
def batches_match(notice: Notice) -> Iterator[Fault]:
    """The batch words in attachment titles against those in the notice's title."""
    if notice.title is None:
        return
    own = set(_BATCH.findall(plain(notice.title.text)))
    for attachment in notice.attachments:
        if attachment.title is None:
            continue
        written = set(_BATCH.findall(plain(attachment.title.text)))
        if not written or written & own:
            continue
        printed = "、".join(sorted(written))
        expected = "、".join(sorted(own)) if own else "（标题未写批次）"
        yield Fault(
            attachment.title.ref,
            f"附件标题写“{printed}”，发文标题是“{expected}”（{notice.title.ref.where()}）",
            left=printed,
            right=expected,
            severity=Severity.ERROR if own else Severity.HINT,
            suggestion="按发文标题改附件标题的批次",
        )


@rule(
    "C13", "附件序号连续并与附件说明对应", Severity.ERROR, "收文单位按序号找附件，缺号错号就找不到"
)
def labels_match(notice: Notice) -> Iterator[Fault]:
    """The label 附件N on each attachment against its number in the list."""
    numbered = [e for e in notice.entries if e.number is not None]
    if not numbered:
        yield from _gaps(notice)
        return
    yield from _list_gaps(numbered)
    previous: AttachmentEntry | None = None
    for attachment in notice.attachments:
        entry = entry_of(notice, attachment)
        if entry is None or entry.number is None:
            continue
        fault = _label_fault(attachment, entry, continued=entry is previous)
        if fault is not None:
            yield fault
        previous = entry
    answered = {id(entry_of(notice, a)) for a in notice.attachments}
    if notice.attachments:
        for entry in numbered:
            if id(entry) not in answered:
                yield Fault(
                    entry.name.ref,
                    f"附件说明第 {entry.number} 项“{entry.name.stripped}”没有找到对应的附件",
                    severity=Severity.HINT,
                    suggestion="补上附件，或从附件说明中删去",
                )


def _list_gaps(entries: list[AttachmentEntry]) -> Iterator[Fault]:
    """Where the numbers of the list jump or stand twice."""
    before = 0
    for entry in entries:
        number = entry.number or 0
        if number != before + 1:
            last = f"第 {before} 项之后" if before else "开头"
            yield Fault(
                entry.name.ref,
                f"附件说明序号不连续：{last}应为第 {before + 1} 项，写的是第 {number} 项",
                left=str(number),
                right=str(before + 1),
                suggestion="补上缺的一项，或改序号",
            )
        before = number


def _label_fault(attachment: Attachment, entry: AttachmentEntry, continued: bool) -> Fault | None:
    expected = f"附件{entry.number}"
    at = f"附件说明第 {entry.number} 项（{entry.name.ref.where()}）"
    if attachment.label is None:
        if continued:
            return None
        return Fault(
            attachment.ref,
            f"表前没有附件标识，按{at}应为“{expected}”",
            right=expected,
            suggestion=f"在标题上方写“{expected}”",
        )
    if attachment.number == entry.number:
        return None
    printed = attachment.label.stripped
    mark = _LABEL.match(printed)
    what = "没有序号" if attachment.number is None else "序号不对"
    return Fault(
        attachment.label.ref,
        f"附件标识“{printed}”{what}，按{at}应为“{expected}”",
        left=printed,
        right=expected,
        suggestion=f"改为“{expected}”",
        repair=Repair(attachment.label.ref, expected, mark[0]) if mark else None,
    )


def _gaps(notice: Notice) -> Iterator[Fault]:
    expected = next((a.number for a in notice.attachments if a.number is not None), 1)
    seen: dict[int, Attachment] = {}
    for attachment in notice.attachments:
        number = attachment.number
        if number is not None and attachment.label is not None and attachment.title is not None:
            earlier = seen.setdefault(number, attachment)
            if earlier is not attachment and earlier.label is not None:
                yield _same_label(earlier.label, attachment.label)
        if number is None or attachment.label is None or number in (expected - 1, expected):
            expected = max(expected, (number or 0) + 1)
            continue
        yield Fault(
            attachment.label.ref,
            f"附件序号不连续：“{attachment.label.stripped}”之前应有附件{expected}",
            left=attachment.label.stripped,
            right=f"附件{expected}",
            suggestion="补上缺的附件，或改序号",
        )
        expected = number + 1


def _same_label(earlier: Text, later: Text) -> Fault:
    return Fault(
        later.ref,
        f"“{later.stripped}”写了两次，前面一次在{earlier.ref.where()}",
        left=later.stripped,
        severity=Severity.HINT,
        suggestion="核对附件序号；同一附件的几张表只在第一张前写",
    )
