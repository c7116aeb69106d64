"""C80 and C83: under which name a notice is issued, and who of the issuers gets a copy."""

from __future__ import annotations

import re
from collections.abc import Iterator

from xianbiao.checks.paragraphs import BRACKETED
from xianbiao.checks.registry import Fault, rule
from xianbiao.model.expressions import expression
from xianbiao.model.findings import Severity
from xianbiao.model.notices import Notice
from xianbiao.model.recipients import squeeze
from xianbiao.model.refs import Text

_SECTION = expression(r"(?:本|我)局|[\u4e00-\u9fff]{2,8}[科处股]")
_TREASURY = expression(r"国库|支付中心|支付局")
_OFFICE = expression(r"(?<=[局厅部委会])(?:办公室|秘书科|综合科)$")
_ORGAN = ("局", "厅", "部", "委", "会", "办公室", "政府")


@rule("C80", "抄送", Severity.HINT, "联合发文的“本局”指代不清，国库机构收不到就无法拨款")
def copies_are_clear(notice: Notice) -> Iterator[Fault]:
    """A joint document that says 本局, and copies to sections that leave out the treasury."""
    copies = notice.copies
    if copies is None:
        return
    text = squeeze(copies.stripped)
    issuers = notice.issuers if len(notice.issuers) > 1 else notice.signatures
    names = list(dict.fromkeys(squeeze(t.stripped) for t in issuers))
    notes, advice = [], []
    if len(names) > 1 and (own := re.search(r"(?:本|我)[局厅委部]", text)):
        notes.append(f"{len(names)}个机关联合发文，“{own.group()}”指代不清")
        advice.append("写明是哪个机关")
    if notice.tables and _SECTION.search(text) and not _TREASURY.search(text):
        notes.append("没有国库科（处、股）")
        advice.append("补上国库机构")
    if notes:
        yield Fault(
            copies.ref,
            f"{copies.stripped.rstrip('。')}：{'；'.join(notes)}",
            left=copies.stripped,
            suggestion="；".join(advice),
        )


@rule("C83", "发文机关名称", Severity.HINT, "版头、署名、印发机关应当用同一个名称")
def issuers_keep_their_name(notice: Notice) -> Iterator[Fault]:
    """Signatures and the printing line that use another name than the letterhead."""
    head = notice.issuers or notice.signatures
    if not head:
        return
    shown = "、".join(t.stripped for t in head)
    printed = [notice.printed_by] if notice.printed_by else []
    signed = notice.signatures if notice.issuers else []
    for text, what in [*((t, "署名") for t in signed), *((t, "印发机关") for t in printed)]:
        pieces = BRACKETED.sub("", text.stripped).split()
        together = not all(piece.endswith(_ORGAN) for piece in pieces)
        names = ["".join(pieces)] if together else pieces
        if not all(any(_names(t, n) for t in head) for n in map(_without_office, names)):
            where = "版头" if notice.issuers else "署名"
            yield Fault(
                text.ref,
                f"{what}“{text.stripped}”与{where}“{shown}”不一致",
                left=text.stripped,
                right=shown,
                suggestion="统一用全称或规范简称",
            )
    yield from _unsigned(notice)


def _unsigned(notice: Notice) -> Iterator[Fault]:
    """Issuers of a joint document that did not sign it, where others of them did."""
    signed = {s for t in notice.signatures for s in (*t.stripped.split(), squeeze(t.stripped))}
    names = [name for t in notice.issuers for name in _issuers_of(t)]
    lacking = [n for n in names if n not in signed]
    last = notice.signatures[-1] if notice.signatures else None
    if last is None or len(names) < 2 or len(lacking) != 1 or len(notice.signatures) >= len(names):
        return
    yield Fault(
        last.ref,
        f"版头有“{lacking[0]}”，署名没有",
        right=lacking[0],
        suggestion="补上署名，或核对版头",
    )


def _issuers_of(text: Text) -> list[str]:
    """The issuers on one line: several where each piece is the name of one."""
    pieces = BRACKETED.sub("", text.stripped).removesuffix("文件").split()
    apart = len(pieces) > 1 and all(piece.endswith(_ORGAN) for piece in pieces)
    return pieces if apart else [squeeze(text.stripped)]


def _names(head: Text, name: str) -> bool:
    """Whether a line of the letterhead, which may hold several issuers, names this one."""
    line = squeeze(BRACKETED.sub("", head.stripped)).removesuffix("文件")
    if line == name or name in head.stripped.split():
        return True
    rest = line.removeprefix(name) if line.startswith(name) else line.removesuffix(name)
    return rest != line and rest.endswith(_ORGAN)


def _without_office(name: str) -> str:
    """昌吉州财政局办公室 prints for 昌吉州财政局."""
    return _OFFICE.sub("", name)
