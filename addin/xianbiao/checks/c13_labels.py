"""C13: the numbers of attachments run on, and are those of the list."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from xianbiao.checks.c10_titles import entry_of
from xianbiao.checks.registry import Fault, rule
from xianbiao.model.expressions import expression
from xianbiao.model.findings import Repair, Severity
from xianbiao.model.notices import Attachment, AttachmentEntry, Notice
from xianbiao.model.refs import Text

_LABEL = expression(r"附\s*件\s*\d*")


@rule(
    "C13", "附件序号连续并与附件说明对应", Severity.ERROR, "收文单位按序号找附件，缺号错号就找不到"
)
def labels_match(notice: Notice) -> Iterator[Fault]:
    """The label 附件N on each attachment against its number in the list."""
    numbered = [e for e in notice.entries if e.number is not None]
    if not numbered:
        yield from _gaps(notice)
        yield from _only_one(notice)
        return
    yield from _list_gaps(numbered)
    yield from _unlisted(notice, numbered)
    places = {id(entry): place for place, entry in enumerate(numbered, 1)}
    previous: AttachmentEntry | None = None
    for attachment in notice.attachments:
        entry = entry_of(notice, attachment)
        if entry is None or entry.number is None:
            continue
        fault = _label_fault(attachment, entry, continued=entry is previous)
        is_listed_wrong = attachment.number == places[id(entry)] != entry.number
        if fault is not None and not is_listed_wrong:
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


def _unlisted(notice: Notice, listed: Sequence[AttachmentEntry]) -> Iterator[Fault]:
    """Attachments whose number and title the list does not have, each number once."""
    said = {entry.number for entry in listed}
    for attachment in notice.attachments:
        number, label = attachment.number, attachment.label
        if number is None or label is None or number in said:
            continue
        said.add(number)
        if entry_of(notice, attachment) is None and not _has_gap(listed):
            name = f"“{attachment.title.stripped}”" if attachment.title is not None else ""
            yield Fault(
                label.ref,
                f"附件{number}{name}不在附件说明里（附件说明只有 {len(listed)} 项）",
                left=label.stripped,
                suggestion="在附件说明里补列，或改附件标识",
            )


def _has_gap(listed: Sequence[AttachmentEntry]) -> bool:
    return [entry.number for entry in listed] != list(range(1, len(listed) + 1))


def _list_gaps(entries: list[AttachmentEntry]) -> Iterator[Fault]:
    """Where the numbers of the list jump or stand twice."""
    odd = [entry for place, entry in enumerate(entries, 1) if entry.number != place]
    before = 0
    for place, entry in enumerate(entries, 1):
        number = entry.number or 0
        before = place - 1 if len(odd) == 1 else before
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


def _only_one(notice: Notice) -> Iterator[Fault]:
    """The one attachment that the list names without a number: its label bears none either."""
    if len(notice.entries) != 1 or len(notice.attachments) != 1:
        return
    only = notice.attachments[0]
    if only.label is None:
        yield Fault(
            only.ref,
            "表前没有附件标识，附件说明列有这个附件",
            right="附件",
            severity=Severity.HINT,
            suggestion="在标题上方写“附件”",
        )
    elif only.number is not None and only.number > 1:
        yield Fault(
            only.label.ref,
            f"附件说明只有一个附件，标识却写“{only.label.stripped}”",
            left=only.label.stripped,
            right="附件",
            suggestion="改为“附件”，或在附件说明里补列别的附件",
        )


def _same_label(earlier: Text, later: Text) -> Fault:
    return Fault(
        later.ref,
        f"“{later.stripped}”写了两次，前面一次在{earlier.ref.where()}",
        left=later.stripped,
        severity=Severity.HINT,
        suggestion="核对附件序号；同一附件的几张表只在第一张前写",
    )
