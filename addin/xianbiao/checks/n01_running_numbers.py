"""N01: the points of the text are numbered through, and the attachments it names are there."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from xianbiao.checks.attachment_kinds import attachments_of_another_kind
from xianbiao.checks.paragraphs import Paragraph, paragraphs
from xianbiao.checks.registry import Fault, rule
from xianbiao.model.expressions import expression
from xianbiao.model.findings import Severity
from xianbiao.model.notices import Notice
from xianbiao.model.numerals import chinese_number, in_chinese

_POINT = expression(r"([一二三四五六七八九十]{1,3})、")
_NESTED = expression(r"[（(]([一二三四五六七八九十]{1,3})[）)]")
_GOAL = expression(r"(?:^|(?<=[\s。；;>]))(?:目标)?(\d{1,2})\s*[.．、:：)）](?!\d)")
_CITED = expression(r"《[^《》]*》")
_ATTACHED = expression(
    r"附\s*[件表]\s*(\d{1,2}(?:\s*[、和及至～~—–-]\s*(?:附件)?\s*\d{1,2}(?![\d.．%％年月日个项户人万亿元]))*)"
    r"(?![\d.．])"
)
_RANGE = expression(r"(\d{1,2})\s*[至～~—–-]\s*(?:附件)?\s*(\d{1,2})")
_MENTION = expression(r"[见按]附\s*[件表]|附\s*件\s*所[列示附]")


@rule("N01", "正文序号与所引附件", Severity.HINT, "序号跳了往往是漏了一段，所引附件没有就无法照办")
def numbers_run_on(notice: Notice) -> Iterator[Fault]:
    """Points of the text that jump or stand twice; attachments named and not listed."""
    body = paragraphs(notice.body)
    yield from _jumps(body)
    yield from _absent(notice, body)
    yield from attachments_of_another_kind(notice, body)
    yield from _goals(notice)


def _jumps(body: Sequence[Paragraph]) -> Iterator[Fault]:
    """Where 一、二、三、 or （一）（二） jump; the second begins anew under each point."""
    before = {False: 0, True: 0}
    for unit in body:
        point, nested = _POINT.match(unit.text), _NESTED.match(unit.text)
        found = point or nested
        if found is None:
            continue
        is_nested = point is None
        number = chinese_number(found[1])
        if number == 1 == before[is_nested] and not is_nested:
            yield Fault(
                unit.ref_at(0),
                "正文序号“一、”写了两次，应为“二、”",
                left=found.group(),
                right="二、",
                suggestion="改序号；确是另起的一组可不改",
            )
            number = 2
        elif number not in (1, before[is_nested] + 1):
            last = before[is_nested]
            shape = "（{}）" if is_nested else "{}、"
            after = f"“{shape.format(in_chinese(last))}”之后" if last else "开头"
            wanted = shape.format(in_chinese(last + 1))
            yield Fault(
                unit.ref_at(0),
                f"正文序号不连续：{after}应为“{wanted}”，写的是“{found.group()}”",
                left=found.group(),
                right=wanted,
                suggestion="补上漏掉的一段，或改序号",
            )
        before[is_nested] = before[is_nested] + 1 if number is None else number
        if not is_nested:
            before[True] = 0


def _goals(notice: Notice) -> Iterator[Fault]:
    """The first form whose goals are numbered with a jump."""
    for form in notice.target_forms:
        text = form.goals.text if form.goals is not None else ""
        numbers = [int(n) for n in _GOAL.findall(text)]
        odd = next(((i, n) for i, n in enumerate(numbers, 1) if i != n), None)
        if form.goals is None or odd is None or numbers[0] != 1:
            continue
        place, number = odd
        yield Fault(
            form.goals.ref,
            f"{form.region}绩效表：年度目标第 {place} 条的序号写成 {number}",
            left=str(number),
            right=str(place),
            suggestion="补上漏掉的一条，或改序号",
        )
        return


def _absent(notice: Notice, body: Sequence[Paragraph]) -> Iterator[Fault]:
    """The attachments that the text names by number and that neither list nor file has."""
    numbers = {e.number for e in notice.entries} | {a.number for a in notice.attachments}
    known = {n for n in numbers if n is not None}
    is_one = len(notice.entries) == 1 or (not notice.entries and len(notice.attachments) == 1)
    has_any = bool(notice.entries or notice.attachments)
    said: set[int] = set()
    for unit in body:
        text = _CITED.sub(lambda found: " " * len(found.group()), unit.text)
        if not has_any and (found := _ATTACHED.search(text) or _MENTION.search(text)):
            yield Fault(
                unit.ref_at(found.start()),
                f"正文提到“{found.group().strip()}”，文中没有附件说明，也没有附件",
                left=found.group().strip(),
                suggestion="补上附件说明和附件，或删去这句话",
            )
            return
        for found in _ATTACHED.finditer(text) if has_any else ():
            for number in _numbers_of(found[1]):
                if number in known | said or (is_one and number == 1):
                    continue
                said.add(number)
                yield Fault(
                    unit.ref_at(found.start()),
                    f"正文提到附件{number}，附件说明和附件里都没有",
                    left=f"附件{number}",
                    suggestion="核对序号，或补上这个附件",
                )


def _numbers_of(text: str) -> list[int]:
    """The numbers of 1、2、4 or 1—3."""
    result = [
        n for a, b in _RANGE.findall(text) for n in range(int(a), min(int(b), int(a) + 20) + 1)
    ]
    return sorted({*result, *map(int, re.findall(r"\d{1,2}", text))})
