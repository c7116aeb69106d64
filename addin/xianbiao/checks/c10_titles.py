"""C10–C12: titles, years and batches of attachments agree with the notice."""

from __future__ import annotations

import re
from collections.abc import Iterator

from xianbiao.checks.registry import Fault, rule
from xianbiao.model.expressions import expression
from xianbiao.model.findings import Severity
from xianbiao.model.indicators import plain
from xianbiao.model.notices import Attachment, AttachmentEntry, Notice
from xianbiao.model.refs import Text

YEAR = expression(r"(20\d\d)(?!\d)")
_BATCH = expression(r"提前下达|第[一二三四五六七八九十\d]+批|调整|追加|清算|结算")
_REMARK = expression(
    r"[（(][^（()）]*(?:不[下分印]?发|另发|另附|另行|单独|[只仅]发|分发|略|电子版|公开)[^（()）]*[）)]$"
)
"""What a list says of an attachment besides its name: who gets it, and how."""
_STOPS = "。.；;，,"
"""What must not follow a name in the list; told once, at the list."""
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
    lacks = _lacks_number(notice, attachment.number)
    least = CLEARLY_ALIKE if lacks else _ALIKE
    if lacks and best is not None and best[0] < 1 and _is_taken(notice, best[1]):
        return None
    if best is not None and best[0] >= least:
        return best[1]
    return _numbered(notice, attachment.number)


def told_by_superior(notice: Notice) -> bool:
    """Whether the title is nearly that of the superior's document, so that C14 compares years."""
    if notice.title is None or notice.superior is None:
        return False
    own, upper = subject(notice.title.text), subject(notice.superior.title)
    return likeness(YEAR.sub("", own), YEAR.sub("", upper)) >= CLEARLY_ALIKE


def subject(title: str) -> str:
    """What a title is about, without the offices that stand before 关于."""
    flat = plain(title)
    before, about, rest = flat.partition("关于")
    return about + rest if about and "《" not in before else flat


def likeness(left: str, right: str) -> float:
    """How like two titles are, from 0 to 1."""
    if left == right:
        return 1.0
    from difflib import SequenceMatcher

    return SequenceMatcher(None, left, right, autojunk=False).ratio()


def _is_taken(notice: Notice, entry: AttachmentEntry) -> bool:
    """Whether an attachment bears just the title of an entry, which then is no other one's."""
    titles = (a.title for a in notice.attachments if a.title is not None)
    return any(plain(t.text) == plain(entry.name.text) for t in titles)


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
    yield from _stops(notice)
    for attachment in notice.attachments:
        entry = entry_of(notice, attachment)
        if attachment.title is None or entry is None:
            continue
        title, listed = attachment.title.stripped, entry.name.stripped
        bare = _FILE_NAME.sub("", listed.rstrip(_STOPS))
        names = (plain(bare), plain(_REMARK.sub("", bare)))
        if plain(title) not in names and not _is_told_by_year(notice, plain(title), names):
            yield Fault(
                attachment.title.ref,
                f"附件标题“{title}”与附件说明“{listed}”（{entry.name.ref.where()}）不一致",
                left=title,
                right=listed,
                suggestion="核对后统一；附件说明无误则改标题",
            )


def _is_told_by_year(notice: Notice, title: str, names: tuple[str, str]) -> bool:
    """Whether a title differs from its name in the list by another year than the budget's alone."""
    years = set(YEAR.findall(title))
    if notice.budget_year is None or not years or str(notice.budget_year) in years:
        return False
    return YEAR.sub("", title) in {YEAR.sub("", name) for name in names}


def _stops(notice: Notice) -> Iterator[Fault]:
    """The first name of the list with a full stop behind it."""
    for entry in notice.entries:
        name = entry.name.stripped
        if name.endswith(("。", "．")):
            yield Fault(
                entry.name.ref,
                f"附件说明“{name}”后面不用标点",
                left=name,
                right=name.rstrip(_STOPS),
                severity=Severity.HINT,
                suggestion="删去末尾的标点",
            )
            return


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
    if notice.title is not None and not told_by_superior(notice):
        own = YEAR.findall(plain(notice.title.text))
        if own and str(year) not in own:
            yield Fault(
                notice.title.ref,
                f"标题写 {own[0]} 年，附件说明和上级文件题名都写 {year} 年",
                left=own[0],
                right=str(year),
                suggestion=f"核对后改为 {year} 年",
            )
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
    yield from _superior_batch(notice, own)
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


def _superior_batch(notice: Notice, own: set[str]) -> Iterator[Fault]:
    """Words for the kind of hand-out that stand in one of two titles which are otherwise alike.

    Numbered batches are each level's own.
    """
    if notice.title is None or notice.superior is None or not told_by_superior(notice):
        return
    upper = set(_BATCH.findall(plain(notice.superior.title)))
    mine, theirs = ({w for w in words if not w.startswith("第")} for words in (own, upper))
    if notice.other_superiors or mine == theirs:
        return
    written, expected = ("、".join(sorted(w)) or "（没有）" for w in (mine, theirs))
    yield Fault(
        notice.title.ref,
        f"标题的批次词是“{written}”，上级文件题名（{notice.superior.ref.where()}）是“{expected}”",
        left=written,
        right=expected,
        severity=Severity.HINT,
        suggestion="核对是不是同一次下达",
    )
